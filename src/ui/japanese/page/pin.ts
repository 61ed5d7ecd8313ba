import { formatFixed, formatPercent, formatThousandths } from '../../parts/format.ts';
import type { Texts } from '../../../languages/languages.ts';
import type { pinMessages } from '../../pin/messages.ts';

export const pinJapanese: Texts<typeof pinMessages> = {
  pin: 'この結果を固定',
  pinBrief: '固定',
  pinHelp: '別のモデル、深度、設定を試すあいだ、この結果を二列目に残します',
  compareWithoutDepth: '深度なしと比べる',
  withoutDepthHelp: '深度で何が変わるか。同じ写真を深度なしでもう一度処理し、横に並べます',
  withoutDepth: '深度なし',
  alike: (share, isOfPictures) => {
    const both = isOfPictures ? '二つの画像' : '二つの結果';
    return share > 0.995
      ? `${both}は同じ所を選びます。`
      : `${both}のどちらかが選んだ所のうち、両方が選んだのは ${formatPercent(share)} です。`;
  },
  title: '固定した結果',
  column: (model) => `固定: ${model}`,
  swap: '今の結果と交換',
  swapHelp: '固定した結果を、モデルと設定ごとこのページの結果にし、今の結果を代わりに固定します',
  unpin: '固定を外す',
  compare: '二つを拡大して比べる',
  waiting: '準備しています…',
  failed: 'この結果を作れませんでした。何が起きたかは上に書いてあります。',
  otherPhoto: (name) => `別の写真（${name}）の結果です。`,
  onThisPhoto: 'この写真で処理する',
  onThisPhotoHelp: '固定したモデルと設定でこの写真を処理し、この結果と並べます',
  beside: '並べて比べる',
  besideHelp: (title) => `並べて比べる: ${title} で同じ写真を処理し、この結果と並べます`,
  numbers: '数値で比べる',
  now: (model) => `現在: ${model}`,
  measure: '項目',
  rows: {
    depth: '深度',
    answers: '回答',
    shown: '上の画像が選んだ割合',
    marked: '多数の回答が選んだ割合',
    agreed: '全回答が選んだ割合',
    contested: '回答が分かれる場所',
    disagreement: '不一致',
    total: '不確かさの合計',
    time: '時間',
    scored: '平均マップの評価',
    energyDistance: 'エネルギー距離 ↓',
  },
  answers: (count, seed, spread) =>
    spread === 1
      ? `${count} 個、シード ${seed}`
      : `${count} 個、シード ${seed}、ばらつき ${formatFixed(spread, 1)}`,
  oneAnswer: '1 個',
  depths: {
    bright: 'ファイル（明るいほうが近い）',
    dark: 'ファイル（暗いほうが近い）',
    auto: 'ファイル（近い側は自動）',
    estimated: '推定',
    none: 'なし',
  },
  bits: (value) => `${formatThousandths(value)} ビット`,
  scoresOf: '得点は、モデルの一覧と同じく、回答の平均のものです。',
  verdict: (scores, present, pinned) =>
    `${scores} の指標のうち、現在の結果が良いものは ${present}、固定した結果が良いものは ${pinned} です。写真一枚で分かることはわずかです。500 枚での値はモデルのメニューにあります。`,
  noScores: '正解マップを開くと、両方を採点します。',
  presentMap: (title, model) => `${title}（現在、${model}）`,
  pinnedMap: (title, model) => `${title}（固定、${model}）`,
  mapBefore: (title) => `${title}（一つ前）`,
  groups: {
    present: 'この結果',
    pinned: (model) => `固定: ${model}`,
    before: (model, seed) => `一つ前: ${model}、シード ${seed}`,
  },
};
