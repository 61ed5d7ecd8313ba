import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePng } from '../image/decodePng.ts';
import { encodeGreyPng } from '../image/encodePng.ts';
import { FIXTURES, readGoldenValues } from '../metrics/fixtures/goldenPairs.ts';
import { runUcnet } from './testing/runUcnet.ts';

interface MetricsFile {
  readonly rows: readonly Record<string, number | string>[];
  readonly methods: readonly {
    readonly name: string;
    readonly curves: { readonly precision: readonly number[] };
    readonly perImage: readonly {
      readonly image: string;
      readonly scores: Readonly<Record<string, number>>;
    }[];
    readonly leftOut: Readonly<Record<string, readonly string[]>>;
  }[];
}

let folder: string;
const at = (...parts: string[]) => path.join(folder, ...parts);
const golden = readGoldenValues(FIXTURES).perImage;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ucnet-metrics-'));
  mkdirSync(at('ours'));
  mkdirSync(at('data', 'GT'), { recursive: true });
  const copy = (from: string, to: string, name: string) =>
    copyFileSync(path.join(FIXTURES, from, `${name}.png`), at(to, `${name}.png`));
  for (const name of ['blob2', 'blob4', 'inverted']) copy('pred', 'ours', name);
  for (const name of ['blob2', 'blob4', 'blob5', 'inverted']) copy('gt', 'data/GT', name);
  copyFileSync(at('ours', 'blob2.png'), at('ours', 'extra.png'));
  const half = { height: 20, width: 30, data: new Float32Array(600).fill(0.5) };
  writeFileSync(at('ours', 'inverted.png'), encodeGreyPng(half));
  writeFileSync(at('ours', 'broken.png'), 'nothing');
  copyFileSync(at('data', 'GT', 'blob5.png'), at('data', 'GT', 'broken.png'));
  writeFileSync(at('ours', 'Thumbs.db'), 'not a picture');
});

afterAll(() => rmSync(folder, { recursive: true }));

function read(json: string): MetricsFile {
  return JSON.parse(readFileSync(at(json), 'utf8')) as MetricsFile;
}

describe('ucnet metrics', () => {
  it.each([
    ['normalized', []],
    ['raw', ['--raw']],
  ] as const)('gives the field’s numbers, %s', async (mode, options) => {
    const { code, stdout, stderr } = await runUcnet(
      ...['metrics', '--pred', at('ours'), '--gt', at('data', 'GT'), ...options],
      ...['--json', at('m.json'), '--csv', at('m.csv'), '--latex', at('m.tex')],
    );
    expect(code, stderr).toBe(0);
    const { rows, methods } = read('m.json');
    expect(rows[0]).toMatchObject({ dataset: 'data', name: 'ours', images: 2 });
    const { perImage, leftOut, curves } = methods[0]!;
    expect(perImage.map(({ image }) => image)).toEqual(['blob2', 'blob4']);
    for (const { image, scores } of perImage) {
      const expected = golden[image]![mode];
      for (const key of ['mae', 'sMeasure', 'weightedF', 'adaptiveF', 'maxF', 'meanE'] as const) {
        expect(Math.abs(scores[key]! - expected[key]), `${image} ${key}`).toBeLessThan(1e-6);
      }
    }
    expect(curves.precision).toHaveLength(256);
    expect(leftOut).toEqual({
      missing: ['blob5'],
      extra: ['extra'],
      ambiguous: [],
      differentSize: [expect.stringMatching(/^inverted: 30×20 instead of /)],
      broken: [expect.stringMatching(/^broken: .*broken\.png is not a picture/)],
    });
    expect(stderr).toContain('left out, ground truths without a map (1):\n  blob5');
    expect(stderr).toContain('--resize');
    expect(stdout).toMatch(/\ndata +ours +2 +[.\d]/);
    expect(readFileSync(at('m.csv'), 'utf8')).toMatch(/^dataset,name,images,.*\r\ndata,ours,2,/);
    expect(readFileSync(at('m.tex'), 'utf8')).toContain('data & ours & ');
  });

  it('scores labels as the objects they are, and says what it took them for', async () => {
    mkdirSync(at('labels'));
    const mask = decodePng(readFileSync(path.join(FIXTURES, 'gt', 'blob2.png')), 'blob2');
    const data = Uint8Array.from(mask.data, (value, i) => (value > 128 ? 1 + (i % 2) : 0));
    writeFileSync(at('labels', 'blob2.png'), encode({ ...mask, data, depth: 8 }));
    mkdirSync(at('one'));
    copyFileSync(at('ours', 'blob2.png'), at('one', 'blob2.png'));
    const { code, stderr } = await runUcnet(
      ...['metrics', '--pred', at('one'), '--gt', at('labels'), '--json', at('l.json')],
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('one: ground truths (1): Its values are 0, 1 and 2: labels');
    const { rows } = read('l.json');
    expect(rows[0]!['sMeasure']).toBeCloseTo(golden['blob2']!.normalized.sMeasure, 6);
  });

  it('takes a suffix off the names of maps', async () => {
    mkdirSync(at('suffixed'));
    for (const name of ['blob2', 'blob4']) {
      copyFileSync(at('ours', `${name}.png`), at('suffixed', `${name}_DCF.png`));
    }
    const args = ['metrics', '--pred', at('suffixed'), '--gt', at('data', 'GT')];
    const without = await runUcnet(...args);
    expect(without.code).toBe(2);
    expect(without.stderr).toContain('--suffix says');
    const { code, stderr } = await runUcnet(
      ...args,
      ...['--suffix', '_DCF', '--json', at('suffix.json')],
    );
    expect(code, stderr).toBe(0);
    const images = read('suffix.json').methods[0]!.perImage.map(({ image }) => image);
    expect(images).toEqual(['blob2', 'blob4']);
  });

  it('resizes maps when asked', async () => {
    const { code } = await runUcnet(
      ...['metrics', '--pred', at('ours'), '--gt', at('data', 'GT'), '--resize', '--raw'],
      ...['--json', at('resized.json')],
    );
    expect(code).toBe(0);
    const inverted = read('resized.json').methods[0]!.perImage.find(
      ({ image }) => image === 'inverted',
    );
    // One half everywhere, so half wrong everywhere: 128 of 255 levels.
    expect(Math.abs(inverted!.scores['mae']! - 0.5)).toBeLessThanOrEqual(0.5 / 255);
  });

  it.each<[string, () => string[], RegExp]>([
    ['a missing folder', () => ['--pred', at('gone'), '--gt', at('data/GT')], /gone does not/],
    [
      'a folder above those of maps',
      () => ['--pred', at('data'), '--gt', at('data/GT')],
      /data itself holds no picture: give the folder that they lie in/,
    ],
    [
      'a table that cannot be written',
      () => ['--pred', at('ours'), '--gt', at('data/GT'), '--csv', at('ours')],
      /is a folder: give a file/,
    ],
  ])('refuses %s', async (_, args, message) => {
    const { code, stderr } = await runUcnet('metrics', ...args());
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(code).toBe(2);
  });
});
