import type { TimeUnit } from '../browser/measure.ts';
import { type Column, markdownTable, percentage, threeDigits } from '../markdownTable.ts';
import { describe, kindOf } from './describeCall.ts';
import { leastBytes, multiplyAdds } from './kernelCall.ts';
import { type CallReport, type PeakFigures, peaksOf } from './measureCalls.ts';
import { type RooflinePoint, rooflinePoint } from './roofline.ts';

/** Processor time adds up all threads, so figures are those of one core. */
function perCore(unit: TimeUnit): string {
  return unit === 'clock' ? '' : ' per core';
}

/** What the device reaches by shaders of nothing else. */
export function peaksTable(figures: PeakFigures, unit: TimeUnit): string {
  return markdownTable(
    [{ title: 'shader' }, { title: `measured${perCore(unit)}`, align: 'right' }],
    [
      [
        'multiply-add of four lanes, eight chains',
        `${threeDigits(figures['multiply-add'])} GFLOPS`,
      ],
      ['copy between buffers, read and write', `${threeDigits(figures.copy)} GB/s`],
      ['read of a buffer', `${threeDigits(figures.read)} GB/s`],
    ],
  );
}

/** What all equal calls of an image take. */
function ofImage({ call, oursMs }: CallReport): number {
  return call.count * oursMs;
}

function sum(reports: readonly CallReport[], cost: (report: CallReport) => number): number {
  return reports.reduce((total, report) => total + cost(report), 0);
}

/** One call a row, those that take most of an image first. */
export function callsTable(
  reports: readonly CallReport[],
  figures: PeakFigures,
  { unit, top }: { readonly unit: TimeUnit; readonly top: number },
): string {
  const total = sum(reports, ofImage);
  const sorted = reports.toSorted((a, b) => ofImage(b) - ofImage(a));
  const rows = sorted.slice(0, top).map((report) => {
    const { call, oursMs, stockMs, stockPrograms } = report;
    const point = pointOf(report, figures);
    const hasArithmetic = point.gigaflops > 0;
    return [
      describe(call),
      String(call.count),
      percentage(ofImage(report) / total),
      `${call.programs} : ${stockPrograms}`,
      threeDigits(oursMs),
      threeDigits(stockMs),
      threeDigits(stockMs / oursMs),
      hasArithmetic ? threeDigits(multiplyAdds(call) / 1e6) : '',
      threeDigits(leastBytes(call) / 1e6),
      hasArithmetic ? threeDigits(point.intensity) : '',
      hasArithmetic ? threeDigits(point.gigaflops) : '',
      hasArithmetic ? percentage(point.shareOfPeak) : '',
      threeDigits(point.gigabytesPerSecond),
      hasArithmetic ? threeDigits(point.boundGigaflops) : '',
      percentage(point.shareOfBound),
    ];
  });
  const titles = [
    'calls',
    'of an image',
    'programs ours : tfjs',
    'ours ms',
    'tfjs ms',
    'tfjs ÷ ours',
    'million multiply-adds',
    'least MB',
    'FLOP/byte',
    `GFLOPS${perCore(unit)}`,
    'of peak',
    'GB/s',
    'roofline GFLOPS',
    'of roofline',
  ];
  return markdownTable(figureColumns('kernel', titles), rows);
}

/** A column of names, and figures aligned at their ends. */
function figureColumns(names: string, titles: readonly string[]): Column[] {
  return [{ title: names }, ...titles.map((title) => ({ title, align: 'right' as const }))];
}

function pointOf({ call, oursMs }: CallReport, figures: PeakFigures): RooflinePoint {
  const work = { multiplyAdds: multiplyAdds(call), bytes: leastBytes(call) };
  return rooflinePoint(work, oursMs, peaksOf(figures));
}

/** All calls of a kind together, and the sum of all. */
export function kindsTable(
  reports: readonly CallReport[],
  figures: PeakFigures,
  unit: TimeUnit,
): string {
  const total = sum(reports, ofImage);
  const names = [...new Set(reports.map(({ call }) => kindOf(call)))];
  const row = (title: string, members: readonly CallReport[]): string[] => {
    const ours = sum(members, ofImage);
    const stock = sum(members, ({ call, stockMs }) => call.count * stockMs);
    const ownPrograms = sum(members, ({ call }) => call.count * call.programs);
    const programs = sum(members, ({ call, stockPrograms }) => call.count * stockPrograms);
    const adds = sum(members, ({ call }) => call.count * multiplyAdds(call));
    const bound = sum(members, (member) => member.call.count * pointOf(member, figures).boundMs);
    return [
      title,
      String(sum(members, ({ call }) => call.count)),
      percentage(ours / total),
      `${ownPrograms} : ${programs}`,
      threeDigits(ours),
      threeDigits(stock),
      threeDigits(stock / ours),
      adds === 0 ? '' : threeDigits(adds / 1e6),
      adds === 0 ? '' : threeDigits((2 * adds) / ours / 1e6),
      percentage(bound / ours),
    ];
  };
  const kinds = names.map((name) => ({
    name,
    members: reports.filter(({ call }) => kindOf(call) === name),
  }));
  const rows = kinds
    .toSorted((a, b) => sum(b.members, ofImage) - sum(a.members, ofImage))
    .map(({ name, members }) => row(name, members));
  const titles = [
    'calls',
    'of an image',
    'programs ours : tfjs',
    'ours ms',
    'tfjs ms',
    'tfjs ÷ ours',
    'million multiply-adds',
    `GFLOPS${perCore(unit)}`,
    'of roofline',
  ];
  return markdownTable(figureColumns('kind', titles), [...rows, row('all', reports)]);
}
