import { reduce, type Action } from './reduce.ts';
import { INITIAL_STATE, type PageState } from './state.ts';

/** The page's state, changed only by actions. */
export class PageStore {
  private state: PageState = INITIAL_STATE;
  private readonly listeners = new Set<() => void>();

  readonly get = (): PageState => this.state;

  readonly dispatch = (action: Action): void => {
    const next = reduce(this.state, action);
    if (next === this.state) return;
    this.state = next;
    for (const listener of this.listeners) listener();
  };

  /** @returns a function that ends the subscription. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}
