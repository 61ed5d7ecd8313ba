import type { Appearance } from '../result/appearance.ts';
import { AWAKE } from './selectors.ts';
import { type Change, INITIAL_STATE, type PageState } from './state.ts';

/** The page's state. What is shown follows from what is asked for and what is known. */
export class PageStore {
  private state: PageState = INITIAL_STATE;
  private readonly listeners = new Set<() => void>();

  /** @param follow what else changes when the state before becomes another one: `follow` of `show.ts` */
  constructor(private readonly follow: (before: PageState, changed: PageState) => PageState) {}

  readonly get = (): PageState => this.state;

  readonly update = (change: Change): void => {
    this.state = this.follow(this.state, { ...this.state, ...change });
    for (const listener of this.listeners) listener();
  };

  /** A change that the visitor asks for, which wakes the network. */
  readonly ask = (change: Change): void => {
    this.update({ ...AWAKE, ...change });
  };

  /** A change of how results are drawn, which needs no new ones. */
  readonly setAppearance = (change: Partial<Appearance>): void => {
    this.update({ appearance: { ...this.state.appearance, ...change } });
  };

  /** @returns a function that ends the subscription. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}
