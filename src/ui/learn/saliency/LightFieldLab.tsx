import { useMemo } from 'react';
import { formatFixed } from '../format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { PixelPicture } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import type { SaliencyProps } from './fields.ts';
import { lightFieldOf, refocus } from './lightField.ts';
import { drawScene, HEIGHT, SCENE, THINGS, WIDTH } from './scene.ts';

/** A light field of the scene, focused by hand. */
export function LightFieldLab({ values, change }: SaliencyProps) {
  const messages = useLearnMessages().saliency;
  const words = messages.lightField;
  const views = useMemo(() => lightFieldOf(drawScene()), []);
  const pixels = useMemo(() => refocus(views, values.focus), [views, values.focus]);
  return (
    <div className="lab" data-testid="light-field-lab">
      <div className="lab-picture">
        <div className="map-row map-row-cells">
          <figure className="map-figure">
            <PixelPicture label={words.picture} height={HEIGHT} width={WIDTH} pixels={pixels} />
            <figcaption>{words.picture}</figcaption>
          </figure>
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
            words.nearness(messages.person.names[name]),
            formatFixed(SCENE[name].nearness, 2),
          ])}
        />
        <p>{words.text}</p>
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}
