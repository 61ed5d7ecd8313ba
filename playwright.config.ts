import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS } from './e2e/launch.ts';
import { findChromium } from './scripts/chromium.mjs';

const executablePath = findChromium();
if (executablePath === null) {
  throw new Error('No Chromium is installed: run npm test, or set CHROMIUM_PATH.');
}

const PORT = 4174;

/** Waits are so many times longer: for machines that are busy with other things. */
const PATIENCE = Number(process.env['E2E_PATIENCE'] ?? 1);

/** Tests that want the software GPU for themselves, or that measure the page. */
const HEAVY =
  /\/(golden|gpuPictures|kernels|pageHardware|pageMainThread|pageWebgpu|recording|released)\.spec\.ts$/;

export default defineConfig({
  testDir: 'e2e',
  // The network runs on one core in most of them, so two fill a small machine.
  workers: 2,
  projects: [
    // First, so that they are never left for the end: one of them at a time, beside one of the others.
    { name: 'heavy', testMatch: HEAVY, workers: 1 },
    { name: 'page', testIgnore: HEAVY, fullyParallel: true },
  ],
  timeout: 240_000 * PATIENCE,
  expect: { timeout: 90_000 * PATIENCE },
  // A test's files may be 100 MB.
  preserveOutput: 'failures-only',
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${PORT}/`,
    // They would answer in the place of what a test routes; the test of the page without a network lets them.
    serviceWorkers: 'block',
    // A browser asks nobody on a click; one without a window refuses.
    permissions: ['clipboard-write'],
    viewport: { width: 1280, height: 900 },
    launchOptions: { executablePath, args: [...CHROMIUM_FLAGS] },
  },
  webServer: {
    command: `npx vite build && npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    timeout: 240_000,
    // A server left over from earlier would serve another build.
    reuseExistingServer: false,
  },
});
