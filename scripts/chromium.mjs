import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** The same engine without a window around the page, which takes a browser nearly half of the time in which it opens one. */
const SYSTEM_SHELL = '/usr/bin/chromium-headless-shell';

/**
 * The first that is there: `CHROMIUM_PATH`, else Playwright's own, else one of these.
 * @param {string[]} ofSystem
 * @returns {string | null}
 */
function firstOf(ofSystem) {
  const candidates = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...ofSystem];
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? null;
}

/**
 * Path of a Chromium to test with.
 * @returns {string | null} null when none is installed.
 */
export function findChromium() {
  return firstOf([SYSTEM_SHELL, ...SYSTEM_BROWSERS]);
}

/**
 * Path of a whole browser, as visitors have it, for what measures and draws pages.
 * @returns {string}
 * @throws where none is installed
 */
export function chromiumNeeded() {
  const path = firstOf(SYSTEM_BROWSERS);
  if (path === null) throw new Error('No Chromium is installed: set CHROMIUM_PATH.');
  return path;
}
