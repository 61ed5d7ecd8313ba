import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

/**
 * Path of a Chromium to test with: `CHROMIUM_PATH`, else Playwright's own, else the system's.
 * @returns {string | null} null when none is installed.
 */
export function findChromium() {
  const candidates = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...SYSTEM_BROWSERS];
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? null;
}

/**
 * The same for a script that can do nothing without one.
 * @returns {string}
 * @throws where none is installed
 */
export function chromiumNeeded() {
  const path = findChromium();
  if (path === null) throw new Error('No Chromium is installed: set CHROMIUM_PATH.');
  return path;
}
