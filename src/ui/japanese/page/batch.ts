import { formatMilliseconds } from '../../parts/format.ts';
import type { Texts } from '../../../languages/languages.ts';
import type { batchMessages } from '../../batch/messages.ts';

export const batchJapanese: Texts<typeof batchMessages> = {
  title: 'まとめて処理',
  brief: 'まとめて',
  openHelp: 'フォルダー、zip、サンプルを一度に処理し、得点の表にします',
  intro:
    'フォルダーか zip を使います。RGB・depth・GT のような下位フォルダーに同じ名前のファイルを入れるか、name_rgb・name_depth・name_gt という名前にします。深度マップと正解マップはなくてもかまいません。何もこの端末の外へは送られません。',
  chooseFolder: 'フォルダーを選ぶ',
  chooseFiles: 'zip かファイルを選ぶ',
  chooseExamples: (count) => `サンプル ${count} 組で試す`,
  dropHere: 'フォルダーか zip をここにドロップ',
  chooseHere: 'フォルダー、zip、複数のファイルのどれかを選びます',
  reading: 'ファイルの一覧を読んでいます…',
  found: (pairs, depth, truth) => `${pairs} 組（深度あり ${depth}、正解あり ${truth}）`,
  nothing: 'これらのファイルの中に写真がありません。上の説明の並べ方を確かめてください。',
  leftOutReasons: {
    'no-photo': 'この名前の写真がありません',
    ambiguous: '同じ役割のファイルが複数あります',
    'other-version': '使うファイルの別の版です',
    'unknown-folder': '写真・深度・正解のどれでもない名前のフォルダーにあります',
    'other-kind': '法線・点・信頼度など、深度ではないマップです',
    'other-mask': '別のもののマスクです（正解を表す名前のフォルダーがほかにあります）',
    'method-output':
      '写真と並ぶ、何かのプログラムの結果です。中身に合わせてフォルダーの名前を depth か GT にしてください',
    'no-picture': '画像ではない名前です',
  },
  leftOut: (files) => `使わないファイル ${files} 個`,
  warned: (pairs) => `注意のある組 ${pairs} 件`,
  unreadable: {
    unsafeArchive: (name) =>
      `${name} は自身の外にあるファイル（../）を指しているので、開きません。自分で展開して、フォルダーを選んでください。`,
    noArchive: (name) =>
      `${name} は zip ではないか、壊れています。フォルダーを圧縮し直してください。`,
    emptyArchive: (name) =>
      `${name} は空です。フォルダーにファイルが入っていることを確かめて、圧縮し直してください。`,
    gone: (name) => `${name} を読めません。選んだ後に移動、変更、または削除されています。`,
    encrypted: (name) => `${name} は暗号化されています。パスワードなしで圧縮し直してください。`,
    tooLarge: (name, limit) =>
      `${name} は展開すると ${limit} MB を超えます。もっと小さいファイルを入れてください。`,
    compression: (name) =>
      `${name} は特殊な方法で圧縮されています。ふつうの zip として圧縮し直してください。`,
    notFetched: (name) =>
      `${name} をこのページのサイトから取得できませんでした。接続を確かめて、もう一度実行してください。`,
    damaged: (name, archive) =>
      `${name} を展開できません。${archive} が壊れているようです。フォルダーを圧縮し直してください。`,
  },
  run: '実行',
  goOn: '続ける',
  stop: '停止',
  fit: '形の違う深度',
  fitHelp:
    '深度マップの縦横比が写真と違うときの扱い。その組を失敗とするか、写真に合わせて引き伸ばすか、写真の形に切り取ります',
  fitChoices: { refuse: '失敗とする', stretch: '引き伸ばす', crop: '切り取る' },
  turned: '深度マップを回す',
  turnedHelp: 'データセットの深度マップが写真に対して横向きのときに、時計回りに回します',
  turns: { 0: 'そのまま', 1: '90°', 2: '180°', 3: '270°' },
  mirrored: '深度マップの左右を反転',
  lostDepth:
    '深度マップはありますが、名前が合う写真がありません。使わないファイルの一覧を見て、名前を変えるか、深度マップなしで続けてください。',
  lostDepthAnswers: {
    estimated: '推定した深度で実行',
    none: '深度なしで実行',
  },
  withoutDepth: '深度マップがないとき',
  withoutDepthHelp:
    '深度マップのない組を、写真から推定した深度で処理するか、深度なしで処理するか。表にも保存するファイルにも、どちらかが記されます',
  withoutDepthChoices: { estimated: '推定する', none: '使わない' },
  masksBesidePhotos: (folders) =>
    `${folders.join('、')} では、.jpg と同じ名前の .png をその正解マップとみなします。`,
  annotators: (folder, names) =>
    `${folder === '' ? '' : `${folder}: `}${names.join('、')} を ${names.length} 人の答えとみなし、マップは答えのある最初の人の正解で採点します。`,
  replace: {
    title: '結果を入れ替えますか？',
    text: '新しい組に入れ替えると、保存していない結果は失われます。',
    cancel: '今の結果を残す',
    replace: '入れ替える',
  },
  settings: 'この処理の設定',
  settingsFixed: '設定は全体を通して同じです。',
  otherModel: (begun, present) =>
    `ここまでの結果は ${begun} によるもので、いま使っているのは ${present} です。続けるには ${begun} を選び直し、初めからやり直すにはファイルを選び直してください。`,
  networkFailed:
    'ネットワークが動いていません。この画面を閉じて「もう一度試す」を押し、その後ここに戻って実行してください。',
  endsNetwork:
    'この組でネットワークが 2 回止まりました。ファイルが大きすぎてメモリが足りないのかもしれません。',
  progress: (done, total) => `${total} 組中 ${done} 組`,
  left: (ms) => `残り約 ${formatMilliseconds(ms)}`,
  stopped: (done, total) => `${total} 組中 ${done} 組で停止しました`,
  done: (total, failed) =>
    failed > 0
      ? `${total} 組が終わり、うち ${failed} 組は失敗しました`
      : `${total} 組が終わりました`,
  exportZip: 'マップと表を保存',
  exportHelp:
    '多数決・平均・不確かさ・深度のマップを データセット/マップ/名前.png として、表を CSV と LaTeX として、一つの zip にまとめます',
  exporting: 'まとめています…',
  notPacked: (detail) =>
    `マップを zip にまとめられませんでした。結果は残っています。もう一度試すか、一度に処理する組を減らしてください。（${detail}）`,
  name: '組',
  depth: '深度',
  truth: '正解',
  depths: { file: 'ファイル', estimated: '推定', none: 'なし' },
  yes: 'あり',
  no: 'なし',
  uncertainty: '不確かさ',
  uncertaintyHelp: '画素の平均エントロピー（ビット）。大きい順に並べて、上のものから見てください',
  disagreement: '不一致',
  disagreementHelp: '不確かさのうち、一つ一つの回答は確信しているのに互いに食い違う分',
  energyDistance: '距離 ↓',
  energyDistanceHelp:
    '回答の集まりと正解とのエネルギー距離。回答の散らばり方が正解と同じなら 0 です',
  moreWaiting: (count) => `ほか ${count} 組`,
  lookFirst: '見るべき順',
  lookFirstHelp: (scored) =>
    scored
      ? '回答の食い違いが大きい組と、回答が正解から遠い組を先に並べます。'
      : '回答の食い違いが大きい組を先に並べます。',
  reasons: {
    meanDisagreement: (value) => `回答が食い違う（${value}）`,
    energyDistance: (value) => `正解から遠い（距離 ${value}）`,
  },
  thumbs: (name) => `${name}: 写真と、回答が一致する所`,
  sortBy: (title) => `${title}の順に並べる`,
  openPair: (name) => `${name} をこのページで開く`,
  means: (images) => `${images} 組の平均`,
  names: { consensus: '多数決', mean: '平均', single: '回答 1 つ' },
};
