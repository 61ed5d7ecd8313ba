import { FARTHEST_BLUR, FARTHEST_SHIFT, MOST_NOISE, stepsOf } from '../../../image/damage.ts';
import type { damageMessages } from '../../damage/messages.ts';
import { formatFixed, formatPercent, formatThousandths } from '../../parts/format.ts';
import type { Texts } from '../../../languages/languages.ts';

export const damageJapanese: Texts<typeof damageMessages> = {
  button: '深度を傷める',
  buttonHelp: '深度マップを傷めて、回答がどれだけ深度に頼っているかを見ます',
  noDepth: '深度マップが必要です。この写真は深度なしで処理しています',
  title: '深度を傷める実験室',
  intro: '深度マップを傷めて、ネットワークがどう答えるかを見てください。',

  kind: '傷め方',
  kinds: {
    noise: '雑音',
    steps: '段差',
    holes: '穴',
    blur: 'ぼかし',
    shift: 'ずれ',
    inversion: '反転',
    other: '別の画像',
  },
  amount: '強さ',
  amounts: {
    none: '傷みなし',
    noise: (amount) => `標準偏差 ${formatFixed(MOST_NOISE * amount, 2)}`,
    steps: (amount) => `深度は ${stepsOf(amount) + 1} 段階`,
    holes: (amount) => `画像の ${formatPercent(amount)} に値がない`,
    blur: (amount) => `幅の ${formatPercent(FARTHEST_BLUR * amount)} の範囲で 3 回`,
    shift: (amount) => `幅の ${formatPercent(FARTHEST_SHIFT * amount)} だけ`,
    inversion: (amount) => `遠近を ${formatPercent(amount)} 入れ替え`,
    other: (amount) => `別の画像の深度を ${formatPercent(amount)}`,
  },
  other: 'どの画像の深度か',
  ownDepth: '手元の深度マップ',
  ownNear: '近い側',
  nearEnds: { bright: '明るい', dark: '暗い' },
  otherFailed: 'その画像の深度を取得できませんでした。接続を確かめるか、別の画像を選んでください。',

  pictures: {
    damaged: '傷めた深度',
    corrected: '補正後の深度',
    before: '前の回答',
    after: '今の回答',
  },

  curves: {
    overlap: '前と同じに選ぶ所',
    saliency: '顕著性の変化',
    depth: '補正後の深度の変化',
    disagreement: '回答の不一致',
  },
  curveLabel: (title, top) => `傷みの強さに対する「${title}」。目盛りの上端は ${top}`,
  scale: (top) => `上端 ${top}`,
  least: 'なし',
  most: '最大',
  bits: (value) => `${formatThousandths(value)} ビット`,
  change: (value) => `${formatThousandths(value)} / 1`,
  changeHelp:
    '変化は、傷めないときのマップとの平均絶対差です。すべての画素が黒から白に変われば 1 です。',

  measuring: (done) => `曲線を測っています（${done + 1} 点目）…`,
  changes: (amount) =>
    `ここで回答が変わります: ${amount}。これより強いと、選んだ所の 80% 未満しか残りません。`,
  holds: '回答は変わりません。最も強く傷めても、選んだ所の 80% 以上が残ります。',
  slow: 'このネットワークはマップごとに時間がかかるので、曲線は測りません。スライダーは使えます。',
};
