import type { DepthMap, RgbImage } from '../../src/image/types.ts';

/** Side of the benchmark's photo: the network's own. */
export const SIDE = 352;

/** A photo with its depth map; without one, every pixel is without a reading. */
export interface BenchInput {
  readonly photo: RgbImage;
  readonly depth: DepthMap | null;
}

async function fetchBytes(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} is not served.`);
  return response.arrayBuffer();
}

/** The sample pair that the driver wrote. */
export async function fetchInput(): Promise<BenchInput> {
  const [rgb, depth, valid] = await Promise.all(
    ['/input/rgb.u8', '/input/depth.f32', '/input/valid.u8'].map(fetchBytes),
  );
  const size = { height: SIDE, width: SIDE };
  return {
    photo: { ...size, data: new Uint8Array(rgb!) },
    depth: { ...size, data: new Float32Array(depth!), valid: new Uint8Array(valid!) },
  };
}

/** What the application warms up with: grey, without depth. */
export function greyInput(): BenchInput {
  const data = new Uint8Array(SIDE * SIDE * 3).fill(128);
  return { photo: { height: SIDE, width: SIDE, data }, depth: null };
}
