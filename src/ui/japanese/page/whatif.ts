import { formatThousandths } from '../../parts/format.ts';
import type { Texts } from '../../../languages/languages.ts';
import type { whatIfMessages } from '../../whatif/messages.ts';

export const whatIfJapanese: Texts<typeof whatIfMessages> = {
  button: 'もしも…',
  buttonHelp: '部品を一つ外したら、このネットワークがどう答えるか',
  notHere: '部品を外せるのは、ここで学習した UC-Net だけです',
  title: 'もし部品が一つなかったら？',
  choice: '外すもの',
  variants: {
    m2: '深度補正',
    m4: '写真から読み取る人の違い',
    m6: '潜在変数',
  },
  texts: {
    m2: '穴や雑音も含め、読み込んだままの深度で顕著性を求めます（論文の M2）。',
    m4: '潜在変数を、ネットワークが写真から読み取る事前分布からではなく、写真によらない標準正規分布から引きます（論文の M4）。ここにある重みは、どの写真からもほぼこの分布を読み取るので、ほとんど何も変わりません。',
    m6: 'すべての回答が同じ潜在変数を使います。違いはモンテカルロ・ドロップアウトから生まれます。学習のときのように、回答ごとに別のチャネルを無作為に外します（論文の M6）。',
  },
  weights:
    '重みはいつもと同じで、すべての部品とともに学習したものです。だから、ここで分かるのはこの重みがどう答えるかです。',
  trained: (without, whole) =>
    `それぞれ小さな画像 30,000 枚で学習し直したネットワークでは、S は部品なしで ${formatThousandths(without.sMeasure)}、すべての部品ありで ${formatThousandths(whole.sMeasure)} です。五つの回答と 12 人の回答とのエネルギー距離は ${formatThousandths(without.energyDistance)} と ${formatThousandths(whole.energyDistance)} です。S（構造の指標）は大きいほど、距離は小さいほど良い値です。`,
  pictures: '部品があるときとないときの回答',
  asItIs: 'そのまま',
  without: '部品なし',
  mean: '回答の平均',
  disagreement: '回答が食い違う所',
  depth: '使った深度',
  answers: '回答',
  answer: (number) => `回答 ${number}`,
  waiting: '部品を外してネットワークを動かしています…',
  saliency: '顕著性の変化',
  overlap: '前と同じに選ぶ所',
  disagree: '回答の不一致',
  change: (value) => `${formatThousandths(value)} / 1`,
  bits: (before, after) => `${formatThousandths(before)} → ${formatThousandths(after)}\u00a0ビット`,
};
