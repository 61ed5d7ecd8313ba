import {
  formatMilliseconds,
  formatPercent,
  formatThousandths,
  formatSigned,
  formatSubscript,
} from '../../parts/format.ts';
import { meaningOf } from '../common/common.ts';
import type { Texts } from '../../../languages/languages.ts';
import type { explorerMessages } from '../../explorer/messages.ts';

export const explorerJapanese: Texts<typeof explorerMessages> = {
  explorer: {
    title: '人による見方の違い',
    help: 'スライダーの一つ一つが、ネットワークの学んだ「人による違い」の一つです。どの位置も一つの回答で、点は上に並ぶ回答の位置です。動かすと画像も変わります。',
    numbers: '数値',
    play: '端から端まで動かす',
    stop: '止める',
    posterior: '正解に合う位置へ',
    posteriorHelp: '事後分布の平均。正解マップを最もよく説明する潜在変数の位置です',
    posteriorBeyond: '正解に合う位置は、スライダーの端より外にあります。',
    score: (mae, iou) =>
      `あなたの回答と正解との比較: 誤差 ${formatThousandths(mae)}、重なり ${formatPercent(iou)}`,
    axis: (axis) => `z${formatSubscript(axis + 1)}`,
    axisName: (axis, meaning) => {
      const name = `潜在変数 ${axis + 1}（事前分布の標準偏差を単位とする）`;
      return meaning === null
        ? name
        : `${meaningOf(meaning.low)}から${meaningOf(meaning.high)}へ。${name}`;
    },
    sigma: (value) => `${formatSigned(value)} σ`,
    effect: (share) => `${formatPercent(share)}が変化`,
    noEffect: 'ほぼ変化なし',
    legend: '％は、この写真のうちスライダーで変わる割合。点は、上に並ぶ回答の位置です。',
    terms:
      'μ と σ は、ネットワークが写真から読み取る事前分布（潜在変数の正規分布）の平均と標準偏差、z はスライダーの位置です。下では二つを同時に動かせます。輪は μ から 1σ、2σ、3σ のところです。',
    effectHelp:
      'スライダーは潜在変数 z です。事前分布の平均から標準偏差の 2 倍だけ下と上とで、値が 0.1 より大きく変わる画素の割合を示します。見方がほとんど分かれない写真では、あまり変わりません。',
    reset: '元に戻す',
    pad: (first, second) => `${first} と ${second} を同時に動かす面。矢印キーで点が動きます`,
    place: (across, x, up, y) =>
      `z${formatSubscript(across + 1)} ${formatSigned(x)} σ、z${formatSubscript(up + 1)} ${formatSigned(y)} σ`,
    axisWith: (axis, meaning) => {
      const name = `z${formatSubscript(axis + 1)}`;
      return meaning === null
        ? name
        : `${name}: ${meaningOf(meaning.low)} ↔ ${meaningOf(meaning.high)}`;
    },
    padAxis: (which) => (which === 0 ? '横' : '縦'),
    time: (ms) => `1 枚 ${formatMilliseconds(ms)}`,
  },
  atlas: {
    title: '回答の地図',
    slow: 'このネットワークはマップごとに全体を計算するので、何十枚もの地図には何分もかかります。地図を見るには別のモデルを選んでください。',
    label: (across, up) => `${across} と ${up} の面に並べた小さな回答`,
    hint: '一枚一枚が、その場所の回答です。クリックするとそこへ移ります。拡大した面はドラッグで動きます。一度クリックすると、ホイールで拡大できます。',
    keys: 'キーでは矢印と Enter、+ と − で拡大縮小、0 で全体です。',
    here: 'スライダーの位置',
    dots: '回答',
    posterior: '正解',
    nearer: '拡大',
    farther: '縮小',
    whole: '全体',
    cursor: (place) => `${place}。Enter でここへ移ります。`,
    progress: (made, wanted) => `${wanted} 枚中 ${made} 枚`,
  },
};
