import { lazy, Suspense, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ScalarMap } from '../../image/types.ts';
import type { AnswerRegions } from '../../inference/regions.ts';
import { givesOneMap } from '../engine/selectors.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { messages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';
import { Segments } from '../parts/Segments.tsx';
import { LAYERS, type Layer } from './appearance.ts';
import { BlendLayer } from './BlendLayer.tsx';
import { BothCanvas } from './BothCanvas.tsx';
import { MapCanvas } from './MapCanvas.tsx';
import { paintingOf, type ShownMap } from './mapList.ts';
import { PartChoice } from './PartChoice.tsx';
import { PointReadout, type Point } from './PointReadout.tsx';
import type { KeptAnswers } from './keptAnswers.ts';
import { StageFoot } from './StageFoot.tsx';

/** Its tracing of lines is loaded by those who look at them. */
const OutlinesLayer = lazy(async () => ({
  default: (await import('./OutlinesLayer.tsx')).OutlinesLayer,
}));

interface StageProps {
  readonly maps: ReadonlyMap<string, ShownMap>;
  readonly kept: KeptAnswers;
  readonly onPart: (part: number | null) => void;
  readonly onKeep: (keep: 'all' | 'with' | 'without') => void;
  readonly onEnlarge: (key: string) => void;
}

const ONE_MAP_LAYERS: readonly Layer[] = ['agreed', 'differ'];
const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const KEY_STEP = 0.02;

/** The main picture: the photo with what the answers say of it, one layer at a time. */
export function Stage({ maps, kept, onPart, onKeep, onEnlarge }: StageProps) {
  const appearance = usePageState((state) => state.appearance);
  const samples = usePageState((state) => state.result.samples);
  const stale = usePageState((state) => state.result.stale);
  const busy = usePageState((state) => state.stage !== 'idle');
  const oneMap = usePageState(givesOneMap);
  const store = useStore();
  const [point, setPoint] = useState<Point | null>(null);
  const words = messages.stage;
  const layers = oneMap ? ONE_MAP_LAYERS : LAYERS;
  const layer = layers.includes(appearance.layer) ? appearance.layer : 'agreed';
  const shown = shownOf(layer, maps, kept, oneMap);
  const pointAt = (event: PointerEvent) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - frame.left) / frame.width;
    const y = (event.clientY - frame.top) / frame.height;
    setPoint(x >= 0 && x < 1 && y >= 0 && y < 1 ? { x, y } : null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = KEYS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const from = point ?? { x: 0.5, y: 0.5 };
    const move = (value: number, by: number) => Math.min(Math.max(value + by * KEY_STEP, 0), 0.999);
    setPoint({ x: move(from.x, step[0]), y: move(from.y, step[1]) });
  };
  const enlarge = () => onEnlarge(shown[0]?.key ?? 'consensus');
  return (
    <figure className="card stage result-grid" data-layer={layer} aria-busy={busy}>
      <div className="stage-head">
        <Segments
          legend={words.layer}
          options={layers}
          labels={words.layers}
          value={layer}
          onChange={(next) => store.setAppearance({ layer: next })}
        />
        <button
          type="button"
          className="icon-button"
          title={words.compare}
          aria-label={words.compare}
          onClick={enlarge}
          data-testid="compare"
        >
          <Icon name="enlarge" />
        </button>
      </div>
      <div className="stage-frame" data-pictures={shown.length}>
        {shown.map((picture, index) => (
          <div
            key={index}
            className="picture stage-picture"
            data-map={picture.key}
            data-stale={stale}
            {...(layer === 'blend' ? { role: 'group' } : { role: 'button', tabIndex: 0 })}
            aria-label={words.picture(picture.title)}
            onPointerMove={pointAt}
            onPointerDown={pointAt}
            onPointerLeave={(event) => event.pointerType === 'mouse' && setPoint(null)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' || event.key === ' ') onEnlarge(picture.key);
              else onKeyDown(event);
            }}
            onDoubleClick={() => onEnlarge(picture.key)}
          >
            <Layered layer={layer} picture={picture} answers={kept.maps} maps={maps} />
            {point !== null && (
              <span
                className="crosshair"
                style={{ left: `${point.x * 100}%`, top: `${point.y * 100}%` }}
              />
            )}
          </div>
        ))}
        {shown.length === 0 && <WaitingPicture />}
        {shown.length === 1 && samples !== null && MARKED_LAYERS.includes(layer) && (
          <Markers regions={samples.regions} part={kept.part} onPart={onPart} />
        )}
      </div>
      {samples !== null && kept.part !== null && (
        <PartChoice
          region={samples.regions.contested[kept.part]!}
          number={kept.part + 1}
          count={samples.count}
          keep={kept.keep}
          onKeep={onKeep}
          onClose={() => onPart(null)}
        />
      )}
      <figcaption className="stage-foot">
        <StageFoot layer={layer} shown={shown} kept={kept} />
        {samples !== null && !oneMap && <PointReadout point={point} maps={kept.maps} />}
      </figcaption>
    </figure>
  );
}

