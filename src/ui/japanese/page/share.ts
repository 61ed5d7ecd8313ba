import type { Texts } from '../../../languages/languages.ts';
import type { shareMessages } from '../../share/messages.ts';

export const shareJapanese: Texts<typeof shareMessages> = {
  menu: '共有',
  page: '1 ページにまとめる（HTML）',
  pageHelp:
    '写真、すべてのマップ、設定、数値と、小さなビューアーを一つのファイルにまとめます。このサイトも接続もなしに、どこでも開けます。',
  sheet: 'スライド用の画像（PNG）',
  sheetHelp: '写真、メインの画像、不一致、回答を 1920 × 1080 の 1 枚にまとめます。',
  answersOf: (shown, count) => `回答 ${count} 個中 ${shown} 個`,
  numbers: 'すべての数値（JSON）',
  numbersHelp: '設定、潜在変数、場所、不確かさ、時間。正解マップがあれば得点も入ります。',
  link: 'リンク',
  linkHelp: 'このサンプルとこの設定でページが開きます。',
  ownLinkHelp: (files) =>
    `リンクに入るのは設定とファイル名だけで、画像は入りません。次のファイルを一緒に送り、向こうで開いてもらってください: ${files}。「1 ページにまとめる」なら、ほかに何もいりません。`,
  waiting: '処理中の結果が出るのを待っています…',
  making: 'ファイルを作っています…',
  saved: (name) => `${name} を保存しました`,
  failed: (detail) => `ファイルを作れませんでした。もう一度試してください。（${detail}）`,
  file: {
    title: (name) => `${name} の中で目を引くもの`,
    left: '左',
    right: '右',
    wipe: 'ワイプ',
    zoom: '拡大',
    photo: '写真',
    outlines: 'すべての回答の輪郭',
    explored: '送り手の回答',
    own: '送り手がスライダーで選んだ回答',
    settings: '設定と数値',
    model: 'モデル',
    made: 'ブラウザーで動く UC-Net で作りました。このファイルはネットワークに接続しません。',
    again: 'ページで開く',
    againOwn: (files) => `ページで設定を開き、そこで次のファイルを開いてください: ${files}`,
    script: 'このビューアーには JavaScript が必要です。コードはこのファイルに入っています。',
    alt: (layer) => `${layer}（写真の上に重ねたもの）`,
  },
};
