import { basename } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Keeps a worker's first file one that nothing imports. WebKit runs that file once more when a part that is loaded later imports
 * it, and the second copy answers the page's calls too, with a network that was never started. So all of it moves into a file beside
 * it, from which the later parts take what they share. Workers of `ownWorker.ts` need none of it: they are called by a port of their
 * session, which a second copy does not hear.
 *
 * @param which the names of first files that it is for
 */
export function workerEntryPlugin(which: RegExp): Plugin {
  return {
    name: 'worker-entry',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const entry = chunks.find(({ isEntry, name }) => isEntry && which.test(name));
      if (!chunks.some(({ imports }) => imports.includes(entry?.fileName ?? ''))) return;
      const { fileName, code, exports } = entry!;
      const beside = fileName.replace(/\.js$/, '-all.js');
      for (const chunk of chunks) {
        chunk.code = chunk.code.replaceAll(basename(fileName), basename(beside));
        chunk.imports = chunk.imports.map((name) => (name === fileName ? beside : name));
      }
      this.emitFile({ type: 'prebuilt-chunk', fileName: beside, code, exports });
      entry!.code = `import "./${basename(beside)}";\n`;
      entry!.imports = [beside];
      entry!.exports = [];
    },
  };
}
