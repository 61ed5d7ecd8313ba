import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { InvalidArgumentError } from 'commander';
import type { TimeUnit } from '../browser/measure.ts';
import type { EngineName } from './engine.ts';
import { judge, roundsTable, startTable } from './report.ts';
import type { EngineReport } from './rounds.ts';

/** A parser of engines' names separated by commas, for commander. */
export function engineNames(known: readonly EngineName[]): (text: string) => EngineName[] {
  return (text) => {
    const wanted = text.split(',').map((name) => name.trim());
    const unknown = wanted.filter((name) => !known.some((each) => each === name));
    if (unknown.length > 0) {
      throw new InvalidArgumentError(
        `${unknown.map((name) => `"${name}"`).join(', ')} is none of ${known.join(', ')}.`,
      );
    }
    return known.filter((name) => wanted.includes(name));
  };
}

/** Of the working tree, which may have changed since; null outside of Git. */
async function presentCommit(): Promise<string | null> {
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const asked = promisify(execFile)('git', ['rev-parse', '--short', 'HEAD'], { cwd });
  return asked.then(({ stdout }) => stdout.trim()).catch(() => null);
}

/**
 * Compares the engines' values, writes every figure into a file and prints the tables. Values that disagree, or no engine
 * that ran, make the process fail.
 *
 * @param machine what the figures depend on, for the file
 */
export async function conclude(
  reports: readonly EngineReport[],
  unit: TimeUnit,
  machine: Readonly<Record<string, string | number>>,
  json: string | undefined,
): Promise<void> {
  const done = Math.max(...reports.map((report) => report.rounds.setImage.length));
  const { difference, complaints } = judge(reports);
  if (json !== undefined) {
    const when = { date: new Date().toISOString(), commit: await presentCommit() };
    const content = { ...when, ...machine, unit, difference, complaints, reports };
    await writeFile(json, `${JSON.stringify(content, null, 2)}\n`);
  }
  console.log(`Medians of ${done} rounds, all engines in each, in ${unit}.\n`);
  console.log(`${roundsTable(reports, unit)}\n`);
  if (unit !== 'clock') console.log(`By the clock:\n\n${roundsTable(reports, 'clock')}\n`);
  console.log(`Once, in ${unit}:\n\n${startTable(reports, unit)}\n`);
  for (const { name, error } of reports) {
    if (error !== undefined) console.log(`${name} does not run here: ${error}`);
  }
  console.log(`Largest difference between the engines' values: ${difference.toExponential(1)}.`);
  for (const complaint of complaints) console.error(`Error: ${complaint}`);
  const ran = reports.some(({ error }) => error === undefined);
  if (complaints.length > 0 || !ran) process.exitCode = 1;
}
