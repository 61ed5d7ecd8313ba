/**
 * Of answers that isolate the page: only then may it share memory between threads. In a file alone, since the service worker, the
 * servers and the tests all import it, and nothing else with it.
 */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;
