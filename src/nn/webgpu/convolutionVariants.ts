import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ConvolutionGeometry } from './convolutionGeometry.ts';
import { plainConvolution } from './plainConvolution.ts';
import type { Program } from './program.ts';
import { quadConvolution } from './quadConvolution.ts';
import { tiledConvolution, workgroupBytes } from './tiledConvolution.ts';
import type { Tile } from './tile.ts';

interface Variant {
  readonly build: (geometry: ConvolutionGeometry, hasBias: boolean) => Program;
  /** What a device must have, else the variant is not offered. */
  readonly features: readonly GPUFeatureName[];
  /** Of workgroup memory. */
  readonly bytes: number;
}

function plain(tile: Tile): Variant {
  return { build: (...of) => plainConvolution(...of, tile), features: [], bytes: 0 };
}

function quad(tile: Tile): Variant {
  return { build: (...of) => quadConvolution(...of, tile), features: ['subgroups'], bytes: 0 };
}

function tiled(tile: Tile, isHalf = false): Variant {
  return {
    build: (...of) => tiledConvolution(...of, tile, isHalf),
    features: isHalf ? ['shader-f16'] : [],
    bytes: workgroupBytes(tile, isHalf),
  };
}

/** Ways to compute the same convolution, of which devices like different ones. */
const VARIANTS = {
  plain4x4: plain({ pixels: 4, groups: 4 }),
  plain8x4: plain({ pixels: 8, groups: 4 }),
  tiled4x1: tiled({ pixels: 4, groups: 1 }),
  tiled8x1: tiled({ pixels: 8, groups: 1 }),
  tiled8x2: tiled({ pixels: 8, groups: 2 }),
  half8x1: tiled({ pixels: 8, groups: 1 }, true),
  half8x2: tiled({ pixels: 8, groups: 2 }, true),
  quad4x4: quad({ pixels: 4, groups: 4 }),
  quad8x4: quad({ pixels: 8, groups: 4 }),
} as const satisfies Readonly<Record<string, Variant>>;

export type ConvolutionVariant = keyof typeof VARIANTS;

const NAMES = Object.keys(VARIANTS) as ConvolutionVariant[];

const chosen = new WeakMap<GPUDevice, ConvolutionVariant>();

/** The variants that a device can run. */
export function availableVariants({
  features,
  limits,
}: Pick<GPUDevice, 'features' | 'limits'>): ConvolutionVariant[] {
  return NAMES.filter((name) => {
    const variant: Variant = VARIANTS[name];
    return (
      variant.features.every((feature) => features.has(feature)) &&
      variant.bytes <= limits.maxComputeWorkgroupStorageSize
    );
  });
}

/** From now on this device runs convolutions this way. */
export function chooseVariant(device: GPUDevice, variant: ConvolutionVariant): void {
  chosen.set(device, variant);
}

/** The variant that a device runs, `plain4x4` before anything was chosen. */
export function variantOf(device: GPUDevice): ConvolutionVariant {
  return chosen.get(device) ?? 'plain4x4';
}

/** The program for a convolution on this backend. */
export function convolutionFor(
  { device }: WebGPUBackend,
  geometry: ConvolutionGeometry,
  hasBias: boolean,
): Program {
  return VARIANTS[variantOf(device)].build(geometry, hasBias);
}
