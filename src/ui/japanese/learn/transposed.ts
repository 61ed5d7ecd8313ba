import type { Texts } from '../../../languages/languages.ts';
import type { transposed as english } from '../../learn/messages/english/transposed.ts';

/** 転置畳み込みの章。 */
export const transposed: Texts<typeof english> = {
  intro:
    'ネットワークは写真をだんだん小さなマップにして見ていきます。画素ごとに答えるには、最後のマップを再び大きくしなければなりません。転置畳み込みは、その方法を学習します。',

  questions: {
    size: {
      ask: '3 × 3 の入力に、3 × 3 のカーネルをストライド 2 で、何も切り落とさずに使います。出力の大きさはいくつですか。',
      options: ['5 × 5', '6 × 6', '7 × 7', '9 × 9'],
      why: '三つのカーネルが 2 ずつ離れて並びます。0 から数えて、最後のカーネルは 4 から始まって 6 で終わるので、場所は 7 つです。下で入力を 3、ストライドを 2 にして数えてください。',
    },
    checkerboard: {
      ask: '入力はすべて 1、重みもすべて 1 です。カーネルの幅は 3、ストライドは 2 です。出力の内側は一様になりますか。',
      options: ['一様になる', '市松模様になる', '右ほど明るくなる'],
      why: 'カーネルの幅が 3 で、2 ずつずらすと、重なり方にむらができます。縦横それぞれで、入力が一つ届く出力と二つ届く出力があり、値は 1、2、4 になります。ボタンを押して見て、次にカーネルを 4 にしてください。',
    },
    quiz: {
      ask: 'ConvTranspose2d(16, 33, 3, stride = 2, padding = 1, dilation = 2) に 20 × 16 × 50 × 100 のテンソルを入れます。何が出てきますか。',
      options: [
        '20 × 33 × 99 × 199',
        '20 × 33 × 101 × 201',
        '20 × 33 × 100 × 200',
        '20 × 16 × 101 × 201',
      ],
      why: '高さは (50\u00a0−\u00a01) · 2 − 2 · 1 + 2 · (3\u00a0−\u00a01) + 1 = 101、幅は 201 です。16 チャネルは 33 になり、20 枚の画像は 20 枚のままです。',
    },
  },

  stamp: {
    title: 'カーネルを置いていく',
    text: '入力の一つ一つがカーネル全体に掛けられ、ストライドの分ずつずらして出力の上に置かれます。重なった所は足し合わせます。最後にパディングの分、つまり破線のマスを切り落とします。',
    view: '注目するもの',
    views: { scatter: '入力一つ', gather: '出力一つ', table: '両方を表で' },
    input: '入力',
    kernel: 'カーネル',
    stride: 'ストライド',
    padding: 'パディング',
    dilation: '膨張率',
    outputPadding: '出力パディング',
    at: '入力の番号',
    out: '出力の番号',
    values: '入力の値',
    inputPatterns: { numbers: '1, 2, 3 …', ones: 'すべて 1', dot: '点一つ' },
    weights: 'カーネルの重み',
    kernelPatterns: { numbers: '1, 2, 3 …', ones: 'すべて 1', bilinear: '双線形' },
    inputPicture: (side) => `入力 ${side} × ${side}`,
    kernelPicture: (side) => `カーネル ${side} × ${side}`,
    outputPicture: (side) => `出力 ${side} × ${side}`,
    tablePicture: '一方向だけの表: 縦が入力、横が出力',
    play: '再生',
    stop: '停止',
    size: '出力の一辺',
    reached: '届く入力',
    scatterSum: (input, row, column) =>
      `${row} 行 ${column} 列の入力は ${input} です。その ${input} 倍のカーネルが、暖色の枠のマスに足されます。`,
    gatherSum: (row, column, sum) => `${row} 行 ${column} 列の出力は ${sum} です。`,
    noSum: '0（どの入力も届かない）',
    tableText:
      '行を読むと、一つの入力の重みがどこへ行くかが分かります。列を読むと、一つの出力が何を足しているかが分かります。同じストライドのふつうの畳み込みは、この表を逆向きに、大きなマップから小さなマップへと読みます。学習では、その畳み込みの勾配がまさにこの表を通って戻ります。だから、畳み込みの勾配と転置畳み込みは同じ演算です。',
    nothingLeft:
      'パディングですべて切り落とされます。パディングを小さくするか、入力かカーネルを大きくしてください。',
    tooMuch:
      '出力パディングは、ストライドか膨張率より小さくなければなりません。そうでないと、そこに入る値を決められません。',
    formula: [
      '出力 = (入力\u00a0−\u00a01) · ストライド − 2 · パディング + 膨張率 · (カーネル\u00a0−\u00a01) + 出力パディング + 1',
    ],
    formulaNumbers: ({ input, stride, padding, dilation, kernel, outputPadding, output }) =>
      `(${input}\u00a0−\u00a01) · ${stride} − 2 · ${padding} + ${dilation} · (${kernel}\u00a0−\u00a01) + ${outputPadding} + 1 = ${output}`,
    source:
      'Dumoulin と Visin, A guide to convolution arithmetic for deep learning, 2016, 第 4 章。膨張率と出力パディングは PyTorch による',
  },

  checkerboard: {
    title: '市松模様ができる理由',
    text: 'チェッカーボードアーティファクトと呼ばれます。カーネルの大きさがストライドで割り切れないと、出力によって届く入力の数が違います。学習で均されることもありますが、完全にはならないことが多いのです。割り切れるカーネルなら重なりは一様になりますが、重みが模様を学ぶことはあります。先に拡大してから畳み込めば、重なりのむらは起こりません。',
    uneven: 'カーネル 3、ストライド 2',
    even: 'カーネル 4、ストライド 2',
    tent: 'カーネル 4、ストライド 2、双線形',
    uses: 'FCN は双線形の重みから始めます。幅がストライドの 2 倍なら、このとき転置畳み込みはただの滑らかな拡大です。学習がそれを変えていきますが、FCN の最後の層では固定します。',
    source: 'Odena, Dumoulin, Olah, Deconvolution and Checkerboard Artifacts, Distill 2016',
  },

  quiz: {
    title: 'どんな大きさでも',
    text: '層の数値を決めると、出てくるものの大きさが分かります。そのあと実行してみてください。乱数を入れて、本物の演算を行います。',
    deck: '問題の数値にする',
    fcn: 'FCN-32s の最後の層',
    fcnText:
      'この層は ConvTranspose2d(21, 21, 64, stride = 32) です。1 セルに 21 個（20 クラスと背景）のスコアを 32 倍に拡大します。ストライド 32 の双線形カーネルの幅は 2 · 32 = 64 です。16 × 16 は 544 × 544 になり、そのあと写真の大きさに切り取ります。',
    fcnLink: '2 章で、写真での拡大（11 × 11 から 352 × 352 へ）を見られます。',
    range: (min, max) => `${min} から ${max} までの整数`,
    batch: '画像の枚数',
    inputs: '入力チャネル',
    outputs: '出力チャネル',
    height: '高さ',
    width: '幅',
    side: 'カーネル',
    step: 'ストライド',
    cut: 'パディング',
    spread: '膨張率',
    rest: '出力パディング',
    shape: '出てくるもの',
    weights: '重みの数',
    products: '掛け算の回数',
    heightLine: '高さ:',
    widthLine: '幅:',
    run: '実行する',
    running: '実行しています…',
    ran: (shape, seconds) =>
      `${shape} が ${seconds} でできました。JavaScript だけを使い、コア一つで計算しています。`,
    tooLarge:
      'JavaScript だけでは時間がかかりすぎます。実行するには、掛け算が 20 億回未満、出力が 5000 万個未満になる数値を選んでください。',
    failed: '実行できませんでした。ブラウザーのメモリが足りないか、コードを読み込めませんでした。',
  },
};
