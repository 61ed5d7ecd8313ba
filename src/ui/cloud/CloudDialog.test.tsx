// @vitest-environment jsdom
import { act } from 'react';
import { beforeAll, expect, it, vi } from 'vitest';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import { openFiles } from '../input/photo.ts';
import { pageTexts } from '../messages.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { CloudDialog } from './CloudDialog.tsx';

beforeAll(() => pageTexts.load());

it('goes on with the photo that is opened while the window is', async () => {
  stubScreen();
  const painted: unknown[] = [];
  vi.stubGlobal('createImageBitmap', async (preview: unknown) => {
    painted.push(preview);
    return { close: () => undefined };
  });
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext() {
        const getImageData = (_x: number, _y: number, width: number, height: number) => ({
          data: new Uint8ClampedArray(width * height * 4),
        });
        return { drawImage: () => undefined, getImageData };
      }
    },
  );
  const names: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download);
  });
  Object.assign(URL, { createObjectURL: () => 'blob:0', revokeObjectURL: () => undefined });
  const visit = new Visit();
  await visit.begin();
  const mounted = await mountOnPage(visit, <CloudDialog onClose={() => undefined} />);
  const save = () =>
    act(async () => {
      const all = [...mounted.place.querySelectorAll('button')];
      all.find(({ textContent }) => textContent === 'Save PLY')!.click();
    });
  await save();
  await act(async () => {
    openFiles(visit.store, [emptyFile('mine.png'), emptyFile('mine_depth.png')], null);
    await visit.rest();
  });
  await save();
  expect(names).toEqual(['aloe-points-corrected.ply', 'mine-points-corrected.ply']);
  expect(painted.at(-1)).toBe(visit.store.get().image.photo!.facts.preview);
  await mounted.close();
});
