/**
 * What a visitor waits for on the built page, in a real Chromium, by the clock: the first map at a first visit, after a reload and in a
 * browser that was closed meanwhile; a slider's picture; frames of a camera that Chromium draws.
 *
 *     npm run bench:page
 *     npm run bench:page -- --gpu
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { Command } from 'commander';
import { build, preview } from 'vite';
import { CANVAS_FLAGS, CHROMIUM_FLAGS } from '../../e2e/launch.ts';
import { chromiumNeeded } from '../../scripts/chromium.mjs';
import { wholeNumber } from '../../src/cli/commandOptions.ts';
import { quantile } from '../../src/math/statistics.ts';
import { awaitAdapter } from '../browser/awaitAdapter.ts';
import { DRIVER_FLAGS } from '../browser/benchPage.ts';
import { duration, markdownTable } from '../markdownTable.ts';
import { countFrames, type Milestones, slide, type Slide, watchMilestones } from './inPage.ts';

const PORT = 4176;
const PATIENCE_MS = 300_000;
/** For the service worker, and for what tuning and models leave in the browser's stores. */
const SETTLE_MS = 2000;
const CAMERA = ['--use-fake-device-for-media-stream=fps=60', '--use-fake-ui-for-media-stream'];
const GPU_FLAGS = ['--no-sandbox', '--enable-unsafe-webgpu', '--enable-features=Vulkan'];

interface Options {
  readonly backend: string;
  readonly moves: number;
  readonly seconds: number;
  readonly json?: string;
  readonly gpu?: boolean;
}

interface Visit {
  readonly milestones: Required<Milestones>;
  /** What the page itself says of its times. */
  readonly status: string;
}

async function visit(page: Page, address: string): Promise<Visit> {
  await page.goto(address);
  await page.waitForFunction(
    () => (globalThis as unknown as { milestones: Milestones }).milestones.allMaps !== undefined,
  );
  return page.evaluate(() => ({
    milestones: (globalThis as unknown as { milestones: Required<Milestones> }).milestones,
    status: document.querySelector('[data-testid="run-status"]')!.textContent ?? '',
  }));
}

async function slideFirst(page: Page, moves: number): Promise<Slide> {
  await page.getByTestId('latent-0').fill('2'); // to the sliders' own layer
  await page.waitForTimeout(SETTLE_MS);
  return page.evaluate(slide, moves);
}

/** Frames a second of each layer. */
async function film(page: Page, seconds: number): Promise<Record<string, number>> {
  await page.getByTestId('open-live').click();
  await page.getByTestId('live-facts').waitFor();
  const rates: Record<string, number> = {};
  const layers = page.getByRole('dialog').locator('.segment');
  for (const name of await layers.allTextContents()) {
    await layers.filter({ hasText: name }).first().click();
    await page.waitForTimeout(SETTLE_MS);
    rates[name] = await page.evaluate(countFrames, 1000 * seconds);
  }
  return rates;
}

async function main({ backend, moves, seconds, json, gpu }: Options): Promise<void> {
  const executablePath = chromiumNeeded();
  const profile = await mkdtemp(join(tmpdir(), 'ucnet-page-'));
  await build({ logLevel: 'error' });
  const server = await preview({ logLevel: 'error', preview: { port: PORT, strictPort: true } });
  const address = `http://localhost:${PORT}/?backend=${backend}`;
  const flags = gpu ? [...GPU_FLAGS, ...DRIVER_FLAGS] : [...CHROMIUM_FLAGS, ...CANVAS_FLAGS];
  const args = [...flags, ...CAMERA];
  const open = async (): Promise<{ context: BrowserContext; page: Page }> => {
    const viewport = { width: 1280, height: 900 };
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      args,
      viewport,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    // tsx names functions by this, and the page has none.
    await context.addInitScript('globalThis.__name = (each) => each');
    const page = context.pages()[0] ?? (await context.newPage());
    // A page without scripts of ours: only to know that the GPU is there.
    await page.goto(`http://localhost:${PORT}/models/index.json`);
    const adapter = backend === 'wasm' ? '' : await awaitAdapter(page, () => Promise.resolve());
    if (adapter === null) throw new Error('The browser offers no WebGPU adapter.');
    await context.addInitScript(watchMilestones);
    return { context, page };
  };
  let { context, page } = await open();
  try {
    const visits: Record<string, Visit> = { 'first visit': await visit(page, address) };
    await page.waitForTimeout(SETTLE_MS);
    for (const turn of [1, 2, 3]) visits[`reload ${turn}`] = await visit(page, address);
    await context.close();
    ({ context, page } = await open());
    visits['new browser'] = await visit(page, address);
    const { drawn, shown, byGpu } = await slideFirst(page, moves);
    const rates = await film(page, seconds);
    const figures = { date: new Date().toISOString(), visits, drawn, shown, byGpu, rates };
    if (json !== undefined) await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`);
    console.log(`${visitsTable(visits)}\n\n${slideTable(drawn, shown)}`);
    console.log(`\n${byGpu} of ${drawn.length} pictures were painted by the GPU.\n`);
    console.log(ratesTable(rates));
  } finally {
    await context.close();
    await server.close();
    await rm(profile, { recursive: true, force: true });
  }
}

const right = (title: string) => ({ title, align: 'right' }) as const;

function visitsTable(visits: Readonly<Record<string, Visit>>): string {
  const columns = [{ title: 'visit' }, right('backend'), right('first map'), right('all maps')];
  const rows = Object.entries(visits).map(([name, { milestones, status }]) => {
    const { backend, firstMap, allMaps } = milestones;
    return [name, ...[backend, firstMap, allMaps].map(duration), status];
  });
  return markdownTable([...columns, { title: 'the page says' }], rows);
}

function slideTable(drawn: readonly number[], shown: readonly number[]): string {
  const columns = [{ title: 'a slider’s move' }, ...['median', '90 %', '99 %'].map(right)];
  const row = (name: string, times: readonly number[]) => [
    name,
    ...[0.5, 0.9, 0.99].map((share) => duration(quantile(times, share))),
  ];
  return markdownTable(columns, [row('drawn', drawn), row('the screen’s next picture', shown)]);
}

function ratesTable(rates: Readonly<Record<string, number>>): string {
  const rows = Object.entries(rates).map(([name, rate]) => [name, rate.toFixed(1)]);
  return markdownTable([{ title: 'camera' }, right('frames a second')], rows);
}

const program = new Command('bench:page')
  .description('Measures what a visitor waits for on the built page.')
  .option('--backend <name>', 'webgpu or wasm', 'webgpu')
  .option('--moves <count>', 'moves of the slider', wholeNumber(1, 10_000), 60)
  .option('--seconds <count>', 'of the camera with each layer', wholeNumber(1, 600), 4)
  .option('--json <file>', 'write the figures there')
  .option('--gpu', 'use the hardware GPU instead of the software adapter');

await main(program.parse().opts());
