import type { Role } from '../../../image/types.ts';
import type { DepthPlace } from '../../../image/types.ts';
import { formatPercent } from '../../parts/format.ts';
import type { Texts } from '../../../languages/languages.ts';
import type { inputMessages } from '../../input/messages.ts';

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  photo: '写真',
  depth: '深度マップ',
  truth: '正解マップ',
};

const DEPTH_PLACE_WORDS: Readonly<Record<DepthPlace, string>> = {
  alpha: '透明度',
  right: '右半分',
  left: '左半分',
  bottom: '下半分',
  top: '上半分',
};

export const inputJapanese: Texts<typeof inputMessages> = {
  input: {
    title: '画像',
    openPhoto: '写真を開く',
    openAnother: '別の写真を開く',
    takePhoto: '写真を撮る',
    takeBrief: '撮る',
    openHint: 'ドロップや貼り付けもできます',
    slots: {
      photo: { title: '写真' },
      depth: { title: '深度' },
      truth: { title: '正解マップ' },
    },
    add: { depth: '深度マップを追加', truth: '正解マップを追加' },
    another: { depth: '別の深度マップ', truth: '別の正解マップ' },
    depthChoices: { estimated: '推定', none: 'なし' },
    depthFile: (origin) => (origin === 'example' ? '付属' : 'ファイル'),
    innerDepth: '写真の中',
    estimatedTag: '推定',
    estimating: '写真から深度を推定しています…',
    estimatedHint:
      'この深度は、このブラウザーの小さなネットワークが写真から推定したもので、深度マップの代わりに使います。保存するものすべてにそう記されます。',
    noEstimate: (reason) => `深度を推定できなかったので、深度なしで処理します。${reason}`,
    retryEstimate: 'もう一度試す',
    exampleTruth: 'このサンプルの正解マップ',
    truthFacts: (size, objects) => `${size}、物体 ${objects} 個`,
    withNote: (facts, note) => `${facts}。${note}`,
    truthAlt: '正解マップ。白が前景です',
    remove: '外す',
    removeOne: (role) => `${ROLE_NAMES[role]}を外す`,
    swap: '写真と交換',
    swapHelp: '深度マップを写真に、写真を深度マップにします',
    dropAnywhere: '写真、深度マップ、正解マップをドロップしてください。まとめてでもかまいません',
    near: '近い側',
    nearChoices: { auto: '自動', bright: '明るい', dark: '暗い' },
    nearDecided: (end, byFile) =>
      `${byFile ? 'ファイルの情報' : '画像'}から「${end}ほうが近い」と判断しました。違っていたら選び直してください。`,
    nearHelp: '深度マップの明るい側と暗い側のどちらがカメラに近いか',
    size: (width, height) => `${width} × ${height}`,
    depthFacts: (bits, missingShare) =>
      `${bits} ビット${missingShare > 0 ? `、${formatPercent(missingShare)} 欠け` : ''}`,
    photoAlt: (name) => `写真: ${name}`,
    depthAlt: '入力した深度マップ。明るい色ほど近くです',
    noDepth:
      '深度マップがありません。ネットワークには「何も測っていない」と伝わり、平らな場面とみなします。',
    nearLegend: '近い',
    farLegend: '遠い',
    privacy: '画像はこの端末の外へ出ません。ネットワークはこのブラウザーの中で動きます。',
  },

  examples: {
    title: 'サンプル画像',
    before: '前のサンプル',
    after: '次のサンプル',
    open: (title) => `サンプル「${title}」を開く`,
    unreachable: 'サンプルに接続できません。接続を確かめて、もう一度試してください。',
    missing: (status) => `サンプルがありません。サイトの応答は ${status} です。`,
    credit: (credit, licence) => [credit, licence].filter(Boolean).join(' · '),
  },

  question: {
    title: '写真と深度マップの形が違います',
    text: (photo, depth) =>
      `写真は ${photo} 画素、深度マップは ${depth} 画素です。縦横比が 2% より大きく違うので、別の場面のものかもしれません。`,
    turned: 'どちらかを 90 度回せば合います。',
    turn: '深度マップを 90 度回す',
    stretch: '深度マップを写真に合わせて引き伸ばす',
    crop: '深度マップを写真の形に切り取る',
    estimated: '深度マップを使わず、写真から推定する',
    without: '深度マップを使わず、深度なしで続ける',
    cancel: '今の画像のままにする',
  },

  depthQuestion: {
    title: 'これは深度マップのようです',
    text: (name) =>
      `${name} は写真として開かれましたが、名前や種類（16 ビットの灰色）からすると深度マップです。ネットワークには、対になる写真が必要です。`,
    depthOf: (photo) => `${photo} の深度として使う`,
    depthFirst: '深度として使い、次に写真を選ぶ',
    photo: 'それでも写真として開く',
    cancel: '今の画像のままにする',
  },

  placeQuestion: {
    title: 'この画像には深度も入っていますか？',
    text: (name, place) =>
      `${name} は写真と深度を一つにした画像のようです。深度は${DEPTH_PLACE_WORDS[place]}にあります。`,
    take: 'はい、写真と深度として読む',
    photo: 'いいえ、ただの写真です',
    cancel: '今の画像のままにする',
  },
};
