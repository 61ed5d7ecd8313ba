import { useContext, useEffect } from 'react';
import { formatHash, parseHash } from './hashCodec.ts';
import { linkOf } from './selectors.ts';
import { PageContext } from './usePage.ts';

/** Browsers refuse an address bar that changes with every move of a slider. */
const WRITE_DELAY_MS = 150;

/** Keeps the address bar's hash and the page's state alike, in both directions. */
export function useLinkedState(): void {
  const page = useContext(PageContext);
  useEffect(() => {
    if (page === null) return;
    const { store, engine } = page;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      timer = undefined;
      const state = store.get();
      if (state.image.photo === null) return;
      const hash = `#${formatHash(linkOf(state))}`;
      // Replacing fires no `hashchange`, so that only the visitor's own edits come back.
      if (hash !== location.hash) history.replaceState(null, '', hash);
    };
    const unsubscribe = store.subscribe(() => {
      timer ??= setTimeout(write, WRITE_DELAY_MS);
    });
    const read = () => void engine.openLink(parseHash(location.hash));
    addEventListener('hashchange', read);
    return () => {
      unsubscribe();
      clearTimeout(timer);
      removeEventListener('hashchange', read);
    };
  }, [page]);
}
