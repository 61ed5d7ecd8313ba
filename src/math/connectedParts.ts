/**
 * Calls `visit` for each neighbour of a pixel inside the picture, row by row.
 *
 * @param corners whether pixels that touch at a corner are neighbours too: eight at most, else four
 */
export function eachNeighbour(
  pixel: number,
  height: number,
  width: number,
  corners: boolean,
  visit: (neighbour: number) => void,
): void {
  const y = Math.floor(pixel / width);
  const x = pixel - y * width;
  for (let row = Math.max(y - 1, 0); row <= Math.min(y + 1, height - 1); row++) {
    for (let column = Math.max(x - 1, 0); column <= Math.min(x + 1, width - 1); column++) {
      if (row === y ? column !== x : corners || column === x) visit(row * width + column);
    }
  }
}

/**
 * The connected parts of what a picture holds, by a flood fill from every pixel not reached before.
 *
 * @param corners as in `eachNeighbour`
 * @param holds whether a pixel belongs to any part
 * @param joined whether two neighbours that do belong to the same one, either way round; default all
 * @returns the pixels of each part, row by row times width plus column; parts in the order of their first pixels
 */
export function connectedParts(
  height: number,
  width: number,
  corners: boolean,
  holds: (pixel: number) => boolean,
  joined: (pixel: number, neighbour: number) => boolean = () => true,
): Int32Array[] {
  const reached = new Uint8Array(height * width);
  const pixels = new Int32Array(height * width);
  const parts: Int32Array[] = [];
  let count = 0;
  const reach = (pixel: number) => {
    reached[pixel] = 1;
    pixels[count++] = pixel;
  };
  let from = 0;
  const visit = (to: number) => {
    if (reached[to] === 0 && holds(to) && joined(from, to)) reach(to);
  };
  for (let start = 0; start < reached.length; start++) {
    if (reached[start] === 1 || !holds(start)) continue;
    const first = count;
    reach(start);
    // Pixels stay in the list once visited: in the end it holds the whole part.
    for (let next = first; next < count; next++) {
      from = pixels[next]!;
      eachNeighbour(from, height, width, corners, visit);
    }
    parts.push(pixels.subarray(first, count));
  }
  return parts;
}
