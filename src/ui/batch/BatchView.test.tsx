// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PairFacts } from '../../worker/protocol.ts';
import { listFiles, type BatchFile } from './batchFiles.ts';
import { PageContext } from '../engine/usePage.ts';
import { mount, type Mounted } from '../parts/testing/mount.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import { BatchView } from './BatchView.tsx';

const FACTS: PairFacts = {
  files: {},
  meanUncertainty: 0.5,
  measured: null,
  depth: 'none',
  near: null,
  seed: 1,
  warnings: [],
  milliseconds: 1,
};

let visit: Visit;
let mounted: Mounted;
let files: Promise<BatchFile[]>;
/** Answers the pair that the worker is at. */
let answer: () => Promise<void>;

beforeEach(async () => {
  const page = document;
  visit = new Visit();
  // A visit without a screen makes up a document.
  Object.assign(globalThis, { document: page });
  HTMLDialogElement.prototype.showModal = () => undefined;
  HTMLDialogElement.prototype.close = () => undefined;
  await visit.begin();
  visit.worker.api.runPair = () =>
    new Promise<PairFacts>((resolve) => {
      answer = () => act(async () => resolve(FACTS));
    });
  files = listFiles([emptyFile('1_rgb.jpg'), emptyFile('2_rgb.jpg')]);
  mounted = await mount(view(true));
});

afterEach(() => mounted.close());

const view = (open: boolean) => (
  <PageContext value={visit}>
    <BatchView open={open} files={files} onFiles={() => undefined} onClose={() => undefined} />
  </PageContext>
);

const show = (open: boolean) => mounted.show(view(open));

async function press(title: string): Promise<void> {
  const buttons = [...document.querySelectorAll('button')];
  const button = buttons.find(({ textContent }) => textContent === title)!;
  await act(async () => button.click());
}

async function close(): Promise<void> {
  await press('Close');
  await show(false);
}

const nearChoice = (near: string) =>
  document.querySelector<HTMLInputElement>(`input[value="${near}"]`)!;

it('gives the network back when it is closed before its first outcome', async () => {
  await press('Run');
  await close();
  await answer();
  await expect.poll(() => visit.worker.images.length).toBe(2);
});

it('gives the network back when other files took the place of those that it ran', async () => {
  await press('Run');
  await answer();
  files = listFiles([emptyFile('3_rgb.jpg')]);
  await show(true);
  await close();
  await answer();
  await expect.poll(() => visit.worker.images.length).toBe(2);
});

it('leaves the page alone when nothing was run', async () => {
  await close();
  expect(visit.worker.images).toHaveLength(1);
});

it('shows the settings and the model of its outcomes when it is opened again', async () => {
  await act(async () => nearChoice('dark').click());
  await press('Run');
  await answer();
  await close();
  await show(true);
  expect(nearChoice('dark').checked).toBe(true);
  expect(document.querySelector('fieldset')!.disabled).toBe(true);
  expect(document.querySelector('fieldset')!.textContent).toContain('Made by UC-Net');
});

it('lets settings be changed while nothing came of them', async () => {
  await act(async () => nearChoice('dark').click());
  await press('Run');
  await press('Stop');
  await close();
  await show(true);
  expect(nearChoice('dark').checked).toBe(true);
  expect(document.querySelector('fieldset')!.disabled).toBe(false);
});

it('says so when the network failed, instead of waiting for it', async () => {
  const problem = { code: 'model-unavailable', detail: '404' } as const;
  await act(async () => visit.store.update({ engine: { phase: 'failed', problem } }));
  await press('Run');
  expect(document.querySelector('[role="alert"]')!.textContent).toContain('“Try again”');
});
