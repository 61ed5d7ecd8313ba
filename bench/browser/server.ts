import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, normalize } from 'node:path';
import { ISOLATION_HEADERS } from '../../src/isolationHeaders.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const PAGE =
  '<!doctype html><title>Benchmark</title><script type="module" src="/page.js"></script>';

const require = createRequire(import.meta.url);

/** Serves the page's bundle and the folders by their first path segment, cross-origin isolated for threads. */
export async function serve(
  bundleFolder: string,
  folders: Readonly<Record<string, string>>,
): Promise<{ server: Server; origin: string }> {
  const roots: Readonly<Record<string, string>> = {
    ...folders,
    ort: dirname(require.resolve('onnxruntime-web')),
    'tfjs-wasm': dirname(require.resolve('@tensorflow/tfjs-backend-wasm')),
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, first = '', ...rest] = normalize(pathname).split('/');
    const folder = roots[first];
    const path = folder === undefined ? join(bundleFolder, pathname) : join(folder, ...rest);
    response.setHeaders(new Headers(ISOLATION_HEADERS));
    if (pathname === '/') {
      response.setHeader('Content-Type', 'text/html').end(PAGE);
      return;
    }
    readFile(path).then(
      (body) => response.setHeader('Content-Type', TYPES[extname(path)] ?? '').end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, origin: `http://localhost:${port}/` };
}
