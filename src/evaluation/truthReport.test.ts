import { describe, expect, it } from 'vitest';
import type { ScalarMap } from '../image/types.ts';
import { measureImage } from '../inference/measureImage.ts';
import { fitToPhoto } from '../inference/networkMaps.ts';
import { summariseSamples } from '../inference/sampleSummary.ts';
import { reportOnTruth } from './truthReport.ts';

const NETWORK = { height: 20, width: 20 };
const TRUTH = { height: 30, width: 40 };

function draw(
  { height, width }: { height: number; width: number },
  value: (x: number, y: number) => number,
): ScalarMap {
  const data = Float32Array.from({ length: height * width }, (_, i) =>
    value((i % width) / width, Math.floor(i / width) / height),
  );
  return { height, width, data };
}

const truth = draw(TRUTH, (x, y) => Number(x > 0.25 && x < 0.6 && y > 0.3));
const samples = [0.2, 0.3, 0.5].map((left) =>
  draw(NETWORK, (x, y) => (x > left && x < 0.7 && y > 0.3 ? 0.9 - 0.3 * y : 0.1 * x)),
);
const posterior = fitToPhoto(truth, NETWORK);
const answers = { ...summariseSamples(samples), samples, posterior };

describe('reportOnTruth', () => {
  it('gives every map the scores that the command line gives it', async () => {
    const report = await reportOnTruth(answers, truth, { dataset: 'x', normalise: true });
    expect(report.maps.map(({ row }) => row.name)).toEqual([
      'consensus',
      'mean',
      'sample 1',
      'sample 2',
      'sample 3',
      'posterior',
    ]);
    const fit = (map: ScalarMap) => fitToPhoto(map, TRUTH);
    const measured = measureImage(
      {
        consensus: fit(answers.consensus),
        mean: fit(answers.mean),
        uncertainty: fit(answers.total),
        samples: samples.map(fit),
      },
      truth,
      { normalise: true },
    );
    const [consensus, mean, , second] = report.maps.map(({ row }) => row);
    expect(consensus).toMatchObject({ dataset: 'x', images: 1, mae: measured.consensus.mae });
    expect(mean!.sMeasure).toBe(measured.mean.sMeasure);
    expect(second!.weightedF).toBe(measured.samples[1]!.weightedF);
    expect(report.uncertainty.entropy.scores).toEqual(measured.uncertainty.scores);
    expect(report.uncertainty.entropy.consensusErrors).toEqual(measured.consensusErrors);
    expect(report.uncertainty.variance.scores.auroc).not.toBe(measured.uncertainty.scores.auroc);
    expect(report.sampleDistance).toBe(measured.sampleDistance);
    expect(report.objects).toBe(1);
  });

  it('scores the posterior’s map best when it is the truth itself', async () => {
    const { maps } = await reportOnTruth(answers, truth, { dataset: '', normalise: false });
    const best = Math.max(...maps.map(({ row }) => row.sMeasure));
    expect(maps.at(-1)!.row.sMeasure).toBe(best);
    expect(maps[0]!.curves.precision).toHaveLength(256);
  });

  it('stretches maps only when asked to', async () => {
    const options = { dataset: '', normalise: true };
    const stretched = await reportOnTruth(answers, truth, options);
    const raw = await reportOnTruth(answers, truth, { ...options, normalise: false });
    expect(stretched.maps[2]!.row.mae).toBeLessThan(raw.maps[2]!.row.mae);
  });

  it('works without posterior and with one sample', async () => {
    const one = [samples[0]!];
    const answer = { ...summariseSamples(one), samples: one, posterior: null };
    const report = await reportOnTruth(answer, truth, { dataset: '', normalise: true });
    expect(report.maps).toHaveLength(3);
    expect(report.sampleDistance).toBeNull();
  });

  it('ends when it is told to', async () => {
    const ending = new AbortController();
    const report = reportOnTruth(answers, truth, {
      dataset: '',
      normalise: true,
      signal: ending.signal,
    });
    ending.abort(new Error('enough'));
    await expect(report).rejects.toThrow('enough');
  });
});
