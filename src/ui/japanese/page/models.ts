import { formatMegabytes, formatRoom } from '../../parts/format.ts';
import type { Texts } from '../../../languages/languages.ts';
import type { modelsMessages } from '../../models/messages.ts';

export const modelsJapanese: Texts<typeof modelsMessages> = {
  start: {
    title: 'ネットワークを準備しています',
    stages: {
      backend: '最も速い計算方法を探しています',
      download: '重みをダウンロードしています',
      read: 'チェックポイントを読んでいます',
      build: 'ネットワークを組み立てています',
      'warm-up': 'ウォームアップ中です',
      'first-answer': '最初の回答を作っています。数秒かかります',
    },
    bytes: (loaded, total) =>
      total > 0
        ? `${formatMegabytes(total)} 中 ${formatMegabytes(loaded)}`
        : `${formatMegabytes(loaded)}`,
    fromCache: 'このブラウザーに保存したものを使います',
    opening: (title) => `${title} を開いています`,
    failed: 'ネットワークを始められませんでした',
    retry: 'もう一度試す',
  },

  models: {
    label: 'モデル',
    madeBy: (title) => `${title} による結果`,
    title: '結果を作るモデル',
    origins: {
      shipped: '',
      kept: 'あなたのもの（このブラウザーに保存）',
      visit: 'あなたのもの（ページを閉じるまで）',
    },
    abouts: {
      'ucnet-lite1':
        'いくつもの回答、その分かれる所、スライダー、補正した深度。論文のネットワークを小さくしたものです。',
      'u-net-mobilenetv2':
        '回答は一つ。細かい層を見ながら、一段ずつ元の大きさに戻ります（U-Net、2015 年）。',
      'fcn-8s-mobilenetv2':
        '回答は一つ。細かい層を二つ足してから 8 倍に拡大します。三つの FCN の中で最良です（2015 年）。',
      'fcn-16s-mobilenetv2':
        '回答は一つ。細かい層を一つ足してから 16 倍に拡大します（FCN、2015 年）。',
      'fcn-32s-mobilenetv2':
        '回答は一つ。最も粗い層を一度に 32 倍に拡大するので、輪郭が丸くなります（FCN、2015 年）。',
    },
    figures: (s, f, mae, people) =>
      people === null
        ? `写真 500 枚: S ${s}、F ${f}、誤差 ${mae}`
        : `写真 500 枚: S ${s}、F ${f}、誤差 ${mae}、12 人との距離 ${people}`,
    figuresHelp:
      '検証用の写真 500 枚（深度なし）での平均マップの値です。S 値と平均 F 値は大きいほど、平均絶対誤差は小さいほど良い値です。「12 人との距離」は、回答 5 つと 12 人が選んだ所とのエネルギー距離で、小さいほど良い値です',
    megabytes: (bytes) => (bytes > 0 ? `${formatMegabytes(bytes)}` : ''),
    remove: (title) => `${title} を削除`,
    own: '自分のチェックポイントを使う',
    ownHelp:
      '著者の UC-Net（ResNet-50）の .pth か、そのネットワークまたはこのページ付属のネットワークの .safetensors を使えます。この端末で読むだけで、外へは送られません。中のコードが実行されることもありません。',
    ownDrop: 'このページのどこにでもドロップできます。',
    chooseFile: 'ファイルを選ぶ',
    keep: '次回のためにこのブラウザーに保存する',
    keepSize: (bytes, room) =>
      room === null
        ? `最大 ${formatMegabytes(bytes)} を使います。著者のネットワークは 16 ビットで保存され、その値で動きます。`
        : `ブラウザーの空き ${formatRoom(room)} のうち、最大 ${formatMegabytes(bytes)} を使います。著者のネットワークは 16 ビットで保存され、その値で動きます。`,
    noRoom: (bytes, room) =>
      `${formatMegabytes(bytes)} が必要になるかもしれませんが、ブラウザーの空きは ${formatRoom(room)} です。別のチェックポイントを削除するか、保存せずに使ってください。`,
    cannotKeep:
      'アドレスが安全な接続（https）ではないので、このブラウザーはこのページのものを保存しません。',
    use: 'このチェックポイントを使う',
    dismiss: '今は使わない',
    wholeRun:
      'このネットワークは最初に z を使うので、動かすたびに全体を計算し直します。最後の位置が表示されます',
  },

  oneMap: {
    title: 'マップは一つ、回答の集まりはなし',
    text: (model) =>
      `${model} は UC-Net と比べるためのベースラインです。潜在空間がないので、写真 1 枚にマップを 1 つだけ作り、深度は補正しません。いくつもの回答、スライダー、深度補正を使うには UC-Net を選んでください。`,
  },
};
