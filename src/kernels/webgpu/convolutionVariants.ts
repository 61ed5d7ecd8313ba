import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ConvolutionGeometry } from './convolutionGeometry.ts';
import { plainConvolution } from './plainConvolution.ts';
import type { Program } from './program.ts';
import { quadConvolution } from './quadConvolution.ts';
import { tiledConvolution, workgroupBytes } from './tiledConvolution.ts';
import type { Tile } from './tile.ts';

interface Variant {
  readonly build: (
    geometry: ConvolutionGeometry,
    hasBias: boolean,
    hasResidual: boolean,
  ) => Program;
  /** What a device must have, else the variant is not offered. */
  readonly features: readonly GPUFeatureName[];
  /** Of workgroup memory. */
  readonly bytes: number;
  readonly isExact: boolean;
}

function plain(tile: Tile): Variant {
  return {
    build: (of, hasBias, hasResidual) => plainConvolution(of, hasBias, tile, hasResidual),
    features: [],
    bytes: 0,
    isExact: true,
  };
}

function quad(tile: Tile): Variant {
  const build: Variant['build'] = (of, hasBias, hasResidual) =>
    quadConvolution(of, hasBias, tile, hasResidual);
  return { build, features: ['subgroups'], bytes: 0, isExact: true };
}

function tiled(tile: Tile, isHalf = false): Variant {
  return {
    build: (of, hasBias, hasResidual) => tiledConvolution(of, hasBias, tile, hasResidual, isHalf),
    features: isHalf ? ['shader-f16'] : [],
    bytes: workgroupBytes(tile, isHalf),
    isExact: !isHalf,
  };
}

/** Ways to compute the same convolution. Which one is fastest depends on the device. */
const VARIANTS = {
  plain4x4: plain({ pixels: 4, groups: 4 }),
  plain8x4: plain({ pixels: 8, groups: 4 }),
  tiled4x1: tiled({ pixels: 4, groups: 1 }),
  tiled8x1: tiled({ pixels: 8, groups: 1 }),
  tiled8x2: tiled({ pixels: 8, groups: 2 }),
  half8x1: tiled({ pixels: 8, groups: 1 }, true),
  quad4x4: quad({ pixels: 4, groups: 4 }),
  quad8x4: quad({ pixels: 8, groups: 4 }),
} as const satisfies Readonly<Record<string, Variant>>;

export type ConvolutionVariant = keyof typeof VARIANTS;

export const CONVOLUTION_VARIANTS = Object.keys(VARIANTS) as readonly ConvolutionVariant[];

/** Kinds of convolutions that devices may want to compute in different ways. */
export const CONVOLUTION_CLASSES = [
  'pointwiseLarge',
  'pointwiseSmall',
  'spatialLarge',
  'spatialSmall',
] as const;

export type ConvolutionClass = (typeof CONVOLUTION_CLASSES)[number];

/**
 * With so many pixels there are enough tiles of any size to keep a GPU busy. It lies between planes of 22×22 and
 * 44×44.
 */
const LARGE = 1024;

/** Pointwise are 1×1, with little to read for each output; small have few pixels, and usually many channels. */
export function classOf(
  geometry: Pick<
    ConvolutionGeometry,
    'batchSize' | 'outHeight' | 'outWidth' | 'filterHeight' | 'filterWidth'
  >,
): ConvolutionClass {
  const { batchSize, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const isLarge = batchSize * outHeight * outWidth >= LARGE;
  if (filterHeight * filterWidth === 1) return isLarge ? 'pointwiseLarge' : 'pointwiseSmall';
  return isLarge ? 'spatialLarge' : 'spatialSmall';
}

/** The variant for each class of convolutions. */
export type VariantChoice = Readonly<Record<ConvolutionClass, ConvolutionVariant>>;

const chosen = new WeakMap<GPUDevice, VariantChoice>();

/** The variants that a device can run. */
export function availableVariants({
  features,
  limits,
}: Pick<GPUDevice, 'features' | 'limits'>): ConvolutionVariant[] {
  return CONVOLUTION_VARIANTS.filter((name) => {
    const variant: Variant = VARIANTS[name];
    return (
      variant.features.every((feature) => features.has(feature)) &&
      variant.bytes <= limits.maxComputeWorkgroupStorageSize
    );
  });
}

/**
 * Whether a variant computes in 32 bits. The network's map is to be the same on every device within 2e-3. With 16
 * bits it is not, or only just.
 */
export function isExact(variant: ConvolutionVariant): boolean {
  return VARIANTS[variant].isExact;
}

/** One variant for convolutions of every class. */
export function everywhere(variant: ConvolutionVariant): VariantChoice {
  return {
    pointwiseLarge: variant,
    pointwiseSmall: variant,
    spatialLarge: variant,
    spatialSmall: variant,
  };
}

/** From now on this device runs convolutions this way. */
export function chooseVariants(device: GPUDevice, choice: VariantChoice): void {
  chosen.set(device, choice);
}

/** What a device runs, `plain4x4` before anything was chosen. */
export function variantsOf(device: GPUDevice): VariantChoice {
  return chosen.get(device) ?? everywhere('plain4x4');
}

/** The program for a convolution on this backend; a residual is added before the activation. */
export function convolutionFor(
  { device }: WebGPUBackend,
  geometry: ConvolutionGeometry,
  hasBias: boolean,
  hasResidual = false,
): Program {
  return VARIANTS[variantsOf(device)[classOf(geometry)]].build(geometry, hasBias, hasResidual);
}
