import { parseArgs } from 'node:util';
import { attempt, isSlow } from './attempts.ts';

/**
 * Damages files and has them read, for as long as it is told to.
 *
 * usage: npm run fuzz -- [--minutes 5] [--seed N]
 *   --seed  of the first try; each try has the next one. A single finding is repeated by its seed and --minutes 0
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string' } },
});
const first = values.seed === undefined ? Date.now() % 1e9 : Number(values.seed);
const end = Date.now() + Number(values.minutes) * 60_000;
console.log(`First seed ${first}.`);

let tries = 0;
let slow = 0;
const findings = new Map<string, number>();
do {
  const tried = await attempt(first + tries);
  tries++;
  const where = `seed ${tried.seed}, ${tried.reader} ${tried.name}`;
  if (isSlow(tried)) {
    slow++;
    console.log(`Slow: ${where} took ${Math.round(tried.milliseconds)} ms.`);
  }
  if (tried.finding !== null) {
    // One of each kind is enough to mend it.
    const kind = tried.finding.split('\n').slice(0, 2).join(' ').replace(/\d+/g, '0');
    if (!findings.has(kind)) console.log(`Finding: ${where}\n${tried.finding}\n`);
    findings.set(kind, (findings.get(kind) ?? 0) + 1);
  }
} while (Date.now() < end);

const found = [...findings.values()].reduce((sum, count) => sum + count, 0);
console.log(
  `${tries} tries: ${found} without a sentence, of ${findings.size} kinds; ${slow} slow.`,
);
process.exitCode = found > 0 ? 1 : 0;
