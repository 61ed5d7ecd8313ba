import type { Texts } from '../../texts.ts';
import type { attention as english } from '../../../ui/learn/messages/english/attention.ts';

/** 注意、かくれんぼ、次の答えの章。 */
export const attention: Texts<typeof english> = {
  intro:
    'UC-Net がほかの研究から取り入れた、三つの小さな考えです。チャネルに自分で重みを付ける。学習のとき写真の一部を隠す。物体を隠して、ほかの人なら何に印を付けるかを探す。',

  questions: {
    squeeze: {
      ask: 'Squeeze-and-Excitation が、88 × 88 個の値を持つチャネルを見ます。そこから何を残しますか。',
      options: ['全部', '最大値の場所', '一つの数、つまり平均'],
      right: 2,
      why: 'これが squeeze です。そのあと二つの小さな層が、すべての平均から、チャネルごとに 0 から 1 のゲートを作ります。下で倍率を動かすと、一つの平均が変わり、すべてのゲートが変わりえます。',
    },
    hide: {
      ask: '学習では、写真の一部を無作為に隠します。正解は隠しません。ネットワークはそこから何を学びますか。',
      options: [
        '隠れた部分を見つけること',
        '最も特徴的な部分だけでなく、物体のあらゆる部分を使うこと',
        '灰色の四角を無視すること',
      ],
      right: 1,
      why: '特徴的な部分は、いつ隠されるか分かりません。下で物体の中央を隠し、マップがどれだけ残るかを見てください。',
    },
    other: {
      ask: '学習用の写真には答えが一つしかありません。UC-Net はほかの人の答えをどうやって得ますか。',
      options: [
        'もう一度、人に聞く',
        '物体を隠し、顕著性のネットワークに、今は何が目立つかを聞く',
        '答えに雑音を加える',
      ],
      right: 1,
      why: '論文ではこれを三回まで行います。下の「隠してもう一度見る」を押してください。',
    },
  },

  gates: {
    title: 'スクイーズ、エキサイテーション、ゲート',
    text: '上へ戻る各段階の終わりに、チャネルアテンションの入ったブロックがあります。上の棒は各チャネルの平均（スクイーズ）、下の棒はそのゲートです。選んだチャネルは暖色です。',
    stage: '段階',
    stageName: (stride) => `ストライド ${stride}`,
    channel: 'チャネル',
    factor: '平均の倍率',
    reset: '元のまま',
    chart: '上は全チャネルの平均、下はそのゲート',
    map: (number) => `ゲートを掛ける前のチャネル ${number}`,
    numbers: {
      mean: '平均',
      greatest: '最大',
      gate: 'ゲート、平均だけ（SE）',
      cbam: 'ゲート、平均 + 最大（CBAM）',
      others: '0.01 を超えて変わったゲート',
    },
    note: 'ネットワークは平均だけで学習しました。CBAM のゲートは、同じ重みが両方から作るはずのものです。',
    formula: [
      'SE: ゲート = σ(W₂ relu(W₁ 平均))',
      'CBAM: ゲート = σ(W₂ relu(W₁ 平均) + W₂ relu(W₁ 最大))',
    ],
    source:
      'Hu ほか, Squeeze-and-Excitation, CVPR 2018。Woo ほか, CBAM, ECCV 2018。残差ブロックの中: Zhang ほか, RCAN, ECCV 2018。式ではバイアスを省いています',
  },

  seek: {
    title: 'かくれんぼ',
    text: '写真のパッチを押すと隠れます。写真の平均の色で塗りつぶします。マップが追いかけます。',
    grid: '写真のパッチ',
    patch: (row, column) => `${row} 行 ${column} 列のパッチ`,
    random: '半分を無作為に隠す',
    none: 'すべて見せる',
    map: '事前分布の平均での答え',
    numbers: { hidden: '隠した割合', bright: '明るい割合', kept: '元の答えのうち残った割合' },
    formula: ['4 × 4 のパッチを、それぞれ確率 ½ で隠す'],
    source: 'Singh と Lee, Hide-and-Seek, ICCV 2017。UC-Net（CVPR 2020）が学習で使います',
  },

  other: {
    title: '物体を隠すと、次が現れる',
    text: 'ネットワークが何かに印を付けます。その最も大きな部分を縁ごと隠し、もう一度聞きます。ほかの場所で見つかったものに、別の人なら印を付けるかもしれません。黒なら、もう何も見つからないということです。深度は隠した物を見せてしまうので、ここでは使いません。',
    again: '隠してもう一度見る',
    start: '最初から',
    answer: (number) => `答え ${number}`,
    overlap: (number) => `答え ${number} と最初の答えの重なり`,
    bright: (number) => `答え ${number} の明るい割合`,
    formula: ['答えₖ = network(答え 1 … k − 1 を隠した写真) の最も大きな部分、それらの外側'],
    source:
      'Zhang ほか, UC-Net, CVPR 2020。論文では学習用の複数の正解をこのように作ります。ここではこのページのネットワークを使います',
  },
};
