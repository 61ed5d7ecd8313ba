import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ImageSize } from '../../image/types.ts';
import { drawOver, type PaintedMap } from '../result/paintedCanvas.ts';
import { arrowOf, isBrowsers, type Point } from '../parts/usePoint.ts';
import { fitView, isWhole, panBy, toPhoto, zoomBy, type View } from './viewport.ts';

/** A map as painted at its own size, or the bare photo. */
export interface PaneLayer {
  readonly painted: PaintedMap | null;
}

interface ComparePaneProps {
  readonly label: string;
  readonly mapKey: string;
  readonly photo: ImageSize;
  readonly bitmap: ImageBitmap | null;
  readonly first: PaneLayer;
  /** Lies right of the split. */
  readonly second: PaneLayer | null;
  /** Share of the window's width. */
  readonly split: number;
  /** Null fits all of the photo. */
  readonly view: View | null;
  /** Takes a change of the newest view, which may be newer than the one on the screen: two fingers move in one frame. */
  readonly onView: (change: (view: View | null) => View) => void;
  /** Takes the split elsewhere, in [0,1]. */
  readonly onSplit: (split: number) => void;
  /** Point of the photo under the pointer, as shares of its sides. */
  readonly onProbe: (probe: Point | null) => void;
}

const WHEEL_SPEED = 0.0016;
const KEY_ZOOM = 1.25;
const KEY_PAN = 40;
/** From here on a pixel of the photo is a square on the screen. */
const SQUARES = 2;

/** How near to the split a pointer takes hold of it, in pixels. */
const HOLD = { mouse: 10, finger: 24 };
/** Radius of the grip on the split, in pixels. */
const GRIP = 12;

/** A window onto the photo: wheel, pinch and keys zoom, a drag pans, or moves the split where it begins there. */
export function ComparePane(props: ComparePaneProps) {
  const { label, mapKey, photo, bitmap, first, second, split, view, onView, onSplit, onProbe } =
    props;
  const reference = useRef<HTMLCanvasElement>(null);
  const pointers = useRef(new Map<number, Point>());
  /** The pointer that holds the split. */
  const holder = useRef<number | null>(null);
  const [size, setSize] = useState<ImageSize>({ width: 1, height: 1 });
  const seen = view ?? fitView(photo, size);
  const zoom = (factor: number, at: Point) =>
    onView((newest) => zoomBy(newest ?? fitView(photo, size), factor, at, photo, size));
  const pan = (by: Point) =>
    onView((newest) => panBy(newest ?? fitView(photo, size), by, photo, size));

  useEffect(() => {
    const canvas = reference.current!;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (width > 0 && height > 0) setSize({ width, height });
    });
    observer.observe(canvas);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const canvas = reference.current!;
    // React listens to wheels passively, and the page must not scroll.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const factor = Math.exp(-event.deltaY * WHEEL_SPEED * (event.ctrlKey ? 5 : 1));
      zoom(factor, placeOf(event, canvas));
    };
    canvas.addEventListener('wheel', onWheel, { passive: false });
    return () => canvas.removeEventListener('wheel', onWheel);
  });

  useEffect(() => {
    const canvas = reference.current!;
    const frame = requestAnimationFrame(() =>
      draw(canvas, size, seen, photo, bitmap, first, second, split),
    );
    return () => cancelAnimationFrame(frame);
  });

  const isAtSplit = (event: PointerEvent<HTMLCanvasElement>) => {
    const reach = event.pointerType === 'mouse' ? HOLD.mouse : HOLD.finger;
    const { x } = placeOf(event, event.currentTarget);
    return second !== null && Math.abs(x - size.width * split) <= reach;
  };
  const press = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    if (pointers.current.size === 0 && isAtSplit(event)) holder.current = event.pointerId;
    else pointers.current.set(event.pointerId, placeOf(event, event.currentTarget));
    follow(event);
  };
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = placeOf(event, event.currentTarget);
    if (holder.current === event.pointerId) {
      onSplit(Math.min(Math.max(at.x / size.width, 0), 1));
      return;
    }
    event.currentTarget.style.cursor = isAtSplit(event) ? 'ew-resize' : '';
    const before = pointers.current.get(event.pointerId);
    if (before !== undefined) {
      const others = [...pointers.current].filter(([id]) => id !== event.pointerId);
      const other = others[0]?.[1];
      if (other === undefined) {
        pan({ x: at.x - before.x, y: at.y - before.y });
      } else {
        const spread = (point: Point) => Math.hypot(point.x - other.x, point.y - other.y);
        const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
        zoom(spread(at) / Math.max(spread(before), 1), middle);
      }
      pointers.current.set(event.pointerId, at);
    }
    const point = toPhoto(seen, size, at);
    const probe = { x: point.x / photo.width, y: point.y / photo.height };
    onProbe(probe.x >= 0 && probe.x < 1 && probe.y >= 0 && probe.y < 1 ? probe : null);
  };
  const release = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
    if (holder.current === event.pointerId) holder.current = null;
  };
  const middle = { x: size.width / 2, y: size.height / 2 };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isBrowsers(event)) return;
    const arrow = arrowOf(event);
    // Where all of the photo is seen there is nothing to move, and the window has a use for the key.
    if (arrow !== null && !isWhole(seen, photo, size)) {
      pan({ x: -arrow.x * KEY_PAN, y: -arrow.y * KEY_PAN });
    } else if (event.key === '+' || event.key === '=') zoom(KEY_ZOOM, middle);
    else if (event.key === '-') zoom(1 / KEY_ZOOM, middle);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <canvas
      ref={reference}
      className="viewer-picture"
      role="application"
      tabIndex={0}
      aria-label={label}
      data-map={mapKey}
      data-zoom={seen.zoom.toFixed(3)}
      onPointerDown={press}
      onPointerMove={follow}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={() => onProbe(null)}
      onDoubleClick={(event) => zoom(2, placeOf(event, event.currentTarget))}
      onKeyDown={onKeyDown}
    />
  );
}

