import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseModelConfig } from '../../../model/config.ts';
import { moduleTable } from '../../../model/moduleTable.ts';
import { readModelJson } from '../../../model/testing/modelFolder.ts';
import { TRAINED, TRAINED_SCORES, TRAINED_VARIANTS } from '../../parts/trained.ts';
import { costOfSample, spreadOf } from './compare.ts';

const map = (...values: number[]) => ({
  height: 1,
  width: values.length,
  data: Float32Array.from(values),
});

it('samples that are alike have no spread; those of different things are far apart', () => {
  const alike = spreadOf([map(1, 0), map(1, 0)]);
  expect([alike.meanVariance, alike.distance]).toEqual([0, 0]);
  const different = spreadOf([map(1, 0), map(0, 1)]);
  expect([different.meanVariance, different.distance]).toEqual([0.25, 1]);
  expect([...different.mean.data]).toEqual([0.5, 0.5]);
});

it('another sample by latents costs a part of PredictionNet, by dropout SaliencyNet too', async () => {
  const modules = moduleTable(parseModelConfig(await readModelJson()));
  const whole = costOfSample('full', modules);
  expect(costOfSample('m2', modules)).toBe(whole);
  expect(costOfSample('m4', modules)).toBe(whole);
  const row = (start: string) =>
    modules
      .filter(({ name }) => name.startsWith(start))
      .reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0);
  expect(costOfSample('m6', modules)).toBe(row('SaliencyNet') + row('PredictionNet'));
  expect(whole).toBeLessThan(row('PredictionNet'));
  // The answer to the chapter's question: what follows DenseASPP, of all that a picture costs.
  const fromDropout =
    row('SaliencyNet: DenseASPP') + row('SaliencyNet: fusion') + row('PredictionNet');
  const image = row('') - row('PredictionNet: the rest') - row('PosteriorNet');
  expect([fromDropout, image, whole].map((count) => (count / 1e6).toFixed(1))).toEqual([
    '689.0',
    '2417.5',
    '4.1',
  ]);
});

it('what the variants come to after training is what docs/ablations.md says', () => {
  const page = readFileSync('docs/ablations.md', 'utf8');
  const number = (value: number) => value.toFixed(3).slice(1);
  for (const variant of TRAINED_VARIANTS) {
    const values = TRAINED_SCORES.map((score) => number(TRAINED[variant][score]));
    const name = variant === 'full' ? variant : variant.toUpperCase();
    expect(page).toContain(`| ${[name, ...values].join(' | ')} |`);
  }
});
