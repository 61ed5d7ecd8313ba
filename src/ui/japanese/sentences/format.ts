import type { formatEnglish } from '../../../image/formatSentences.ts';
import type { Texts } from '../../../languages/languages.ts';
import type { Role } from '../../../image/types.ts';
import { hdf5Compression, rewriteHdf5, rewriteTiff } from '../../../image/unreadCompressions.ts';
import { unread } from './image.ts';

const ONE_PICTURE = '高さ×幅の数値の画像を 1 枚だけ保存してください';

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  photo: '写真',
  depth: '深度マップ',
  truth: '正解かマップ',
};

const ELEMENTS: Readonly<Record<string, string>> = {
  O: 'Python オブジェクト',
  r: 'レコード',
  V: 'レコード',
  U: '文字列',
  S: '文字列',
  c: '複素数',
  M: '日付',
};

const COMPRESSIONS: Readonly<Record<number, string>> = {
  2: 'ファクス圧縮',
  3: 'ファクス圧縮',
  4: 'ファクス圧縮',
  6: '古い方式の JPEG 圧縮',
  33003: 'JPEG 2000 圧縮',
  33005: 'JPEG 2000 圧縮',
  34712: 'JPEG 2000 圧縮',
  34676: 'LogLuv 圧縮',
  34677: 'LogLuv 圧縮',
  34925: 'LZMA 圧縮',
  50001: 'WebP 圧縮',
  50002: 'JPEG XL 圧縮',
};

/** What is told of kinds of a format that are not read, in Japanese. */
const HDF5_FEATURES = {
  index: 'チャンクの一覧',
  names: '名前の一覧',
} as const;

export const format: Texts<typeof formatEnglish> = {
  floats: (subject) =>
    `${subject} は、深度マップのような浮動小数点数のファイルです。PNG や JPEG など、ふつうの画像を選んでください。`,
  compressedBmp: (subject) => unread(subject, '、特殊な圧縮の BMP '),
  oddBitsBmp: (subject, bits) => unread(subject, `、1 画素 ${bits} ビットの BMP `),
  deepExr: (subject) => unread(subject, 'ディープデータの OpenEXR ファイル'),
  lossyExr: (subject) =>
    unread(subject, '、B44 か DWA で非可逆圧縮された OpenEXR ファイル（ZIP なら読めます）'),
  unusualExr: (subject) => unread(subject, '、特殊な圧縮の OpenEXR ファイル（ZIP なら読めます）'),
  exrChannels: (subject, names) =>
    `${subject} は、チャネルが ${names.join('、') || '（なし）'} の OpenEXR ファイルで、Z、depth、Y、R のどれもありません。深度を 1 つのチャネル Z として保存してください。`,
  exrTooMany: (subject, channels) =>
    `${subject} には ${channels} 個のチャネルがあり、多すぎて入りません。深度だけを保存してください。`,
  heicWithoutDepth: (subject) => unread(subject, '深度のない HEIC ファイル'),
  arrayShape: (subject, shape) =>
    unread(
      subject,
      shape.length === 0 ? '1 つの数' : `、形が ${shape.join('×')} の配列`,
      ONE_PICTURE,
    ),
  floatJxl: (subject) =>
    unread(subject, '、浮動小数点数の JPEG XL ファイル', 'TIFF か OpenEXR で保存してください'),
  numpyType: (subject, type) =>
    unread(subject, `、${ELEMENTS[type[0]!] ?? `型が ${type} `}の NumPy 配列`, ONE_PICTURE),
  severalArrays: (subject, names, role) =>
    names.length === 0
      ? `${subject} には数値の配列がありません。${ONE_PICTURE}。`
      : `${subject} に入っている配列は ${names.join('、')} で、${ROLE_NAMES[role]}がちょうど 1 つではありません。正しいものだけを保存してください。`,
  muchInside: (subject, bytes) =>
    `${subject} を展開すると、上限の ${Math.floor(bytes / 1e6)} MB を超えます。正しい配列だけを保存してください。`,
  matlabCrowded: (subject, most) =>
    `${subject} には ${most} 個を超える変数があります。正しいものだけを保存してください。`,
  compressedHdf5: (subject, filter, array) => {
    const name = hdf5Compression(filter);
    return unread(
      subject,
      `、${name === null ? `圧縮方式 ${filter} ` : `${name} 圧縮`}の HDF5 ファイル`,
      `たとえば ${rewriteHdf5(filter, array)} で書き直してください`,
    );
  },
  unreadHdf5: (subject, feature) =>
    unread(
      subject,
      `、${HDF5_FEATURES[feature]}が特殊な HDF5 ファイル`,
      '目的の配列だけを、gzip 圧縮か無圧縮で、または NumPy（.npy）で保存してください',
    ),
  compressedTiff: (subject, compression) =>
    unread(
      subject,
      `、${COMPRESSIONS[compression] ?? `圧縮方式 ${compression}`}の TIFF `,
      `たとえば ${rewriteTiff(compression)} で書き直すか、PNG で保存してください`,
    ),
  colouredTiff: (subject) => unread(subject, '、特殊な色（Lab、CMYK 以外のインクなど）の TIFF '),
  mixedTiff: (subject) => unread(subject, '、標本の種類がそろっていない TIFF '),
};
