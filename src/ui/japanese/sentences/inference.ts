import type { inferenceEnglish } from '../../../inference/sentences.ts';
import type { Texts } from '../../../languages/languages.ts';

/** What is told of a depth map before the network sees it, in Japanese. */
export const inference: Texts<typeof inferenceEnglish> = {
  depthMisfit: (name, question) => `${name} は写真と合いません。${question}`,
  outOfRange: () =>
    '深度マップの測定値がすべて、選んだ範囲の片側にあるので、平らに見えます。ほかの範囲を選んでください。',
  countsAsNone: () =>
    'この深度マップには測定値がまったくなく、どの画素も 0 か透明です。深度がないものとして扱います。',
  turnedAsPhoto: () =>
    '写真のファイルには写真の向きが記録されていて、深度マップは回転前の写真の向きだったので、同じように回しました。',
  maybeTurned: () =>
    '写真のファイルには写真の向きが記録されていますが、深度マップも同じ向きかどうかははっきりしません。向きが違うときは、回転か反転をしてください。',
  maybeDistances: (unit) =>
    `値は${unit === 'metres' ? 'メートル' : 'ミリメートル'}のようですが、どちらの端が近いかはどこにも書かれていないので、大きい値を近いとみなします。距離の値なら、暗いほうが近いと指定してください。`,
};
