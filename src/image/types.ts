/** A photo: interleaved RGB bytes, row by row from the top left. */
export interface RgbImage {
  readonly height: number;
  readonly width: number;
  /** `height * width * 3` bytes. */
  readonly data: Uint8Array;
}

/** One real number per pixel, row by row from the top left. */
export interface ScalarMap {
  readonly height: number;
  readonly width: number;
  /** `height * width` values. */
  readonly data: Float32Array;
}

/**
 * A depth map in the program's own convention: 1 is near, 0 is far.
 * Pixels without a reading have `valid` 0 and `data` 0.
 */
export interface DepthMap extends ScalarMap {
  /** `height * width` values, 1 where the sensor gave a reading, else 0. */
  readonly valid: Uint8Array;
}
