import { show } from './show.ts';
import { AWAKE, stageOf } from './selectors.ts';
import { type Change, INITIAL_STATE, type PageState } from './state.ts';

/** The page's state. What is shown follows from what is asked for and what is known. */
export class PageStore {
  private state: PageState = INITIAL_STATE;
  private readonly listeners = new Set<() => void>();

  readonly get = (): PageState => this.state;

  readonly update = (change: Change): void => {
    const changed = { ...this.state, ...change };
    const shown = { ...changed, result: show(this.state.result, changed) };
    this.state = { ...shown, stage: stageOf(shown) };
    for (const listener of this.listeners) listener();
  };

  /** A change that the visitor asks for, which wakes the network. */
  readonly ask = (change: Change): void => {
    this.update({ ...AWAKE, ...change });
  };

  /** @returns a function that ends the subscription. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}
