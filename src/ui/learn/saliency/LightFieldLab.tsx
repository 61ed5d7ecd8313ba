import { formatFixed } from '../../parts/format.ts';
import { useMemo } from 'react';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { PixelPicture } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import type { SaliencyProps } from './fields.ts';
import { FOCUSES, lightFieldOf, refocus, sharpnessOf } from './lightField.ts';
import { drawScene, HEIGHT, THINGS, WIDTH } from './scene.ts';
import { SharpnessChart } from './SharpnessChart.tsx';

/** A light field of the scene, focused by hand. */
export function LightFieldLab({ values, change }: SaliencyProps) {
  const messages = useLearnMessages().saliency;
  const words = messages.lightField;
  const views = useMemo(() => lightFieldOf(drawScene()), []);
  const pixels = useMemo(() => refocus(views, values.focus), [views, values.focus]);
  const sharpness = useMemo(() => sharpnessOf(views), [views]);
  const at = FOCUSES.reduce(
    (best, focus, i) =>
      Math.abs(focus - values.focus) < Math.abs(FOCUSES[best]! - values.focus) ? i : best,
    0,
  );
  return (
    <div className="lab" data-testid="light-field-lab">
      <div className="lab-picture">
        <div className="map-row map-row-pair map-row-cells">
          <figure className="map-figure">
            <PixelPicture label={words.picture} height={HEIGHT} width={WIDTH} pixels={pixels} />
            <figcaption>{words.picture}</figcaption>
          </figure>
          <SharpnessChart sharpness={sharpness} focus={values.focus} />
        </div>
      </div>
      <div className="lab-handles">
        <Handle
          label={words.focus}
          min={0}
          max={1}
          step={0.05}
          value={values.focus}
          onChange={(value) => change({ focus: value })}
        />
        <Numbers
          entries={THINGS.map((name) => [
            words.sharp(messages.person.names[name]),
            formatFixed(sharpness[name][at]!, 2),
            `sharp-${name}`,
          ])}
        />
        <p>{words.text}</p>
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}
