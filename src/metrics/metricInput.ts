import { ToldError } from '../languages/sentence.ts';
import { metricsSays } from './sentences.ts';

/** A grey image: one value per pixel, row by row from the top left. */
export interface GreyImage {
  readonly height: number;
  readonly width: number;
  /** `height * width` values: floats in [0, 1], or bytes from 0 to 255. */
  readonly data: Float32Array | Uint8Array | Uint8ClampedArray;
}

/** A binary mask: one byte per pixel, 1 inside and 0 outside. */
export interface BinaryMask {
  readonly height: number;
  readonly width: number;
  /** `height * width` bytes, 0 or 1. */
  readonly data: Uint8Array;
}

/** The input of a metric is unusable; the message says what was wrong and what to do. */
export class MetricInputError extends ToldError {
  override readonly name = 'MetricInputError';
}

interface Sized extends Pick<GreyImage, 'height' | 'width'> {
  readonly data: { readonly length: number };
}

/** @throws MetricInputError when an image is empty or its data does not fill `height * width` pixels. */
export function assertFilled(image: Sized, name: string): void {
  const { height, width, data } = image;
  if (!Number.isInteger(height) || !Number.isInteger(width) || height < 1 || width < 1) {
    throw new MetricInputError(
      `The ${name} has size ${height}×${width}; give an image of at least one pixel.`,
    );
  }
  if (data.length !== height * width) {
    throw new MetricInputError(
      `The ${name} has ${data.length} values for ${height}×${width} pixels; give one value per pixel.`,
    );
  }
}

/** @throws MetricInputError when an image is not filled or two images differ in size (height before width). */
export function assertSameSize(first: Sized, firstName: string, second: Sized, name: string): void {
  assertFilled(first, firstName);
  assertFilled(second, name);
  if (first.height !== second.height || first.width !== second.width) {
    throw new MetricInputError(
      `The ${firstName} is ${first.height}×${first.width} and the ${name} is ` +
        `${second.height}×${second.width} (height×width); resize one of them first.`,
    );
  }
}

/** Rounding of resized maps may leave the unit interval by this much. */
const TOLERANCE = 1e-4;

function checkFloats(data: Float32Array, width: number, name: string): void {
  const wrong = data.findIndex((value) => !(value >= -TOLERANCE && value <= 1 + TOLERANCE));
  if (wrong < 0) return;
  throw new MetricInputError(
    `The ${name} holds the value ${data[wrong]} at row ${Math.floor(wrong / width)}, column ` +
      `${wrong % width}; floats must lie in [0, 1].`,
  );
}

/**
 * An image as the 8-bit grey image that a saved PNG holds.
 *
 * Bytes are returned as they are. A float v in [0, 1] becomes `round(255·v)`, halves upwards, so that a map scored
 * in memory and the same map scored after saving it as an 8-bit PNG give the same numbers.
 *
 * @returns `height * width` bytes; not a copy when the image holds bytes.
 * @throws MetricInputError when a float is not a number or lies outside [0, 1].
 */
export function toBytes(image: GreyImage, name: string): Uint8Array | Uint8ClampedArray {
  const { data, width } = image;
  if (!(data instanceof Float32Array)) return data;
  checkFloats(data, width, name);
  const bytes = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    bytes[i] = Math.round(Math.min(Math.max(data[i]!, 0), 1) * 255);
  }
  return bytes;
}

/**
 * An image as floats in [0, 1]: bytes as `level / 255`, floats as they are.
 *
 * @throws MetricInputError when a float is not a number or lies outside [0, 1].
 */
export function toUnitFloats(image: GreyImage, name: string): Float32Array {
  const { data, width } = image;
  const floats = new Float32Array(data.length);
  if (data instanceof Float32Array) {
    checkFloats(data, width, name);
    for (let i = 0; i < data.length; i++) floats[i] = Math.min(Math.max(data[i]!, 0), 1);
  } else {
    for (let i = 0; i < data.length; i++) floats[i] = data[i]! / 255;
  }
  return floats;
}

/** Bytes above this are foreground in a ground truth, as in the field's evaluation code. */
const FOREGROUND_ABOVE = 128;

/**
 * A ground truth as a mask: 1 where its 8-bit value is above 128, else 0.
 *
 * @throws MetricInputError when the image is not filled, or nothing in it is brighter than byte 1 though something is
 * above 0, as in masks of the labels 0 and 1: read as grey levels they would all be background. In 16 bits such labels
 * are floats that round to byte 0. An image of zeros alone is an empty mask.
 */
export function toMask(groundTruth: GreyImage): BinaryMask {
  assertFilled(groundTruth, 'ground truth');
  const bytes = toBytes(groundTruth, 'ground truth');
  const data = new Uint8Array(bytes.length);
  let highest = 0;
  let isBlack = true;
  for (let i = 0; i < bytes.length; i++) {
    const value = bytes[i]!;
    if (value > highest) highest = value;
    // The image's own values: a label of 16 bits has no byte left.
    if (groundTruth.data[i]! > 0) isBlack = false;
    data[i] = value > FOREGROUND_ABOVE ? 1 : 0;
  }
  if (highest <= 1 && !isBlack) {
    throw new MetricInputError(metricsSays.allButBlack());
  }
  return { height: groundTruth.height, width: groundTruth.width, data };
}
