import { sentencesOf } from '../languages/sentence.ts';

/** At most so many names stand in a message; the error's own lists are complete. */
const MOST_LISTED = 12;

function listed(title: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const rest = names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : '';
  return [`${title}: ${names.slice(0, MOST_LISTED).join(', ')}${rest}`];
}

/** What is told of a network's parameters in English. */
export const nnEnglish = {
  mismatch: (
    missing: readonly string[],
    extra: readonly string[],
    misshapen: readonly string[],
  ) => {
    const parts = [
      ...listed('missing', missing),
      ...listed('not in the network', extra),
      ...listed('of another shape', misshapen),
    ];
    return `The weights do not fit the network's configuration. ${parts.join('; ')}.`;
  },
};

// Where none of them is used, as in the page itself, bundlers leave them all out.
export const nnSays = /* @__PURE__ */ sentencesOf('nn', nnEnglish);
