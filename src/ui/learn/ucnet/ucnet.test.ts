import { expect, it } from 'vitest';
import type { ScalarMap } from '../../../image/types.ts';
import { consensus } from '../../../inference/sampleSummary.ts';
import { SeededGaussian } from '../../../math/gaussian.ts';
import { parseModelConfig } from '../../../model/config.ts';
import { moduleTable } from '../../../model/moduleTable.ts';
import { readModelJson } from '../../../model/testing/modelFolder.ts';
import { channelOf, rangeOf, valueAtPlace } from '../parts/channels.ts';
import { costOf, isUsed, MODULES, NARROW, WIDE } from './figure.ts';
import { binaryMap, voteAt } from './vote.ts';

const random = new SeededGaussian(9);
const maps: ScalarMap[] = Array.from({ length: 5 }, () => ({
  height: 6,
  width: 8,
  data: Float32Array.from({ length: 48 }, () => 1 / (1 + Math.exp(-2 * random.next()))),
}));

it('a pixel’s vote ends where the consensus of the library ends', () => {
  const { consensusMap, agreement, majorityMask } = consensus(maps);
  for (let pixel = 0; pixel < 48; pixel++) {
    const place = [((pixel % 8) + 0.5) / 8, (Math.floor(pixel / 8) + 0.5) / 6] as const;
    const vote = voteAt(maps, ...place);
    expect(vote.consensus).toBeCloseTo(consensusMap.data[pixel]!, 5);
    expect(vote.agreement).toBeCloseTo(agreement.data[pixel]!, 6);
    expect(Number(vote.salient)).toBe(majorityMask[pixel]);
    expect(vote.votes.map(({ salient }) => Number(salient))).toEqual(
      maps.map((map) => valueAtPlace(binaryMap(map), ...place)),
    );
  }
});

it('costs are those of the network’s own table', async () => {
  const table = moduleTable(parseModelConfig(await readModelJson()));
  expect(costOf('priorNet', table)?.parameters).toBe(408_198);
  expect(costOf('photo', table)).toBeNull();
  const all = MODULES.reduce((sum, name) => sum + (costOf(name, table)?.parameters ?? 0), 0);
  expect(all).toBe(table.reduce((sum, { parameters }) => sum + parameters, 0));
});

it('the answer to “how much must run again” is the table’s', async () => {
  const table = moduleTable(parseModelConfig(await readModelJson()));
  const sum = (run: string) =>
    table.filter((row) => row.run === run).reduce((total, row) => total + row.multiplyAdds, 0);
  expect(Math.round(sum('sample') / 1e5) / 10).toBe(4.1);
  expect(Math.round((sum('sample') + sum('image')) / 1e6)).toBe(1922);
});

it('the posterior is left out for new photos, the consensus in training', () => {
  expect(MODULES.filter((name) => !isUsed(name, 'test'))).toEqual([
    'truth',
    'posteriorNet',
    'loss',
  ]);
  expect(MODULES.filter((name) => !isUsed(name, 'training'))).toEqual(['consensus']);
});

it.each([WIDE, NARROW])(
  'no two modules of the figure share a place',
  ({ columns, rows, places }) => {
    const taken = Object.values(places);
    expect(new Set(taken.map(String)).size).toBe(MODULES.length);
    expect(taken.every(([column, row]) => column < columns && row < rows)).toBe(true);
  },
);

it('a channel is every n-th value', () => {
  const activation = {
    path: '',
    height: 1,
    width: 2,
    channels: 3,
    data: Float32Array.of(1, 2, 3, 4, 5, 6),
  };
  expect([...channelOf(activation, 1).data]).toEqual([2, 5]);
  expect(rangeOf(activation.data)).toEqual([1, 6]);
});
