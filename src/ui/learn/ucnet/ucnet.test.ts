import { expect, it } from 'vitest';
import type { ScalarMap } from '../../../image/types.ts';
import { consensus } from '../../../inference/sampleSummary.ts';
import { SeededGaussian } from '../../../math/gaussian.ts';
import { parseModelConfig } from '../../../model/config.ts';
import { moduleTable } from '../../../model/moduleTable.ts';
import { readModelJson } from '../../../model/testing/modelFolder.ts';
import { BACKBONES } from '../../../nn/backbone.ts';
import { channelOf, rangeOf, valueAtPlace } from '../parts/maps.ts';
import { costOf, isUsed, LAYERS, MODULES, NARROW, WIDE } from './figure.ts';
import { HALF_HEIGHT, HALF_WIDTH, type Point, routesOf } from './figureRoutes.ts';
import { binaryMap, disputeOf, voteAt } from './vote.ts';

const random = new SeededGaussian(9);
const maps: ScalarMap[] = Array.from({ length: 5 }, () => ({
  height: 6,
  width: 8,
  data: Float32Array.from({ length: 48 }, () => 1 / (1 + Math.exp(-2 * random.next()))),
}));

it('a pixel’s vote ends where the consensus of the library ends', () => {
  const { consensusMap, agreement } = consensus(maps);
  for (let pixel = 0; pixel < 48; pixel++) {
    const place = [((pixel % 8) + 0.5) / 8, (Math.floor(pixel / 8) + 0.5) / 6] as const;
    const vote = voteAt(maps, ...place);
    expect(vote.consensus).toBeCloseTo(consensusMap.data[pixel]!, 5);
    expect(vote.agreement).toBeCloseTo(agreement.data[pixel]!, 6);
    const votes = vote.votes.filter(({ salient }) => salient).length;
    expect(vote.salient).toBe(2 * votes > maps.length);
    expect(vote.votes.map(({ salient }) => Number(salient))).toEqual(
      maps.map((map) => valueAtPlace(binaryMap(map), ...place)),
    );
  }
});

it('the vote of the chapter’s question is .48, and a tie counts as not salient', () => {
  // By hand: every map's mean is ¼, so that its threshold is ½.
  const answers = [0.9, 0.8, 0.7, 0.1, 0.2].map((value) => ({
    height: 1,
    width: 4,
    data: Float32Array.of(value, 1 - value, 0, 0),
  }));
  const expectVote = (some: readonly ScalarMap[], salient: boolean, numbers: readonly number[]) => {
    const vote = voteAt(some, 0.1, 0.5);
    expect(vote.salient).toBe(salient);
    const found = [vote.agreement, vote.mean, vote.consensus];
    found.forEach((value, i) => expect(value).toBeCloseTo(numbers[i]!, 6));
  };
  expectVote(answers, true, [0.6, 0.8, 0.48]);
  expectVote(answers.toSpliced(2, 1), false, [0.5, 0.15, 0.075]);
});

it('the disputed pixel is one on which the answers are as divided as anywhere', () => {
  const { place, share } = disputeOf(maps)!;
  const { agreement } = consensus(maps);
  expect(voteAt(maps, ...place).agreement).toBeCloseTo(Math.min(...agreement.data), 6);
  expect(share).toBeCloseTo(agreement.data.filter((value) => value < 1).length / 48, 6);
  expect(disputeOf([maps[0]!, maps[0]!])).toBeNull();
});

it('costs are those of the network’s own table', async () => {
  const table = moduleTable(parseModelConfig(await readModelJson()));
  expect(costOf('priorNet', table)?.parameters).toBe(408_198);
  expect(costOf('photo', table)).toBeNull();
  const { multiplyAdds, again } = costOf('predictionNet', table)!;
  expect([multiplyAdds / 1e6, again / 1e6].map((value) => value.toFixed(1))).toEqual([
    '12.0',
    '4.1',
  ]);
  const all = MODULES.reduce((sum, name) => sum + (costOf(name, table)?.parameters ?? 0), 0);
  expect(all).toBe(table.reduce((sum, { parameters }) => sum + parameters, 0));
});

it('the answer to “how much must run again” is the table’s', async () => {
  const table = moduleTable(parseModelConfig(await readModelJson()));
  const sum = (run: string) =>
    table.filter((row) => row.run === run).reduce((total, row) => total + row.multiplyAdds, 0);
  expect(Math.round(sum('sample') / 1e5) / 10).toBe(4.1);
  expect(Math.round(sum('image') / 1e6)).toBe(2417);
});

it('the layers that are shown of the backbone are the last of their strides', async () => {
  const { backbone } = parseModelConfig(await readModelJson());
  const prefix = 'saliency_net.backbone.blocks.';
  const shown = LAYERS.filter((layer) => layer.startsWith(prefix));
  expect(shown.map((layer) => Number(layer.slice(prefix.length)))).toEqual(
    BACKBONES[backbone].taps,
  );
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

it.each([WIDE, NARROW])(
  'lines of the figure join their modules and cross no other',
  (arrangement) => {
    const inside = ([x, y]: Point, name: (typeof MODULES)[number], slack: number) => {
      const [column, row] = arrangement.places[name];
      return (
        Math.abs(x - column - 0.5) < HALF_WIDTH + slack &&
        Math.abs(y - row - 0.5) < HALF_HEIGHT + slack
      );
    };
    for (const { from, to, points } of routesOf(arrangement)) {
      expect([from, inside(points[0]!, from, 1e-6)]).toEqual([from, true]);
      expect([to, inside(points.at(-1)!, to, 1e-6)]).toEqual([to, true]);
      for (let i = 1; i < points.length; i++) {
        const [[x1, y1], [x2, y2]] = [points[i - 1]!, points[i]!];
        expect(x1 === x2 || y1 === y2).toBe(true);
        for (let step = 0; step <= 100; step++) {
          const at: Point = [x1 + ((x2 - x1) * step) / 100, y1 + ((y2 - y1) * step) / 100];
          expect(MODULES.filter((name) => inside(at, name, -1e-6))).toEqual([]);
        }
      }
    }
    expect(
      routesOf(arrangement)
        .filter(({ to }) => to === 'loss')
        .map(({ from }) => from)
        .sort(),
    ).toEqual(['posteriorNet', 'predictionNet', 'priorNet', 'truth']);
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
