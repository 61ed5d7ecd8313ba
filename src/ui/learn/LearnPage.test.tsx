// @vitest-environment jsdom
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { mount, type Mounted } from '../parts/testing/mount.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { LearnPage } from './LearnPage.tsx';
import { loadLearnPart } from './messages/messages.ts';

let mounted: Mounted;

beforeAll(() => loadLearnPart('shell'));
afterEach(async () => {
  await mounted.close();
  vi.unstubAllGlobals();
});

const page = (chapter: string | null) => <LearnPage chapter={chapter} back="#" embedded={false} />;

it('the focus goes from a link to the chapter that it opens, and stays where a visit begins', async () => {
  stubScreen();
  vi.stubGlobal('scrollTo', vi.fn());
  mounted = await mount(page(null));
  expect(document.activeElement).toBe(document.body);
  mounted.place.querySelector<HTMLElement>('.learn-entry')!.focus();
  await mounted.show(page('dilation'));
  expect(document.activeElement).toBe(mounted.place.querySelector('main'));
});
