import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeFindings } from './page/axe.ts';
import { collectErrors, openPage, overflowOf, waitForResult } from './page/visit.ts';

const CHAPTERS = [
  'saliency',
  'fcn',
  'transposed-convolution',
  'dilation',
  'autoencoder',
  'uc-net',
  'attention',
  'measures',
  'ablations',
];

async function openChapter(page: Page, chapter: string, state = ''): Promise<void> {
  await page.goto(`./#learn/${chapter}${state}`);
  await expect(page.locator('.chapter .predict').first()).toBeVisible();
}

test('the course is entered from the page, and the way back keeps the image', async ({ page }) => {
  const errors = collectErrors(page);
  await openPage(page, '#sample=hat&seed=7');
  const before = page.url();
  await page.getByRole('link', { name: 'Learn' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Learn');
  await page.getByRole('link', { name: /Transposed convolution/ }).click();
  await expect(page).toHaveURL(/#learn\/transposed-convolution/);
  await page.getByRole('link', { name: 'Back to the page' }).click();
  await expect(page).toHaveURL(before);
  await waitForResult(page);
  await expect(page.locator('.slot[data-slot="photo"] img')).toBeVisible();
  expect(errors).toEqual([]);
});

test('what a title means leads to its chapter', async ({ page }) => {
  await openPage(page, '#sample=hat&seed=7');
  await page.getByRole('button', { name: 'What “How people may differ” means' }).click();
  await page.locator('.help-text:popover-open').getByRole('link', { name: 'Learn' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('6 · UC-Net');
});

test('a link to a chapter loads no network', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await openChapter(page, CHAPTERS[0]!);
  expect(asked.filter((address) => /safetensors|\.wasm|browserWorker/.test(address))).toEqual([]);
});

test('an unknown chapter gets a sentence and the contents', async ({ page }) => {
  await page.goto('./#learn/nothing');
  await expect(page.locator('.learn')).toContainText('no chapter called “nothing”');
  await expect(page.locator('.learn-entry')).toHaveCount(CHAPTERS.length);
});

test('a teacher’s page shows one chapter alone', async ({ page }) => {
  await page.goto('./#learn/transposed-convolution?stride=3&kernel=x');
  await expect(page.locator('.chapter')).toContainText('could not be read (kernel)');
  await page.getByText('Embed this chapter').click();
  await expect(page.locator('.learn-embed textarea')).toHaveValue(
    /\?embed=transposed-convolution&amp;lang=en#learn\/transposed-convolution\?stride=3/,
  );
  await page.goto('./?embed=transposed-convolution#learn/transposed-convolution?stride=3');
  await expect(page.getByTestId('output-side')).toHaveText('12');
  await expect(page.locator('header, .chapter-nav')).toHaveCount(0);
});

test('every chapter can be embedded, in the language that its address names', async ({ page }) => {
  for (const chapter of CHAPTERS) {
    await page.goto('about:blank');
    await page.goto(`./?embed=${chapter}&lang=ja`);
    await expect(page.locator('.chapter .predict').first()).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
    await expect(page.locator('header, .chapter-nav')).toHaveCount(0);
  }
});

test('on a phone, in Japanese, the list of layers and the paper’s table stay where they belong', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto('./?lang=ja#learn/uc-net?picture=hat');
  const layers = page.getByTestId('module-view').getByRole('combobox');
  await expect(layers).toBeVisible();
  const right = async (part: Locator) => {
    const { x, width } = (await part.boundingBox())!;
    return x + width;
  };
  expect(await right(layers)).toBeLessThanOrEqual(await right(page.getByTestId('module-view')));

  await page.goto('./?lang=ja#learn/ablations');
  const table = page.getByRole('group', { name: '論文の報告' });
  await expect(table.getByRole('row')).toHaveCount(7);
  const hidden = await table.evaluate((box) => box.scrollWidth - box.clientWidth);
  expect(hidden).toBeLessThanOrEqual(0);
});

test('an answer is hidden until one is chosen, and kept', async ({ page }) => {
  await openChapter(page, 'transposed-convolution');
  const question = page.locator('[data-question="size"]');
  await expect(question.getByRole('status')).toBeEmpty();
  await question.getByRole('button', { name: '5 × 5' }).click();
  await expect(question.getByRole('status')).toContainText('The answer: “7 × 7”.');
  await page.reload();
  await expect(question.getByRole('status')).toContainText('7 × 7');
  await page.getByRole('link', { name: 'Contents' }).click();
  await expect(page.locator('.learn-entry').filter({ hasText: 'Transposed' })).toContainText(
    '1 of 3 questions answered, 0 right',
  );
  await page.getByRole('link', { name: 'question 1' }).click();
  await expect(question).toBeInViewport();
});

for (const chapter of CHAPTERS) {
  test(`axe finds nothing in ${chapter}, in light and in dark, and nothing scrolls sideways`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await openChapter(page, chapter);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page), colorScheme).toEqual([]);
    }
    for (const width of [360, 768, 1280, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await overflowOf(page), `${width} px`).toBeLessThanOrEqual(0);
    }
  });
}

