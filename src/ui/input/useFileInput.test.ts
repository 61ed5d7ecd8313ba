import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageStore } from '../engine/store.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import { READABLE_FILES } from './FilePicker.tsx';
import { openHandedFiles } from './useFileInput.ts';

type Consume = (launch: { files?: readonly { getFile(): Promise<File> }[] }) => void;

let store: PageStore;
let visit: Visit;
let launch: Consume;

beforeEach(async () => {
  vi.stubGlobal('launchQueue', { setConsumer: (consume: Consume) => (launch = consume) });
  visit = new Visit();
  ({ store } = visit);
  await visit.begin();
  openHandedFiles(store);
});
afterEach(() => vi.unstubAllGlobals());

describe('files with which the system starts the installed page', () => {
  it('are opened, photo and depth by their names', async () => {
    const files = [emptyFile('cat.png'), emptyFile('cat_depth.png')];
    launch({ files: files.map((file) => ({ getFile: () => Promise.resolve(file) })) });
    await vi.waitFor(() => expect(store.get().image.photo?.file.name).toBe('cat.png'));
    expect(store.get().image.depth?.file.name).toBe('cat_depth.png');
  });

  it('are none where the page was simply started', async () => {
    const before = store.get().image;
    launch({});
    await visit.rest();
    expect(store.get().image).toBe(before);
  });

  it('that cannot be got are told of', async () => {
    launch({ files: [{ getFile: () => Promise.reject(new Error('It was moved.')) }] });
    await vi.waitFor(() =>
      expect(store.get().notice).toMatchObject({
        kind: 'problem',
        problem: { detail: 'It was moved.' },
      }),
    );
  });
});

it.each(['manifest.webmanifest', 'manifest.ja.webmanifest'])(
  '%s offers the page for every picture file that its pickers take',
  (name) => {
    const text = readFileSync(new URL(`../../../public/${name}`, import.meta.url), 'utf8');
    const { file_handlers: handlers } = JSON.parse(text) as {
      readonly file_handlers: readonly { readonly accept: Record<string, readonly string[]> }[];
    };
    const offered = handlers.flatMap(({ accept }) => Object.values(accept).flat());
    const taken = READABLE_FILES.split(',').filter((one) => one.startsWith('.'));
    expect(taken.length).toBeGreaterThan(8);
    expect(taken.filter((ending) => !offered.includes(ending))).toEqual([]);
  },
);
