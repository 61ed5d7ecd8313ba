import { expect, test } from '@playwright/test';
import { chooseModel } from './page/models.ts';
import {
  collectErrors,
  openPage,
  paintedFingerprint,
  save,
  scoreExample,
  unfold,
  waitForResult,
  waitForScores,
} from './page/visit.ts';

test('a baseline of the menu gives one map, and its weights come only when it is chosen', async ({
  page,
}) => {
  const errors = collectErrors(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await openPage(page, '#sample=two-chairs&samples=3');
  const ofUcNet = await paintedFingerprint(page, 'consensus');
  const weights = () => asked.filter((url) => /models\/.*\.safetensors/.test(url));
  expect(weights()).toHaveLength(1);

  await chooseModel(page, 'FCN-8s');
  await expect.poll(() => weights().at(-1)).toContain('fcn-8s-mobilenetv2');
  await expect(page.getByTestId('one-map')).toContainText('FCN-8s');
  await expect(page.locator('.explorer, .samples-panel, [data-map="corrected-depth"]')).toHaveCount(
    0,
  );
  const ofBaseline = await paintedFingerprint(page, 'consensus');
  expect(ofBaseline).not.toBe(ofUcNet);
  await unfold(page, 'depth');
  await expect(page.locator('[data-map="input-depth"] canvas').first()).toBeVisible();

  // Scored like any other, without a posterior.
  await scoreExample(page);
  await expect(page.getByTestId('assessment').locator('tr[data-row]')).toHaveCount(3);
  await expect(page.getByTestId('posterior')).toHaveCount(0);
  const { bytes } = await save(page, page.locator('[data-download="consensus"]').first());
  expect(bytes.length).toBeGreaterThan(1000);

  // The link names the network.
  await page.reload();
  await waitForResult(page);
  await expect(page.getByTestId('one-map')).toBeVisible();
  expect(await paintedFingerprint(page, 'consensus')).toBe(ofBaseline);

  await chooseModel(page, 'UC-Net');
  await expect(page.locator('.sample-grid .sample')).toHaveCount(3);
  expect(await paintedFingerprint(page, 'consensus')).toBe(ofUcNet);

  // From one to the other with the ground truth that the link has kept beside them.
  await waitForScores(page);
  await expect(page.getByTestId('posterior')).toHaveCount(1);
  await chooseModel(page, 'U-Net');
  await expect(page.getByTestId('posterior')).toHaveCount(0);
  expect(errors).toEqual([]);
});