test('transposed convolution: handles change the size, and a link keeps them', async ({ page }) => {
  await openChapter(page, 'transposed-convolution');
  const side = page.getByTestId('output-side');
  await expect(side).toHaveText('6');
  await page.getByRole('slider', { name: 'Stride' }).press('ArrowRight');
  await expect(side).toHaveText('9');
  await page.getByRole('slider', { name: 'Output padding' }).fill('3');
  await expect(page.getByTestId('stamp-lab')).toContainText('Output padding must be smaller');
  await page.getByRole('slider', { name: 'Output padding' }).fill('1');
  await expect(page).toHaveURL(/stride=2&outputPadding=1$/);
  await page.reload();
  await expect(side).toHaveText('10');

  await page.getByText('One output').click();
  await page.getByRole('slider', { name: 'Output number' }).fill('23');
  await expect(page.getByTestId('sum')).toHaveText(
    'The output in row 3, column 3 is 1 · 1 + 2 · 1 + 5 · 1 + 6 · 1 = 14.',
  );
});

test('transposed convolution: the quiz is computed, and the layer runs', async ({ page }) => {
  await openChapter(page, 'transposed-convolution');
  await page.getByRole('button', { name: 'Set the question’s numbers' }).click();
  await expect(page.getByTestId('quiz-shape')).toHaveText('20 × 33 × 101 × 201');
  await page.getByRole('spinbutton', { name: 'Images' }).fill('1');
  await page.getByRole('button', { name: 'Run it' }).click();
  await expect(page.getByTestId('quiz-run')).toContainText('made 1 × 33 × 101 × 201 in');
  await page.getByRole('button', { name: 'The last layer of FCN-32s' }).click();
  await expect(page.getByTestId('quiz-shape')).toHaveText('1 × 21 × 544 × 544');
});

test('measures: drawing changes the scores, by mouse and by keyboard', async ({ page }) => {
  await openChapter(page, 'measures', '?start=exact');
  const score = (name: string) => page.getByTestId(`score-${name}`);
  await expect(score('mae')).toHaveText('0.000');
  await expect(score('sMeasure')).toHaveText('1.000');
  const pad = page.getByTestId('draw-pad');
  await pad.click({ position: { x: 20, y: 20 } });
  await expect(score('mae')).not.toHaveText('0.000');
  await expect(page).toHaveURL(/drawn=/);
  const drawn = await score('weightedF').textContent();
  await page.reload();
  await expect(score('weightedF')).toHaveText(drawn!);

  await page.getByRole('button', { name: 'Exact' }).click();
  await expect(score('mae')).toHaveText('0.000');
  await page.getByText('Black', { exact: true }).last().click();
  await pad.focus();
  await page.keyboard.press('Space');
  await expect(score('mae')).not.toHaveText('0.000');
});

test('measures: β², the tolerance and the task change what they should', async ({ page }) => {
  await openChapter(page, 'measures', '?start=larger&look=f');
  const f = page.getByTestId('score-adaptiveF');
  await expect(f).toHaveText(/^0\.72/);
  await page.getByRole('slider', { name: 'β²' }).fill('2.1');
  await expect(f).toHaveText(/^0\.8/);
  await expect(page.getByTestId('score-contour')).toHaveText('0.000');
  await page.getByText('IoU, OP, PC', { exact: true }).click();
  await expect(page.getByTestId('look-numbers')).toContainText('Rightly dark');
  await page.getByRole('button', { name: 'Black' }).click();
  await expect(page.getByTestId('binary')).toContainText('all of it counts as marked');
  await page.getByRole('button', { name: 'Larger' }).click();
  await page.getByRole('slider', { name: 'Tolerance' }).fill('4.75');
  await expect(page.getByTestId('score-contour')).toHaveText('1.000');
  await page.getByRole('button', { name: 'Show me one' }).click();
  await expect(page.getByTestId('challenge')).toContainText('Done!');
  await expect(f).toHaveText('0.000');
});

