import type { nnEnglish } from '../../../nn/sentences.ts';
import type { Texts } from '../../../languages/languages.ts';

/** At most so many names stand in a message. */
const MOST_LISTED = 12;

function listed(title: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const rest = names.length > MOST_LISTED ? `、ほか ${names.length - MOST_LISTED} 個` : '';
  return [`${title}: ${names.slice(0, MOST_LISTED).join('、')}${rest}`];
}

/** What is told of a network's parameters in Japanese. */
export const nn: Texts<typeof nnEnglish> = {
  mismatch: (missing, extra, misshapen) => {
    const parts = [
      ...listed('足りないもの', missing),
      ...listed('ネットワークにないもの', extra),
      ...listed('形が違うもの', misshapen),
    ];
    return `重みがネットワークの設定に合いません。${parts.join('。')}。`;
  },
};
