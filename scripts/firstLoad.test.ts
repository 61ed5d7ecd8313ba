import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { firstLoad } from './firstLoad.ts';

let site = '';

function write(files: Readonly<Record<string, string>>): void {
  site = mkdtempSync(join(tmpdir(), 'first-load-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  }
}

afterEach(() => rmSync(site, { recursive: true, force: true }));

describe('firstLoad', () => {
  it('follows scripts, preloads, imports, re-exports and workers, each once, and no import()', () => {
    write({
      'index.html':
        '<script type="module" src="./a/main.js"></script><link rel="modulepreload" href="./a/early.js">',
      'a/main.js':
        'import{x}from"./shared.js";export*from"./again.js";import("./later.js");new Worker(new URL(new URL(`work.js`,import.meta.url).href,""+import.meta.url),{type:"module"});console.log("./text.js",x)',
      'a/early.js': 'import"./shared.js"',
      'a/shared.js': 'export const x=1',
      'a/again.js': 'export{x}from"./shared.js"',
      'a/work.js': 'import"./deep.js"',
      'a/deep.js': 'self.onmessage=()=>import("./later.js")',
      'a/later.js': '',
    });
    expect(
      firstLoad(site)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['a/again.js', 'a/deep.js', 'a/early.js', 'a/main.js', 'a/shared.js', 'a/work.js']);
  });

  it('follows the import() of what every visit asks for', () => {
    write({
      'index.html': '<script type="module" src="./main.js"></script>',
      'main.js': 'import("./Page-1.js");import("./Other-2.js")',
      'Page-1.js': '',
      'Other-2.js': '',
    });
    expect(firstLoad(site, /^Page-/).map(({ path }) => path)).toEqual(['main.js', 'Page-1.js']);
  });

  it('gives compressed sizes', () => {
    write({
      'index.html': '<script src="./main.js"></script>',
      'main.js': `globalThis.text = "${'a'.repeat(100_000)}";`,
    });
    const [main] = firstLoad(site);
    expect(main!.gzipBytes).toBeGreaterThan(20);
    expect(main!.gzipBytes).toBeLessThan(1000);
  });

  it('fails where nothing would be counted', () => {
    write({ 'index.html': '<p>No script</p>' });
    expect(() => firstLoad(site)).toThrow('loads no script');
    write({ 'index.html': '<script src="./gone.js"></script>' });
    expect(() => firstLoad(site)).toThrow('gone.js');
  });
});
