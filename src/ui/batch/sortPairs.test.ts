import { expect, it } from 'vitest';
import type { PairOutcome } from './batchRun.ts';
import { sortPairs, urgencies } from './sortPairs.ts';

const pair = (name: string, meanDisagreement: number, energyDistance: number | null) =>
  ({ kind: 'done', pair: { name }, meanDisagreement, energyDistance }) as PairOutcome;
const failed = { kind: 'failed', pair: { name: 'bad' } } as PairOutcome;
const namesOf = (outcomes: readonly PairOutcome[]) =>
  sortPairs(outcomes, 'first', true, 'raw').map(({ pair: { name } }) => name);

it('puts what the answers disagree about and what is far from the truth first, whatever the units', () => {
  const outcomes = [
    pair('quiet', 0.01, 0.1),
    pair('torn', 0.9, 0.2),
    failed,
    pair('wrong', 0.02, 1.9),
    pair('middle', 0.5, 0.3),
  ];
  const names = namesOf(outcomes);
  expect(names.slice(0, 2).toSorted()).toEqual(['torn', 'wrong']);
  expect(names.slice(2)).toEqual(['middle', 'quiet', 'bad']);
  const reasons = urgencies(outcomes);
  expect(reasons.get(outcomes[1]!)).toEqual({ reasons: ['meanDisagreement'], share: 1 });
  expect(reasons.get(outcomes[3]!)).toEqual({ reasons: ['energyDistance'], share: 1 });
});

it('tells every reason that a pair has, and none of one in the middle', () => {
  const outcomes = [pair('a', 0.1, 0.1), pair('b', 0.2, 0.2), pair('c', 0.3, 0.3)];
  const reasons = outcomes.map((outcome) => urgencies(outcomes).get(outcome)!.reasons);
  expect(reasons).toEqual([[], [], ['energyDistance', 'meanDisagreement']]);
});

it('goes by disagreement alone where there is no truth, and calls equal pairs equally worth a look', () => {
  const outcomes = [pair('a', 0.2, null), pair('b', 0.7, null), pair('c', 0.7, null)];
  expect(namesOf(outcomes)).toEqual(['b', 'c', 'a']);
  const reasons = urgencies(outcomes);
  expect(reasons.get(outcomes[1]!)).toEqual(reasons.get(outcomes[2]!));
  expect([...urgencies([failed])]).toEqual([]);
});
