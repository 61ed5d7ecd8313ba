import type { Texts } from '../../../languages/languages.ts';
import type { measures as english } from '../../learn/messages/english/measures.ts';

/** 評価指標の章。 */
export const measures: Texts<typeof english> = {
  intro:
    'そのマップは、どのくらい良いのでしょうか。指標はいくつもあり、それぞれ別のところを見ています。マップを描いて、指標がどう変わるかを見てください。',
  failed:
    '採点が止まったか、そのコードを読み込めませんでした。接続を確かめて、もう一度試してください。',

  questions: {
    black: {
      ask: '画像の 5.5% を占める細い形があります。ネットワークの回答は全面が黒です。平均絶対誤差はいくつですか。',
      options: ['約 0.95', '約 0.5', '約 0.05'],
      why: '誤差があるのはその形の画素だけで、それぞれ 1 です。だから小さな物体では、役に立たないマップでも誤差は小さくなります。下で「細い形」と「黒」を選んでください。ほかの指標のうち 0 になるのは重み付き F と輪郭の F だけです。その理由はそこに書いてあります。',
    },
    shift: {
      ask: '大きな丸い物体のマップです。形は正しいのですが、位置が数画素ずれています。最も下がる指標はどれですか。',
      options: ['E', 'S', 'F', '輪郭の F'],
      why: '面積のほとんどは重なったままなので、F と S は 0.7 より大きく、E は 0.9 より大きいままです。輪郭はほとんど重なりません。上で「ボール」と「ずれ」を選んでください。細い形ではほとんどが輪郭なので、F も同じくらい下がります。',
    },
    beta: {
      ask: 'マップが少し大きすぎます。物体はすべて見つかっていますが、背景も少し含んでいます。F = (1 + β²) · P · R / (β² · P + R) の β² を大きくすると（P は適合率、R は再現率）、F は上がりますか、下がりますか。',
      options: ['上がる', '下がる', '変わらない'],
      why: 'β² が大きいほど再現率が重くなり、ここでは再現率が満点です。この分野でよく使う 0.3 は適合率を重んじます。上で「大きめ」を選び、β² を動かしてください。',
    },
  },

  draw: {
    title: 'マップを描く',
    text: 'オレンジの線が正解の輪郭です。白は「目を引く」、黒は「目を引かない」、灰色は「かもしれない」を表します。',
    label: '描くためのマップ。矢印キーで筆が動き、スペースで塗ります',
    picture: '正解の輪郭を重ねたマップ',
    scene: '正解',
    scenes: { ball: 'ボール', two: '物体二つ', thin: '細い形' },
    start: '初めのマップ',
    starts: {
      exact: '正解どおり',
      shifted: 'ずれ',
      larger: '大きめ',
      soft: 'ぼかし',
      half: '左半分',
      empty: '黒',
    },
    brush: '筆',
    brushes: { white: '白', grey: '灰色', black: '黒' },
    size: '筆の太さ',
    hint: 'マウスか指で描きます。キーボードでは、マップに移り、矢印で動かし、スペースで塗ります。',
  },

  scores: {
    names: {
      mae: 'MAE ↓',
      sMeasure: 'S ↑',
      adaptiveF: 'F ↑',
      maxF: '最大 F ↑',
      weightedF: '重み付き F ↑',
      adaptiveE: 'E ↑',
      iou: 'IoU（Jaccard 係数、JI）↑',
      pixelAccuracy: '全画素の正解率 OP ↑',
      classAccuracy: 'クラス別の正解率 PC ↑',
      contour: '輪郭の F ↑',
    },
    note: (beta) =>
      `↑ は大きいほど、↓ は小さいほど良い値です。F、E、IoU と正解率は適応しきい値（マップの平均の 2 倍）でのもので、β² は ${beta} です。`,
  },

  binary: {
    label: (threshold) => `適応しきい値 ${threshold} で二値化したマップ`,
    black:
      'マップが黒いので平均の 2 倍も 0 になり、どの画素も 0 以上なので、すべてに印が付いたことになります。F、E、IoU、OP、PC は真っ白なマップの値です。この分野のツール（PySODMetrics）も同じです。MAE、S、重み付き F はしきい値を使いません。',
  },

  look: {
    title: 'それぞれの指標が見るもの',
    legend: '指標',
    names: {
      error: 'MAE',
      f: 'F',
      weighted: '重み付き F',
      overlap: 'IoU、OP、PC',
      s: 'S',
      e: 'E',
      contour: '輪郭',
    },
  },

  error: {
    text: '画素ごとの差です。差が大きいほど明るく示します。MAE はその平均で、誤りがどこにあるかは問いません。',
    mean: '画像全体の平均',
    formula: ['MAE = |マップ − 正解| の平均'],
    source: 'Perazzi ほか, Saliency Filters, CVPR 2012',
  },

  f: {
    text: 'しきい値でマップを白と黒に分けます。適合率は白のうち正しい割合、再現率は物体のうち白い割合です。F は、256 通りのしきい値のそれぞれで両者を一つにまとめます。β² は、適合率に対する再現率の重みです。',
    chart: '0 から 255 のしきい値に対する適合率、再現率、F',
    axis: 'しきい値（0 から 255）',
    lines: { precision: '適合率', recall: '再現率', f: 'F' },
    adaptive: '適応しきい値',
    beta: 'β²',
    threshold: '適応しきい値',
    adaptiveF: 'そこでの F',
    meanF: 'F の平均',
    maxF: 'F の最大',
    formula: [
      'F = (1 + β²) · P · R / (β² · P + R)、P: 適合率、R: 再現率',
      '適応しきい値 = min(2 · マップの平均, 1)',
    ],
    source: 'Achanta ほか, Frequency-tuned Salient Region Detection, CVPR 2009',
  },

  weighted: {
    text: 'しきい値を使わない F で、誤りをその場所によって重み付けします。図は、誤って付けた印の重みです。物体のすぐ隣では 1、遠くでは 2 に近づき、残りは 5 画素ごとに半分になります。物体の中では誤りを平滑化します。見つけた画素に囲まれた穴は、小さな誤りだからです。',
    precision: '重み付き適合率',
    recall: '重み付き再現率',
    f: '重み付き F',
    formula: [
      '外側の重み = 2 − ½^(距離 / 5)、距離: 物体まで、画素',
      'TP = |物体| − Σ 内側の重み付き誤差、FP = Σ 外側の重み付き誤差',
      'R = TP / |物体|、P = TP / (TP + FP)、F = 2 · P · R / (P + R)',
    ],
    source: 'Margolin, Zelnik-Manor, Tal, How to Evaluate Foreground Maps?, CVPR 2014。β = 1',
  },

  overlap: {
    text: '適応しきい値での四種類の画素です。緑は見つけたもの、赤は誤検出、オレンジは見落とし、黒は正しい背景。IoU は正しい背景を数えません。OP は数えるので、小さな物体はほとんど影響しません。PC は物体と背景を同じ重みで扱います。',
    formula: [
      'IoU（Jaccard 係数、JI）= 見つけた / (見つけた + 誤検出 + 見落とし)',
      '全画素の正解率 OP = (見つけた + 正しい背景) / 全部',
      'クラス別の正解率 PC = ½ · 見つけた / 物体 + ½ · 正しい背景 / 背景',
    ],
    source: 'Jaccard, 1901。画素とクラスの正解率: Long, Shelhamer, Darrell, FCN, CVPR 2015, 5 節',
  },

  s: {
    text: 'S はしきい値を使わず、構造を見ます。物体の項は、物体が一様に明るく、背景が一様に暗いことを求めます。領域の項は、正解の重心で画像を四つに切り、それぞれを比べます。',
    object: '物体の項',
    region: '領域の項',
    regions: ['左上', '右上', '左下', '右下'],
    formula: [
      'S = ½ · 物体 + ½ · 領域',
      '物体: 2x̄ / (x̄² + 1 + σ) を物体と背景で求め、面積で重み付け',
      '領域: 4 x̄ ȳ σ_xy / ((x̄² + ȳ²)(σ_x² + σ_y²)) を四つの区画で求め、面積で重み付け',
      'x̄、σ: マップ（背景では 1 − マップ）の平均と標準偏差。ȳ、σ_y: 正解の。σ_xy: 共分散',
    ],
    source: 'Fan ほか, Structure-measure, ICCV 2017, 3 節',
  },

  e: {
    text: 'マップを適応しきい値で白と黒に分けます。マップと正解からそれぞれの平均を引き、符号がそろう画素を「合っている」とします。明るい所が合っている所です。画素は 4 種類なので、値も 4 つです。',
    kinds: {
      truePositives: '見つけた',
      falsePositives: '誤検出',
      falseNegatives: '見落とし',
      trueNegatives: '正しい背景',
    },
    kind: (value, pixels) => `${value} × ${pixels}`,
    formula: [
      'ξ = 2ab / (a² + b²)',
      'E = Σ (ξ + 1)² / 4 ÷ (画素数 − 1)',
      'a、b: それぞれの平均を引いたマップと正解',
    ],
    source: 'Fan ほか, Enhanced-alignment Measure, IJCAI 2018',
  },

  contour: {
    text: (tolerance) =>
      `輪郭だけを見ます。緑は相手の輪郭に近い所、赤は輪郭のない所に描いた線、オレンジは見落とした輪郭です。「近い」とは、いまは画像の対角線の ${tolerance} 以内です。ベンチマークでは 0.75% です。`,
    tolerance: '許容幅',
    precision: '適合率',
    recall: '再現率',
    pixels: '許容幅（画素）',
    formula: ['F = 2 · P · R / (P + R)。相手の輪郭に近い輪郭画素について'],
    source:
      'Arbeláez ほか, Contour Detection and Hierarchical Image Segmentation, TPAMI 2011。一対一の対応付けは、Perazzi ほか, CVPR 2016 と同じく省略',
  },

  challenge: {
    title: '指標を食い違わせられますか',
    text: (s, f) =>
      `S は高いのに F は低いマップを描いてください。S は ${s} 以上、適応しきい値での F は ${f} 以下です。`,
    now: (s, f) => `今の S は ${s}、F は ${f} です。`,
    done: 'できました。',
    show: '例を見る',
    why: '明るさ ¼ の背景に、明るさ ½ の物体を置きます。物体はどこも背景より明るいので、S には構造が見えます。ところが平均の 2 倍は物体より明るいので、適応しきい値では何も見つかりません。最良のしきい値なら F は 1 です。表がどの F を載せているかは大切です。',
  },
};
