import type { Messages } from '../../english.ts';
import type { Problem } from '../../../worker/problem.ts';
import { sayer } from '../../../languages/sentence.ts';
import { commonJapanese } from '../common/common.ts';
import { checkpoint } from '../sentences/checkpoint.ts';
import { format } from '../sentences/format.ts';
import { sentences } from '../sentences/sentences.ts';
import { truth } from '../sentences/truth.ts';
import { assessmentJapanese } from './assessment.ts';
import { batchJapanese } from './batch.ts';
import { cloudJapanese } from './cloud.ts';
import { cutOutJapanese } from './cutout.ts';
import { damageJapanese } from './damage.ts';
import { explorerJapanese } from './explorer.ts';
import { headerJapanese } from './header.ts';
import { inputJapanese } from './input.ts';
import { inspectorJapanese } from './inspector.ts';
import { liveJapanese } from './live.ts';
import { modelsJapanese } from './models.ts';
import { pinJapanese } from './pin.ts';
import { resultJapanese } from './result.ts';
import { shareJapanese } from './share.ts';
import { whyJapanese } from './why.ts';
import { whatIfJapanese } from './whatif.ts';

/** All that is told: the course opens no files of its visitors, who do not wait for the sentences on checkpoints, formats and ground truths. */
export const pageSentences = { ...sentences, checkpoint, format, truth };

const say = sayer(pageSentences);

/** Every visible string of the page in Japanese. */
export const japanese: Messages = {
  ...commonJapanese,
  say,
  sayAll: (told) => told.map(say).join(''),
  title: 'UC-Net',
  tagline: '目を引くものと、その不確かさ',
  skipToResult: '結果へ移動',

  notices: {
    dismiss: '閉じる',
    bringBack: '元に戻す',
    text: (notice) => {
      switch (notice.kind) {
        case 'problem':
          return problemText(notice.problem);
        case 'waiting-for-photo':
          return 'ファイルの準備ができました。次に、その写真を加えてください。';
        case 'own-link':
          return ownLinkText(notice.files);
        case 'own-truth-link':
          return `このリンクのスコアは、だれかの手元の正解マップ ${notice.files.join(' と ')} と比べたものです。ファイルはその人の端末から出ていません。ほかはその人が見ていたとおりです。その人からもらい、ここで正解マップとして開くと、同じスコアになります。自分のファイルなら、もう一度開いてください。`;
        case 'unknown-example':
          return `「${notice.id}」というサンプルはないので、最初のサンプルを表示します。`;
        case 'examples-unavailable':
          return 'サンプル画像を読み込めません。自分の画像は、これまでどおり使えます。';
        case 'restarting':
          return notice.gpuLost
            ? 'GPU が使えなくなりました。ネットワークは CPU でもう一度始まります。何も失われません。'
            : 'ネットワークが止まり、もう一度始まります。何も失われません。';
        case 'stopped':
          return '最初の回答ができる前に止めました。シードか回答の数を変えると、また引きます。';
        case 'unknown-model':
          return 'リンクが指すモデルはここにありません。だれかのチェックポイントかもしれません。今のモデルを代わりに使います。';
        case 'pin-left-out':
          return 'リンクで固定された結果のモデルはここにありません。だれかのチェックポイントかもしれません。その結果は省きます。';
        case 'pin-replaced':
          return `固定していた ${notice.title} の結果は、この比較に置き換わりました。`;
        case 'model-gone':
          return `${notice.title} は、もうこのブラウザーにありません。モデルの一覧でファイルをもう一度選んでください。`;
        case 'not-kept':
          return notice.reason === 'full'
            ? `${notice.title} は動いていますが、ブラウザーに保存する空きがありません。モデルの一覧で別のチェックポイントを削除するか、ディスクの空きを増やして、もう一度開いてください。`
            : `${notice.title} は動いていますが、このブラウザーはこのページのものを保存しません。次回はもう一度開いてください。`;
        case 'views-left-out':
          return `${notice.files.join('、')} は使いません。ほかのファイルと同じ深度か、深度ではないものの画像です。`;
        case 'depth-left-out':
          return `${problemText(notice.problem)}代わりに、写真から深度を推定します。`;
        case 'truth-left-out':
          return `${problemText(notice.problem)}正解マップなしで処理します。`;
        case 'truth-misfit':
          return `正解マップは ${notice.truth.width} × ${notice.truth.height} 画素、写真は ${notice.photo.width} × ${notice.photo.height} 画素です。縦横比が 2% より大きく違うので、組になりません。この写真の正解マップを選んでください。`;
      }
    },
  },

  ...headerJapanese,
  ...modelsJapanese,
  ...inputJapanese,
  ...resultJapanese,
  ...explorerJapanese,
  assessment: assessmentJapanese,
  batch: batchJapanese,
  live: liveJapanese,
  pin: pinJapanese,
  share: shareJapanese,
  inspector: inspectorJapanese,
  damage: damageJapanese,
  whatIf: whatIfJapanese,
  why: whyJapanese,
  cutOut: cutOutJapanese,
  cloud: cloudJapanese,
};

function ownLinkText(files: readonly string[]): string {
  const image = files.length === 0 ? 'その画像' : ` ${files.join(' と ')} `;
  return `このリンクの結果を見るには、送った人から${image}をもらい、ここで開いてください。自分の画像でも、このブラウザーには残っていません。`;
}

function problemText(problem: Problem): string {
  switch (problem.code) {
    case 'bad-checkpoint':
      return `${say(problem.detail)}前のモデルをそのまま使います。`;
    case 'interrupted':
      return '処理を止めました。';
    case 'bad-file':
    case 'model-unavailable':
    case 'backend-unavailable':
      return say(problem.detail);
    case 'backend-lost':
    case 'worker-lost':
      return problem.code === 'worker-lost' && problem.detail === ''
        ? 'ネットワークを動かすコードを読み込めませんでした。接続を確かめて、もう一度試してください。開いた後にページが更新されたのなら、読み込み直してください。'
        : 'ネットワークが止まりました。GPU やメモリを多く使うほかのタブを閉じて、もう一度試してください。';
    case 'unexpected':
      return `予期しないことが起こりました: ${say(problem.detail)}`;
  }
}
