/** A side of the pictures. */
export const SIDE = 8;

/** Rows at which an object may begin. */
export const ROWS = 6;

const OBJECT = 3;

/** A picture of two objects, one on the left and one on the right, and somebody's answer: one of them. */
export interface Item {
  readonly leftRow: number;
  readonly rightRow: number;
  readonly answer: 'left' | 'right';
  /** Both objects, 64 values of 0 and 1. */
  readonly picture: Float64Array;
  /** The object that was answered, 64 values of 0 and 1. */
  readonly mask: Float64Array;
}

/** The picture of a scene. */
export function pictureOf(leftRow: number, rightRow: number): Float64Array {
  return draw([
    [leftRow, 0],
    [rightRow, SIDE - OBJECT],
  ]);
}

/** Every scene, with both answers: 72 items. */
export function allItems(): Item[] {
  const items: Item[] = [];
  for (let leftRow = 0; leftRow < ROWS; leftRow++) {
    for (let rightRow = 0; rightRow < ROWS; rightRow++) {
      for (const answer of ['left', 'right'] as const) {
        items.push({
          leftRow,
          rightRow,
          answer,
          picture: pictureOf(leftRow, rightRow),
          mask: draw([answer === 'left' ? [leftRow, 0] : [rightRow, SIDE - OBJECT]]),
        });
      }
    }
  }
  return items;
}

function draw(places: readonly (readonly [row: number, column: number])[]): Float64Array {
  const picture = new Float64Array(SIDE * SIDE);
  for (const [top, left] of places) {
    for (let row = top; row < top + OBJECT; row++) {
      picture.fill(1, row * SIDE + left, row * SIDE + left + OBJECT);
    }
  }
  return picture;
}
