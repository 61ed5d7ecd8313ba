/** The size that a map's bitmap takes to be saved: the shape in which it is shown, and no coarser than it is. */
export function savedSize(
  bitmap: { readonly width: number; readonly height: number },
  box: { readonly width: number; readonly height: number },
): { width: number; height: number } {
  if (box.width === 0 || box.height === 0) return { width: bitmap.width, height: bitmap.height };
  const scale = Math.max(bitmap.width / box.width, bitmap.height / box.height, 1);
  return { width: Math.round(box.width * scale), height: Math.round(box.height * scale) };
}

/**
 * Gives the bitmap of a map the shape in which the page shows it: that of the photo. The browser's own "save image" and
 * "copy image" take the bitmap, which is a square of the network's size otherwise.
 */
export function shapeForSaving(target: EventTarget): void {
  if (!(target instanceof HTMLCanvasElement) || !target.classList.contains('map-canvas')) return;
  const { width, height } = savedSize(target, target.getBoundingClientRect());
  if (width === target.width && height === target.height) return;
  const copy = document.createElement('canvas');
  copy.width = target.width;
  copy.height = target.height;
  copy.getContext('2d')!.drawImage(target, 0, 0);
  // Changing its size empties it. The next painting brings its own size back.
  target.width = width;
  target.height = height;
  const context = target.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(copy, 0, 0, width, height);
}
