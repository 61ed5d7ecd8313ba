// @vitest-environment jsdom
import { afterEach, beforeAll, expect, it } from 'vitest';
import { headingOf, MAIN_SCORES } from '../../evaluation/resultRows.ts';
import { english } from '../english.ts';
import { japanese } from '../japanese/page/page.ts';
import { pageTexts } from '../messages.ts';
import { mount, type Mounted } from '../parts/testing/mount.ts';
import { explainScore, ScoreTable } from './ScoreTable.tsx';

let mounted: Mounted;

beforeAll(() => pageTexts.load());
afterEach(() => mounted.close());

it('says at every score’s name what it stands for, and leads to the chapter', async () => {
  mounted = await mount(
    <ScoreTable caption="" rows={[]} competing={[]} titleOf={(name) => name} />,
  );
  const heads = [...mounted.place.querySelectorAll('th')].slice(1);
  expect(heads).toHaveLength(MAIN_SCORES.length);
  heads.forEach((head, index) => {
    const score = MAIN_SCORES[index]!;
    const button = head.querySelector('button')!;
    const text = explainScore(score, english);
    expect(button.textContent).toBe(headingOf(score));
    expect(button.title).toBe(text);
    const said = document.getElementById(button.getAttribute('popovertarget')!)!;
    expect(said.textContent).toContain(text);
    expect(said.querySelector('a')!.getAttribute('href')).toBe('#learn/measures');
  });
  // No two of them by the same words.
  for (const words of [english, japanese]) {
    expect(new Set(MAIN_SCORES.map((score) => explainScore(score, words))).size).toBe(
      MAIN_SCORES.length,
    );
  }
  expect(explainScore('mae', english)).toBe(
    'Mean absolute error: by how much a pixel is wrong on average; lower is better.',
  );
});
