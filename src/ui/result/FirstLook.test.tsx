// @vitest-environment jsdom
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import type { ExampleLook } from '../input/exampleList.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { FirstLook } from './FirstLook.tsx';
import { Headline } from './Headline.tsx';

const contested = [{ area: 0.1, x: 0.1, y: 0.5, holders: [true, false], adjoins: false }];
const look: ExampleLook = {
  seed: 1,
  consensus: '',
  answers: [1, 2, 3, 4, 5].map((answer) => `look-${answer}.jpg`),
  agreed: [],
  contested,
};
const share = { height: 1, width: 1, data: Float32Array.of(0.5) };
const regions = { share, agreed: [], contested, labels: Uint8Array.of(1) };

let mounted: Mounted;
const style = document.createElement('style');

beforeAll(async () => {
  await pageTexts.load();
  style.textContent = await readFile(join(import.meta.dirname, '../styles/easel.css'), 'utf8');
  document.head.append(style);
});
afterEach(() => mounted.close());

const place = () => mounted.place.querySelector('.told-part')!;
const isUnderlined = () => getComputedStyle(place()).textDecoration.includes('underline');

it('has plain words where the result has words to press', async () => {
  const visit = new Visit();
  stubScreen();
  await visit.begin();
  const [pair] = visit.store.get().examplePairs;
  mounted = await mountOnPage(visit, <FirstLook pair={pair!} look={look} />);
  const told = place().textContent;
  expect(isUnderlined()).toBe(false);
  await mounted.show(
    <Headline regions={regions} part={null} onPart={() => undefined}>
      {null}
    </Headline>,
  );
  expect([place().tagName, place().textContent, isUnderlined()]).toEqual(['BUTTON', told, true]);
});