test('autoencoder: one trains here, collapses under a large β, and its KL is there again', async ({
  page,
}) => {
  await openChapter(page, 'autoencoder', '?beta=20');
  const kl = page.getByTestId('train-kl');
  const rounds = page.getByTestId('train-steps');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(rounds).toHaveText('400');
  await expect(kl).toHaveText('0.00');
  await page.getByTestId('train-lab').getByRole('slider', { name: 'β' }).fill('1');
  await expect(rounds).toHaveText('800');
  await expect(kl).toHaveText(/^1\.\d\d$/);
});

test('autoencoder: the handles of two Gaussians change their KL, and z', async ({ page }) => {
  await openChapter(page, 'autoencoder', '?sigma=1');
  await expect(page.getByTestId('kl-kl')).toHaveText('0.500');
  await page.getByRole('slider', { name: 'μ of q' }).press('ArrowRight');
  await expect(page.getByTestId('kl-kl')).toHaveText('0.605');
  await page.getByRole('slider', { name: 'ε' }).fill('2');
  await expect(page.getByTestId('kl-z')).toHaveText('3.100');
  await page.getByRole('slider', { name: /Latent plane/ }).press('ArrowUp');
  await expect(page).toHaveURL(/y=0\.1/);
});

/** Waits until the network of a chapter has nothing to do. */
async function networkRests(page: Page): Promise<void> {
  await expect(page.getByTestId('network-status')).toContainText('sees every picture');
}

test('UC-Net: a module shows what it costs and gives, and the figure what is used', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openChapter(page, 'uc-net', '?picture=hat');
  await networkRests(page);
  const figure = page.getByTestId('figure-lab');
  await expect(page.getByTestId('layer-size')).toHaveText('88 × 88 pixels, 24 channels');
  const mean = page.getByTestId('channel-mean');
  const before = await mean.textContent();
  await figure.getByRole('slider', { name: 'Channel' }).press('ArrowRight');
  await expect(mean).not.toHaveText(before!);
  await figure.getByRole('button', { name: 'PriorNet' }).click();
  await expect(page.getByTestId('parameters')).toHaveText('408,198');
  await expect(page.getByTestId('layer-size')).toHaveText('80 × 80 pixels, 32 channels');
  await expect(figure.getByRole('button', { name: 'PosteriorNet' })).toContainText('not used');
  await figure.getByText('Training').click();
  await expect(figure.getByRole('button', { name: 'PosteriorNet' })).not.toContainText('not used');
  await expect(figure.getByRole('button', { name: 'Consensus' })).toContainText('not used');
  await expect(page).toHaveURL(/picture=hat&mode=training&module=priorNet/);
  expect(errors).toEqual([]);
});

test('UC-Net: z moves the map, the truth is explained, pixels vote, depth is mixed', async ({
  page,
}) => {
  await openChapter(page, 'uc-net');
  await networkRests(page);
  const mean = page.getByTestId('map-mean');
  const before = await mean.textContent();
  await page.getByRole('slider', { name: 'z1' }).fill('2');
  await expect(mean).not.toHaveText(before!);
  await page.getByRole('button', { name: 'Ask PosteriorNet' }).click();
  await expect(page.getByTestId('posterior').getByRole('listitem')).toHaveCount(3);
  await expect(page.getByTestId('explained')).toContainText('At the posterior’s mean: MAE 0.');
  await page.getByRole('button', { name: 'Go to a disputed pixel' }).click();
  await expect(page.getByTestId('agreement')).not.toHaveText('100%');
  await page.getByTestId('consensus-lab').getByRole('slider', { name: 'Across' }).fill('35');
  await page.getByTestId('consensus-lab').getByRole('slider', { name: 'Down' }).fill('64');

  const lab = page.getByTestId('consensus-lab');
  await expect(page.getByTestId('agreement')).toHaveText('100%');
  await expect(page.getByTestId('consensus')).toHaveText(/^0\.[89]/);
  await lab.getByRole('slider', { name: 'Answers' }).fill('3');
  await expect(page.getByTestId('votes').getByRole('row')).toHaveCount(4);
  await lab.getByRole('slider', { name: 'Across' }).fill('2');
  await expect(page.getByTestId('consensus')).toHaveText(/^0\.0/);

  const reading = page.getByTestId('depth-reading');
  const near = await reading.textContent();
  await page.getByTestId('depth-lab').getByRole('slider', { name: 'Down' }).fill('5');
  await expect(reading).not.toHaveText(near!);
  await page
    .getByTestId('depth-lab')
    .getByRole('img', { name: 'Trust' })
    .click({ position: { x: 20, y: 20 } });
  await expect(page.getByTestId('depth-sum')).toContainText(' = ');
});

