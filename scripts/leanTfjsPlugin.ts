import type { Plugin } from 'vite';

/* Each pattern is held against tfjs's text. Where one no longer fits, the build ends with an error. */

/**
 * `index.js`: the call that registers Adam, SGD and the others for `tf.train`. Safe to cut, since only training asks for them
 * and nothing is trained here; their classes then go as code that nobody uses.
 */
const OPTIMIZERS = 'registerOptimizers();';

/**
 * `platform_browser.js`: `try { ModelStoreManagerRegistry.registerManager(…); } catch (err) { }`, once for local storage and
 * once for IndexedDB. Safe to cut, since only `model.save` and `tf.io` look stores up, and our weights come by `fetch`. tfjs
 * itself goes on without them: hence its `try`. The body holds no brace, so the match ends with its own `try`.
 */
const STORES = /try \{\s*ModelStoreManagerRegistry[^}]*\}\s*catch \(err\) \{\s*\}/g;

/** Local storage and IndexedDB. */
const STORE_COUNT = 2;

/**
 * `backend_wasm.js`: the two imports of Emscripten's loaders (with threads, without), and the two constants that unwrap them.
 * Groups 1 and 3 are the modules' names; groups 2 and 4, what lies between, stay. The constants become variables that
 * `CHOICE` sets, and nothing reads them before `init`.
 */
const LOADERS =
  /import \* as wasmFactoryThreadedSimd_import from ('[^']+');([\s\S]*?)import \* as wasmFactory_import from ('[^']+');([\s\S]*?)const wasmFactoryThreadedSimd = \([^;]*;\s*const wasmFactory = \([^;]*;/;

/**
 * `backend_wasm.js`, in `init`: the end of `await Promise.all([…])`, which asks for SIMD and threads, and the start of what
 * runs a loader. Between the two, the loader is imported, by the condition by which tfjs chooses below. Safe, since `init`
 * is async already.
 */
const CHOICE = /\]\);\s*return new Promise\(\(resolve, reject\) => \{\s*const factoryConfig/;

type Change = (code: string) => string | null;

const CHANGES: readonly (readonly [file: RegExp, change: Change])[] = [
  [/tfjs-core\/dist\/index\.js/, withoutOptimizers],
  [/tfjs-core\/dist\/platforms\/platform_browser\.js/, withoutStores],
  [/tfjs-backend-wasm\/dist\/backend_wasm\.js/, withOneLoader],
];

/**
 * Makes bundles of tfjs smaller. It registers optimizers and stores for those who train models with it, and keep them in
 * the browser, which nobody does here; and its wasm backend brings two loaders, of which a browser needs one: with threads,
 * or without.
 */
export function leanTfjsPlugin(): Plugin {
  return {
    name: 'lean-tfjs',
    transform(code, id) {
      // tfjs says that these must run, although nothing of them is used.
      if (/tfjs-core\/dist\/io\//.test(id)) return { code, map: null, moduleSideEffects: false };
      const change = CHANGES.find(([file]) => file.test(id))?.[1];
      if (change === undefined) return null;
      const lean = change(code);
      if (lean === null) this.error(`tfjs changed ${id}: see leanTfjsPlugin.`);
      return { code: lean, map: null };
    },
  };
}

function withoutOptimizers(code: string): string | null {
  return code.includes(OPTIMIZERS) ? code.replace(OPTIMIZERS, '') : null;
}

function withoutStores(code: string): string | null {
  return code.match(STORES)?.length === STORE_COUNT ? code.replace(STORES, '') : null;
}

function withOneLoader(code: string): string | null {
  if (!LOADERS.test(code) || !CHOICE.test(code)) return null;
  let [threaded, plain] = ['', ''];
  return code
    .replace(LOADERS, (_, first: string, between: string, second: string, rest: string) => {
      [threaded, plain] = [first, second];
      return `let wasmFactoryThreadedSimd; let wasmFactory;${between}${rest}`;
    })
    .replace(CHOICE, (choice) => {
      const load = `if (threadsSupported && simdSupported && wasmPath == null) {
        const module = await import(${threaded});
        wasmFactoryThreadedSimd = module.default || module;
      } else {
        const module = await import(${plain});
        wasmFactory = module.default || module;
      }`;
      return choice.replace(']);', `]);\n${load}\n`);
    });
}
