import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { paintedFingerprint, waitForResult } from './page/visit.ts';

const SITE = fileURLToPath(new URL('../dist', import.meta.url));
const PREFIX = '/people/someone/demos/uc-net/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

let server: Server;

/** The plainest host there is: files below a prefix, no special headers. */
test.beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const file = path === PREFIX ? 'index.html' : path.slice(PREFIX.length);
    if (!path.startsWith(PREFIX)) {
      response.writeHead(404).end();
      return;
    }
    readFile(`${SITE}/${file}`).then(
      (bytes) => {
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? '' }).end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
});

test.afterAll(() => server.close());

test('the built site works from any sub-path of a plain host', async ({ page }) => {
  const missing: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) missing.push(response.url());
  });
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://localhost:${port}${PREFIX}?backend=wasm`);
  await waitForResult(page);
  expect(await paintedFingerprint(page, 'consensus')).not.toBe(0);
  await expect(page.locator('.badge')).toContainText('1 thread');
  expect(missing).toEqual([]);
});
