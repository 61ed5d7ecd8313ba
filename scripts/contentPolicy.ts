import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** What the page may ask the visitor for: the camera, and nothing else that watches, listens or locates. */
export const PERMISSIONS_POLICY =
  'camera=(self), microphone=(), geolocation=(), display-capture=()';

/** Inline scripts of an HTML page, as a policy names them. */
function scriptHashes(html: string): string[] {
  return [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, code]) => `'sha256-${createHash('sha256').update(code!).digest('base64')}'`,
  );
}

/**
 * What the page may do, as a Content-Security-Policy: run its own files and nothing else, and talk to its own site alone,
 * so that nothing can be uploaded elsewhere.
 *
 * @param html the page, whose inline scripts are allowed
 * @param threads also allows the scripts that tfjs makes of blobs for threads of WebAssembly; a meta tag needs none of it,
 *   because it does not reach into workers
 */
export function contentPolicy(html: string, { threads }: { threads: boolean }): string {
  const blobs = threads ? ' blob:' : '';
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${scriptHashes(html).join(' ')}${blobs}`,
    `worker-src 'self'${blobs}`,
    "connect-src 'self'",
    "img-src 'self' blob:",
    "style-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    // With threads, tfjs starts scripts by addresses that no policy of ours has seen.
    ...(threads ? [] : ["require-trusted-types-for 'script'", 'trusted-types default']),
  ].join('; ');
}

/** Writes the policy into the built page. The development server needs inline scripts of its own, and gets none. */
export function contentPolicyPlugin(): Plugin {
  return {
    name: 'content-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => [
        {
          tag: 'meta',
          attrs: {
            'http-equiv': 'Content-Security-Policy',
            content: contentPolicy(html, { threads: false }),
          },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}
