import { expect, type Page, test, type Worker } from '@playwright/test';
import {
  collectErrors,
  fingerprint,
  offerBatch,
  openPage,
  paintedFingerprint,
  waitForResult,
} from './page/visit.ts';

/** Runs `code` in the worker before its own script, which is beside its first file. */
async function beforeWorker(page: Page, code: () => void): Promise<void> {
  await page.route(/browserWorker.*-all\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${code.toString()})();\n${await response.text()}` });
  });
}

/** The worker of the network; those of its threads have other names. */
function networkWorker(page: Page): Worker {
  return page.workers().find((worker) => worker.url().includes('browserWorker'))!;
}

/** Ends a worker without a word, as the browser does for want of memory. */
async function endWorker(page: Page, name: string): Promise<void> {
  await expect.poll(() => page.workers().some((worker) => worker.url().includes(name))).toBe(true);
  const worker = page.workers().find((each) => each.url().includes(name))!;
  // Before it holds its lock it has not begun, and nobody could tell that it ended.
  const locksHeld = () => page.evaluate(async () => (await navigator.locks.query()).held!.length);
  await expect.poll(locksHeld).toBeGreaterThan(0);
  await worker.evaluate(() => globalThis.close()).catch(() => undefined);
}

async function reasonShown(page: Page): Promise<string | null> {
  await page.locator('.badge').click();
  return page.locator('.popover').textContent();
}

test.describe('WebGPU', () => {
  test('that never answers is left for wasm, and the page says so', async ({ page }) => {
    await beforeWorker(page, () => {
      const gpu = { requestAdapter: () => new Promise(() => undefined) };
      Object.defineProperty(navigator, 'gpu', { value: gpu });
    });
    await openPage(page, '', 'choose');
    expect(await reasonShown(page)).toContain('gave no answer');
  });

  test('whose device never comes is left for wasm', async ({ page }) => {
    await beforeWorker(page, () => {
      const info = { vendor: 'acme', architecture: 'gpu-1', device: '', description: '' };
      const requestDevice = () => new Promise(() => undefined);
      const adapter = { info, features: new Set(), limits: {}, requestDevice };
      Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: async () => adapter } });
    });
    await openPage(page, '', 'choose');
    expect(await reasonShown(page)).toContain('WebGPU did not start on this GPU');
  });

  test('of an old browser, whose adapter tells nothing of itself, does no harm', async ({
    page,
  }) => {
    await beforeWorker(page, () => {
      const adapter = { features: new Set(), limits: {} };
      Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: async () => adapter } });
    });
    await openPage(page, '', 'choose');
    await expect(page.locator('.badge')).toHaveAttribute('data-backend', 'wasm');
  });

  test('is not asked where the address names another backend', async ({ page }) => {
    await beforeWorker(page, () => {
      const requestAdapter = () => {
        Object.assign(globalThis, { wasAsked: true });
        return new Promise(() => undefined);
      };
      Object.defineProperty(navigator, 'gpu', { value: { requestAdapter } });
    });
    await openPage(page);
    const asked = await networkWorker(page).evaluate(() => 'wasAsked' in globalThis);
    expect(asked).toBe(false);
    expect(await reasonShown(page)).not.toContain('none offered');
  });

  test('that is asked for and not there is told, with what to do', async ({ page }) => {
    await beforeWorker(page, () => {
      Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: async () => null } });
    });
    await page.goto('./?backend=webgpu');
    await expect(page.locator('.start-panel.failed')).toContainText('leave it out of the address');
  });
});

test.describe('the worker', () => {
  const ways: Readonly<Record<string, () => void>> = {
    'closes itself': () => globalThis.close(),
    'throws while nothing runs': () => {
      setTimeout(() => {
        throw new Error('It broke.');
      });
    },
  };
  for (const [way, end] of Object.entries(ways)) {
    test(`that ${way} is started again, with the same picture`, async ({ page }) => {
      await openPage(page, '#sample=kettle&samples=2&latent=1,0,0');
      const before = await paintedFingerprint(page, 'explored');
      await networkWorker(page)
        .evaluate(end)
        .catch(() => undefined);
      await expect(page.getByTestId('notice')).toContainText('starts again; nothing is lost');
      await waitForResult(page);
      await expect.poll(() => fingerprint(page, 'explored')).toBe(before);
      await page.getByTestId('latent-0').fill('-2');
      await expect.poll(() => fingerprint(page, 'explored')).not.toBe(before);
    });
  }

  test('that ends between two pairs of a batch, or in one, does not end the batch', async ({
    page,
  }) => {
    const errors = collectErrors(page);
    await openPage(page, '#samples=1');
    await offerBatch(page, ['hat', 'kettle', 'rabbit', 'two-chairs'], ['rgb']);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.locator('[data-outcome="done"]')).toHaveCount(1);
    await networkWorker(page)
      .evaluate(() => globalThis.close())
      .catch(() => undefined);
    const status = page.getByTestId('batch-status');
    await expect(status).toHaveAttribute('data-phase', 'done');
    await expect(status).toContainText('4 pairs done');
    await expect(page.locator('[data-outcome="done"]')).toHaveCount(4);
    expect(errors).toEqual([]);
  });

  test('that ends while a cut-out is open is replaced for the next one', async ({ page }) => {
    await openPage(page, '#sample=kettle&samples=1');
    await page.getByTestId('cut-out').click();
    const save = page.getByRole('button', { name: 'Save', exact: true });
    await expect(save).toBeEnabled();
    await endWorker(page, 'cutOut');
    await page.getByRole('dialog').locator('.segment', { hasText: 'Blur' }).click();
    const pixel = () =>
      page.locator('.cut-out-picture canvas').evaluate((element) => {
        const context = (element as HTMLCanvasElement).getContext('2d')!;
        return context.getImageData(2, 2, 1, 1).data[3];
      });
    await expect.poll(pixel).toBe(255);
    await expect(page.locator('.cut-out-problem')).toHaveCount(0);
  });

  test('that ends while a chapter waits for it is asked once more', async ({ page }) => {
    await page.goto('./?backend=wasm#learn/uc-net');
    await endWorker(page, 'course');
    await expect(page.locator('.chapter canvas').first()).toBeVisible();
    await expect(page.locator('.chapter')).not.toContainText('could not be loaded');
  });

  test('that measures and ends is started again by the next stroke', async ({ page }) => {
    await page.goto('./#learn/measures?start=exact');
    const score = page.getByTestId('score-mae');
    await expect(score).toHaveText('0.000');
    await endWorker(page, 'measureWorker');
    await page.getByTestId('draw-pad').click({ position: { x: 20, y: 20 } });
    await expect(score).toHaveText(/^0\.0(?!00)/);
  });

  test('that measures and cannot be loaded is told, and may be tried again', async ({ page }) => {
    const script = /measureWorker.*\.js$/;
    await page.route(script, (route) => route.abort());
    await page.goto('./#learn/measures?start=exact');
    const failed = page.getByRole('alert');
    await expect(failed).toContainText('could not be loaded');
    await page.unroute(script);
    await failed.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByTestId('score-mae')).toHaveText('0.000');
    await expect(failed).toHaveCount(0);
  });

  test('whose script is gone by then is told, and may be tried again', async ({ page }) => {
    await openPage(page, '#sample=kettle&samples=1');
    const shown = await paintedFingerprint(page, 'consensus');
    const script = /browserWorker.*\.js$/;
    await page.route(script, (route) => route.abort());
    await networkWorker(page)
      .evaluate(() => globalThis.close())
      .catch(() => undefined);
    const failed = page.locator('.start-panel.failed');
    await expect(failed).toContainText('could not be loaded');
    await page.unroute(script);
    await failed.getByRole('button', { name: 'Try again' }).click();
    await waitForResult(page);
    await expect.poll(() => fingerprint(page, 'consensus')).toBe(shown);
  });
});

test('a wasm file that cannot be loaded is no reason for plain JavaScript', async ({ page }) => {
  const files = /tfjs-backend-wasm[^/]*\.wasm$/;
  await page.route(files, (route) => route.abort());
  await page.goto('./?backend=choose#samples=1');
  const failed = page.locator('.start-panel.failed');
  await expect(failed).toContainText('check the connection and try again');
  await page.unroute(files);
  await failed.getByRole('button', { name: 'Try again' }).click();
  await waitForResult(page);
  await expect(page.locator('.badge')).toHaveAttribute('data-backend', 'wasm');
});

test.describe('a browser whose caches', () => {
  const stores: Readonly<Record<string, () => void>> = {
    throw: () => {
      Object.defineProperty(globalThis, 'caches', {
        get: () => {
          throw new DOMException('no', 'SecurityError');
        },
      });
    },
    reject: () => {
      CacheStorage.prototype.open = () => Promise.reject(new DOMException('no', 'UnknownError'));
    },
    'never answer': () => {
      CacheStorage.prototype.open = () => new Promise(() => undefined);
    },
    'are full': () => {
      Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    },
  };
  for (const [way, breakThem] of Object.entries(stores)) {
    test(`${way} shows its maps all the same`, async ({ page }) => {
      const errors = collectErrors(page);
      await page.addInitScript(breakThem);
      await beforeWorker(page, breakThem);
      await openPage(page, '#samples=1');
      expect(errors).toEqual([]);
    });
  }

  test('hold broken weights downloads them again', async ({ page }) => {
    await openPage(page, '#samples=1');
    const broken = await page.evaluate(async () => {
      const cache = await caches.open('uc-net-weights');
      const keys = await cache.keys();
      for (const key of keys) await cache.put(key, new Response('broken'));
      return keys.length;
    });
    expect(broken).toBe(1);
    await page.reload();
    await waitForResult(page);
    await page.locator('.badge').click();
    await expect(page.locator('.popover')).toContainText('downloaded');
  });
});
