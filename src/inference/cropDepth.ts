import type { DepthMap, ImageSize } from '../image/types.ts';

/** The largest part around the centre of a depth map that has a photo's aspect ratio. */
export function cropToAspect(depth: DepthMap, photo: ImageSize): DepthMap {
  const aspect = photo.width / photo.height;
  const width = Math.min(depth.width, Math.max(1, Math.round(depth.height * aspect)));
  const height = Math.min(depth.height, Math.max(1, Math.round(depth.width / aspect)));
  const left = Math.floor((depth.width - width) / 2);
  const top = Math.floor((depth.height - height) / 2);
  const data = new Float32Array(height * width);
  const valid = new Uint8Array(height * width);
  for (let row = 0; row < height; row++) {
    const from = (top + row) * depth.width + left;
    data.set(depth.data.subarray(from, from + width), row * width);
    valid.set(depth.valid.subarray(from, from + width), row * width);
  }
  return { height, width, data, valid };
}
