import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Stroke } from '../../image/brush.ts';
import type { ImageSize } from '../../image/types.ts';
import type { OpenPhoto } from '../input/openImage.ts';
import { useMessages } from '../messages.ts';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { Segments } from '../parts/Segments.tsx';
import { Slider } from '../parts/Slider.tsx';
import { arrowOf, isBrowsers, placeOn, type Point } from '../parts/usePoint.ts';

const TOOLS = ['off', 'keep', 'erase'] as const;

/** The brush in the visitor's hand. */
export interface Brush {
  readonly tool: (typeof TOOLS)[number];
  /** As a stroke has it. */
  readonly radius: number;
}

export const FIRST_BRUSH: Brush = { tool: 'off', radius: 0.03 };

/** How far an arrow key moves the brush, as a share of the photo's sides; with Shift, and without. */
const [LARGE_STEP, STEP] = [0.05, 0.01];

/** Points of a stroke that are nearer to each other than this share of its radius are one. */
const APART = 0.125;

interface CutOutBrushProps {
  readonly photo: OpenPhoto;
  readonly brush: Brush;
  /** Strokes that the picture does not show yet. */
  readonly pending: readonly Stroke[];
  readonly onStroke: (stroke: Stroke) => void;
}

/** Lies over the picture while the brush is on, and takes what is painted; below it the photo shows what is left out, striped. */
export function CutOutBrush({ photo, brush, pending, onStroke }: CutOutBrushProps) {
  /** Where the brush is; null while it is elsewhere. */
  const [at, setAt] = useState<Point | null>(null);
  const [drawn, setDrawn] = useState<readonly Point[] | null>(null);
  // Several moves may come before what is drawn is on the screen.
  const way = useRef<readonly Point[] | null>(null);
  const words = useMessages().cutOut;
  const { width, height } = photo.facts;
  const { radius } = brush;
  const keep = brush.tool === 'keep';
  const reach = reachOf(brush, photo.facts);
  const draw = (points: readonly Point[] | null) => {
    way.current = points;
    setDrawn(points);
  };
  const follow = (event: PointerEvent): Point => {
    const point = placeOn(event.currentTarget, event);
    setAt(point);
    return point;
  };
  const onPointerDown = (event: PointerEvent) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    draw([follow(event)]);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!event.isPrimary) return;
    const point = follow(event);
    const last = way.current?.at(-1);
    if (last === undefined) return;
    const far = Math.hypot((point.x - last.x) * width, (point.y - last.y) * height);
    if (far >= APART * reach) draw([...way.current!, point]);
  };
  const onPointerUp = (event: PointerEvent) => {
    if (!event.isPrimary || way.current === null) return;
    onStroke({ keep, radius, points: way.current });
    draw(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = at ?? MIDDLE;
    const arrow = arrowOf(event);
    const isDab = !isBrowsers(event) && (event.key === ' ' || event.key === 'Enter');
    if (arrow === null && !isDab) return;
    event.preventDefault();
    const step = event.shiftKey ? LARGE_STEP : STEP;
    if (arrow === null) onStroke({ keep, radius, points: [place] });
    else setAt({ x: inside(place.x + arrow.x * step), y: inside(place.y + arrow.y * step) });
  };
  const live = drawn === null ? [] : [{ keep, radius, points: drawn }];
  return (
    <>
      <div className="cut-out-left-out">
        <img src={photo.address} alt="" draggable={false} />
      </div>
      <div
        ref={leaveFocus}
        className="cut-out-brush"
        tabIndex={0}
        role="application"
        aria-label={words.brushPicture}
        data-testid="cut-out-brush"
        onFocus={({ currentTarget }) => {
          if (currentTarget.matches(':focus-visible')) setAt((before) => before ?? MIDDLE);
        }}
        onPointerLeave={() => setAt(null)}
        onPointerCancel={() => draw(null)}
        {...{ onPointerDown, onPointerMove, onPointerUp, onKeyDown }}
      >
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden>
          {[...pending, ...live].map((stroke, i) => (
            <path
              key={i}
              className={stroke.keep ? 'cut-out-keeps' : 'cut-out-erases'}
              d={wayOf(stroke, photo.facts)}
              strokeWidth={2 * reachOf(stroke, photo.facts)}
            />
          ))}
          {at !== null && (
            <circle
              className="cut-out-ring"
              data-tool={brush.tool}
              cx={at.x * width}
              cy={at.y * height}
              r={reach}
            />
          )}
        </svg>
      </div>
    </>
  );
}

/** What becomes of the strokes. */
export type StrokesChange = (strokes: readonly Stroke[]) => readonly Stroke[];

export const withoutLast: StrokesChange = (strokes) => strokes.slice(0, -1);

const MIDDLE: Point = { x: 0.5, y: 0.5 };

function inside(share: number): number {
  return Math.min(Math.max(share, 0), 1);
}

/** A brush's radius in pixels of the photo. */
function reachOf({ radius }: Pick<Stroke, 'radius'>, { width, height }: ImageSize): number {
  return radius * Math.max(width, height);
}

/** A line through all points; through the first one twice, so that a dab is one as well. */
function wayOf({ points }: Stroke, { width, height }: ImageSize): string {
  const places = [points[0]!, ...points].map(({ x, y }) => `${x * width} ${y * height}`);
  return `M${places.join('L')}`;
}

interface BrushControlsProps {
  readonly brush: Brush;
  readonly onBrush: (change: Partial<Brush>) => void;
  /** Something was painted. */
  readonly painted: boolean;
  readonly onStrokes: (change: StrokesChange) => void;
  /** Of the photo. */
  readonly size: ImageSize;
}

/** Which brush, how large, and back. Who has painted needs no word on how to any more. */
export function BrushControls(props: BrushControlsProps) {
  const { brush, onBrush, painted, onStrokes, size } = props;
  const { cutOut: words, sentence } = useMessages();
  const pixels = words.pixels(Math.round(2 * reachOf(brush, size)));
  const isOn = brush.tool !== 'off';
  const hints = [painted ? words.strokesStay : words.brushHelp, ...(isOn ? [words.striped] : [])];
  return (
    <div className="cut-out-brushes" tabIndex={-1}>
      <Segments
        showLegend
        small
        legend={words.brush}
        options={TOOLS}
        labels={words.brushes}
        value={brush.tool}
        onChange={(tool) => onBrush({ tool })}
      />
      {isOn && (
        <label className="cut-out-ends">
          <span className="label">{words.brushSize}</span>
          <Slider
            min="0.005"
            max="0.12"
            step="0.005"
            value={brush.radius}
            aria-valuetext={pixels}
            onSlide={(radius) => onBrush({ radius })}
          />
          <output>{pixels}</output>
        </label>
      )}
      {painted && (
        <div className="cut-out-undo">
          <button
            ref={leaveFocus}
            type="button"
            className="button"
            onClick={() => onStrokes(withoutLast)}
          >
            {words.undoStroke}
          </button>
          <button
            ref={leaveFocus}
            type="button"
            className="button"
            onClick={() => onStrokes(() => [])}
          >
            {words.clearStrokes}
          </button>
        </div>
      )}
      <p className="hint">{hints.join(sentence.gap)}</p>
    </div>
  );
}
