import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { attempt } from './attempts.ts';

/** Seeds are fixed, so that a change is not blamed for what was there before; `npm run fuzz` tries new ones. */
const FIRST_SEED = 1;
const TRIES = 400;

it(`reads or refuses damaged files in one sentence: seeds ${FIRST_SEED} to ${FIRST_SEED + TRIES - 1}`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + TRIES; seed++) {
    const { finding, reader, name } = await attempt(seed);
    expect(finding, `seed ${seed}: ${reader} of ${name}`).toBeNull();
  }
});

/** Of the process that reads them all, with what it takes to make them. */
const MOST_MEGABYTES = 500;

it(`refuses bombs in one sentence and in less than ${MOST_MEGABYTES} MB`, () => {
  const script = fileURLToPath(new URL('bombs.ts', import.meta.url));
  const args = ['--import', 'tsx', script, 'all'];
  const lines = execFileSync(process.execPath, args, { encoding: 'utf8' }).trim().split('\n');
  expect(lines.length).toBeGreaterThanOrEqual(10);
  for (const line of lines) {
    const { name, megabytes, sentence } = JSON.parse(line) as {
      readonly name: string;
      readonly megabytes: number;
      readonly sentence: string;
    };
    expect(megabytes, name).toBeLessThan(MOST_MEGABYTES);
    if (!name.includes('(opens)')) expect(sentence.length, name).toBeGreaterThan(20);
  }
});