test('saliency: a person’s preferences change the answer, and the weight of depth the map', async ({
  page,
}) => {
  await openChapter(page, 'saliency');
  await page.getByText('Fixation', { exact: true }).click();
  await expect(page.getByTestId('task-answer')).toContainText('spots');
  await expect(page.getByTestId('thing-poster')).toContainText('not marked');
  await page.getByRole('slider', { name: 'Prefers near' }).fill('-2');
  await expect(page.getByTestId('thing-poster')).toHaveText(/^marked/);
  await page.getByRole('slider', { name: 'People', exact: true }).fill('1');
  await expect(page.getByTestId('crowd-iou')).toHaveText('1.000');
  await page.getByRole('slider', { name: 'People', exact: true }).fill('12');
  await expect(page.getByTestId('crowd-iou')).toHaveText(/^0\./);

  const poster = page.getByTestId('sharp-poster');
  await expect(poster).toHaveText('1.00');
  await page.getByRole('slider', { name: 'Focus, nearness' }).fill('0.9');
  await expect(poster).toHaveText(/^0\./);

  const box = page.getByTestId('fused-box');
  await page.getByRole('slider', { name: 'Weight of depth' }).fill('1');
  await expect(box).toHaveText('0.61');
  await page.getByRole('slider', { name: 'Weight of depth' }).fill('0');
  await expect(box).not.toHaveText('0.61');
  await page.getByTestId('fusion-lab').getByText('Result', { exact: true }).click();
  await expect(box).toHaveText('0.00');
  await expect(page.getByTestId('fused-ball')).toHaveText('1.00');
  await page.getByRole('slider', { name: 'Weight of depth' }).fill('1');
  await expect(box).toHaveText('1.00');
});

test('FCN and U-Net: a silenced skip changes the map and its outline', async ({ page }) => {
  await openChapter(page, 'fcn');
  await networkRests(page);
  await expect(page.getByTestId('change')).toHaveText('0.000');
  await expect(page.getByTestId('stages')).toContainText('88 × 88');
  const outline = page.getByTestId('outline');
  const whole = await outline.textContent();
  await page.getByRole('checkbox', { name: 'Skip from stride 4' }).uncheck();
  await expect(outline).not.toHaveText(whole!);
  await expect(page.getByTestId('change')).not.toHaveText('0.000');
  await expect(page).toHaveURL(/skip4=off/);
  await page.getByTestId('fcn-lab').getByText('FCN-32s').click();
  await networkRests(page);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expect(page.getByTestId('stages')).toHaveText('11 × 11');
});

test('dilation: rates change the field, gridding shows, and branches their maps', async ({
  page,
}) => {
  await openChapter(page, 'dilation');
  const side = page.getByTestId('field-side');
  await expect(side).toHaveText('3');
  const lines = page.getByTestId('field-lab').locator('.map-figure-cells');
  await expect(lines).toHaveCount(1);
  await page.getByRole('button', { name: 'DenseASPP' }).click();
  await expect(side).toHaveText('127');
  await expect(lines).toHaveCount(0);
  await page.getByRole('slider', { name: 'Rate 5' }).press('ArrowLeft');
  await expect(side).toHaveText('125');
  await page.getByRole('button', { name: '2, 2, 2' }).click();
  await expect(side).toHaveText('13');
  await expect(page.getByTestId('field-reached')).toHaveText('29%: 49 of 169');
  await page.getByRole('button', { name: '1, 2, 5' }).click();
  await expect(page.getByTestId('field-reached')).toHaveText('100%: 289 of 289');
  await expect(page).toHaveURL(/rates=1-2-5/);
  await networkRests(page);
  await expect(page.getByTestId('layer-size')).toHaveText('88 × 88 pixels, 16 channels');
  await page.getByText('Stride 32', { exact: true }).click();
  await page.getByText('Rate 12', { exact: true }).click();
  await expect(page.getByTestId('weights-inside')).toHaveText('1 of 9');
  await page.getByText('Stride 4', { exact: true }).click();
  await page.getByText('All merged').click();
  await expect(page.getByTestId('layer-size')).toHaveText('88 × 88 pixels, 32 channels');
});

