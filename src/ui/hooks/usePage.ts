import { createContext, useContext, useSyncExternalStore } from 'react';
import type { PageController } from '../controller.ts';
import type { PageState } from '../state.ts';
import type { PageStore } from '../store.ts';

/** What every component can reach. */
export interface Page {
  readonly store: PageStore;
  readonly controller: PageController;
}

export const PageContext = createContext<Page | null>(null);

/** The store and the controller, for what has to ask at a time of its own. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error('A component of the page was rendered outside of it.');
  return page;
}

/** Carries out the visitor's wishes. */
export function useController(): PageController {
  return usePage().controller;
}

/** A part of the state. `select` must return the same object for the same state. */
export function usePageState<T>(select: (state: PageState) => T): T {
  const { store } = usePage();
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
