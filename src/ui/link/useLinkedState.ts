import { useContext, useEffect } from 'react';
import { formatHash, type LinkState, parseHash } from './hashCodec.ts';
import { linkOf } from './linkOf.ts';
import { openLink } from './openLink.ts';
import type { PageState } from '../engine/state.ts';
import { PageContext } from '../engine/usePage.ts';
import { parseLearnHash } from '../parts/learnLinks.ts';
import { afterWindows, isWindowInHistory, replaceHash } from '../parts/windowHistory.ts';

/** Browsers refuse an address bar that changes with every move of a slider. */
const WRITE_DELAY_MS = 150;

/** What Back and Forward step through: images and models, but not the places of a slider. */
function stepOf({ example, photo, model }: LinkState): string {
  return [example, photo, model].join(' ');
}

function isUnderWay({ incoming, wanted, model }: PageState): boolean {
  return incoming !== null || !('id' in wanted) || wanted.id !== model.id;
}

/** Keeps the address bar's hash and the page's state alike, in both directions. */
export function useLinkedState(): void {
  const page = useContext(PageContext);
  useEffect(() => {
    if (page === null) return;
    const { store } = page;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasWritten = false;
    /** The hash when it was looked at last. */
    let seen = location.hash;
    const write = () => {
      timer = undefined;
      if (location.hash !== seen) {
        // The visitor stepped back or forward, and the event is still to come: it goes first.
        seen = location.hash;
        schedule();
        return;
      }
      const state = store.get();
      // What is on its way is written when it is there.
      if (state.image.photo === null || isUnderWay(state)) return;
      // Behind the course the address is the course's.
      if (parseLearnHash(location.hash) !== null) return;
      const link = linkOf(state);
      const hash = `#${formatHash(link)}`;
      if (hash === location.hash) return;
      const isStep = stepOf(link) !== stepOf(parseHash(location.hash)) && wasWritten;
      // It is made when the window is closed.
      if (isStep && isWindowInHistory()) return;
      // Neither fires a `hashchange`, so that only the visitor's own edits and steps come back.
      if (isStep) history.pushState(null, '', hash);
      else replaceHash(hash);
      seen = location.hash;
      wasWritten = true;
    };
    const schedule = () => {
      timer ??= setTimeout(write, WRITE_DELAY_MS);
    };
    const unsubscribe = store.subscribe(schedule);
    const endSchedule = afterWindows(schedule);
    const read = ({ newURL }: HashChangeEvent) => {
      const { hash, href } = location;
      seen = hash;
      // The entry got the page's own link since.
      if (newURL !== href) return;
      // Back from the course nothing has changed, and what is open stays.
      if (parseLearnHash(hash) !== null || hash === `#${formatHash(linkOf(store.get()))}`) return;
      void openLink(page, parseHash(hash));
    };
    addEventListener('hashchange', read);
    return () => {
      unsubscribe();
      endSchedule();
      clearTimeout(timer);
      removeEventListener('hashchange', read);
    };
  }, [page]);
}
