import type { weightsEnglish } from '../../../weights/sentences.ts';
import type { Texts } from '../../../languages/languages.ts';

/** What is told of files of weights in Japanese. */
export const weights: Texts<typeof weightsEnglish> = {
  shortSafetensors: (least, bytes) =>
    `safetensors ファイルは少なくとも ${least} バイトですが、これは ${bytes} バイトです。もう一度コピーするか、ダウンロードし直してください。`,
  longHeader: (bytes) =>
    `safetensors ファイルのヘッダーが ${bytes} バイトもあり、どのネットワークにも大きすぎます。重みだけを保存してください。`,
  partOfSafetensors: (claimed, bytes) =>
    `safetensors ファイルの全体がそろっていません。ヘッダーによれば ${claimed} バイトですが、ファイルは ${bytes} バイトです。もう一度コピーするか、ダウンロードし直してください。`,
  headerNoObject: () =>
    'safetensors ファイルのヘッダーが JSON のオブジェクトではありません。もう一度コピーするか、ダウンロードし直してください。',
  headerNoJson: () =>
    'safetensors ファイルのヘッダーが JSON ではありません。壊れています。もう一度コピーするか、ダウンロードし直してください。',
  metadata: () =>
    'safetensors ファイルのメタデータに、文字列でないものがあります。文字列だけにするか、メタデータなしで保存してください。',
  tensorCutOff: (name, end, bytes) =>
    `safetensors ファイルが途中で切れています。${name} の終わりは ${end} バイト目ですが、ファイルは ${bytes} バイトです。もう一度コピーするか、ダウンロードし直してください。`,
  tensorType: (name, found, known) =>
    `safetensors ファイルの ${name} の型が ${found} です。読めるのは ${known.join('、')} です。float32、float16、bfloat16 のどれかで保存してください。`,
  tensorShape: (name, found) =>
    `safetensors ファイルの ${name} の形が ${found} で、大きさの並びではありません。もう一度コピーするか、ダウンロードし直してください。`,
  tensorOffsets: (name, found) =>
    `safetensors ファイルの ${name} の位置が ${found} で、始まりと終わりになっていません。もう一度コピーするか、ダウンロードし直してください。`,
  tensorBytes: (name, bytes, shape, type, wanted) =>
    `safetensors ファイルの ${name} は ${bytes} バイトですが、形 [${shape.join(', ')}] の ${type} には ${wanted} バイト必要です。もう一度コピーするか、ダウンロードし直してください。`,
  overlap: (name, previous) =>
    `safetensors ファイルの ${name} が、${previous === null ? 'ヘッダー' : ` ${previous} `}と重なっています。もう一度コピーするか、ダウンロードし直してください。`,
  gap: (name, previous) =>
    `safetensors ファイルの ${name} の前、${previous === null ? 'ヘッダー' : ` ${previous} `}の後に隙間があります。もう一度コピーするか、ダウンロードし直してください。`,
  loose: (bytes) =>
    `safetensors ファイルに、どのテンソルのものでもない ${bytes} バイトがあります。もう一度コピーするか、ダウンロードし直してください。`,
  valueType: (type) =>
    `型が ${type} の値は、ネットワークの重みになりません。float32、float16、bfloat16 のどれかで保存してください。`,
  noScale: (name, scale) =>
    `safetensors ファイルの ${name} は 8 ビットの整数ですが、その意味を決める ${scale} がありません。重みを書き出し直してください。`,
  scaleShape: (scale, found, shape) =>
    `safetensors ファイルの ${scale} の形 [${found.join(', ')}] が [${shape.join(', ')}] に合いません。重みを書き出し直してください。`,
};
