/**
 * Makes `npm start` and `npm test` work on a fresh clone: installs the packages when they are missing or
 * older than the lock file and, with `--browser`, a Chromium for the end-to-end tests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
// What Vite and ESLint need.
const oldest = { 20: 19, 22: 13 };
if (major < 24 && !(minor >= oldest[major])) {
  console.error(
    `Node ${process.versions.node} does not do: install Node 24 or newer, 22.13 or 20.19.`,
  );
  process.exit(1);
}

/** Runs a command in the repository root and ends this process when it fails. */
function run(command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

const lockFile = `${root}package-lock.json`;
const installed = `${root}node_modules/.package-lock.json`;
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lockFile).mtimeMs) {
  console.error('Installing packages…');
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

if (process.argv.includes('--browser')) {
  const { findChromium } = await import('./chromium.mjs');
  if (findChromium() === null) {
    console.error('Installing Chromium for the end-to-end tests…');
    run('npx', ['playwright', 'install', 'chromium']);
  }
}
