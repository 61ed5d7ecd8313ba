import type { Plugin } from 'vite';

/**
 * tfjs starts its wasm threads from the source text of one function (`wasmFactoryThreadedSimd.toString()`). That
 * text must stand alone, but it mentions a variable around it, `_scriptDir`, which bundlers rename. Only scripts
 * loaded by a `<script>` element need that variable: here it is always undefined.
 *
 * It also starts eight workers, however many threads are wanted, and waits for them all. Here it starts as many as the global
 * `tfjsWorkers` says.
 */
export function wasmThreadsPlugin(): Plugin {
  return {
    name: 'wasm-threads',
    transform(code, id) {
      if (!id.includes('tfjs-backend-wasm-threaded-simd.js')) return null;
      const outer = /var _scriptDir = [^;]*;\s*if \(typeof __filename [^;]*;/;
      const workers = 'pthreadPoolSize=8';
      if (!outer.test(code) || !code.includes(workers)) {
        this.error('tfjs changed its threaded module: see wasmThreadsPlugin.');
      }
      const changed = code
        .replace(outer, '')
        .replaceAll('_scriptDir', 'undefined')
        .replace(workers, 'pthreadPoolSize=globalThis.tfjsWorkers??8');
      return { code: changed, map: null };
    },
  };
}
