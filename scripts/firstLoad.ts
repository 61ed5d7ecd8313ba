import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';

/** A script that a page needs before anything can run, and its size as a server sends it. */
export interface LoadedScript {
  /** Below the site's folder, with forward slashes. */
  readonly path: string;
  readonly gzipBytes: number;
}

type Syntax = Record<string, unknown>;

/**
 * Every script that a built site loads without being asked: those of `index.html`, the workers that these
 * start, and what they import, however deep. `import()` loads on demand and does not count, but for `always`.
 *
 * @param site folder with `index.html`, as the bundler wrote it
 * @param always names of scripts that every visit asks for by `import()`
 * @throws Error when a file is missing, or when `index.html` loads nothing
 */
export function firstLoad(site: string, always?: RegExp): LoadedScript[] {
  const html = readFileSync(join(site, 'index.html'), 'utf8');
  const waiting = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.m?js)"/g)].map(
    ([, address]) => join(site, address!),
  );
  if (waiting.length === 0) throw new Error(`${site}/index.html loads no script.`);
  const found = new Map<string, LoadedScript>();
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (found.has(file)) continue;
    const code = readFileSync(file);
    const path = relative(site, file).replaceAll('\\', '/');
    found.set(file, { path, gzipBytes: gzipSync(code, { level: 9 }).length });
    for (const address of addressesIn(code.toString(), always)) {
      waiting.push(join(dirname(file), address));
    }
  }
  return [...found.values()];
}

/** Addresses of the modules that a module imports, and of the workers that it starts. */
function addressesIn(code: string, always: RegExp | undefined): string[] {
  const addresses: string[] = [];
  visit(parseAst(code), (node) => {
    switch (node['type']) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        addresses.push(...scriptNames(node['source']));
        break;
      case 'ImportExpression':
        addresses.push(
          ...scriptNames(node['source']).filter((name) => always?.test(basename(name))),
        );
        break;
      case 'NewExpression':
        if (/^(Shared)?Worker$/.test(String((node['callee'] as Syntax)['name']))) {
          addresses.push(...scriptNames((node['arguments'] as unknown[])[0]));
        }
    }
  });
  return addresses;
}

/** Every constant text below a node that names a script. */
function scriptNames(node: unknown): string[] {
  const names: string[] = [];
  visit(node, ({ type, value }) => {
    const text = type === 'TemplateElement' ? (value as Syntax)['cooked'] : value;
    if (typeof text === 'string' && /\.m?js$/.test(text)) names.push(text);
  });
  return names;
}

/** Calls `see` for every node of a syntax tree. */
function visit(value: unknown, see: (node: Syntax) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see);
  } else if (typeof value === 'object' && value !== null) {
    const node = value as Syntax;
    if (typeof node['type'] === 'string') see(node);
    for (const child of Object.values(node)) visit(child, see);
  }
}
