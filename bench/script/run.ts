/**
 * Measures how long the page's main thread is in script for one photo, for one sample as a slider asks for it (`sample`:
 * painted on the GPU, nothing is read) and for one whose map is read (`readSample`), by Chromium's profiler, on the backend
 * WebGPU with our kernels. Waiting for the GPU is not in it.
 *
 *     npm run bench:script
 *     npm run bench:script -- --json FILE
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { wholeNumber } from '../../src/cli/commandOptions.ts';
import { quantile } from '../../src/math/statistics.ts';
import { withBenchPage } from '../browser/benchPage.ts';
import { duration, markdownTable } from '../markdownTable.ts';
import type { Call, ScriptApi } from './page.ts';
import { profileScript, type ScriptProfile } from './profile.ts';

interface Options {
  readonly rounds: number;
  readonly top: number;
  readonly json?: string;
  readonly gpu?: boolean;
  readonly plain?: boolean;
}

const ENTRY = fileURLToPath(new URL('page.ts', import.meta.url));

/** Calls of a round: enough for hundreds of the profiler's samples. */
const TIMES: Readonly<Record<Call, number>> = { setImage: 2, sample: 200, readSample: 40 };

/** Medians of several rounds, a call. */
function perCall(profiles: readonly ScriptProfile[], call: Call) {
  const median = (value: (profile: ScriptProfile) => number) =>
    quantile(profiles.map(value), 0.5) / TIMES[call];
  return {
    scriptMs: median(({ scriptMs }) => scriptMs),
    tasksMs: median(({ tasksMs }) => tasksMs),
  };
}

/** The functions that take longest in the last round, a call. */
function functionsTable(profiles: readonly ScriptProfile[], call: Call, top: number): string {
  const rows = profiles
    .at(-1)!
    .functions.slice(0, top)
    .map(({ name, milliseconds }) => [name, duration(milliseconds / TIMES[call])]);
  return markdownTable([{ title: `${call}: function` }, { title: 'alone', align: 'right' }], rows);
}

async function main({ rounds, top, json, gpu = false, plain = false }: Options): Promise<void> {
  await withBenchPage<ScriptApi>({ entry: ENTRY, gpu, canvas: true }, async (page) => {
    const calls = await page.call('start', plain);
    const profiles: Record<Call, ScriptProfile[]> = {
      setImage: [],
      sample: [],
      readSample: [],
    };
    for (let round = 0; round < rounds; round++) {
      for (const call of calls) {
        const work = () => page.call('repeat', call, TIMES[call]);
        profiles[call].push(await profileScript(page.devtools, work));
      }
    }
    const costs = calls.map((call) => ({ call, ...perCall(profiles[call], call) }));
    const figures = Object.fromEntries(
      costs.flatMap(({ call, scriptMs, tasksMs }) => [
        [`${call}Ms`, scriptMs],
        [`${call}TasksMs`, tasksMs],
      ]),
    );
    if (json !== undefined) await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`);
    console.log(
      `Adapter: ${page.adapter}. Chromium ${page.browserVersion}. Medians of ${rounds}.\n`,
    );
    const title = (text: string) => ({ title: text, align: 'right' }) as const;
    console.log(
      markdownTable(
        [{ title: 'call' }, title('in script'), title('processor time of all tasks')],
        costs.map(({ call, scriptMs, tasksMs }) => [call, duration(scriptMs), duration(tasksMs)]),
      ),
    );
    if (!calls.includes('sample')) {
      console.log('\n`sample` is left out: this browser shows nothing of what WebGPU draws.');
    }
    for (const call of calls) console.log(`\n${functionsTable(profiles[call], call, top)}`);
  });
}

const program = new Command('bench:script')
  .description('Measures the script of a photo and of a sample.')
  .option('--rounds <count>', 'turns of each call', wholeNumber(1, 1000), 5)
  .option('--top <count>', 'functions to show', wholeNumber(1, 1000), 12)
  .option('--json <file>', 'write the figures there')
  .option('--plain', 'run the operations every time instead of replaying a recording')
  .option('--gpu', 'use the hardware GPU instead of the software adapter');

await main(program.parse().opts());