test('attention: a mean moves gates, patches are hidden, the next answer comes', async ({
  page,
}) => {
  await openChapter(page, 'attention');
  await networkRests(page);
  const gate = page.getByTestId('gate');
  const before = await gate.textContent();
  await expect(page.getByTestId('gates-changed')).toHaveText('0');
  await page.getByRole('slider', { name: 'Its mean, times' }).fill('4');
  await expect(page.getByTestId('gates-changed')).not.toHaveText('0');
  await page.getByRole('button', { name: 'As it is' }).click();
  await expect(gate).toHaveText(before!);

  await expect(page.getByTestId('seek-kept')).toHaveText('100%');
  await page.getByRole('button', { name: 'Patch in row 2, column 2' }).click();
  await page.getByRole('button', { name: 'Patch in row 3, column 2' }).press('Enter');
  await expect(page.getByTestId('hidden-share')).toHaveText('13%');
  await expect(page.getByTestId('seek-kept')).not.toHaveText('100%');
  await expect(page).toHaveURL(/hidden=544/);

  await page.getByRole('button', { name: 'Hide it and look again' }).click();
  await networkRests(page);
  await expect(page.getByTestId('answer-2-mean')).toHaveText(/^3(\.\d)?%$/);
});

test('ablations: a part is taken out, and the answers change', async ({ page }) => {
  await openChapter(page, 'ablations', '?variant=full');
  await networkRests(page);
  await expect(page.getByTestId('mean-change')).toHaveText('0.0000');
  const distance = page.getByTestId('variant-distance');
  const whole = await distance.textContent();
  await expect(page.getByTestId('variant-sample-cost')).toHaveText('4.1 million');
  await page.getByText('M6', { exact: true }).first().click();
  await networkRests(page);
  await expect(page.getByTestId('full-sample-cost')).toHaveText('4.1 million');
  await expect(page.getByTestId('variant-sample-cost')).toHaveText(/^1,90\d\.\d million$/);
  await expect(distance).not.toHaveText(whole!);
  await expect(page.getByTestId('mean-change')).not.toHaveText('0.0000');
  await page.getByRole('slider', { name: 'Answers' }).fill('2');
  await networkRests(page);
  await expect(page.getByRole('img', { name: /M6: answer/ })).toHaveCount(2);
  await expect(page).toHaveURL(/variant=m6&count=2/);
  await page.getByRole('button', { name: 'Measure all four' }).click();
  await expect(page.getByTestId('costs').getByRole('row')).toHaveCount(6);
  await expect(page.getByTestId('costs').getByRole('row').nth(4)).toContainText(/\([+-]0\.\d{3}\)/);
  const seeds = page.getByTestId('costs').getByRole('row', { name: 'Whole, five seeds' });
  await expect(seeds.getByRole('cell').first()).toHaveText(/^0\.\d{3}–0\.\d{3}$/);
});

test('ablations: another variant shows nothing of the one before, and a question keeps its answer', async ({
  page,
}) => {
  await openChapter(page, 'ablations', '?variant=m2');
  await networkRests(page);
  const lab = page.getByTestId('ablation-lab');
  const numbers = ['variant-variance', 'variant-distance', 'mean-change'];
  for (const number of numbers) await expect(page.getByTestId(number)).toHaveText(/^\d\.\d+$/);
  // What stands there at the very moment of the choice, before anything can have been computed.
  const then = await page.evaluate(async (ids) => {
    const choice = [
      ...document.querySelectorAll<HTMLElement>('[data-testid="ablation-lab"] label'),
    ];
    choice.find(({ textContent }) => textContent === 'M4')!.click();
    await new Promise(requestAnimationFrame);
    return ids.map((id) => document.querySelector(`[data-testid="${id}"]`)!.textContent);
  }, numbers);
  expect(then).toEqual(['–', '–', '–']);
  await expect(lab.getByText('Computing', { exact: false })).toBeVisible();
  await networkRests(page);
  for (const number of numbers) await expect(page.getByTestId(number)).toHaveText(/^\d\.\d+$/);

  const gsnn = page.getByTestId('trained').getByRole('row', { name: 'GSNN' }).getByRole('cell');
  await expect(gsnn).toHaveText(Array.from({ length: 6 }, () => '?'));
  await page.locator('[data-question="alike"] button').first().click();
  await expect(gsnn.last()).toHaveText('0.018');
});
