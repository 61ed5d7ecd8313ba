// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchFile } from '../batch/batchFiles.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { useFileInput } from './useFileInput.ts';

let visit: Visit;
let mounted: Mounted;
/** What the window of many pairs was given. */
let batches: Promise<BatchFile[]>[];

function Page() {
  useFileInput(false, (files) => batches.push(files));
  return null;
}

beforeEach(async () => {
  visit = new Visit();
  batches = [];
  await visit.begin();
  mounted = await mountOnPage(visit, <Page />);
});
afterEach(() => mounted.close());

function paste(...names: string[]): Promise<void> {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  const clipboardData = { files: names.map(emptyFile) };
  return act(async () => {
    document.dispatchEvent(Object.assign(event, { clipboardData }));
  });
}

describe('files that are pasted', () => {
  it('are the image where one has so many', async () => {
    await paste('x.png', 'x_depth.png');
    await visit.rest();
    expect(visit.store.get().image.photo?.file.name).toBe('x.png');
    expect(batches).toHaveLength(0);
  });

  it('are for the window of many pairs where one image has fewer, as those that are dropped', async () => {
    await paste('1_rgb.png', '2_rgb.png', '3_rgb.png', '4_rgb.png');
    expect(await batches[0]).toHaveLength(4);
    expect(visit.store.get().incoming).toBeNull();
  });
});
