import type { checkpointEnglish } from '../../../weights/checkpointSentences.ts';
import type { Texts } from '../../../languages/languages.ts';

/** What is told of PyTorch checkpoints in Japanese. */
export const checkpoint: Texts<typeof checkpointEnglish> = {
  tooShort: (bytes) =>
    `チェックポイントが ${bytes} バイトしかありません。もう一度コピーしてください。`,
  tar: () =>
    'これは tar アーカイブです。0.2 より前の PyTorch が書いたか、ダウンロード用にまとめたものでしょう。展開するか、PyTorch で読み込んで保存し直してください。',
  neither: () =>
    'これは PyTorch のチェックポイント（.pth）でも、safetensors ファイルでもありません。どちらかを選んでください。',
  pickles: (count) =>
    `この zip は PyTorch のチェックポイントではありません。data.pkl という名前のファイルが 1 つではなく ${count} 個あります。torch.save が書いたファイルを選んでください。`,
  otherPickle: () =>
    'これは Python の pickle ですが、PyTorch のチェックポイントではありません。torch.save で model.state_dict() を保存してください。',
  formatVersion: (version, known) =>
    `チェックポイントの形式の版が${version === null ? '数ではありません' : ` ${version} です`}。読めるのは ${known} です。PyTorch で読み込んで、保存し直してください。`,
  bigEndian: () =>
    'チェックポイントはビッグエンディアンの計算機で書かれています。ふつうの計算機の PyTorch で読み込んで、保存し直してください。',
  noDictionary: () =>
    'チェックポイントにテンソルの辞書がありません。model.state_dict() を保存してください。',
  noTensors: () =>
    'チェックポイントにテンソルがありません。model.state_dict() を保存してください。',
  severalDictionaries: (names) =>
    `チェックポイントにテンソルの辞書がいくつもあります（${names.join('、')}）。ネットワークの state_dict だけを保存してください。`,
  longName: (characters) =>
    `チェックポイントに、名前が ${characters} 文字のテンソルがあります。壊れています。もう一度コピーするか、ダウンロードし直してください。`,
  noStorageList: () =>
    'チェックポイントが壊れています。ストレージの一覧がありません。もう一度コピーするか、ダウンロードし直してください。',
  wrongStorageList: () =>
    'チェックポイントが壊れています。ストレージの一覧が合いません。もう一度コピーするか、ダウンロードし直してください。',
  storageSize: (storage, wanted, found) =>
    `チェックポイントが壊れています。ストレージ ${storage} は ${wanted} バイトのはずですが、${found === null ? 'ありません' : `${found} バイトです`}。もう一度コピーするか、ダウンロードし直してください。`,
  storageTwice: () =>
    'チェックポイントが壊れています。1 つのストレージを 2 通りに説明しています。もう一度コピーするか、ダウンロードし直してください。',
  storageName: () =>
    'チェックポイントが壊れています。ストレージの名前が文字列ではありません。もう一度コピーするか、ダウンロードし直してください。',
  noStorage: () =>
    'チェックポイントが、ストレージではない外のものを参照しています。model.state_dict() だけを保存してください。',
  partialStorage: () =>
    'チェックポイントに、0.4 より前の PyTorch が書いた、ほかの一部であるストレージがあります。PyTorch で読み込んで、保存し直してください。',
  tensorOutside: (shape, values) =>
    `チェックポイントに形が [${shape.join(', ')}] のテンソルがありますが、${values} 個の値のストレージに収まりません。もう一度コピーするか、ダウンロードし直してください。`,
  badTensor: () =>
    'チェックポイントが壊れています。ストレージか形のないテンソルがあります。もう一度コピーするか、ダウンロードし直してください。',
  badDictionary: () =>
    'チェックポイントが壊れています。組になっていない辞書があります。もう一度コピーするか、ダウンロードし直してください。',
  repeatedValues: () =>
    'チェックポイントが同じ値を何度も繰り返しています。state_dict ではありません。model.state_dict() だけを保存してください。',
  tooManyInstructions: (most) =>
    `チェックポイントに、重みのほかに ${most} を超える命令があります。どのネットワークにも要らない数です。model.state_dict() だけを保存してください。`,
  instruction: (name, byte) =>
    `チェックポイントの pickle の ${byte} バイト目に、テンソルだけなら要らない命令 ${name} があります。モデル全体ではなく model.state_dict() を保存してください。`,
  attributes: () =>
    'チェックポイントが、辞書ではないものに属性をつけています。model.state_dict() だけを保存してください。',
  otherCode: (name) =>
    `チェックポイントが、テンソルのデータではない ${name} を参照しているので、読み込みません。model.state_dict() だけを保存してください。`,
  protocol: (protocol) =>
    `チェックポイントの pickle のプロトコルは ${protocol} です。読めるのは 2 から 5 です。PyTorch で読み込んで、保存し直してください。`,
  noFunction: () =>
    'チェックポイントが、関数ではないものを呼び出しています。model.state_dict() だけを保存してください。',
  damagedStack: () =>
    'チェックポイントが壊れています。命令のつじつまが合いません。もう一度コピーするか、ダウンロードし直してください。',
  endlessName: () =>
    'チェックポイントが壊れています。終わらない名前があります。もう一度コピーするか、ダウンロードし直してください。',
  cutOff: (byte, wanted, left) =>
    `チェックポイントが途中で切れているか、壊れています。${byte} バイト目の後に ${wanted} バイト必要ですが、${left} バイトしかありません。もう一度コピーするか、ダウンロードし直してください。`,

  tooManyFiles: (most) =>
    `チェックポイントの中に ${most} を超えるファイルがあります。どのネットワークにも要らない数です。model.state_dict() だけを保存してください。`,
  fileTwice: (name) =>
    `チェックポイントの中に ${name} が 2 つあります。もう一度コピーするか、ダウンロードし直してください。`,
  filesOverlap: (name) =>
    `チェックポイントが壊れています。中の ${name} がほかのファイルと重なっています。もう一度コピーするか、ダウンロードし直してください。`,
  noEnd: () =>
    'チェックポイントが途中で切れています。アーカイブの終わりがありません。もう一度コピーするか、ダウンロードし直してください。',
  unsafeName: () =>
    'チェックポイントが自身の外にあるファイル（../）を指しています。PyTorch はそうしません。作者からもらい直してください。',
  damagedList: () =>
    'チェックポイントが壊れています。ファイルの一覧を読めません。もう一度コピーするか、ダウンロードし直してください。',
  compressed: (name) =>
    `チェックポイントの中の ${name} が圧縮または暗号化されています。PyTorch はそうしません。保存し直してください。`,
  twoSizes: (name) =>
    `チェックポイントの中の ${name} に、2 つの違う大きさが書かれています。もう一度コピーするか、ダウンロードし直してください。`,
  checksum: (name) =>
    `チェックポイントの中の ${name} が壊れていて、チェックサムが合いません。もう一度コピーするか、ダウンロードし直してください。`,
  misplaced: () =>
    'チェックポイントが壊れています。ファイルがあるはずの場所にありません。もう一度コピーするか、ダウンロードし直してください。',
};
