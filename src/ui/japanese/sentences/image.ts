import type { imageEnglish, NoReading } from '../../../image/sentences.ts';
import type { DepthPlace, InnerDepth, SaidNear } from '../../../image/types.ts';
import type { Texts } from '../../../languages/languages.ts';

const ACCEPTED =
  'PNG、JPEG、WebP、HEIC、AVIF、JPEG XL、TIFF、BMP、GIF の画像か、これらの形式または OpenEXR、NumPy、MATLAB、PFM、PGM、Radiance の深度マップ';

const INNER_DEPTH: Readonly<Record<InnerDepth['kind'], string>> = {
  GDepth: 'Google のカメラの形式（GDepth）',
  'Dynamic Depth': 'Android のカメラの形式（Dynamic Depth）',
  Samsung: 'Samsung のスマートフォンの形式',
  'second picture': '写真の後ろにある灰色の画像',
  HEIC: 'HEIC ファイルの深度画像',
};

const PLACES: Readonly<Record<DepthPlace, string>> = {
  alpha: '透明度',
  right: '右半分',
  left: '左半分',
  bottom: '下半分',
  top: '上半分',
};

const SAID_BY: Readonly<Record<Exclude<SaidNear['by'], 'colours' | 'sign'>, string>> = {
  name: 'ファイル名',
  array: '配列の名前',
  channel: 'チャネルの名前',
};

const NO_READINGS: Readonly<Record<string, string>> = {
  zero: '0',
  negative: '負の値',
  notNumber: 'NaN',
  infinite: '無限大',
} satisfies Record<NoReading, string>;

export function unread(
  subject: string,
  variant: string,
  remedy = 'PNG で保存してください',
): string {
  return `${subject} は${variant}なので、ここでは読めません。${remedy}。`;
}

