import { isOneSize } from '../image/fitDepth.ts';
import { fitToPhoto } from '../inference/networkMaps.ts';
import { inEnglish } from '../languages/sentence.ts';
import { measurePair, type PairMeasurement } from '../metrics/saliencyEvaluator.ts';
import { readMap, readTruthMask } from './readImage.ts';
import { serveJobs } from './threadPool.ts';

/** What a thread of `metrics` is started with. */
export interface MetricsSetup {
  readonly normalise: boolean;
  /** Whether a map of another size is brought to its ground truth's. */
  readonly resize: boolean;
}

/** A saliency map and its ground truth, as paths. */
export interface MetricsJob {
  readonly map: string;
  readonly truth: string;
}

/** The measurement and what the ground truth was taken for, or the sizes when they differ and may not be changed. */
export type MeasuredFile =
  | { readonly ok: true; readonly measurement: PairMeasurement; readonly truthNote: string | null }
  | { readonly ok: false; readonly sizes: string };

await serveJobs<MetricsSetup, MetricsJob, MeasuredFile>(
  async ({ normalise, resize }) =>
    async (files) => {
      const map = await readMap(files.map);
      const truth = await readTruthMask(files.truth);
      const sameSize = isOneSize(map, truth);
      if (!sameSize && !resize) {
        const sizes = `${map.width}×${map.height} instead of ${truth.width}×${truth.height}`;
        return { ok: false, sizes };
      }
      const fitted = sameSize ? map : fitToPhoto(map, truth);
      const measurement = measurePair(fitted, truth, { normalise });
      return {
        ok: true,
        measurement,
        truthNote: truth.note === null ? null : inEnglish(truth.note),
      };
    },
);
