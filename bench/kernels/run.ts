/**
 * Times every distinct kernel call that the network makes for one photo and one map of it, ours and tfjs's in turns
 * on the same inputs in one real Chromium, and sets them beside the roofline of the device's measured peaks. What tfjs
 * has no kernel for it does by its operations.
 *
 *     npm run bench:kernels
 *     npm run bench:kernels -- --help
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { wholeNumber } from '../../src/cli/commandOptions.ts';
import { withBenchPage } from '../browser/benchPage.ts';
import { chooseUnit } from '../browser/measure.ts';
import { describe } from './describeCall.ts';
import { measureCalls, measurePeaks } from './measureCalls.ts';
import type { KernelsApi } from './page.ts';
import { callsTable, kindsTable, peaksTable } from './report.ts';

interface Options {
  readonly rounds: number;
  readonly top: number;
  readonly json?: string;
  readonly gpu?: boolean;
}

const ENTRY = fileURLToPath(new URL('page.ts', import.meta.url));
/** Share of the largest value by which a kernel of ours may differ from tfjs's. */
const TOLERANCE = 1e-4;

async function main({ rounds, top, json, gpu = false }: Options): Promise<void> {
  const unit = chooseUnit(gpu);
  await withBenchPage<KernelsApi>({ entry: ENTRY, gpu }, async (page) => {
    const { adapter, browserVersion } = page;
    const calls = await page.call('collect');
    const figures = await measurePeaks(page, { unit, rounds });
    const reports = await measureCalls(page, calls, { unit, rounds });
    if (json !== undefined) {
      const content = { adapter, browserVersion, unit, figures, reports };
      await writeFile(json, `${JSON.stringify(content, null, 2)}\n`);
    }
    console.log(
      `Adapter: ${adapter}. Chromium ${browserVersion}. Medians of ${rounds} in ${unit}.\n`,
    );
    console.log(`${peaksTable(figures, unit)}\n`);
    console.log(`${kindsTable(reports, figures, unit)}\n`);
    console.log(callsTable(reports, figures, { unit, top }));
    const rest = reports.length - top;
    if (rest > 0) console.log(`\n${rest} more kinds of calls are not shown: --top shows more.`);
    const largest = Math.max(...reports.map(({ difference }) => difference));
    console.log(
      `\nLargest difference from tfjs, as a share of the largest value: ${largest.toExponential(1)}.`,
    );
    for (const { call, difference } of reports) {
      if (difference <= TOLERANCE) continue;
      console.error(
        `Error: ${describe(call)} differs from tfjs's by ${difference.toPrecision(2)}.`,
      );
      process.exitCode = 1;
    }
  });
}

const program = new Command('bench:kernels')
  .description('Compares every kernel of the network with tfjs and with the device’s peaks.')
  .option('--rounds <count>', 'turns of every kernel', wholeNumber(1, 1000), 3)
  .option('--top <count>', 'rows of the longer table', wholeNumber(1, 10_000), 20)
  .option('--json <file>', 'write every single figure there')
  .option('--gpu', 'use the hardware GPU instead of the software adapter, and the clock');

await main(program.parse().opts());
