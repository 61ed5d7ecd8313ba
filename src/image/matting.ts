import { boxBlur } from '../math/boxBlur.ts';
import { resizeArea, resizeBilinear, sizeWithin } from '../math/resize.ts';
import { type ColourFit, type Colours, GuidedFilter, threePlanes } from './guidedFilter.ts';
import { isOneSize } from './fitDepth.ts';
import type { ImageSize, RgbImage, ScalarMap } from './types.ts';

/**
 * An object's edge, found at a working size and valid at any: the opacity is explained by the photo's colours, so that it
 * follows hair and twigs of the whole photo.
 */
export interface Matte {
  readonly fit: ColourFit;
  /** Colours of the object around each place, and of what is behind it, at the working size. */
  readonly object: Colours;
  readonly ground: Colours;
}

/** Longer side at which edges are looked for: finer than any map of the network. */
const WORKING_SIDE = 1024;
/** Reach of a window in pixels of the network's map: as far as its edges may be off. */
const REACH = 4.4;
/** Colours that vary less than that, as a variance, are noise. */
const FLAT = 1e-4;
/** Each pass of the filter moves the edge nearer to the photo's; each is made firmer before the next. */
const PASSES = 3;
const FIRMNESS = 2;

/** Reaches of the two passes of foreground colours, as shares of the longer side: far first, then near. */
const FAR = 0.06;
const NEAR = 0.006;

/** Moves values away from ½, so that what is nearly out is out and what is nearly in is in. */
export function firm(value: number): number {
  return Math.min(Math.max((value - 0.5) * FIRMNESS + 0.5, 0), 1);
}

/** Finds edges of objects in one photo, for as many maps as there are. */
export class Matting {
  /** The photo, shrunk where it is large: as it can be shown while choices are made. */
  readonly working: RgbImage;
  private readonly size: ImageSize;
  private readonly colours: Colours;
  /** Filters by their radii: maps of a size share one. */
  private readonly filters = new Map<number, GuidedFilter>();

  constructor(photo: RgbImage) {
    this.size = sizeWithin(photo, WORKING_SIDE);
    const { height, width } = this.size;
    const small = isOneSize(photo, this.size)
      ? photo.data
      : Uint8Array.from(
          resizeArea(photo.data, photo.height, photo.width, 3, height, width),
          Math.round,
        );
    this.working = { height, width, data: small };
    this.colours = threePlanes((channel) =>
      Float32Array.from({ length: height * width }, (_, i) => small[i * 3 + channel]! / 255),
    );
  }

  /**
   * Moves a map's edge to the photo's.
   *
   * @param map values in [0,1] over the whole photo, of any size
   * @param threshold in [0,1]: the value that counts as the edge
   * @param certain of the map's size: 1 or −1 where a pixel is in or out whatever the photo shows, 0 elsewhere
   */
  matte(map: ScalarMap, threshold = 0.5, certain?: Float32Array): Matte {
    // At 0 everything would be in, and at 1 nothing: no edge to look for.
    const edge = Math.min(Math.max(threshold, 0.01), 0.99);
    const { height, width } = this.size;
    const filter = this.filterFor(map);
    const centred = resizeBilinear(map.data, map.height, map.width, 1, height, width).map(
      (value) => (value < edge ? (value / edge) * 0.5 : 0.5 + ((value - edge) / (1 - edge)) * 0.5),
    );
    let values = settle(centred, this.size, Math.max(1, Math.round(filter.radius / REACH)));
    const fixed = certain && resizeBilinear(certain, map.height, map.width, 1, height, width);
    let fit = hold(filter.fit(values), fixed);
    for (let pass = 1; pass < PASSES; pass++) {
      values = filter.apply(fit).map(firm);
      fit = hold(filter.fit(values), fixed);
    }
    return { fit, ...this.separate(filter.apply(fit).map(firm)) };
  }

  private filterFor(map: ImageSize): GuidedFilter {
    const { height, width } = this.size;
    const magnification = Math.max(height, width) / Math.max(map.height, map.width);
    const radius = Math.max(1, Math.round(REACH * magnification));
    const filter =
      this.filters.get(radius) ?? new GuidedFilter(this.colours, this.size, radius, FLAT);
    this.filters.set(radius, filter);
    return filter;
  }

  /**
   * Colours of object and ground that mix to the photo's where the opacity is partial.
   *
   * Source: M. Forte, Approximate Fast Foreground Colour Estimation, ICIP 2021: blurred fusion, twice.
   */
  private separate(opacity: Float32Array): Pick<Matte, 'object' | 'ground'> {
    const side = Math.max(this.size.height, this.size.width);
    const rest = opacity.map((value) => 1 - value);
    let object: Colours = this.colours;
    let ground: Colours = this.colours;
    for (const share of [FAR, NEAR]) {
      const radius = Math.max(1, Math.round(share * side));
      const objects = this.average(object, opacity, radius);
      const grounds = this.average(ground, rest, radius);
      object = threePlanes((channel) =>
        fuse(this.colours[channel], opacity, objects[channel], grounds[channel]),
      );
      ground = grounds;
    }
    return { object, ground };
  }

  /** Colours blurred with weights; where nothing has weight they are those of a window that is all alike. */
  private average(colours: Colours, weight: Float32Array, radius: number): Colours {
    const { height, width } = this.size;
    const blur = (plane: Float32Array) => boxBlur(plane, height, width, radius);
    // So little that it decides only where nothing else does.
    const weights = weight.map((value) => value + 1e-4);
    const total = blur(weights);
    return threePlanes((channel) =>
      blur(colours[channel].map((value, i) => value * weights[i]!)).map(
        (sum, i) => sum / total[i]!,
      ),
    );
  }
}

/**
 * Values farther than a pixel of the map from any edge become 0 or 1: a map that is barely above ½ all over an object says
 * that the object is in, not that one can see through it.
 */
function settle(values: Float32Array, { height, width }: ImageSize, radius: number): Float32Array {
  const inside = values.map((value) => Number(value >= 0.5));
  const share = boxBlur(inside, height, width, radius);
  return values.map((value, i) => {
    if (share[i]! > 1 - 1e-4) return 1;
    return share[i]! < 1e-4 ? 0 : value;
  });
}

/** Where a pixel is certain, in place: 1 or 0 for every colour. */
function hold(fit: ColourFit, certain: Float32Array | undefined): ColourFit {
  certain?.forEach((value, i) => {
    if (value === 0) return;
    for (const plane of fit.planes) plane[i]! *= 1 - Math.abs(value);
    fit.planes[3][i]! += Math.max(value, 0);
  });
  return fit;
}

/** What the object's colour must be for the mixture to be the photo's. */
function fuse(
  colour: Float32Array,
  opacity: Float32Array,
  object: Float32Array,
  ground: Float32Array,
): Float32Array {
  return colour.map((value, i) => objectColour(value, opacity[i]!, object[i]!, ground[i]!));
}

/** The object's colour at a pixel, in [0,1], from the colours of object and ground around it. */
export function objectColour(
  colour: number,
  opacity: number,
  object: number,
  ground: number,
): number {
  const unexplained = colour - opacity * object - (1 - opacity) * ground;
  return Math.min(Math.max(object + opacity * unexplained, 0), 1);
}
