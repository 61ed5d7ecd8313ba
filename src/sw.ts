import { addPlugins, cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';
import { ISOLATION_HEADERS } from './isolationHeaders.ts';

// The service worker: it keeps the page for visits without a network.

type KeptFile = Exclude<Parameters<typeof precacheAndRoute>[0][number], string>;

/** As much of its global scope as is used: the types of the DOM have none. */
interface Scope {
  /** Put in by the build. */
  readonly __WB_MANIFEST: KeptFile[];
  skipWaiting(): Promise<void>;
  addEventListener(
    name: 'message',
    listener: (message: MessageEvent<{ readonly type?: string } | null>) => void,
  ): void;
}

declare const self: Scope;

/**
 * The answer as a host gives it that isolates the page, so that WebAssembly may have threads from the second visit on wherever the
 * page lies. Some hosts can send no headers of one's own.
 */
function isolated({ body, status, statusText, headers }: Response): Response {
  const more = new Headers(headers);
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) more.set(name, value);
  return new Response(body, { status, statusText, headers: more });
}

addPlugins([{ handlerWillRespond: async ({ response }) => isolated(response) }]);
cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/.*/] });

self.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') void self.skipWaiting();
});
