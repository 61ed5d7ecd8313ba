import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ConvolutionGeometry } from './convolutionGeometry.ts';
import { plainConvolution } from './plainConvolution.ts';
import type { Program } from './program.ts';
import { quadConvolution } from './quadConvolution.ts';

/** Ways to compute the same convolution, of which devices like different ones. */
const VARIANTS = {
  plain4x4: { build: plainConvolution, tile: { pixels: 4, groups: 4 } },
  plain8x4: { build: plainConvolution, tile: { pixels: 8, groups: 4 } },
  quad4x4: { build: quadConvolution, tile: { pixels: 4, groups: 4 } },
  quad8x4: { build: quadConvolution, tile: { pixels: 8, groups: 4 } },
} as const;

export type ConvolutionVariant = keyof typeof VARIANTS;

const NAMES = Object.keys(VARIANTS) as ConvolutionVariant[];

const chosen = new WeakMap<GPUDevice, ConvolutionVariant>();

/** The variants that a device can run. */
export function availableVariants(device: GPUDevice): ConvolutionVariant[] {
  return NAMES.filter(
    (name) => VARIANTS[name].build === plainConvolution || device.features.has('subgroups'),
  );
}

/** From now on this device runs convolutions this way. */
export function chooseVariant(device: GPUDevice, variant: ConvolutionVariant): void {
  chosen.set(device, variant);
}

/** The variant that a device runs, `plain4x4` before anything was chosen. */
export function variantOf(device: GPUDevice): ConvolutionVariant {
  return chosen.get(device) ?? 'plain4x4';
}

/** The program for a convolution on this backend; a residual is added before the activation. */
export function convolutionFor(
  { device }: WebGPUBackend,
  geometry: ConvolutionGeometry,
  hasBias: boolean,
  hasResidual = false,
): Program {
  const { build, tile } = VARIANTS[variantOf(device)];
  return build(geometry, hasBias, tile, hasResidual);
}
