import { type DOMAttributes, useMemo } from 'react';
import type { ScalarMap } from '../../image/types.ts';
import type { AnswerRegions } from '../../inference/regions.ts';
import type { SampleSet } from '../../worker/protocol.ts';
import { givesOneMap } from '../engine/selectors.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { glimpseInUse } from '../explorer/latent.ts';
import type { OpenPhoto } from '../input/openImage.ts';
import { useMessages } from '../messages.ts';
import { stageOf } from './shownStage.ts';
import { Icon } from '../parts/Icon.tsx';
import { Segments } from '../parts/Segments.tsx';
import { usePoint } from '../parts/usePoint.ts';
import { LAYERS, ONE_MAP_LAYERS, type Layer } from './appearance.ts';
import type { ShownMap } from './mapList.ts';
import { PartChoice } from './PartChoice.tsx';
import { PointReadout } from './PointReadout.tsx';
import type { KeptAnswers } from './keptAnswers.ts';
import { MainPictureFoot } from './MainPictureFoot.tsx';
import { Layered, layerIn, mapsOfLayer, Outlines } from './MainPictureLayers.tsx';

interface MainPictureProps {
  readonly maps: ReadonlyMap<string, ShownMap>;
  readonly kept: KeptAnswers;
  readonly onPart: (part: number | null) => void;
  readonly onKeep: (keep: 'all' | 'with' | 'without') => void;
  readonly onEnlarge: (key: string) => void;
}

/** The main picture: the photo with what the answers say of it, one layer at a time. */
export function MainPicture({ maps, kept, onPart, onKeep, onEnlarge }: MainPictureProps) {
  const appearance = usePageState((state) => state.appearance);
  const photo = usePageState((state) => state.image.photo);
  const samples = usePageState((state) => state.result.samples);
  const glimpse = usePageState(glimpseInUse);
  const stale = usePageState((state) => state.result.stale);
  const busy = usePageState((state) => stageOf(state) !== 'idle');
  const oneMap = usePageState(givesOneMap);
  const store = useStore();
  const { point, setPoint, onKeyDown, ...follow } = usePoint();
  const pointing: Pointing = {
    ...follow,
    onPointerLeave: ({ pointerType }) => pointerType === 'mouse' && setPoint(null),
  };
  const words = useMessages().mainPicture;
  const layers = oneMap ? ONE_MAP_LAYERS : LAYERS;
  const layer = layerIn(layers, appearance);
  const shown = mapsOfLayer(layer, maps, kept, oneMap);
  const enlarge = () => onEnlarge(shown[0]?.key ?? 'consensus');
  return (
    <figure className="card easel result-grid" data-layer={layer} aria-busy={busy}>
      <div className="easel-head" data-corner={cornerOf(photo, samples)}>
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
      <div className="easel-frame" data-pictures={shown.length}>
        {shown.map((picture, index) => (
          <div
            key={index}
            className="picture easel-picture"
            data-map={picture.key}
            data-stale={stale}
            {...(layer === 'blend' ? { role: 'group' } : { role: 'button', tabIndex: 0 })}
            aria-label={words.picture(picture.title)}
            {...pointing}
            onKeyDown={(event) => {
              // The buttons over the picture have keys of their own.
              if (event.target !== event.currentTarget) return;
              if (event.key !== 'Enter' && event.key !== ' ') return onKeyDown(event);
              // Space would scroll the page.
              event.preventDefault();
              onEnlarge(picture.key);
            }}
            onDoubleClick={({ target }) => {
              if ((target as Element).closest('button') === null) onEnlarge(picture.key);
            }}
          >
            <Layered
              photo={photo}
              layer={layer}
              picture={picture}
              answers={kept.maps}
              maps={maps}
              glimpse={glimpse}
            />
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
          <Markers samples={samples} part={kept.part} onPart={onPart} pointing={pointing} />
        )}
      </div>
      {samples !== null && !oneMap && <PointReadout point={point} maps={kept.maps} />}
      {samples !== null && kept.part !== null && (
        <PartChoice
          samples={samples}
          part={kept.part}
          keep={kept.keep}
          onKeep={onKeep}
          onClose={() => onPart(null)}
        />
      )}
      <figcaption className="easel-foot">
        <MainPictureFoot layer={layer} shown={shown} kept={kept} />
      </figcaption>
    </figure>
  );
}

/** A button of 2.5 rem and half a marker, as a share of the longer side of the picture on the narrowest phone. */
const CORNER = 0.22;

/** A picture with longer sides than this is hardly higher than the button. */
const PANORAMA = 2.5;

/** Whether the corner of the picture, where a phone has the button that enlarges it, is free of markers. */
function cornerOf(photo: OpenPhoto | null, samples: SampleSet | null): 'free' | 'taken' {
  if (photo === null) return 'free';
  const ratio = photo.facts.width / photo.facts.height;
  const [across, down] = [CORNER / Math.min(1, ratio), CORNER * Math.max(1, ratio)];
  const marked = samples?.regions.contested.some(({ x, y }) => x > 1 - across && y < down);
  return marked || ratio > PANORAMA ? 'taken' : 'free';
}

const MARKED_LAYERS: readonly Layer[] = ['agreed', 'differ', 'both', 'outlines'];

function WaitingPicture() {
  const photo = usePageState((state) => state.image.photo);
  return (
    <div className="picture easel-picture picture-waiting">
      {photo && <img src={photo.address} alt="" draggable={false} />}
    </div>
  );
}

/** 1 in a contested part, from 0 in their list, and 0 elsewhere. */
function partMap({ labels, share }: AnswerRegions, part: number): ScalarMap {
  const { height, width } = share;
  return { height, width, data: Float32Array.from(labels, (label) => Number(label === part + 1)) };
}

/** What follows a pointer. */
type Pointing = Pick<
  DOMAttributes<HTMLElement>,
  'onPointerMove' | 'onPointerDown' | 'onPointerLeave'
>;

interface MarkersProps {
  readonly samples: SampleSet;
  readonly part: number | null;
  readonly onPart: (part: number | null) => void;
  /** A marker lies over the picture, and the point below it is read all the same. */
  readonly pointing: Pointing;
}

/** The numbers of the sentence, where its parts lie, and a line around the one that is chosen. */
function Markers({ samples: { regions }, part, onPart, pointing }: MarkersProps) {
  const messages = useMessages();
  const chosen = useMemo(() => (part === null ? [] : [partMap(regions, part)]), [regions, part]);
  return (
    <div className="picture easel-markers" {...pointing}>
      {chosen.length > 0 && <Outlines maps={chosen} />}
      {regions.contested.map((region, index) => (
        <button
          key={index}
          type="button"
          className="marker number"
          aria-pressed={part === index}
          aria-label={messages.mainPicture.part(index + 1)}
          style={{ left: `${region.x * 100}%`, top: `${region.y * 100}%` }}
          onClick={() => onPart(part === index ? null : index)}
        >
          {index + 1}
        </button>
      ))}
    </div>
  );
}
