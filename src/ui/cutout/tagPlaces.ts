import type { CutOutPart } from '../../image/cutOutParts.ts';
import type { ImageSize } from '../../image/types.ts';

/** A tag's size in CSS pixels: enough for a finger, and for two digits. */
export const TAG = { width: 28, height: 26 } as const;

/** Between two tags. */
const GAP = 2;

/** The upper left corner of a tag, in CSS pixels. */
export interface TagPlace {
  readonly x: number;
  readonly y: number;
}

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Where the tags of parts stand in a picture: at their part, all of them in the picture, and none over another one. A
 * part that a tag would hide has it beside itself.
 *
 * @param boxes of the parts, as shares of the picture's sides
 * @param size of the picture, in CSS pixels
 */
export function placeTags(
  boxes: readonly CutOutPart['box'][],
  { width, height }: ImageSize,
): readonly TagPlace[] {
  const parts = boxes.map(({ left, top, right, bottom }): Edges => ({
    left: left * width,
    top: top * height,
    right: right * width,
    bottom: bottom * height,
  }));
  const small = parts.filter(isSmall);
  const placed = new Map<Edges, TagPlace>();
  const isFree = (place: TagPlace) =>
    ![...placed.values()].some((other) => isOver(tagAt(place), tagAt(other), GAP));
  const isInside = ({ x, y }: TagPlace) =>
    x >= 0 && y >= 0 && x + TAG.width <= width && y + TAG.height <= height;
  const hidesNone = (place: TagPlace) => !small.some((part) => isOver(tagAt(place), part, 0));
  // The small ones first: they have the fewest places.
  for (const part of parts.toSorted((one, other) => areaOf(one) - areaOf(other))) {
    const free = candidates(part, { width, height }).filter(
      (place) => isInside(place) && isFree(place),
    );
    const place = free.find(hidesNone) ?? free[0] ?? { x: part.left, y: part.top };
    placed.set(part, place);
  }
  return parts.map((part) => placed.get(part)!);
}

/** Hidden by a tag, or nearly. */
function isSmall({ left, top, right, bottom }: Edges): boolean {
  return right - left < 2 * TAG.width || bottom - top < 2 * TAG.height;
}

/** Places for a part's tag, the best first; the last ones are all over the picture, from near to far. */
function candidates(part: Edges, { width, height }: ImageSize): TagPlace[] {
  const { left, top, right, bottom } = part;
  const [x, y] = [right - TAG.width, bottom - TAG.height];
  const corners = [
    { x: left, y: top },
    { x, y: top },
    { x: left, y },
    { x, y },
  ];
  const [above, before] = [top - TAG.height - GAP, left - TAG.width - GAP];
  const [below, after] = [bottom + GAP, right + GAP];
  const beside = [
    { x: left, y: above },
    { x: left, y: below },
    { x: before, y: top },
    { x: after, y: top },
    { x: before, y: above },
    { x: after, y: above },
    { x: before, y: below },
    { x: after, y: below },
  ];
  const elsewhere: TagPlace[] = [];
  const step = TAG.height / 2;
  for (let down = 0; down + TAG.height <= height; down += step) {
    for (let across = 0; across + TAG.width <= width; across += step) {
      elsewhere.push({ x: across, y: down });
    }
  }
  const farOf = (place: TagPlace) => Math.hypot(place.x - left, place.y - top);
  elsewhere.sort((one, other) => farOf(one) - farOf(other));
  return [...(isSmall(part) ? [...beside, ...corners] : [...corners, ...beside]), ...elsewhere];
}

function tagAt({ x, y }: TagPlace): Edges {
  return { left: x, top: y, right: x + TAG.width, bottom: y + TAG.height };
}

function areaOf({ left, top, right, bottom }: Edges): number {
  return (right - left) * (bottom - top);
}

/** Whether two rectangles lie over each other, or nearer than `gap`. */
function isOver(one: Edges, other: Edges, gap: number): boolean {
  return (
    one.left < other.right + gap &&
    other.left < one.right + gap &&
    one.top < other.bottom + gap &&
    other.top < one.bottom + gap
  );
}
