import type { Plugin } from 'vite';

const OPTIMIZERS = 'registerOptimizers();';

const STORES = /try \{\s*ModelStoreManagerRegistry[^}]*\}\s*catch \(err\) \{\s*\}/g;

const LOADERS =
  /import \* as wasmFactoryThreadedSimd_import from ('[^']+');([\s\S]*?)import \* as wasmFactory_import from ('[^']+');([\s\S]*?)const wasmFactoryThreadedSimd = \([^;]*;\s*const wasmFactory = \([^;]*;/;

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
  return changed(code, code.replace(OPTIMIZERS, ''));
}

function withoutStores(code: string): string | null {
  return changed(code, code.replace(STORES, ''));
}

function changed(code: string, lean: string): string | null {
  return lean === code ? null : lean;
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
