import { useLearnMessages } from '../messages/messages.ts';
import { CurveLegend } from '../parts/CurveLegend.tsx';
import { FOCUSES, type Sharpness } from './lightField.ts';
import { THINGS } from './scene.ts';

const WIDTH = 300;
const HEIGHT = 150;

/** How sharp each thing is at every focus: each is sharpest at its own nearness. */
export function SharpnessChart({ sharpness, focus }: { sharpness: Sharpness; focus: number }) {
  const messages = useLearnMessages().saliency;
  const words = messages.lightField;
  const { names } = messages.person;
  return (
    <figure className="curves">
      <svg viewBox={`-8 -8 ${WIDTH + 16} ${HEIGHT + 36}`} role="img" aria-label={words.chart}>
        <path className="curve-axis" d={`M0 0V${HEIGHT}H${WIDTH}`} />
        <line className="curve-adaptive" x1={focus * WIDTH} x2={focus * WIDTH} y1={0} y2={HEIGHT} />
        {THINGS.map((name) => (
          <path
            key={name}
            className={`curve sharpness-${name}`}
            d={`M${FOCUSES.map((at, i) => `${at * WIDTH} ${(1 - sharpness[name][i]!) * HEIGHT}`).join('L')}`}
          />
        ))}
        <text x={WIDTH / 2} y={HEIGHT + 22}>
          {words.axis}
        </text>
      </svg>
      <CurveLegend
        lines={THINGS.map((name) => [`curve sharpness-${name}`, names[name]] as const)}
      />
      <figcaption className="hint">{words.chart}</figcaption>
    </figure>
  );
}
