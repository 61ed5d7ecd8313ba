import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { meaningsInUse } from '../models/modelFacts.ts';
import { Icon } from '../parts/Icon.tsx';
import { arrowOf, isBrowsers } from '../parts/usePoint.ts';
import { AtlasCanvas } from './AtlasCanvas.tsx';
import { AtlasMarks } from './AtlasMarks.tsx';
import {
  type AtlasView,
  nearestPlace,
  type Place,
  placesOf,
  reveal,
  stepOf,
  WHOLE,
  zoomBy,
} from './atlasView.ts';
import { type Axes, AxesChoice } from './AxesChoice.tsx';
import { useGestures } from './useGestures.ts';
import { tileKey, useTiles } from './useTiles.ts';
import '../styles/atlas.css';

/** A distribution over all latents, in σ of the prior. */
export interface Distribution {
  readonly middle: readonly number[];
  readonly reach: readonly number[];
}

export interface AtlasProps {
  /** Where the sliders stand, in σ of the prior. */
  readonly latent: readonly number[];
  /** Where the answers of the strip lie. */
  readonly dots: readonly (readonly number[])[];
  /** Where the latents lie that explain the ground truth; null without one. */
  readonly posterior: Distribution | null;
  readonly onGo: (latent: readonly number[]) => void;
}

/** Smallest tile that can be told from another, in pixels. */
const LEAST_TILE = 46;
/** More tiles side by side would be many small ones where few large ones say as much. */
const MOST_ACROSS = 10;
const ZOOM = 1.5;

/** A plane of small answers over two latents, the others standing where their sliders are. */
export function Atlas({ latent, dots, posterior, onGo }: AtlasProps) {
  const messages = useMessages();
  const photo = usePageState((state) => state.image.photo);
  const meanings = usePageState(meaningsInUse);
  const [axes, setAxes] = useState<Axes>([0, 1]);
  const [view, setView] = useState<AtlasView>(WHOLE);
  const [cursor, setCursor] = useState<Place | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(frame);
  const [across, up] = axes;
  const step = stepOf(view, Math.min(Math.max(width / LEAST_TILE, 1), MOST_ACROSS));
  const at = (values: readonly number[]): Place => ({ x: values[across]!, y: values[up]! });
  const latentAt = ({ x, y }: Place) =>
    latent.map((value, axis) => (axis === across ? x : axis === up ? y : value));
  const places = useMemo(() => placesOf(view, step), [view, step]);
  const wanted = width === 0 ? [] : places.map(latentAt);
  const maps = useTiles(wanted);
  // The canvas is painted anew only when something in it is new.
  const keys = wanted.map(tileKey).join(' ');
  const tiles = useMemo(
    () =>
      keys.split(' ').map((key, index) => ({ place: places[index]!, map: maps.get(key) ?? null })),
    [keys, places, maps],
  );
  const go = (place: Place) => onGo(latentAt(nearestPlace(place, step)));
  useGestures(frame, view, setView, go);
  const words = messages.atlas;
  const names = messages.explorer;
  const onKeyDown = (event: KeyboardEvent) => {
    if (isBrowsers(event)) return;
    const arrow = arrowOf(event);
    const here = cursor ?? nearestPlace(at(latent), step);
    if (arrow !== null) {
      const next = nearestPlace({ x: here.x + arrow.x * step, y: here.y - arrow.y * step }, step);
      setCursor(next);
      setView((before) => reveal(before, next, step));
    } else if (event.key === 'Enter' || event.key === ' ') go(here);
    else if (event.key === '+' || event.key === '=') setView((before) => zoomBy(before, ZOOM));
    else if (event.key === '-') setView((before) => zoomBy(before, 1 / ZOOM));
    else if (event.key === '0') setView(WHOLE);
    else return;
    event.preventDefault();
  };
  if (photo === null) return null;
  const made = tiles.filter(({ map }) => map !== null).length;
  return (
    <div className="atlas">
      <AxesChoice count={latent.length} meanings={meanings} value={axes} onChange={setAxes} />
      <div
        ref={frame}
        className="atlas-frame"
        role="application"
        tabIndex={0}
        aria-label={words.label(names.axis(across), names.axis(up))}
        aria-describedby="atlas-hint"
        data-testid="atlas"
        data-made={made}
        data-wanted={wanted.length}
        data-step={step}
        data-whole={view.span === WHOLE.span}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
      >
        {width > 0 && (
          <>
            <AtlasCanvas {...{ photo, view, step, width, height, tiles }} />
            <AtlasMarks
              {...{ view, step, width, height, cursor }}
              here={at(latent)}
              dots={dots.map(at)}
              posterior={posterior && { middle: at(posterior.middle), reach: at(posterior.reach) }}
            />
          </>
        )}
      </div>
      <div className="atlas-tools">
        <ul className="atlas-legend">
          <li data-mark="here">{words.here}</li>
          {dots.length > 0 && <li data-mark="dot">{words.dots}</li>}
          {posterior !== null && <li data-mark="posterior">{words.posterior}</li>}
        </ul>
        <span className="atlas-zoom">
          <ToolButton name="add" label={words.nearer} onClick={() => setView(zoomBy(view, ZOOM))} />
          <ToolButton
            name="remove"
            label={words.farther}
            onClick={() => setView(zoomBy(view, 1 / ZOOM))}
          />
          <ToolButton name="reset" label={words.whole} onClick={() => setView(WHOLE)} />
        </span>
      </div>
      <p className="visually-hidden" role="status">
        {cursor !== null && words.cursor(names.place(across, cursor.x, up, cursor.y))}
      </p>
      <p className="hint atlas-words" data-busy={made < wanted.length}>
        <span id="atlas-hint">
          {words.hint}
          <span className="keys-only">{words.keys}</span>
        </span>
        {made < wanted.length && <span>{words.progress(made, wanted.length)}</span>}
      </p>
    </div>
  );
}

interface ToolButtonProps {
  readonly name: 'add' | 'remove' | 'reset';
  readonly label: string;
  readonly onClick: () => void;
}

function ToolButton({ name, label, onClick }: ToolButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      title={label}
      aria-label={label}
      onClick={onClick}
    >
      <Icon name={name} />
    </button>
  );
}

/** Of an element, in CSS pixels; zeros until it is there. */
function useSize(reference: { readonly current: HTMLElement | null }) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = reference.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [reference]);
  return size;
}
