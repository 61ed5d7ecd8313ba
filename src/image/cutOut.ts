import { boxBlur } from '../math/boxBlur.ts';
import { resizeArea } from '../math/resize.ts';
import { ResizedRows } from '../math/resizeRows.ts';
import { firm, type Matte, objectColour } from './matting.ts';
import type { ImageSize, RgbaImage, RgbImage } from './types.ts';

/** What lies behind the object. */
export type Background =
  | { readonly kind: 'transparent' }
  /** Red, green and blue from 0 to 255. */
  | { readonly kind: 'colour'; readonly colour: readonly [number, number, number] }
  /** The photo itself, out of focus. */
  | { readonly kind: 'blur' }
  /** Fills the photo's frame; what stands over is cut off evenly. */
  | { readonly kind: 'picture'; readonly picture: RgbImage };

export interface CutOutOptions {
  /** Softens the edge: how far, in pixels of the photo; 0 leaves it as it is. */
  readonly feather: number;
  readonly background: Background;
  /** Leaves away the rows and columns around the object. */
  readonly trim: boolean;
  /** Told how much of the picture is done, in [0,1]. */
  readonly onProgress?: (share: number) => void;
}

/** Opacity from which a pixel counts as part of the object when the picture is trimmed, of 255. */
const TRIM_LEVEL = 6;

/** Rows between two words on how far it is. */
const PROGRESS_ROWS = 64;

/** Reach of the blurred background, as a share of the longer side; three passes of it look like a lens. */
const BLUR = 0.012;

/**
 * Opacity of each pixel of the photo, from 0 to 255.
 *
 * @param photo the one of the matte, at its full size or smaller
 */
export function opacityOf(photo: RgbImage, { fit }: Matte, feather = 0): Uint8ClampedArray {
  const { height, width, data } = photo;
  const rows = new ResizedRows(fit.planes, fit.height, fit.width, height, width);
  const opacity = new Uint8ClampedArray(height * width);
  for (let y = 0, i = 0; y < height; y++) {
    rows.go(y);
    for (let x = 0; x < width; x++, i++) {
      const value =
        (rows.at(0, x) * data[i * 3]! +
          rows.at(1, x) * data[i * 3 + 1]! +
          rows.at(2, x) * data[i * 3 + 2]!) /
          255 +
        rows.at(3, x);
      opacity[i] = firm(value) * 255;
    }
  }
  return feather > 0 ? blurred(opacity, photo, feather) : opacity;
}

function blurred(
  opacity: Uint8ClampedArray,
  { height, width }: ImageSize,
  feather: number,
): Uint8ClampedArray {
  const radius = Math.max(1, Math.round(feather / 2));
  const once = boxBlur(Float32Array.from(opacity), height, width, radius);
  return Uint8ClampedArray.from(boxBlur(once, height, width, radius));
}

/**
 * Cuts an object out of its photo, before a background of one's choice. Where the edge is partly transparent, the colours are
 * those of the object alone: the old background does not shine through.
 *
 * @param photo the one of the matte, at its full size or smaller
 * @returns a picture of the photo's size, or of the object's if it is trimmed; null where nothing is left of the object
 */
export function cutOut(photo: RgbImage, matte: Matte, options: CutOutOptions): RgbaImage | null {
  const opacity = opacityOf(photo, matte, options.feather);
  const frame = options.trim ? objectFrame(opacity, photo) : wholeFrame(photo);
  if (frame === null || !opacity.some((value) => value >= TRIM_LEVEL)) return null;
  const size = { height: frame.bottom - frame.top, width: frame.right - frame.left };
  const data = new Uint8Array(size.height * size.width * 4);
  const behind = groundOf(photo, matte, options.background);
  const { height, width } = matte.fit;
  const planes = [...matte.object, ...matte.ground];
  const rows = new ResizedRows(planes, height, width, photo.height, photo.width);
  for (let y = frame.top, to = 0; y < frame.bottom; y++) {
    rows.go(y);
    behind?.go(y);
    if (y % PROGRESS_ROWS === 0) options.onProgress?.((y - frame.top) / size.height);
    for (let x = frame.left; x < frame.right; x++, to += 4) {
      const from = y * photo.width + x;
      const level = opacity[from]!;
      if (level === 0 && behind === null) continue;
      const share = level / 255;
      for (let channel = 0; channel < 3; channel++) {
        let colour = photo.data[from * 3 + channel]!;
        if (level < 255) {
          const around = [rows.at(channel, x), rows.at(channel + 3, x)] as const;
          colour = objectColour(colour / 255, share, ...around) * 255;
          if (behind !== null) colour = colour * share + behind.at(channel, x) * (1 - share);
        }
        data[to + channel] = Math.round(colour);
      }
      data[to + 3] = behind === null ? level : 255;
    }
  }
  return { ...size, data };
}

interface Frame {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

function wholeFrame({ height, width }: ImageSize): Frame {
  return { top: 0, bottom: height, left: 0, right: width };
}

function objectFrame(opacity: Uint8ClampedArray, { height, width }: ImageSize): Frame | null {
  let [top, bottom, left, right] = [height, 0, width, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (opacity[i]! < TRIM_LEVEL) continue;
      if (y < top) top = y;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      bottom = y + 1;
    }
  }
  return bottom === 0 ? null : { top, bottom, left, right };
}

/** The background's bytes row by row; null of a transparent one. */
function groundOf(
  photo: ImageSize,
  { fit, ground }: Matte,
  background: Background,
): Pick<ResizedRows, 'go' | 'at'> | null {
  switch (background.kind) {
    case 'transparent':
      return null;
    case 'colour': {
      const { colour } = background;
      return { go: () => undefined, at: (channel) => colour[channel]! };
    }
    case 'blur': {
      const radius = Math.max(1, Math.round(BLUR * Math.max(fit.height, fit.width)));
      const planes = ground.map((plane) => {
        let soft: Float32Array = plane.map((value) => value * 255);
        for (let pass = 0; pass < 3; pass++) soft = boxBlur(soft, fit.height, fit.width, radius);
        return soft;
      });
      return new ResizedRows(planes, fit.height, fit.width, photo.height, photo.width);
    }
    case 'picture':
      return new ResizedRows(...covering(background.picture, photo), photo.height, photo.width);
  }
}

/** The middle of a picture in the shape of a frame, shrunk where it is larger: its planes, height and width. */
function covering(picture: RgbImage, frame: ImageSize): readonly [Float32Array[], number, number] {
  const scale = Math.max(frame.height / picture.height, frame.width / picture.width);
  const cropHeight = Math.min(picture.height, Math.max(1, Math.round(frame.height / scale)));
  const cropWidth = Math.min(picture.width, Math.max(1, Math.round(frame.width / scale)));
  const top = Math.floor((picture.height - cropHeight) / 2);
  const left = Math.floor((picture.width - cropWidth) / 2);
  const cropped = new Uint8Array(cropHeight * cropWidth * 3);
  for (let y = 0; y < cropHeight; y++) {
    const from = ((top + y) * picture.width + left) * 3;
    cropped.set(picture.data.subarray(from, from + cropWidth * 3), y * cropWidth * 3);
  }
  const height = Math.min(cropHeight, frame.height);
  const width = Math.min(cropWidth, frame.width);
  const pixels = resizeArea(cropped, cropHeight, cropWidth, 3, height, width);
  const planes = [0, 1, 2].map((channel) =>
    Float32Array.from({ length: height * width }, (_, i) => pixels[i * 3 + channel]!),
  );
  return [planes, height, width];
}
