import { useEffect, useMemo, useRef } from 'react';
import { isOneSize } from '../../image/fitDepth.ts';
import { overlap } from '../../image/marks.ts';
import { heldRegions } from '../../inference/regions.ts';
import { givesOneMap, isOneMap, isPinnedOfOther } from '../engine/selectors.ts';
import type { ShownResult } from '../engine/state.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { Icon } from '../parts/Icon.tsx';
import { LAYERS, ONE_MAP_LAYERS } from '../result/appearance.ts';
import { keepAnswers } from '../result/keptAnswers.ts';
import { listMaps, type ShownMap } from '../result/mapList.ts';
import { tellHeld, tellRegions } from '../result/sentence.ts';
import { markedBy } from '../result/useHeld.ts';
import { Layered, layerIn, mapsOfLayer } from '../result/MainPictureLayers.tsx';
import { fullName, tellApart } from './apart.ts';
import { besideKey } from './besideMaps.ts';
import { pinOnThisPhoto, swapPinned, unpin } from './pin.ts';
import '../styles/pin.css';

interface PinnedColumnProps {
  /** Of the present result. */
  readonly maps: ReadonlyMap<string, ShownMap>;
  /** Opens a map, and another one beside it. */
  readonly onEnlarge: (key: string, beside: string) => void;
}

/** What the main picture is called while another result stands beside it. */
export function PresentHead() {
  const messages = useMessages();
  const state = usePageState((each) => each);
  const name = fullName(tellApart(state, messages), 'present', state.model.title);
  return (
    <div className="column-head">
      <h2>{messages.pin.now(name)}</h2>
    </div>
  );
}

