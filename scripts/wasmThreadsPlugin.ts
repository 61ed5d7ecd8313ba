import type { Plugin } from 'vite';

/**
 * tfjs starts its wasm threads from the source text of one function (`wasmFactoryThreadedSimd.toString()`). That
 * text must stand alone, but it mentions a variable around it, `_scriptDir`, which bundlers rename. Only scripts
 * loaded by a `<script>` element need that variable: here it is always undefined.
 */
export function wasmThreadsPlugin(): Plugin {
  return {
    name: 'wasm-threads',
    transform(code, id) {
      if (!id.includes('tfjs-backend-wasm-threaded-simd.js')) return null;
      const outer = /var _scriptDir = [^;]*;\s*if \(typeof __filename [^;]*;/;
      if (!outer.test(code)) this.error('tfjs changed its threaded module: see wasmThreadsPlugin.');
      return { code: code.replace(outer, '').replaceAll('_scriptDir', 'undefined'), map: null };
    },
  };
}
