import type { ImageSize } from './types.ts';

/** Throws RangeError unless a map has exactly the size of the photo it is to be combined with. */
export function requireSameSize(photo: ImageSize, map: ImageSize, operation: string): void {
  if (photo.height === map.height && photo.width === map.width) return;
  throw new RangeError(
    `${operation} needs a map of the photo's size ${photo.height}×${photo.width}, got ${map.height}×${map.width}: resize the map first.`,
  );
}