/** What is told of picture files in Japanese. */
export const image: Texts<typeof imageEnglish> = {
  empty: (subject) => `${subject} は空（0 バイト）です。${ACCEPTED}を選んでください。`,
  unknownFormat: (subject) =>
    `${subject} は、ここで読める画像ではありません。${ACCEPTED}を選んでください。`,
  notDownloaded: (subject, instead) =>
    instead === 'web page'
      ? `${subject} は、画像の代わりに保存されたウェブページです。画像そのものをダウンロードしてください。`
      : `${subject} は Git LFS のポインターで、まだ本体ではありません。「git lfs pull」で取得してください。`,
  otherFormat: (subject, format) =>
    `${subject} は${{ video: '動画', 'camera raw': 'カメラの RAW ' }[format] ?? ` ${format} `}ファイルなので、ここでは読めません。PNG で保存するか、${ACCEPTED}を選んでください。`,
  damaged: (subject) =>
    `${subject} は壊れているか、途中で切れています。もう一度保存するか、ダウンロードし直してください。`,
  gone: (subject) =>
    `${subject} をもう読めません。選んだ後に移動、変更、または削除されています。選び直してください。`,
  noPixels: (subject, width, height) =>
    `${subject} は ${width}×${height} 画素で、何も写っていません。ほかの画像を選んでください。`,
  tooManyPixels: (subject, width, height, megapixels) =>
    `${subject} は ${width}×${height} 画素で、上限の ${megapixels} メガピクセルを超えています。小さくして、もう一度試してください。`,
  tooLargeToOpen: (subject, width, height) =>
    `${subject} は ${width}×${height} 画素で、このブラウザーでは開けません。小さくして、もう一度試してください。`,
  decoderUnavailable: (format) =>
    `${format} のデコーダーを読み込めませんでした。接続を確かめ、新しい版が示されていればそれに切り替えて、もう一度試してください。`,
  encoderUnavailable: (format) =>
    `${format} ファイルを書くプログラムを読み込めませんでした。接続を確かめてもう一度試すか、PNG で保存してください。`,
  tooLargeToSave: (width, height, format) =>
    `${width}×${height} 画素の画像は、${format} ファイルには大きすぎます。PNG で保存してください。`,
  differentShape: (subject, width, height, photoWidth, photoHeight) =>
    `${subject} は ${width}×${height} 画素、写真は ${photoWidth}×${photoHeight} 画素なので、組になりません。同じ構図の 2 枚を選んでください。`,
  depthTurned: (photoWidth, photoHeight, depthWidth, depthHeight) =>
    `写真は ${photoWidth}×${photoHeight} 画素、深度マップは ${depthWidth}×${depthHeight} 画素です。どちらかが 90 度回っていませんか。回して、もう一度試してください。`,
  depthDiffers: (photoWidth, photoHeight, depthWidth, depthHeight, percent) =>
    `写真は ${photoWidth}×${photoHeight} 画素、深度マップは ${depthWidth}×${depthHeight} 画素で、縦横比が ${percent}% 違います。本当に組ですか。同じ場面を同じように切り取った 2 枚を選んでください。`,
  depthInside: (name) => `${name} の中の深度`,
  transparencyOf: (subject) => `${subject} の透明度`,
  unusualJpeg: (subject) =>
    unread(subject, '、可逆圧縮か算術符号化の JPEG ', 'ふつうの JPEG か PNG で保存してください'),
  deepJpeg: (subject, bits) =>
    unread(subject, `、1 標本 ${bits} ビットの JPEG `, '8 ビットか PNG で保存してください'),
  animatedWebp: (subject) => unread(subject, 'アニメーション WebP ', '1 枚だけを保存してください'),
  oddBmp: (subject) => unread(subject, '、特殊なヘッダーの BMP '),
  oddBitsTiff: (subject, bits) => unread(subject, `、${bits} ビットの特殊な数値の TIFF `),
  deepJpegTiff: (subject, bits) => unread(subject, `、${bits} ビットの JPEG で圧縮された TIFF `),
  photoIsDepth: () =>
    '写真ではなく深度マップ（16 ビットのグレー、カラーマップで塗った画像、または色に値を詰めた画像）のようですが、写真として実行します。正しいファイルか確かめてください。',
  depthAsPhoto: (subject) =>
    `${subject} は画素から見て深度マップ（16 ビットのグレー、カラーマップで塗った画像、または色に値を詰めた画像）なので、多数の処理では写真として実行しません。外すか、深度マップの場所に置いてください。`,
  photoIsMask: () =>
    'マスクのように白と黒だけですが、写真として実行します。正しいファイルか確かめてください。',
  maskAsPhoto: (subject) =>
    `${subject} はマスクのように白と黒だけなので、多数の処理では写真として実行しません。外すか、正解マップの場所に置いてください。`,
  openedSmaller: (width, height, openedWidth, openedHeight) =>
    `写真は ${width} × ${height} 画素で大きすぎるので、${openedWidth} × ${openedHeight} 画素で開きました。保存されるものもこの大きさです。`,
  withoutEndMark: () =>
    'この JPEG には終わりの印がありませんが、ほかに欠けはなく、画像はすべて入っています。',
  linesMissing: (lines) =>
    `この JPEG は途中で切れていて、下の ${lines} 行が全部または一部欠けています。`,
  firstOfPictures: (pictures) => `${pictures} 枚の画像が入っていて、最初の 1 枚を使います。`,
  highRange: () =>
    '写真はハイダイナミックレンジ（PQ または HLG）です。白い紙より明るいところは、白として表示します。',
  brokenProfile: () =>
    '写真の色プロファイルは、壊れているか特殊な種類なので、適用しません。色がずれるかもしれません。sRGB で保存すれば正しくなります。',
  plainInks: () =>
    'この画像は印刷用のインク（CMYK）でできていて、その色を示すプロファイルがありません。色が強く出るかもしれません。sRGB で保存すれば正しくなります。',
  noTransparentDepth: (name) =>
    `${name} には、深度になりそうな透明度がありません。ほかの場所か、深度マップを選んでください。`,
  noReading: () =>
    'この深度マップには測定値がまったくなく、どの画素も 0 か透明です。ほかのものを使うか、深度なしで続けてください。',
  noFloatReading: (subject) =>
    `${subject} には測定値がまったくなく、どの値も 0、負、または数ではありません。ほかのものを使うか、深度なしで続けてください。`,
  colourDepth: () =>
    'この深度マップには色があり、明るさを深度とみなします。カラーマップで塗ったものなら、元の灰色の深度マップが必要です。',
  mixedColourDepth: () =>
    'この深度マップには色があり、明るさを深度とみなしますが、この配色では明るさが上がったり下がったりするので、遠近が混ざっています。元の灰色の深度マップを使うか、深度なしで進めてください。',
  colourFloatDepth: () =>
    'この深度マップには、レンダリング画像のように異なる 3 つのチャネルがあり、1 つ目を深度とみなします。深度マップのチャネルは 1 つのはずです。',
  colourMapDepth: (map) =>
    `この深度マップはカラーマップ ${map} で塗られているので、その表を使って深度に戻しました。元の灰色のほうが正確です。`,
  packedDepth: (order) =>
    `深度が色に詰め込まれていた（3 バイトの最下位が${order === 'redLowest' ? '赤' : '青'}）ので、元の値に戻しました。`,
  innerDepth: (kind) => `深度は写真のファイルの中から取りました。${INNER_DEPTH[kind]}です。`,
  depthAgainstFormat: () =>
    'この形式では 0 が近いはずですが、画像は下のほうが明るく、合いません。ふつうの深度マップとして読みます。',
  besidePhoto: (place) => `写真と深度が並んだ 1 枚です。深度は${PLACES[place]}にあります。`,
  withoutSign: () => '値がすべて負なので、符号を外して読みます。',
  saidNear: ({ near, by }) =>
    by === 'colours'
      ? 'この配色では、赤が近くを表します。'
      : by === 'sign'
        ? '負の値はカメラの軸に沿った距離なので、0 に近い値が近いと読みます。'
        : `${SAID_BY[by]}から、${near === 'dark' ? '距離の値なので小さい' : '大きい'}値が近いと読みます。`,
  fewerBits: (bits, read) =>
    `ファイルは 1 画素 ${bits} ビットですが、そのうち ${read} ビットだけを読みます。深度の細かい段差は失われます。16 ビットの PNG か TIFF なら保たれます。`,
  zeroIsNoReading: () => '0 は「測定値なし」とみなします。その部分が穴のように見えるからです。',
  highestIsNoReading: (highest) =>
    `${highest} は「測定値なし」とみなします。ほかのすべての値から離れているからです。`,
  withoutReading: (percent, kinds) =>
    `測定値のない画素（${percent}%）の値: ${kinds.map((kind) => NO_READINGS[kind] ?? kind).join('、')}。`,
  looksLikeBoth: (place) =>
    `この写真は、写真と深度が 1 枚になったもののようです（深度は${PLACES[place]}）。ここでは写真として処理します。深度としても読むには、ページでこれだけを開いてください。`,
};