function placeOf(event: { clientX: number; clientY: number }, canvas: HTMLCanvasElement): Point {
  const frame = canvas.getBoundingClientRect();
  return { x: event.clientX - frame.left, y: event.clientY - frame.top };
}

/** One frame: left of the split the first layer, right of it the second. */
function draw(
  canvas: HTMLCanvasElement,
  size: ImageSize,
  view: View,
  photo: ImageSize,
  bitmap: ImageBitmap | null,
  first: PaneLayer,
  second: PaneLayer | null,
  split: number,
): void {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  const cut = second === null ? canvas.width : Math.round(canvas.width * split);
  const scale = view.zoom * ratio;
  const paint = (layer: PaneLayer, from: number, to: number) => {
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from, canvas.height);
    context.clip();
    context.translate(canvas.width / 2 - view.x * scale, canvas.height / 2 - view.y * scale);
    context.scale(scale, scale);
    if (layer.painted?.overPhoto !== false && bitmap !== null) {
      context.imageSmoothingEnabled = scale < SQUARES;
      context.drawImage(bitmap, 0, 0, photo.width, photo.height);
    }
    if (layer.painted !== null) {
      context.imageSmoothingEnabled = true;
      drawOver(context, layer.painted, { x: 0, y: 0, ...photo });
    }
    context.restore();
  };
  paint(first, 0, cut);
  if (second === null) return;
  paint(second, cut, canvas.width);
  context.fillStyle = '#fff';
  context.fillRect(cut - ratio, 0, 2 * ratio, canvas.height);
  drawGrip(context, cut, canvas.height / 2, GRIP * ratio);
}

/** A knob on the split, with an arrow to either side, so that it is seen to move. */
function drawGrip(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = '#fff';
  context.fill();
  context.lineWidth = radius / 12;
  context.strokeStyle = 'rgb(0 0 0 / 60%)';
  context.stroke();
  context.fillStyle = '#1f6b8c';
  for (const side of [-1, 1]) {
    context.beginPath();
    context.moveTo(x + side * radius * 0.7, y);
    context.lineTo(x + side * radius * 0.2, y - radius * 0.4);
    context.lineTo(x + side * radius * 0.2, y + radius * 0.4);
    context.fill();
  }
}
