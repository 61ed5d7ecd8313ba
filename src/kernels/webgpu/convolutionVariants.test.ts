import { describe, expect, it } from 'vitest';
import {
  availableVariants,
  chooseVariants,
  classOf,
  CONVOLUTION_VARIANTS,
  everywhere,
  variantsOf,
} from './convolutionVariants.ts';

function device(features: readonly string[], maxComputeWorkgroupStorageSize = 16384): GPUDevice {
  const limits = { maxComputeWorkgroupStorageSize };
  return { features: new Set(features), limits } as unknown as GPUDevice;
}

describe('availableVariants', () => {
  it('offers plain, split and tiled variants on every device that WebGPU allows', () => {
    expect(availableVariants(device([]))).toEqual([
      'plain4x4',
      'plain8x4',
      'split2x1by16',
      'split4x1by8',
      'split4x2by8',
      'split4x4by4',
      'tiled4x1',
      'tiled8x1',
      'tiled8x2',
    ]);
  });

  it('offers every variant where the device has subgroups', () => {
    expect(availableVariants(device(['subgroups']))).toEqual(CONVOLUTION_VARIANTS);
  });

  it('leaves out what needs more workgroup memory than there is', () => {
    expect(availableVariants(device([], 4096))).toEqual([
      'plain4x4',
      'plain8x4',
      'split2x1by16',
      'split4x1by8',
      'tiled4x1',
    ]);
  });
});

describe('chooseVariants', () => {
  it('changes what one device runs, and no other', () => {
    const [tuned, untuned] = [device([]), device([])];
    const choice = { ...everywhere('plain8x4'), spatialSmall: 'tiled4x1' } as const;
    chooseVariants(tuned, choice);
    expect(variantsOf(tuned)).toEqual(choice);
    expect(variantsOf(untuned)).toEqual(everywhere('plain4x4'));
  });
});

function geometry(batchSize: number, side: number, kernel: number) {
  return {
    batchSize,
    outHeight: side,
    outWidth: side,
    filterHeight: kernel,
    filterWidth: kernel,
  };
}

describe('classOf', () => {
  it('tells convolutions apart by their kernel and by their pixels', () => {
    expect(classOf(geometry(1, 88, 1))).toBe('pointwiseLarge');
    expect(classOf(geometry(1, 22, 1))).toBe('pointwiseSmall');
    expect(classOf(geometry(1, 44, 1))).toBe('pointwiseMedium');
    expect(classOf(geometry(1, 80, 3))).toBe('spatialLarge');
    expect(classOf(geometry(1, 40, 3))).toBe('spatialMedium');
    expect(classOf(geometry(1, 11, 3))).toBe('spatialSmall');
  });

  it('counts the pixels of a whole batch', () => {
    expect(classOf(geometry(8, 22, 3))).toBe('spatialMedium');
    expect(classOf(geometry(16, 22, 3))).toBe('spatialLarge');
  });
});
