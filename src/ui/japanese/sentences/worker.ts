import type { workerEnglish } from '../../../worker/sentences.ts';
import type { Texts } from '../../../languages/languages.ts';

/** Names in a message. */
const MOST_LISTED = 3;

function listed(names: readonly string[]): string {
  if (names.length === 0) return '中にテンソルがありません。';
  const rest = names.length - MOST_LISTED;
  const shown = names.slice(0, MOST_LISTED).join('、');
  return rest > 0
    ? `中にあるのは ${shown} と、ほか ${rest} 個です。`
    : `中にあるのは ${shown} です。`;
}

/** What is told of networks and what they run on, in Japanese. */
export const worker: Texts<typeof workerEnglish> = {
  description: () => 'ネットワークの説明（model.json）',
  weights: () => 'ネットワークの重み',
  unreachable: (what) =>
    `${what}を取りに行けませんでした。接続を確かめて、もう一度試してください。`,
  unavailable: (what, status) =>
    `${what}を取れませんでした。サイトの応答は ${status} です。後でもう一度試してください。`,
  damagedWeights: () =>
    'ネットワークの重みが壊れているか、このページより新しいものです。新しい版が示されていればそれに切り替えるか、ページを読み込み直してください。',
  strange: (what) =>
    `${what}の中身が違います。接続にログインが必要か、ページが更新されたのかもしれません。新しい版が示されていればそれに切り替えるか、ページを読み込み直してください。`,
  noCode: () =>
    'このページの計算をする部分を読み込めませんでした。接続を確かめて、もう一度試してください。',
  forcedBackend: (name) =>
    `アドレスで指定された「?backend=${name}」は、このブラウザーでは動きません。アドレスから外せば、動くものをページが選びます。`,
  noBackend: (name) =>
    `バックエンド ${name} は、ここでは動きません。ブラウザーを更新するか、別のブラウザーを使ってください。`,

  changedCheckpoint: (name) =>
    `${name} が、このブラウザーに保存したときと変わっています。モデルの一覧で削除して、ファイルをもう一度開いてください。`,
  unreadCheckpoint: (name) => `${name} を最後まで読めませんでした。ファイルを選び直してください。`,
  ofCheckpoint: (name, problem) => `${name}: ${problem}`,
  unknownNetwork: (released, own, names) =>
    `ここで使える UC-Net の重みではありません。名前は ${released}（公開されたもの）か ${own}（このプロジェクトが書き出したもの）で始まるはずです。${listed(names)}`,
  unexported: () =>
    'これはこのプロジェクトの学習のチェックポイントで、書き出した重みではありません。training/export.py で weights.safetensors を書き出して、それを使ってください。',
};
