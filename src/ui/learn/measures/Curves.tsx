import { useLearnMessages } from '../messages/messages.ts';
import type { Measured } from './measureMap.ts';

const LINES = ['precision', 'recall', 'f'] as const;

/** F, precision and recall at every threshold, and where the adaptive one is. */
export function Curves({ curves, threshold }: Measured) {
  const words = useLearnMessages().measures.f;
  // The curves begin at the threshold 255.
  const path = (curve: Float64Array) =>
    Array.from(curve, (value, index) => `${255 - index} ${(1 - value) * 160}`).join('L');
  return (
    <figure className="curves">
      <svg viewBox="-26 -8 292 196" role="img" aria-label={words.chart}>
        <path className="curve-axis" d="M0 0V160H255" />
        {[0, 0.5, 1].map((value) => (
          <text key={value} x={-5} y={(1 - value) * 160} className="curve-tick curve-tick-left">
            {value}
          </text>
        ))}
        <line
          className="curve-adaptive"
          x1={threshold * 255}
          x2={threshold * 255}
          y1={0}
          y2={160}
        />
        {LINES.map((name) => (
          <path key={name} className={`curve curve-${name}`} d={`M${path(curves[name])}`} />
        ))}
        <text x={128} y={182} className="curve-tick">
          {words.axis}
        </text>
      </svg>
      <ul className="curve-legend">
        {LINES.map((name) => (
          <li key={name}>
            <svg viewBox="0 0 24 8" aria-hidden="true">
              <path className={`curve curve-${name}`} d="M0 4H24" />
            </svg>
            {words.lines[name]}
          </li>
        ))}
        <li>
          <svg viewBox="0 0 24 8" aria-hidden="true">
            <path className="curve-adaptive" d="M0 4H24" />
          </svg>
          {words.adaptive}
        </li>
      </ul>
    </figure>
  );
}
