import { boxBlur } from '../math/boxBlur.ts';
import type { ImageSize } from './types.ts';

/** What makes of each pixel's colour its value: `value = red · R + green · G + blue · B + offset`, colours in [0,1]. */
export interface ColourFit extends ImageSize {
  /** Red, green, blue and offset, each `height * width` values. */
  readonly planes: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
}

/** Red, green and blue, each `height * width` values in [0,1]. */
export type Colours = readonly [Float32Array, Float32Array, Float32Array];

/** Three planes, made one after another. */
export function threePlanes(make: (channel: 0 | 1 | 2) => Float32Array): Colours {
  return [make(0), make(1), make(2)];
}

/** The different entries of symmetric 3×3 matrices: rr rg rb gg gb bb. */
type SixPlanes = readonly [
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
];

/**
 * The guided filter with a colour guide: in every window it explains a map by the photo's colours, so that edges of the map
 * move to those of the photo.
 *
 * Source: K. He, J. Sun, X. Tang, Guided Image Filtering, TPAMI 2013, equations 19 to 21. What depends on the photo alone is
 * worked out once, for as many maps as there are.
 */
export class GuidedFilter {
  private readonly means: Colours;
  /** The inverse of each window's covariance. */
  private readonly inverse: SixPlanes;

  /**
   * @param radius of the windows, in pixels
   * @param epsilon variance of colour below which a window counts as flat
   */
  constructor(
    private readonly guide: Colours,
    private readonly size: ImageSize,
    readonly radius: number,
    epsilon: number,
  ) {
    const blur = (plane: Float32Array) => boxBlur(plane, size.height, size.width, radius);
    const [r, g, b] = guide;
    this.means = threePlanes((channel) => blur(guide[channel]));
    const [mr, mg, mb] = this.means;
    const covariance = (p: Float32Array, q: Float32Array, mp: Float32Array, mq: Float32Array) =>
      subtractProduct(blur(product(p, q)), mp, mq);
    const entries: SixPlanes = [
      covariance(r, r, mr, mr),
      covariance(r, g, mr, mg),
      covariance(r, b, mr, mb),
      covariance(g, g, mg, mg),
      covariance(g, b, mg, mb),
      covariance(b, b, mb, mb),
    ];
    this.inverse = invert(entries, epsilon);
  }

  /** @param map `height * width` values */
  fit(map: Float32Array): ColourFit {
    const { height, width } = this.size;
    const blur = (plane: Float32Array) => boxBlur(plane, height, width, this.radius);
    const mean = blur(map);
    const [cr, cg, cb] = threePlanes((channel) =>
      subtractProduct(blur(product(this.guide[channel], map)), this.means[channel], mean),
    );
    const [rr, rg, rb, gg, gb, bb] = this.inverse;
    const [mr, mg, mb] = this.means;
    for (let i = 0; i < mean.length; i++) {
      const x = cr[i]!;
      const y = cg[i]!;
      const z = cb[i]!;
      const a = rr[i]! * x + rg[i]! * y + rb[i]! * z;
      const b = rg[i]! * x + gg[i]! * y + gb[i]! * z;
      const c = rb[i]! * x + gb[i]! * y + bb[i]! * z;
      mean[i]! -= a * mr[i]! + b * mg[i]! + c * mb[i]!;
      cr[i] = a;
      cg[i] = b;
      cb[i] = c;
    }
    return { height, width, planes: [blur(cr), blur(cg), blur(cb), blur(mean)] };
  }

  /** The fit's values for the photo's own colours. */
  apply({ planes: [a, b, c, offset] }: ColourFit): Float32Array {
    const [r, g, blue] = this.guide;
    return offset.map((value, i) => value + a[i]! * r[i]! + b[i]! * g[i]! + c[i]! * blue[i]!);
  }
}

function product(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value * b[i]!);
}

/** `values − a · b`, in place. */
function subtractProduct(values: Float32Array, a: Float32Array, b: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) values[i]! -= a[i]! * b[i]!;
  return values;
}

/** Inverts symmetric 3×3 matrices, `epsilon` added to their diagonals, in place. */
function invert(entries: SixPlanes, epsilon: number): SixPlanes {
  const [rr, rg, rb, gg, gb, bb] = entries;
  for (let i = 0; i < rr.length; i++) {
    const a = rr[i]! + epsilon;
    const b = rg[i]!;
    const c = rb[i]!;
    const d = gg[i]! + epsilon;
    const e = gb[i]!;
    const f = bb[i]! + epsilon;
    const A = d * f - e * e;
    const B = c * e - b * f;
    const C = b * e - c * d;
    const scale = 1 / (a * A + b * B + c * C);
    rr[i] = A * scale;
    rg[i] = B * scale;
    rb[i] = C * scale;
    gg[i] = (a * f - c * c) * scale;
    gb[i] = (b * c - a * e) * scale;
    bb[i] = (a * d - b * b) * scale;
  }
  return entries;
}
