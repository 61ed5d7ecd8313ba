import { useLearnMessages } from '../messages/messages.ts';
import { CurveLegend } from '../parts/CurveLegend.tsx';
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
      <svg viewBox="-32 -8 298 196" role="img" aria-label={words.chart}>
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
      <CurveLegend
        lines={[
          ...LINES.map((name) => [`curve curve-${name}`, words.lines[name]] as const),
          ['curve-adaptive', words.adaptive],
        ]}
      />
    </figure>
  );
}
