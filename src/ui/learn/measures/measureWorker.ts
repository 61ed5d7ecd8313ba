import type { BinaryMask } from '../../../metrics/metricInput.ts';
import { measureMap } from './measureMap.ts';

export interface MeasureRequest {
  readonly map: Uint8Array;
  readonly truth: BinaryMask;
  readonly betaSquared: number;
  readonly tolerance: number;
}

self.onmessage = ({ data }: MessageEvent<MeasureRequest>) => {
  const { map, truth, betaSquared, tolerance } = data;
  self.postMessage(measureMap(map, truth, betaSquared, tolerance));
};
