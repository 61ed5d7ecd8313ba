import { build } from 'vite';
import { expect, it } from 'vitest';
import { workerEntryPlugin } from './workerEntryPlugin.ts';

/** A worker whose later part needs what its first file holds too. */
const FILES: Readonly<Record<string, string>> = {
  entry: 'import { shared } from "shared"; import("later"); postMessage(shared);',
  later: 'import { shared } from "shared"; export const more = shared + 1;',
  shared: 'export const shared = Math.random();',
};

/** Which files the first one is imported by, built as a worker is. */
async function importersOfEntry(plugins: ReturnType<typeof workerEntryPlugin>[]) {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rolldownOptions: { input: 'entry', preserveEntrySignatures: false } },
    plugins: [
      {
        name: 'files',
        enforce: 'pre',
        resolveId: (id) => (id in FILES ? id : null),
        load: (id) => FILES[id] ?? null,
      },
      ...plugins,
    ],
  });
  if (Array.isArray(result) || !('output' in result)) throw new Error('There is one build.');
  const chunks = result.output.filter((file) => file.type === 'chunk');
  const entry = chunks.find(({ isEntry }) => isEntry)!;
  return chunks.filter(({ imports }) => imports.includes(entry.fileName)).map(({ name }) => name);
}

it('keeps a worker’s first file from being imported by its later parts', async () => {
  expect(await importersOfEntry([])).toEqual(['later']);
  expect(await importersOfEntry([workerEntryPlugin(/entry/)])).toEqual([]);
});

it('leaves other workers as they are', async () => {
  expect(await importersOfEntry([workerEntryPlugin(/other/)])).toEqual(['later']);
});
