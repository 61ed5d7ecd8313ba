import { costOf, medianCost, sumOf, type Timing, type TimeUnit } from '../browser/measure.ts';
import { type Column, duration, markdownTable, percentage, threeDigits } from '../markdownTable.ts';
import { compareExcerpts } from './agreement.ts';
import { type EngineName, type Step, STEPS } from './engine.ts';
import type { EngineReport } from './rounds.ts';

const TITLES: Readonly<Record<EngineName, string>> = {
  ours: 'ours',
  'tfjs-webgpu': 'tfjs WebGPU',
  'tfjs-webgl': 'tfjs WebGL',
  'ours-wasm': 'ours on wasm',
  'tfjs-wasm': 'tfjs wasm',
  'ort-webgpu': 'ONNX Runtime WebGPU',
  'ort-wasm': 'ONNX Runtime wasm',
};

function column(title: string): Column {
  return { title, align: 'right' };
}

function ratio(value: number | null, reference: number | null): string {
  return value === null || !reference ? '' : threeDigits(value / reference);
}

function complete(reports: readonly EngineReport[]): EngineReport[] {
  return reports.filter(({ error }) => error === undefined);
}

function oursAmong(reports: readonly EngineReport[]): EngineReport | undefined {
  return complete(reports).find(({ name }) => name.startsWith('ours'));
}

/** Medians of the rounds: an image, a sample, all samples; beside ours, and as shares of an image. */
export function roundsTable(reports: readonly EngineReport[], unit: TimeUnit): string {
  const ours = oursAmong(reports);
  const cost = (report: EngineReport | undefined, step: Step) =>
    report === undefined ? null : medianCost(report.rounds[step], unit);
  const rows = complete(reports).map((report) => {
    const image = cost(report, 'setImage')!;
    const cells = STEPS.flatMap((step) => {
      const own = cost(report, step)!;
      const share = step === 'setImage' ? [] : [percentage(own / image)];
      return [duration(own), ratio(own, cost(ours, step)), ...share];
    });
    return [TITLES[report.name], ...cells];
  });
  const titles = [
    'setImage',
    '÷ ours',
    'a further sample',
    '÷ ours',
    'of setImage',
    '16 samples and consensus',
    '÷ ours',
    'of setImage',
  ];
  return markdownTable([{ title: 'engine' }, ...titles.map(column)], rows);
}

/** The first map's time from nothing: start, warm-up, photo, sample. */
function firstResult({ start, warmUp, first }: EngineReport): Timing {
  return sumOf([start!, warmUp!, first.setImage!, first.sample!]);
}

/** What happens once: start, warm-up and first result; GPU memory; threads. */
export function startTable(reports: readonly EngineReport[], unit: TimeUnit): string {
  const ours = oursAmong(reports);
  const referenceCost = ours === undefined ? null : costOf(firstResult(ours), unit);
  const megabytes = (bytes: number | undefined) =>
    bytes === undefined ? '' : `${Math.round(bytes / 1e6)} MB`;
  const rows = complete(reports).map((report) => {
    const { start, warmUp, gpuMemory, wasm } = report;
    const first = costOf(firstResult(report), unit);
    return [
      TITLES[report.name],
      duration(costOf(start!, unit)),
      duration(costOf(warmUp!, unit)),
      duration(first),
      ratio(first, referenceCost),
      megabytes(gpuMemory?.peakBytes),
      ratio(gpuMemory?.peakBytes ?? null, ours?.gpuMemory?.peakBytes ?? null),
      megabytes(gpuMemory?.heldBytes),
      wasm === null ? '' : `${wasm.threads}${wasm.simd ? ', SIMD' : ', no SIMD'}`,
    ];
  });
  const titles = [
    'start',
    'warm-up',
    'first result',
    '÷ ours',
    'peak GPU memory',
    '÷ ours',
    'held at the end',
    'wasm threads',
  ];
  return markdownTable([{ title: 'engine' }, ...titles.map(column)], rows);
}

export interface Verdict {
  /** The largest difference of any value of any engine from the first engine's, the consensus apart. */
  readonly difference: number;
  /** What does not agree, one line for each engine and step. */
  readonly complaints: readonly string[];
}

/** Holds every engine's values against those of the first one that ran. */
export function judge(reports: readonly EngineReport[]): Verdict {
  const [reference, ...others] = complete(reports);
  const complaints: string[] = [];
  let difference = 0;
  for (const { name, excerpts } of others) {
    for (const step of STEPS) {
      const agreement = compareExcerpts(reference!.excerpts[step] ?? {}, excerpts[step] ?? {});
      difference = Math.max(difference, agreement.difference);
      if (agreement.complaints.length === 0) continue;
      const what = agreement.complaints.join(', ');
      complaints.push(`${name} disagrees with ${reference!.name} on ${step}: ${what}.`);
    }
  }
  return { difference, complaints };
}
