import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ConvolutionGeometry } from './convolutionGeometry.ts';
import { plainConvolution } from './plainConvolution.ts';
import type { Program } from './program.ts';
import { quadConvolution } from './quadConvolution.ts';
import { splitBytes, splitConvolution, type SplitTile } from './splitConvolution.ts';
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
}

function plain(tile: Tile): Variant {
  return {
    build: (of, hasBias, hasResidual) => plainConvolution(of, hasBias, tile, hasResidual),
    features: [],
    bytes: 0,
  };
}

function quad(tile: Tile): Variant {
  const build: Variant['build'] = (of, hasBias, hasResidual) =>
    quadConvolution(of, hasBias, tile, hasResidual);
  return { build, features: ['subgroups'], bytes: 0 };
}

function tiled(tile: Tile): Variant {
  return {
    build: (of, hasBias, hasResidual) => tiledConvolution(of, hasBias, tile, hasResidual),
    features: [],
    bytes: workgroupBytes(tile),
  };
}

function split(tile: SplitTile): Variant {
  return {
    build: (of, hasBias, hasResidual) => splitConvolution(of, hasBias, tile, hasResidual),
    features: [],
    bytes: splitBytes(tile),
  };
}

/** Ways to compute the same convolution. Which one is fastest depends on the device. */
const VARIANTS = {
  plain4x4: plain({ pixels: 4, groups: 4 }),
  plain8x4: plain({ pixels: 8, groups: 4 }),
  split2x1by16: split({ pixels: 2, groups: 1, slices: 16 }),
  split4x1by8: split({ pixels: 4, groups: 1, slices: 8 }),
  split4x2by8: split({ pixels: 4, groups: 2, slices: 8 }),
  split4x4by4: split({ pixels: 4, groups: 4, slices: 4 }),
  tiled4x1: tiled({ pixels: 4, groups: 1 }),
  tiled8x1: tiled({ pixels: 8, groups: 1 }),
  tiled8x2: tiled({ pixels: 8, groups: 2 }),
  quad4x4: quad({ pixels: 4, groups: 4 }),
  quad8x4: quad({ pixels: 8, groups: 4 }),
} as const satisfies Readonly<Record<string, Variant>>;

export type ConvolutionVariant = keyof typeof VARIANTS;

export const CONVOLUTION_VARIANTS = Object.keys(VARIANTS) as readonly ConvolutionVariant[];

/** Kinds of convolutions that devices may want to compute in different ways. */
export const CONVOLUTION_CLASSES = [
  'pointwiseLarge',
  'pointwiseMedium',
  'pointwiseSmall',
  'spatialLarge',
  'spatialMedium',
  'spatialSmall',
] as const;

export type ConvolutionClass = (typeof CONVOLUTION_CLASSES)[number];

/** Pixels, from between planes of 44×44 and 80×80 on: enough for tiles of any size to keep a GPU busy. */
const LARGE = 4096;
/** From between planes of 22×22 and 40×40 on. With fewer pixels a GPU stays busy only where channels are split. */
const MEDIUM = 1024;

/** Pointwise are 1×1, with little to read for each output; small have few pixels, and usually many channels. */
export function classOf(
  geometry: Pick<
    ConvolutionGeometry,
    'batchSize' | 'outHeight' | 'outWidth' | 'filterHeight' | 'filterWidth'
  >,
): ConvolutionClass {
  const { batchSize, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const pixels = batchSize * outHeight * outWidth;
  const size = pixels >= LARGE ? 'Large' : pixels >= MEDIUM ? 'Medium' : 'Small';
  return `${filterHeight * filterWidth === 1 ? 'pointwise' : 'spatial'}${size}`;
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

/** One variant for convolutions of every class. */
export function everywhere(variant: ConvolutionVariant): VariantChoice {
  const entries = CONVOLUTION_CLASSES.map((name) => [name, variant]);
  return Object.fromEntries(entries) as VariantChoice;
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