const MARKED_LAYERS: readonly Layer[] = ['agreed', 'differ', 'both', 'outlines'];

/** What the layer is of: one map, or two that are compared. */
function shownOf(
  layer: Layer,
  maps: ReadonlyMap<string, ShownMap>,
  kept: KeptAnswers,
  oneMap: boolean,
): readonly ShownMap[] {
  const find = (...keys: string[]) => keys.flatMap((key) => maps.get(key) ?? []);
  const { answer, uncertainty, focus } = kept.appearance;
  switch (layer) {
    case 'agreed':
      if (kept.mean !== null) return [kept.mean];
      if (oneMap) return find('consensus');
      return answer === 'share' ? find('consensus', 'share') : find(answer);
    case 'differ':
      return find(oneMap ? 'total' : uncertainty);
    case 'both':
      return find('disagreement');
    case 'outlines':
    case 'blend':
      return find('mean');
    case 'answer':
      return find(focus === null ? 'explored' : `sample-${focus}`);
  }
}

interface LayeredProps {
  readonly layer: Layer;
  readonly picture: ShownMap;
  readonly answers: readonly ScalarMap[];
  readonly maps: ReadonlyMap<string, ShownMap>;
}

/** The photo with a layer over it. */
function Layered({ layer, picture, answers, maps }: LayeredProps) {
  const photo = usePageState((state) => state.image.photo);
  const appearance = usePageState((state) => state.appearance);
  const painting = paintingOf(picture, appearance);
  const image = photo && <img src={photo.address} alt="" draggable={false} />;
  if (layer === 'outlines') {
    return (
      <>
        {image}
        <PartBoundary fallback={<PartFailed />}>
          <Suspense>
            <OutlinesLayer maps={answers} />
          </Suspense>
        </PartBoundary>
      </>
    );
  }
  if (layer === 'blend') {
    return (
      <>
        {image}
        <BlendLayer maps={answers} template={picture} />
      </>
    );
  }
  if (layer === 'both') {
    const mean = maps.get('mean');
    return (
      <>
        {image}
        {mean && (
          <BothCanvas
            saliency={mean.map}
            uncertainty={picture.map}
            most={picture.range[1]}
            opacity={appearance.opacity}
          />
        )}
      </>
    );
  }
  return (
    <>
      {painting.cover !== 'opaque' && image}
      <MapCanvas
        map={picture.map}
        valid={picture.valid}
        painting={painting}
        label={picture.title}
      />
    </>
  );
}

function WaitingPicture() {
  const photo = usePageState((state) => state.image.photo);
  return (
    <div className="picture stage-picture picture-waiting">
      {photo && <img src={photo.address} alt="" draggable={false} />}
    </div>
  );
}

interface MarkersProps {
  readonly regions: AnswerRegions;
  readonly part: number | null;
  readonly onPart: (part: number | null) => void;
}

/** The numbers of the sentence, where its parts lie. */
function Markers({ regions, part, onPart }: MarkersProps) {
  return (
    <div className="picture stage-markers">
      {regions.contested.map((region, index) => (
        <button
          key={index}
          type="button"
          className="marker number"
          aria-pressed={part === index}
          aria-label={messages.stage.part(index + 1)}
          style={{ left: `${region.x * 100}%`, top: `${region.y * 100}%` }}
          onClick={() => onPart(part === index ? null : index)}
        >
          {index + 1}
        </button>
      ))}
    </div>
  );
}
