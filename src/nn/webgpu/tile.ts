/** What an invocation of a convolution keeps in registers. */
export interface Tile {
  readonly pixels: number;
  /** Groups of four outputs; fewer where a convolution has fewer outputs. */
  readonly groups: number;
}

/** At most `most` groups of four outputs, halved while half as many cover the outputs with less to spare. */
export function groupsFor(outputs: number, most: number): number {
  const needed = Math.ceil(outputs / 4);
  let groups = most;
  while (groups > 1 && spare(needed, groups) * 4 > needed) groups /= 2;
  return groups;
}

/** Groups computed in vain. */
function spare(needed: number, groups: number): number {
  return Math.ceil(needed / groups) * groups - needed;
}
