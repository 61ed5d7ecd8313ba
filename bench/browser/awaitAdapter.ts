import type { Page } from '@playwright/test';

const TURNS = 4;
const PAUSE_MS = 500;

/** The page's WebGPU adapter by name; null without one. */
function adapterName(page: Page): Promise<string | null> {
  return page.evaluate(async () => {
    const found = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!found) return null;
    const { vendor, architecture, description } = found.info;
    return description || `${vendor} ${architecture}`.trim();
  });
}

/**
 * The name of the adapter that the page's engines get; null without one. With some drivers' flags (`--use-angle=vulkan` on NVIDIA)
 * Chromium starts its GPU process twice, and who asks the first one gets none. So the page is loaded again a few
 * times, with pauses, before that is believed.
 *
 * @param ready waits until a page that was loaded again is whole
 */
export async function awaitAdapter(page: Page, ready: () => Promise<unknown>) {
  for (let turn = 1; ; turn++) {
    const name = await adapterName(page);
    if (name !== null || turn === TURNS) return name;
    await page.waitForTimeout(PAUSE_MS);
    await page.reload();
    await ready();
  }
}
