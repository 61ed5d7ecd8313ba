import type { Told } from '../languages/sentence.ts';

/** Exif orientation: 1 upright, 2–4 flips and half a turn, 5–8 with rows and columns exchanged. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Height and width of a picture in pixels. */
export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** Which end of a depth file's values is near by its own words: its name, an array's or a channel's; or by the colours that it is painted with, or its numbers' sign. */
export interface SaidNear {
  readonly near: 'bright' | 'dark';
  readonly by: 'name' | 'array' | 'channel' | 'colours' | 'sign';
}

/** What a file of a pair is. */
export type Role = 'photo' | 'depth' | 'truth';

/** A photo: interleaved RGB bytes, row by row from the top left. */
export interface RgbImage extends ImageSize {
  /** `height * width * 3` bytes. */
  readonly data: Uint8Array;
  /** How its file says that it was turned upright, where it was. */
  readonly turnedBy?: Orientation;
}

/** Where a picture that is photo and depth in one has its depth: in its transparency, or in one half. */
export type DepthPlace = 'alpha' | 'right' | 'left' | 'bottom' | 'top';

/** Photo, and whether its file holds depth besides. */
export interface Photo extends RgbImage {
  /**
   * `inner`: a depth map of its own, as phones write it; a place: the picture looks like photo and depth in one, which is
   * to be offered; null: neither.
   */
  readonly depthInFile: 'inner' | DepthPlace | null;
  /**
   * What its pixels are those of, if not of a photo: grey of 16 bits, painted with a colour map, or packed into colours, as
   * depth maps are; black and white alone, as masks are.
   */
  readonly looksLike: 'depth' | 'mask' | null;
  /** For the visitor, where the file was not simply read: smaller, one picture of several, colours as they are. */
  readonly remarks: readonly Told[];
}

/** A picture with transparency: interleaved RGBA bytes, colours not multiplied by alpha. */
export interface RgbaImage extends ImageSize {
  /** `height * width * 4` bytes; alpha 0 is transparent. */
  readonly data: Uint8Array;
}

/** One real number per pixel, row by row from the top left. */
export interface ScalarMap extends ImageSize {
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

/** A decoded picture as its file stores it, turned upright. */
export interface Pixels extends ImageSize {
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. */
  readonly channels: number;
  /** Samples run from 0 to 2^bitDepth − 1. */
  readonly bitDepth: 8 | 16;
  /** `height * width * channels` samples, interleaved. */
  readonly data: Uint8Array | Uint16Array;
  /** What a level counts for in the file's own numbers, where they were spread over all levels; else 1. */
  readonly step?: number;
  /** Set where the decoder has brought colours to sRGB already. */
  readonly isSrgb?: true;
  /** Bits of a sample in the file, where they are more than were decoded. */
  readonly fileBits?: number;
  /** How its file says that it was turned upright, where it was. */
  readonly turnedBy?: Orientation;
  /** How many pictures the file holds, if what was decoded as colours may as well be several of them, as frames are stacked. */
  readonly stack?: number;
  /** One sentence for each thing that was decided about the file. */
  readonly notes?: readonly Told[];
}

/** A decoded picture of floats, in the file's own unit. */
export interface FloatPixels extends ImageSize {
  readonly channels: number;
  readonly bitDepth: 32;
  /** `height * width * channels` values, interleaved. */
  readonly data: Float32Array;
  /** What the array's or channel's name says, where it says that. */
  readonly saidNear?: SaidNear | null;
  /** As of `Pixels`. */
  readonly turnedBy?: Orientation;
  readonly stack?: number;
  /** One sentence for each thing that was decided about the file. */
  readonly notes?: readonly Told[];
}

/** A depth picture as decoded, before it is known which end is near. */
export interface RawDepth extends ImageSize {
  /** 8 or 16: values run from 0 to 2^bitDepth − 1. */
  readonly bitDepth: 8 | 16;
  /** `height * width` values as stored; of a colour picture its luminance, or what its colour map or its packing stands for. */
  readonly values: Uint8Array | Uint16Array;
  /** `height * width` values, 1 where there is no reading whatever the level, e.g. where the file is transparent; null where that is nowhere. */
  readonly missing: Uint8Array | null;
  /** Which levels mean "no reading": 0, or the highest of a file in which it stands apart. */
  readonly noReading: { readonly zero: boolean; readonly highest: number | null };
  /** Of 8 bits by lossy compression: the values as stored, before holes were restored, if they were. */
  readonly lossy?: Uint8Array;
  /** Set where the file says which end is near: it has been turned so that bright is. */
  readonly near?: 'bright';
  /** Set where the file says how it lies, or lies in the photo's own. */
  readonly isUpright?: true;
  /** Which end is near by the file's own words, where they say it. */
  readonly saidNear?: SaidNear | null;
  /**
   * Where levels are not the file's own values: what level 0 would stand for, what each level more adds to it, and whether
   * the file's values are whole numbers.
   */
  readonly scale?: { readonly offset: number; readonly step: number; readonly whole: boolean };
  /** The levels that become the two ends, where somebody chose them; else they are found. */
  readonly range?: readonly [number, number];
  /** `nearlyGrey`: tinted no more than lossy compression does; `colour`: probably a colour map. */
  readonly colour: 'grey' | 'nearlyGrey' | 'colour';
  /** One sentence for each thing that was decided about the file. */
  readonly notes: readonly Told[];
  /** One sentence for the visitor when the file can be used but is probably not what was meant. */
  readonly warning: Told | null;
}

/** Where a photo's file holds the depth that belongs to it. */
export interface InnerDepth {
  readonly kind: 'GDepth' | 'Dynamic Depth' | 'Samsung' | 'second picture' | 'HEIC';
  /** The file of the depth; null of HEIC, where it is no file of its own. */
  readonly bytes: Uint8Array | null;
  /** Which end of its values is near, where the file says so. */
  readonly near: 'bright' | 'dark' | null;
}