/** The pinned result, in the layer of the main picture. */
export function PinnedColumn({ maps: presentMaps, onEnlarge }: PinnedColumnProps) {
  const messages = useMessages();
  const words = messages.pin;
  const pinned = usePageState((state) => state.pinned);
  const result = usePageState((state) => state.pinnedResult);
  const appearance = usePageState((state) => state.appearance);
  const isOther = usePageState(isPinnedOfOther);
  const resting = usePageState(({ working }) => working.network === null);
  const store = useStore();
  const column = useRef<HTMLElement>(null);
  useEffect(() => {
    const own = column.current;
    // Just asked for, elsewhere on the page: not by a link, and not by a button of its own.
    if (!navigator.userActivation.isActive || own?.contains(document.activeElement)) return;
    own?.focus({ preventScroll: true });
    own?.scrollIntoView({ block: 'nearest' });
  }, [pinned]);
  const maps = useMemo(
    () =>
      new Map(
        listMaps(result, { depth: null, truth: null }, messages).map((map) => [map.key, map]),
      ),
    [result, messages],
  );
  const apart = tellApart(
    usePageState((state) => state),
    messages,
  );
  const presentIsOneMap = usePageState(givesOneMap);
  const alike = useAlike();
  const told = useTold(result);
  if (pinned === null) return null;
  const { samples } = result;
  const { photo } = pinned.image;
  const oneMap = isOneMap(result);
  const { focus } = appearance;
  const lacksAnswer = appearance.layer === 'answer' && focus !== null && !samples?.maps[focus];
  const layer = layerIn(lacksAnswer || oneMap ? ONE_MAP_LAYERS : LAYERS, appearance);
  const kept = keepAnswers(samples, { part: null, keep: 'all' }, appearance, messages);
  const shown = mapsOfLayer(layer, maps, kept, oneMap);
  const presentLayer = layerIn(presentIsOneMap ? ONE_MAP_LAYERS : LAYERS, appearance);
  const [present] = mapsOfLayer(presentLayer, presentMaps, kept, presentIsOneMap);
  const facts = photo?.facts;
  const ratio = facts === undefined ? undefined : `${facts.width} / ${facts.height}`;
  const unpinButton = (
    <button ref={leaveFocus} type="button" className="button" onClick={() => unpin(store)}>
      <Icon name="close" />
      {words.unpin}
    </button>
  );
  return (
    <>
      <div className="column-head pinned-head">
        {isOther && (
          <div className="pinned-other" role="status" data-testid="pinned-other">
            <p>{words.otherPhoto(photo?.file.name ?? '')}</p>
            <button
              type="button"
              className="button"
              title={words.onThisPhotoHelp}
              onClick={() => pinOnThisPhoto(store)}
            >
              <Icon name="compare" />
              {words.onThisPhoto}
            </button>
            {unpinButton}
          </div>
        )}
        <h2 id="pinned-title">{words.column(fullName(apart, 'pinned', pinned.model.title))}</h2>
      </div>
      <figure
        ref={column}
        className="card easel pinned"
        aria-labelledby="pinned-title"
        tabIndex={-1}
        data-testid="pinned"
        data-layer={layer}
      >
        <div className="easel-head">
          <span className="pinned-actions">
            <button
              type="button"
              className="button"
              title={words.swapHelp}
              onClick={() => swapPinned(store)}
            >
              <Icon name="swap" />
              {words.swap}
            </button>
            {!isOther && unpinButton}
          </span>
        </div>
        <div className="easel-frame" data-pictures={shown.length}>
          {shown.map((picture) => (
            <div
              key={picture.key}
              className="picture easel-picture"
              style={{ aspectRatio: ratio }}
              data-pinned-map={picture.key}
              data-stale={result.stale}
            >
              <Layered
                photo={photo}
                layer={layer}
                picture={picture}
                answers={kept.maps}
                maps={maps}
              />
            </div>
          ))}
          {shown.length === 0 && (
            <div className="picture easel-picture picture-waiting" style={{ aspectRatio: ratio }}>
              {photo && <img src={photo.address} alt="" />}
            </div>
          )}
        </div>
        <figcaption className="easel-foot">
          <div className="easel-words">
            <p role="status">{told ?? (resting ? words.failed : words.waiting)}</p>
            {/* Not spoken by itself: it changes with every step of a slider. */}
            {alike !== null && <strong data-testid="alike">{alike}</strong>}
          </div>
          {!isOther && shown[0] !== undefined && present !== undefined && (
            <button
              type="button"
              className="button"
              onClick={() => onEnlarge(present.key, besideKey('pinned', shown[0]!.key))}
            >
              <Icon name="enlarge" />
              {words.compare}
            </button>
          )}
        </figcaption>
      </figure>
    </>
  );
}

/** What the picture of a pinned result marks, in a sentence; null while it is on its way. */
function useTold(result: ShownResult): string | null {
  const messages = useMessages();
  const appearance = usePageState((state) => state.appearance);
  const { samples } = result;
  const marked = markedBy(result, appearance);
  const [map, isOne] = [marked?.map, marked?.isOne];
  const { focus } = appearance;
  return useMemo(() => {
    if (samples === null || map === undefined) return null;
    const { regions, count } = samples;
    const number = focus === null ? null : focus + 1;
    const pieces = isOne
      ? tellHeld(regions, heldRegions(map, regions), number, count, messages)
      : tellRegions(regions, count, messages);
    return pieces.map(({ text }) => text).join('');
  }, [samples, map, isOne, focus, messages]);
}

/** How far both pictures mark the same, or both results where neither picture is of a single answer; null while one is not there, and of another photo. */
function useAlike(): string | null {
  const { alike } = useMessages().pin;
  const appearance = usePageState((state) => state.appearance);
  const own = usePageState(({ result }) => (result.stale ? null : result));
  const pinned = usePageState(({ pinnedResult }) => (pinnedResult.stale ? null : pinnedResult));
  const isSame = own !== null && own.photo === pinned?.photo;
  const [one, other] = [own, pinned].map((each) => each && markedBy(each, appearance));
  const [first, second] = [one?.map, other?.map];
  const share = useMemo(
    () => (isSame && first && second && isOneSize(first, second) ? overlap(first, second) : null),
    [isSame, first, second],
  );
  return share === null ? null : alike(share, one?.isOne === true || other?.isOne === true);
}
