// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { modelsMessages } from './messages.ts';
import { ModelDialog } from './ModelDialog.tsx';

const { models: words } = modelsMessages;

let visit: Visit;
let mounted: Mounted;

beforeAll(() => pageTexts.load());
beforeEach(async () => {
  visit = new Visit();
  stubScreen();
  await visit.begin();
});
afterEach(() => mounted.close());

const show = async () => {
  mounted = await mountOnPage(visit, <ModelDialog onClose={() => undefined} />);
};
const button = (text: string) =>
  [...mounted.place.querySelectorAll('button')].find(({ textContent }) => textContent === text)!;
const offer = () => mounted.place.querySelector('.checkpoint-offer');
const bring = () =>
  act(async () => {
    visit.store.update({ incoming: { kind: 'checkpoint', file: emptyFile('mine.pth') } });
    await visit.rest();
  });

it('the focus goes to the checkpoint that is offered, and stays near when it is not wanted', async () => {
  await show();
  button(words.chooseFile).focus();
  await bring();
  expect(offer()!.textContent).toContain('mine.pth');
  expect(document.activeElement).toBe(offer());
  button(words.dismiss).focus();
  await act(async () => button(words.dismiss).click());
  expect(offer()).toBeNull();
  expect(document.activeElement).toBe(mounted.place.querySelector('.model-own'));
});

it('a window that opens for a checkpoint begins with it, and else with the model in use', async () => {
  await bring();
  await show();
  expect(document.activeElement).toBe(offer());
  await mounted.close();
  visit.store.update({ offer: null });
  await show();
  expect(document.activeElement).toBe(mounted.place.querySelector('[aria-pressed="true"]'));
});
