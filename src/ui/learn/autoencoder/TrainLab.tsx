import { useMemo, useState } from 'react';
import { SeededGaussian } from '../../../math/gaussian.ts';
import { Segments } from '../../parts/Segments.tsx';
import { formatNumber } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import { useReducedMotion } from '../../parts/motion.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { Handle } from '../parts/Handle.tsx';
import { PixelPicture } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { AUTOENCODER_FIELDS, type AutoencoderProps } from './fields.ts';
import { LatentPlane } from './LatentPlane.tsx';
import { pictureOf, ROWS, SIDE } from './scenes.ts';
import { AUTOENCODERS, LATENTS } from './tinyAutoencoder.ts';
import { useTrainer } from './useTrainer.ts';

/** The same six draws from N(0, I) every time, so that only the network makes a difference. */
const DRAWS = (() => {
  const normal = new SeededGaussian(5);
  return Array.from({ length: 6 }, () => normal.fill(LATENTS));
})();

/** A tiny autoencoder that trains here: its latent plane, and what it answers. */
export function TrainLab({ values, change }: AutoencoderProps) {
  const words = useLearnMessages().autoencoder.train;
  const { kind, beta, x, y, left, right } = values;
  const { items, progress, running, train, stop, restart } = useTrainer(kind, beta);
  // With reduced motion the pictures wait for the end of a round, and only the numbers count on.
  const still = useReducedMotion();
  const drawn = useHeld(progress, still && running);
  const { decoded, draws, picture } = useMemo(() => {
    const scene = pictureOf(left, right);
    return {
      picture: scene,
      decoded: drawn.model.decode([x, y], scene),
      draws: DRAWS.map((z) => drawn.model.decode(z, scene)),
    };
  }, [drawn, x, y, left, right]);
  return (
    <div className="lab" data-testid="train-lab">
      <div className="lab-picture">
        <div className="plane-row">
          <LatentPlane
            items={items}
            codes={drawn.codes}
            x={x}
            y={y}
            onMove={(nextX, nextY) => change({ x: nextX, y: nextY })}
          />
          <div className="tiny-row">
            {kind === 'cvae' && <TinyPicture label={words.picture} values={picture} />}
            <TinyPicture label={words.decoded} values={decoded} />
          </div>
        </div>
        <p className="hint">{words.legend}</p>
        {kind !== 'cvae' && <p className="hint">{words.coincide}</p>}
        <p>{kind === 'ae' ? words.drawsPlain : words.draws}</p>
        <div className="tiny-row" data-testid="draws">
          {draws.map((values, index) => (
            <TinyPicture key={index} label={words.draw(formatNumber(index + 1))} values={values} />
          ))}
        </div>
      </div>
      <div className="lab-handles">
        <Segments
          legend={words.kind}
          options={AUTOENCODERS}
          labels={words.kinds}
          value={kind}
          onChange={(next) => change({ kind: next })}
        />
        <p>{words.about[kind]}</p>
        <div className="lab-row">
          <button type="button" className="button primary" onClick={running ? stop : train}>
            {running ? words.stop : progress.steps === 0 ? words.start : words.more}
          </button>
          <button type="button" className="button" onClick={restart}>
            {words.restart}
          </button>
        </div>
        {kind !== 'ae' && (
          <Handle
            label={words.beta}
            min={AUTOENCODER_FIELDS.beta.min}
            max={AUTOENCODER_FIELDS.beta.max}
            step={0.5}
            value={beta}
            onChange={(next) => {
              change({ beta: next });
              if (progress.steps > 0) train();
            }}
          />
        )}
        {kind === 'cvae' && (
          <>
            <Handle
              label={words.left}
              min={1}
              max={ROWS}
              value={left + 1}
              onChange={(row) => change({ left: row - 1 })}
            />
            <Handle
              label={words.right}
              min={1}
              max={ROWS}
              value={right + 1}
              onChange={(row) => change({ right: row - 1 })}
            />
          </>
        )}
        <Numbers
          entries={[
            [words.numbers.steps, formatNumber(progress.steps), 'train-steps'],
            [
              words.numbers.reconstruction,
              numberOr(progress.reconstruction),
              'train-reconstruction',
            ],
            // An autoencoder has no KL term.
            [words.numbers.kl, kind === 'ae' ? '–' : numberOr(progress.kl), 'train-kl'],
          ]}
        />
      </div>
    </div>
  );
}

/** A value as it was before it was held. */
function useHeld<T>(value: T, hold: boolean): T {
  const [kept, setKept] = useState(value);
  if (!hold && kept !== value) setKept(value);
  return hold ? kept : value;
}

function numberOr(value: number): string {
  return Number.isNaN(value) ? '–' : formatFixed(value, 2);
}

/** A picture of 8 × 8 values in [0,1], grey, with its name. */
function TinyPicture({ label, values }: { label: string; values: Float64Array }) {
  const pixels = useMemo(() => {
    const picture = new Uint8ClampedArray(values.length * 4).fill(255);
    values.forEach((value, i) => picture.fill(Math.round(value * 255), i * 4, i * 4 + 3));
    return picture;
  }, [values]);
  return (
    <figure className="tiny-picture">
      <PixelPicture label={label} height={SIDE} width={SIDE} pixels={pixels} />
      <figcaption>{label}</figcaption>
    </figure>
  );
}
