// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { mount, type Mounted } from '../../parts/testing/mount.ts';
import { learnTexts, loadLearnPart } from '../messages/messages.ts';
import { keepAnswer } from '../progress.ts';
import { ChapterContext } from '../useLinkedFields.ts';
import { Predict } from './Predict.tsx';

let mounted: Mounted;

beforeAll(() => Promise.all([loadLearnPart('shell'), loadLearnPart('dilation')]));
beforeEach(async () => {
  mounted = await mount(
    <ChapterContext value="dilation">
      <Predict id="field" question={learnTexts.dilation.questions.field} />
    </ChapterContext>,
  );
});
afterEach(async () => {
  await act(async () => keepAnswer('dilation', 'field', null));
  await mounted.close();
});

const answer = () =>
  mounted.place.querySelector('[role="status"]')!.textContent.replaceAll('\u00a0', ' ');
const press = (text: string) =>
  act(async () => {
    const all = [...mounted.place.querySelectorAll('button')];
    const button = all.find(({ textContent }) => textContent === text)!;
    button.focus();
    button.click();
  });

it('hides the answer until one is chosen, and then says which is right and why', async () => {
  expect(answer()).toBe('');
  await press('27');
  expect(answer()).toMatch(/^Not quite\. The answer: “15”\..*1 \+ 2 · \(1 \+ 2 \+ 4\) = 15/);
  await press('15');
  expect(answer()).toMatch(/^Right\./);
});

it('asked again, it keeps the focus with the question', async () => {
  await press('15');
  await press('Ask me again');
  expect(answer()).toBe('');
  expect(document.activeElement).toBe(mounted.place.querySelector('section'));
});
