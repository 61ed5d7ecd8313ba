import { formatFixed } from '../../parts/format.ts';
import { useMemo } from 'react';
import { Segments } from '../../parts/Segments.tsx';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { MapFigure, PixelPicture } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import type { SaliencyProps } from './fields.ts';
import { cuesOf, fuse, FUSIONS } from './fusion.ts';
import { drawScene, HEIGHT, MIDDLES, THINGS, WIDTH } from './scene.ts';

const PICTURE = drawScene();
const DEPTH = { height: HEIGHT, width: WIDTH, data: PICTURE.depth };

/** Three ways of joining colour and depth, computed by a simple rule of contrast. */
export function FusionLab({ values, change }: SaliencyProps) {
  const words = useLearnMessages().saliency.fusion;
  const { fusion, weight } = values;
  const map = useMemo(() => fuse(PICTURE, fusion, weight), [fusion, weight]);
  const cues = useMemo(() => cuesOf(PICTURE, fusion), [fusion]);
  return (
    <div className="lab" data-testid="fusion-lab">
      <div className="lab-picture">
        <Segments
          legend={words.legend}
          options={FUSIONS}
          labels={words.names}
          value={fusion}
          onChange={(next) => change({ fusion: next })}
        />
        <ol className="flow" aria-label={words.flowLabel}>
          {words.flow[fusion].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <div className="map-row map-row-three map-row-cells">
          <ScenePhoto />
          <MapFigure label={words.depth} map={DEPTH} />
          <MapFigure label={words.map} map={map} />
          <MapFigure label={words.cues[fusion].colour} map={cues.colour} />
          <MapFigure label={words.cues[fusion].depth} map={cues.depth} />
        </div>
      </div>
      <div className="lab-handles">
        <p>{words.about[fusion]}</p>
        <Handle
          label={words.weight}
          min={0}
          max={1}
          step={0.05}
          value={weight}
          onChange={(value) => change({ weight: value })}
        />
        <Numbers
          entries={THINGS.map((name) => [
            words.numbers[name],
            formatFixed(map.data[MIDDLES[name]]!, 2),
            `fused-${name}`,
          ])}
        />
        <p>{words.uses}</p>
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}

const PIXELS = (() => {
  const { rgb } = drawScene();
  const pixels = new Uint8ClampedArray(HEIGHT * WIDTH * 4).fill(255);
  for (let i = 0; i < HEIGHT * WIDTH; i++) pixels.set(rgb.subarray(i * 3, i * 3 + 3), i * 4);
  return pixels;
})();

/** The photo that the chapter is about. */
export function ScenePhoto() {
  const label = useLearnMessages().saliency.scene;
  return (
    <figure className="map-figure">
      <PixelPicture label={label} height={HEIGHT} width={WIDTH} pixels={PIXELS} />
      <figcaption>{label}</figcaption>
    </figure>
  );
}
