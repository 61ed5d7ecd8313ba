import { formatRounded } from '../../learn/format.ts';
import type { Texts } from '../../../languages/languages.ts';
import type { ablations as english } from '../../learn/messages/english/ablations.ts';

/** アブレーションの章。 */
export const ablations: Texts<typeof english> = {
  intro:
    '部品にはどれだけの価値があるでしょうか。外して、もう一度見ます。これがアブレーションです。ここでは、動いているネットワークから部品を外せます。',

  questions: {
    dropout: {
      ask: 'M6 には z がありません。チャネルを無作為に落として回答を作ります（モンテカルロ・ドロップアウト）。回答ごとに何をもう一度動かしますか。',
      options: [
        'PredictionNet だけ',
        'SaliencyNet の DenseASPP 以降と PredictionNet',
        '何も動かさない',
      ],
      why: '落とすのは、SaliencyNet の奥にある DenseASPP のチャネルで、そのあとがすべて変わります。積和演算は画像一枚の 24 億 1700 万回のうち 6 億 8900 万回です。最後に入る z なら 410 万回で済みます。このページは SaliencyNet の残りも動かし直します。上で M6 を選び、計算量を見てください。',
    },
    prior: {
      ask: 'M4 は普通の VAE です。画像が何であっても、z は一つの正規分布から引きます。このページの重みで試すと、回答の広がりはどうなりますか。',
      options: ['回答がすべて同じになる', 'どの画像でも同じ大きさになる', 'ほとんど変わらない'],
      why: 'PriorNet は画像ごとに違う事前分布を出せますが、この重みはどの画像にもほぼ同じものを出します。下で M4 を選び、数値を比べてください。ある画像で回答が分かれ、別の画像で分かれないのは、PredictionNet が z と結合する特徴によるものです。M4 をやかんと帽子の画像で試してください。',
    },
    fair: {
      ask: '部品を切っても、マップはほとんど変わりません。ではその部品に価値はない、と言えますか。',
      options: ['言える', '言えない。それなしで学習し直さなければ分からない'],
      why: 'この重みは、すべての部品と一緒に学習したものです。一つがないと迷うこともあれば、この画像では要らないこともあります。アブレーションでは、同じデータと同じシードで各モデルを学習し直し、たくさんの画像で測ります。',
    },
  },

  live: {
    title: '部品を外す',
    text: '左がネットワーク全体、右が部品を外したモデルです。回答の平均と、回答が違うところを示します。重みもシードも同じです。',
    legend: 'モデル',
    names: { full: '全体', m2: 'M2', m4: 'M4', m6: 'M6' },
    about: {
      full: '何も外しません。',
      m2: 'DepthCorrectionNet なし。深度は測定値のままです。',
      m4: '普通の VAE。画像が何であっても、z は一つの正規分布からです。',

      m6: 'z なし。DenseASPP のチャネルを無作為に落とし続け、それが回答の違いになります。',
    },
    scale:
      'この重みは画像ごとの事前分布で学習しました。そこで、例の画像すべての事前分布を合わせた分布を使います。',
    common: ({ number, mu, sigma, least, most }) =>
      `z${number}: どの画像でも N(${mu}, ${sigma}²)。画像ごとの事前分布の平均は ${least} から ${most}`,
    count: '回答の数',
    seed: 'シード',
    whole: 'ネットワーク全体',
    mean: (name) => `${name}: 平均`,
    variance: (name) => `${name}: 分散（0.1 以上は白）`,
    sample: (name, number) => `${name}: 回答 ${number}`,
    numbers: {
      change: '平均マップの変化の平均',
      fullVariance: '分散（全体）',
      variance: '分散（変更後）',
      fullDistance: '二つの回答の距離（全体）',
      distance: '二つの回答の距離（変更後）',
      fullSample: 'もう一つの回答の積和演算（全体）',
      sample: 'もう一つの回答の積和演算（変更後）',
    },
    multiplyAdds: (count) => `${formatRounded(count)}回`,
    formula: [
      '分散 = 画素ごとの、回答 Pᶜ についての (Pᶜ − 平均)² の平均',
      '二つの回答の距離 = 1 − IoU（0.5 で二値化）',
    ],
    source:
      'Zhang ほか, UC-Net, CVPR 2020 のアブレーション。ドロップアウト: Gal と Ghahramani, ICML 2016（ここではチャネル単位）',
  },

  costs: {
    title: '外すと、ここでは何を失うか',
    text: '回答の平均を、画像の正解と比べます。括弧内はネットワーク全体との差です。一枚の画像と、すべての部品と一緒に学習した重みでの値です。このネットワークが部品をどれだけ必要とするかを示しますが、部品の価値そのものではありません。',
    button: 'この画像で四つすべてを測る',
    noTruth:
      'ここではこの画像の正解がないので、距離だけを示します。上で例の画像を選んでください。どれにも正解があります。',
    scores: { sMeasure: 'S ↑', adaptiveF: 'F ↑', adaptiveE: 'E ↑', mae: 'MAE ↓' },
    distance: '二つの回答の距離',
  },

  ours: {
    title: '学習し直したら、何を失うか',
    text: 'それには、どのモデルも、192 × 192 の同じ 30,000 枚から、同じ順に、同じ初期値から学習します。この実験はまだ済んでいないので、示せる数値はありません。コマンドは docs/ablations.md にあります。M2、M4、M6 は論文の実験での番号です。論文のほかのモデルは、ここでは試しません。GSNN は損失なので、学習でしか違いを見られません。',
    columns: { name: 'モデル', what: '違い' },
    gsnn: 'エネルギースコアの代わりに、論文の損失を使います。事前分布から引いた回答を、それぞれ一つの正解と比べます。そのため、平均の回答が最良になります。',
    energy:
      'このページの重みは、エネルギースコアで学習しました。引いた回答は人々の回答に近く、しかも人々の回答どうしと同じだけ互いに離れることを求められます。',
    formula: [
      'エネルギースコア = d(S_i, Y_j) の平均 − ½ · d(S_i, S_j) の平均、i ≠ j',
      'S: 引いた回答。Y: 人々の回答。d: ソフト Jaccard 距離 + 2 · 平均絶対差',
    ],
    source:
      'Gneiting と Raftery, Strictly Proper Scoring Rules, JASA 2007。GSNN: Sohn ほか, NIPS 2015。このプロジェクトの docs/training.md',
  },

  published: {
    title: '論文の報告',
    text: 'ネットワーク全体の、六つの RGB-D データセットでの値です。S、F、E は大きいほど、MAE は小さいほど良い値です。論文のアブレーションには、M2、M4、M6 などの表もあります。数値を確かめられなかったので、ここには載せません。',
    set: 'データ',
    scores: { sMeasure: 'S', meanF: 'F（平均）', meanE: 'E（平均）', mae: 'MAE' },
    source:
      'Zhang ほか, UC-Net, CVPR 2020。論文のものは 3130 万パラメーターの ResNet-50 です。このページのものは 540 万で、学習データも違うため、これはこのページの数値ではありません',
  },
};
