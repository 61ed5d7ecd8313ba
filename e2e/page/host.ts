import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const SITE = fileURLToPath(new URL('../../dist', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
};

/** A host of the built page that a test may change while it runs. */
export interface Host {
  readonly address: string;
  /** Bytes of bodies sent, by path below the page. */
  readonly sent: Map<string, number>;
  /** Sent with every file. */
  headers: Readonly<Record<string, string>>;
  /** What is put after a file, by its path. */
  readonly additions: Map<string, string>;
  close(): Promise<void>;
}

/** Serves the built page below a prefix, texts compressed as hosts do. */
export async function startHost(prefix = '/'): Promise<Host> {
  const sent = new Map<string, number>();
  const additions = new Map<string, string>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const path = pathname === prefix ? 'index.html' : pathname.slice(prefix.length);
    const reading = pathname.startsWith(prefix)
      ? readFile(`${SITE}/${path}`)
      : Promise.reject(new Error('elsewhere'));
    reading.then(
      (bytes) => {
        const whole = Buffer.concat([bytes, Buffer.from(additions.get(path) ?? '')]);
        const isText = /\.(html|js|css|json|svg)$/.test(path);
        const body = isText ? gzipSync(whole) : whole;
        sent.set(path, (sent.get(path) ?? 0) + body.length);
        const type = TYPES[extname(path)] ?? 'application/octet-stream';
        const coding = isText ? { 'content-encoding': 'gzip' } : {};
        response.writeHead(200, { 'content-type': type, ...coding, ...host.headers }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const host: Host = {
    address: `http://localhost:${(server.address() as AddressInfo).port}${prefix}`,
    sent,
    headers: {},
    additions,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return host;
}
