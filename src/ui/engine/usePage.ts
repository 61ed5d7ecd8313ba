import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Engine } from './engine.ts';
import type { PageState } from './state.ts';
import type { PageStore } from './store.ts';

/** What every component can reach. */
export interface Page {
  readonly store: PageStore;
  readonly engine: Engine;
}

export const PageContext = createContext<Page | null>(null);

/** The store, and the engine that keeps the page showing what the store's state asks for. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error('A component of the page was rendered outside of it.');
  return page;
}

/** Where the visitor's requests go. */
export function useStore(): PageStore {
  return usePage().store;
}

/** A part of the state. `select` must return the same object for the same state. */
export function usePageState<T>(select: (state: PageState) => T): T {
  const { store } = usePage();
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
