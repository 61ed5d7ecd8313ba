import { pinnedRequestOf, requestOf } from '../engine/selectors.ts';
import type { Request } from '../engine/shelf.ts';
import type { PageState } from '../engine/state.ts';
import type { Messages } from '../english.ts';
import { settingLines } from './numberLines.ts';

/** What sets the present result and the pinned one apart, in words. */
export interface Apart {
  /** Whether they come from two models. */
  readonly isOtherModel: boolean;
  /** Settings of each that are not the other's; empty where nothing but the models differs. */
  readonly present: readonly string[];
  readonly pinned: readonly string[];
}

export function tellApart(state: PageState, { pin: words }: Pick<Messages, 'pin'>): Apart {
  const settingsOf = (request: Request | null) =>
    request === null
      ? []
      : settingLines(request).map(({ key, title, text }) =>
          key === 'depth' && request.depth === null ? words.withoutDepth : `${title}: ${text}`,
        );
  const present = settingsOf(requestOf(state));
  const pinned = settingsOf(pinnedRequestOf(state));
  return {
    isOtherModel: state.pinned !== null && state.pinned.model.title !== state.model.title,
    present: present.filter((text) => !pinned.includes(text)),
    pinned: pinned.filter((text) => !present.includes(text)),
  };
}

/** Its model, and what else sets it apart from the other one. */
export function fullName(apart: Apart, which: 'present' | 'pinned', model: string): string {
  return [model, ...apart[which]].join(' · ');
}

/** A short name by which one of the two is told from the other: its model, or else what else differs. */
export function shortName(apart: Apart, which: 'present' | 'pinned', model: string): string {
  const settings = apart[which];
  return apart.isOtherModel || settings.length === 0 ? model : settings.join(' · ');
}
