import { builtinModules } from 'node:module';
import { basename, dirname } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { declarations } from './declarations.ts';
import { wasmThreadsPlugin } from './wasmThreadsPlugin.ts';

/** This build leaves the addresses of workers as they are written. The bundlers of those who take the package are not to. */
function followedByOthers(): Plugin {
  return {
    name: 'followed-by-others',
    renderChunk: (code, { isEntry }) =>
      isEntry ? code.replaceAll('/* @vite-ignore */', '') : null,
  };
}

/**
 * What `npm pack` packs: the network without the page, for browsers and for Node, in `lib/`. Files find each other at relative
 * addresses, so that they work where they lie, and bundlers can follow them.
 */
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [
    wasmThreadsPlugin(),
    declarations('src', ['package/browser.ts', 'package/node.ts']),
    followedByOthers(),
  ],
  build: {
    outDir: 'lib',
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    // Small, and with lines that a stack trace can name.
    minify: false,
    license: { fileName: 'LICENSES.md' },
    rolldownOptions: {
      input: {
        browser: 'src/package/browser.ts',
        browserWorker: 'src/package/browserWorker.ts',
        node: 'src/package/node.ts',
        nodeWorker: 'src/package/nodeWorker.ts',
      },
      preserveEntrySignatures: 'strict',
      // What libraries ask for where they find Node.
      external: [/^node:/, ...builtinModules, 'node-fetch'],
      output: {
        minify: { compress: true, mangle: true, codegen: false },
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        assetFileNames: ({ originalFileNames: [file = ''] }) =>
          file.includes('models/')
            ? `models/${basename(dirname(file))}/[name][extname]`
            : 'files/[name][extname]',
      },
    },
  },
});
