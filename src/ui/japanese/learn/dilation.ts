import type { Texts } from '../../../languages/languages.ts';
import type { dilation as english } from '../../learn/messages/english/dilation.ts';

/** 膨張畳み込みと DenseASPP の章。 */
export const dilation: Texts<typeof english> = {
  intro:
    '画素が目立つかどうかを知るには、周りを遠くまで見なければなりません。マップを縮めると細部が失われます。膨張畳み込みは、カーネルの九つの重みの間を広げます。同じ計算量で、より遠くが見えます。',

  questions: {
    field: {
      ask: '3 × 3 の畳み込みを三つ続けます。膨張率は 1、2、4 です。一つの出力が見る幅は何セルですか。',
      options: ['7', '9', '15', '27'],
      why: '一つごとに膨張率の 2 倍が加わります: 1 + 2 · (1 + 2 + 4) = 15。下で三つの膨張率を設定して、数えてください。',
    },
    gridding: {
      ask: '今度は膨張率が 2、2、2 です。受容野は 13 × 13 です。そのうち実際に見えるのはどのくらいですか。',
      options: ['すべて', 'およそ半分', 'およそ 29%'],
      why: '偶数セルの移動しかできないので、13 × 13 のうち 7 × 7 だけが見えます。すき間のある格子です。上で「2, 2, 2」、次に「1, 2, 5」を押してください。',
    },
    dense: {
      ask: 'DenseASPP の膨張率は 3、6、12、18、24 で、それぞれが入力とそれまでの全出力を見ます。受容野の幅はいくつですか。',
      options: ['49', '63', '127', '24'],
      why: '最も長い経路は五つすべてを通ります: 1 + 2 · 63 = 127。密な結合のない並列なら 49 です。膨張率はすべて 3 の倍数なので、ここにも格子があり、見えるのは 127 × 127 のうち 43 × 43 です。ただし各セルは、前の層で周囲も見ています。上で「DenseASPP」を押してください。',
    },
    edge: {
      ask: 'ストライド 32 のマップは 11 × 11 です。膨張率 12 の 3 × 3 カーネルの中央を、マップの中央に置きます。九つの重みのうち、マップの中に入るのはいくつですか。',
      options: ['九つすべて', '五つ', '一つ'],
      why: '端までは 5 セルですが、ほかの八つの重みは 12 セル離れています。どこに置いても同じで、ここでは膨張率 12 は 1 × 1 の畳み込みになります。下でストライド 32 を選び、膨張率を順に変えてみてください。',
    },
  },

  field: {
    title: '一つの出力が見るもの',
    text: '明るいセルは、中央の出力に届きます。経路が多いほど明るくなります。受容野の中の黒いセルは、まったく見えていません。これが格子化（gridding）です。',
    join: 'つなぎ方',
    joins: { cascade: '直列', parallel: '並列', dense: '密' },
    about: {
      cascade: 'どの畳み込みも、一つ前のものを読みます。',
      parallel: 'ASPP: それぞれが入力を読み、出力を合わせます。',
      dense:
        'DenseASPP: それぞれが、入力とそれまでのすべての出力を読みます。受容野の幅は直列と同じですが、途中の膨張率を飛ばせるので、小さなスケールと大きなスケールが一緒に届きます。',
    },
    presets: { dense: 'DenseASPP', gridding: '2, 2, 2', mended: '1, 2, 5', single: '24 だけ' },
    rate: (number) => `膨張率 ${number}`,
    more: '一つ増やす',
    fewer: '一つ減らす',
    picture: '出力から見えるセル',
    layers:
      '中央の行を横から見た図: 上が出力、下が入力、線がその間の経路。並列と密では、入力より上の各行の中央のセルを合わせたものが出力',
    side: '受容野の幅（セル）',
    reached: '見える割合',
    reachedOf: (share, cells, all) => `${share}（${all} のうち ${cells}）`,
    weights: '重みの数（各層 1 チャネル）',
    pixels: 'ストライド 4 での画素数',
    formula: [
      '膨張率 r の 3 × 3 カーネルの幅は 2r\u00a0+\u00a01 セル',
      '直列と密: 受容野 = 1 + 2 · Σ r',
      '並列: 受容野 = 1 + 2 · max r',
    ],
    source:
      'Yu と Koltun, Multi-Scale Context Aggregation by Dilated Convolutions, ICLR 2016。Yang ほか, DenseASPP, CVPR 2018。格子化と 1, 2, 5: Wang ほか, Understanding Convolution for Semantic Segmentation, WACV 2018, 3.2 節',
  },

  stages: {
    title: '選んだ画像での DenseASPP',
    text: 'このページのネットワークは、四つの段階のそれぞれに DenseASPP を持っています。段階と枝を選んでください。遠くを見るカーネルは、画像から何を取り出すでしょうか。',
    stage: '段階',
    branch: '枝',
    stageName: (stride) => `ストライド ${stride}`,
    branchName: (rate) => `膨張率 ${rate}`,
    merged: 'すべてを統合',
    inside: 'マップの中に入る重み',
    insideOf: (weights) => `9 個のうち ${weights}`,
    insideText:
      '全位置の平均です。残りは、端の外の 0 に掛かります。ストライド 32 ではマップが 11 × 11 なので、膨張率 12、18、24 は中央の重みしか残らず、1 × 1 の畳み込みになります。',
    formula: [
      'マップの中に入る重みの数 = (1 + 2 · max(0, 一辺 − r) / 一辺)²、一辺: マップのセル数',
    ],
    source:
      'Yang ほか, DenseASPP, CVPR 2018, 3 節。マップの外に出る重み: Chen ほか, Rethinking Atrous Convolution, 2017, 3.3 節',
  },
};
