import { expect, type Page, test } from '@playwright/test';
import { axeFindings, smallTexts } from './page/axe.ts';
import { collectErrors, openPage, waitForResult } from './page/visit.ts';

/** A camera that Chromium draws itself: a green field with a beep's circle that runs. */
const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...CAMERA] }),
});

const picture = (page: Page) => page.locator('.live-picture');

/** Waits until another frame is shown. */
async function awaitFrame(page: Page): Promise<void> {
  const facts = page.getByTestId('live-facts');
  const before = await facts.getAttribute('data-frames');
  await expect.poll(() => facts.getAttribute('data-frames')).not.toBe(before);
}

async function openCamera(page: Page): Promise<void> {
  await page.getByTestId('open-live').click();
  await expect(page.getByTestId('live-facts')).toContainText('estimated depth');
}

test('answers lie over the camera’s picture, frame after frame, and a still becomes the photo', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page, '#samples=2');
  await openCamera(page);
  await awaitFrame(page);
  await expect(page.getByTestId('live-facts')).toContainText('3 answers a frame');
  await expect(page.getByTestId('live-facts').locator('strong')).toContainText('on the CPU');
  expect(await axeFindings(page)).toEqual([]);
  expect(await smallTexts(page, 14)).toEqual([]);
  for (const [layer, caption] of [
    ['Differ', 'Where the answers disagree, it glows.'],
    ['Depth', /^Bright colours are near/],
    ['Outlines', 'One line around what each answer marks.'],
  ] as const) {
    await page.getByRole('dialog').locator('.segment', { hasText: layer }).click();
    await expect(picture(page).getByRole('img', { name: caption })).toBeVisible();
  }
  await picture(page).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('.slot img').first()).toHaveAttribute('alt', /camera-[\d-]+\.jpg/);
  await waitForResult(page);
  expect(errors).toEqual([]);
});

test('the camera goes off with the window, and with the tab', async ({ page }) => {
  await openPage(page, '#samples=2');
  await page.evaluate(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      Object.assign(globalThis, { track: stream.getVideoTracks()[0] });
      return stream;
    };
  });
  const state = () =>
    page.evaluate(
      () => (globalThis as unknown as { track: MediaStreamTrack }).track.readyState as string,
    );
  const setHidden = (hidden: boolean) =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, 'visibilityState', {
        configurable: true,
        value: isHidden ? 'hidden' : 'visible',
      });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await openCamera(page);
  expect(await state()).toBe('live');
  await setHidden(true);
  await expect(page.getByText('The camera is off while this tab is hidden.')).toBeVisible();
  expect(await state()).toBe('ended');
  await setHidden(false);
  await expect(page.getByTestId('live-facts')).toBeVisible();
  expect(await state()).toBe('live');
  await page.evaluate(() => {
    const { track } = globalThis as unknown as { track: MediaStreamTrack };
    track.dispatchEvent(new Event('ended'));
  });
  await expect(page.getByRole('alert')).toContainText('The camera is gone');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('live-facts')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(state).toBe('ended');
  await waitForResult(page);
});

test('a camera that is not there, or not allowed, is told of in a sentence', async ({ page }) => {
  await openPage(page, '#samples=2');
  for (const [name, sentence] of [
    ['NotFoundError', 'No camera was found.'],
    ['NotAllowedError', 'The camera is not allowed.'],
  ] as const) {
    await page.evaluate((error) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
    }, name);
    await page.getByTestId('open-live').click();
    await expect(page.getByRole('alert')).toContainText(sentence);
    await page.keyboard.press('Escape');
  }
});
