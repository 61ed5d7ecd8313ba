// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PairFacts, PairRequest } from '../../worker/protocol.ts';
import { listFiles, type BatchFile } from './batchFiles.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import type { Mounted } from '../parts/testing/mount.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import { BatchView } from './BatchView.tsx';
import { pageTexts } from '../messages.ts';

beforeAll(() => pageTexts.load());

const FACTS: PairFacts = {
  files: {},
  thumbs: { photo: new Blob(), map: new Blob() },
  meanUncertainty: 0.5,
  meanDisagreement: 0.1,
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
let answer: (facts?: Partial<PairFacts>) => Promise<void>;
/** The pairs that the worker was asked for. */
let asked: PairRequest[];

beforeEach(async () => {
  visit = new Visit();
  HTMLDialogElement.prototype.showModal = () => undefined;
  HTMLDialogElement.prototype.close = () => undefined;
  await visit.begin();
  asked = [];
  visit.worker.api.runPair = (request) => {
    asked.push(request);
    return new Promise<PairFacts>((resolve) => {
      answer = (facts) => act(async () => resolve({ ...FACTS, ...facts }));
    });
  };
  files = listFiles([emptyFile('1_rgb.jpg'), emptyFile('2_rgb.jpg')]);
  mounted = await mountOnPage(visit, view(true));
});

afterEach(() => mounted.close());

const view = (open: boolean) => (
  <BatchView open={open} files={files} onFiles={() => undefined} onClose={() => undefined} />
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

const part = (id: string) => document.querySelector(`[data-testid="${id}"]`);

/** Shows other files. */
async function drop(...names: string[]): Promise<void> {
  files = listFiles(names.map(emptyFile));
  await show(true);
}

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
  await press('Replace them');
  await close();
  await answer();
  await expect.poll(() => visit.worker.images.length).toBe(2);
});

describe('results that are there when more files are dropped', () => {
  const rows = () => [...part('batch-pairs')!.querySelectorAll('tbody tr')];

  beforeEach(async () => {
    await press('Run');
    await answer();
    await answer();
  });

  it('stay where nothing can be read of the files', async () => {
    files = listFiles([new File(['no archive'], 'broken.zip')]);
    await show(true);
    await act(() => expect(files).rejects.toThrow());
    const alert = document.querySelector('[role="alert"]')!;
    expect(alert.textContent).toContain('broken.zip is not a zip archive');
    expect(part('batch-status')!.textContent).toBe('2 pairs done');
    expect(rows()).toHaveLength(2);
  });

  it('stay until the visitor says that the files take their place', async () => {
    await drop('3_rgb.jpg');
    expect(rows()).toHaveLength(2);
    await press('Keep the results');
    expect(document.querySelector('.question')).toBeNull();
    expect(part('batch-status')!.textContent).toBe('2 pairs done');
    await drop('3_rgb.jpg');
    await press('Replace them');
    expect(document.querySelector('.question')).toBeNull();
    expect(rows()).toHaveLength(1);
  });
});

it('says by itself when it is stopped or done, and not how far it is', async () => {
  await press('Run');
  await answer();
  const row = part('batch-status')!.parentElement!;
  expect(row.textContent).toContain('1 of 2');
  const spoken = [...row.querySelectorAll('[role="status"]')];
  expect(spoken.map(({ textContent }) => textContent)).toEqual(['']);
  await press('Stop');
  expect(spoken.map(({ textContent }) => textContent)).toEqual(['Stopped after 1 of 2']);
});

it('draws a hundred of the pairs that wait, and counts the others', async () => {
  await drop(...Array.from({ length: 130 }, (_, index) => `${index}_rgb.jpg`));
  const rows = () => part('batch-pairs')!.querySelectorAll('tbody tr');
  await expect.poll(() => rows().length).toBe(101);
  expect(rows()[100]!.textContent).toBe('and 30 more');
});

it('tells what it takes for the answers of several people', async () => {
  await drop('1.jpg', '1_gt1.png', '1_gt2.png', '2.jpg');
  await expect
    .poll(() => part('batch-annotators')?.textContent)
    .toContain('gt1, gt2 are taken for the answers of 2 people');
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

describe('depth of another shape', () => {
  it.each([
    ['refuse', null],
    ['stretch', 'stretch'],
    ['crop', 'crop'],
  ])('is answered once for the whole batch: %s', async (choice, fit) => {
    await act(async () => nearChoice(choice).click());
    await press('Run');
    await answer();
    expect(asked.map((request) => request.fit)).toEqual([fit, fit]);
  });
});

it('answers once for all depth maps how they lie and what 0 means', async () => {
  await act(async () => nearChoice('yes').click());
  await act(async () => nearChoice('3').click());
  await act(async () => document.querySelector<HTMLInputElement>('[type="checkbox"]')!.click());
  await press('Run');
  await answer();
  const adjust = { turns: 3, mirror: true, zeros: 'yes', shift: [0, 0], range: null };
  expect(asked.map((request) => request.adjust)).toEqual([adjust, adjust]);
});

describe('pairs without a depth map', () => {
  it('run on estimated depth, which their rows say', async () => {
    await press('Run');
    await answer({ depth: 'estimated' });
    expect(asked[0]!.depth).toBe('estimated');
    const [first, second] = document.querySelectorAll('tbody tr');
    expect(first!.textContent).toContain('estimated');
    expect(second!.textContent).toContain('estimated');
  });

  it('run without depth if the visitor says so', async () => {
    await act(async () => nearChoice('none').click());
    await press('Run');
    expect(asked[0]!.depth).toBeNull();
  });

  it('are not asked about where there are none', async () => {
    await drop('1_rgb.jpg', '1_depth.png');
    expect(nearChoice('none')).toBeNull();
  });
});

describe('a set whose depth maps belong to no photo', () => {
  beforeEach(() => drop('a_rgb.jpg', 'b_depth.png'));

  it.each([
    ['Run with estimated depth', 'estimated'],
    ['Run without depth', null],
  ])('is not run before the visitor says: %s', async (button, depth) => {
    expect(part('batch-lost-depth')!.textContent).toContain('none of them belongs to a photo');
    expect([...document.querySelectorAll('button')].map((each) => each.textContent)).not.toContain(
      'Run',
    );
    await press(button);
    expect(part('batch-lost-depth')).toBeNull();
    await press('Run');
    expect(asked.map((request) => request.depth)).toEqual([depth]);
  });
});

describe('a set whose depth maps belong to no photo, when that was answered', () => {
  beforeEach(async () => {
    await drop('a_rgb.jpg', 'b_depth.png');
    await press('Run without depth');
  });

  it('is not asked about again when the window is opened again with its outcomes', async () => {
    await press('Run');
    await answer();
    await close();
    await show(true);
    expect(part('batch-lost-depth')).toBeNull();
    expect(part('batch-status')!.textContent).toContain('1 pair');
  });

  it('says nothing of the next such set', async () => {
    await drop('c_rgb.jpg', 'd_depth.png');
    expect(part('batch-lost-depth')).not.toBeNull();
  });
});

describe('warnings about files', () => {
  it('are listed by pair, and not shown where there are none', async () => {
    await press('Run');
    await answer({ warnings: ['The depth is painted in colours.'] });
    await answer();
    const list = part('batch-warnings')!;
    expect(list.textContent).toContain('1 pair with a warning');
    expect([...list.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual([
      '1: The depth is painted in colours.',
    ]);
    await drop('3_rgb.jpg');
    await press('Replace them');
    expect(part('batch-warnings')).toBeNull();
  });
});
