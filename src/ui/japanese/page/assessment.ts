import type { MainScore } from '../../../evaluation/resultRows.ts';
import { formatFixed, formatSigned } from '../../parts/format.ts';
import type { Texts } from '../../../languages/languages.ts';
import type { assessmentMessages } from '../../assessment/messages.ts';

const F = 'F 値: 適合率と再現率を一つにした値';
const E = 'E 値: 画素ごとの一致と全体の一致';

const MEASURES: Readonly<Record<MainScore, string>> = {
  sMeasure: 'S 値: マップと正解の構造が、物体と領域のどちらで見てもどれだけ似ているか',
  meanF: `${F}の、全しきい値での平均`,
  maxF: `${F}の、最良のしきい値でのもの`,
  adaptiveF: `${F}。しきい値はマップの平均の 2 倍`,
  weightedF: `${F}。しきい値を使わず、誤りに場所ごとの重みを付けます`,
  meanE: `${E}の、全しきい値での平均`,
  maxE: `${E}の、最良のしきい値でのもの`,
  adaptiveE: `${E}。しきい値はマップの平均の 2 倍`,
  iou: 'IoU: どちらかが選んだ所のうち、両方が選んだ所の割合。しきい値はマップの平均の 2 倍',
  mae: '平均絶対誤差: 画素の値が平均してどれだけ外れているか',
};

export const assessmentJapanese: Texts<typeof assessmentMessages> = {
  title: '正解マップとの比較',
  help: 'どのマップも正解マップの大きさに合わせてから採点します。コマンド「ucnet evaluate」と同じ方法です',
  working: '採点しています…',
  outdated: 'いま表示しているものはまだ採点されていません。',
  score: '採点する',
  normaliseLegend: 'マップの値',
  normaliseChoices: { minMax: '最小–最大', raw: 'そのまま' },
  normaliseHelp:
    '「最小–最大」は、公開ベンチマークの慣習どおり、マップごとに値を 0 から 1 いっぱいに引き伸ばしてから採点します。「そのまま」は値を変えずに採点します',
  scored: {
    minMax: '[0, 1] に引き伸ばしたマップの得点（最小–最大）',
    raw: '値を変えないマップの得点（そのまま）',
  },
  map: 'マップ',
  csv: 'CSV',
  csvHelp: 'すべての得点をカンマ区切り（CSV）で保存',
  latex: 'LaTeX',
  latexHelp: '論文用の表を保存',
  names: { consensus: '多数決', mean: '平均', posterior: '正解を見た' },
  better: { higher: '大きいほど良い', lower: '小さいほど良い' },
  measures: {
    explained: (what, better) => `${what}。${better}。`,
    ...MEASURES,
  },
  curves: '曲線',
  curveTitles: {
    pr: '適合率と再現率',
    f: 'F 値',
    e: 'E 値',
    sparsification: '不確かな画素を除いた後に残る誤差',
  },
  precision: '適合率',
  recall: '再現率',
  threshold: 'しきい値',
  removed: '除いた画素の割合',
  relativeError: '相対誤差',
  kinds: { entropy: '合計', variance: '分散' },
  byUncertainty: { variance: '分散の順', entropy: '合計の順' },
  oracle: '誤差そのものの順',
  samples: '回答',
  errorMap: '多数決の誤差',
  errorMapHelp: '多数決マップから正解マップを引いたもの。赤は余分に選んだ所、青は見落とした所です',
  posteriorMap: '正解を見た回答',
  posteriorMapHelp: '事後分布は正解を見ています。正解をうまく説明する潜在変数から作ったマップです',
  posterior: '正解の位置',
  posteriorHelp:
    'この正解を説明する潜在変数がどこにあるかを、写真と深度だけを見る事前分布と並べて示します',
  latent: 'z',
  gaussian: (mu, sigma) => `${formatSigned(mu)} ± ${formatFixed(sigma, 2)}`,
  posteriorColumn: '事後分布 μ\u00a0±\u00a0σ',
  priorColumn: '事前分布 μ\u00a0±\u00a0σ',
  kl: 'KL (nat)',
  total: '和',
  uncertainty: '不確かさ',
  uncertaintyHelp: '誤りの場所を言い当てるか、回答が正解に近いか',
  uncertaintyScores: {
    consensusAuroc: {
      title: 'AUROC（多数決の誤り）',
      help: '多数決が誤った画素のほうが、正しい画素より不確かである確率。0.5 なら手がかりになりません',
    },
    auroc: { title: 'AUROC（平均の誤り）', help: '平均マップについての同じ値' },
    aupr: {
      title: 'AUPR（平均の誤り）',
      help: '誤った画素を見つけるときの平均適合率。当てずっぽうなら、誤った画素の割合と同じになります',
    },
    errorRate: { title: '平均マップの誤り率', help: '0.5 を境に、正解と反対側にある画素の割合' },
    ause: {
      title: 'AUSE',
      help: '除去曲線と、理想の曲線とのあいだの面積。0 が最良です',
    },
    expectedCalibrationError: {
      title: '較正誤差',
      help: '平均マップを確率と読んだとき、実際に顕著な画素の割合からどれだけずれるか。0 が最良です',
    },
    generalisedEnergyDistance: {
      title: 'エネルギー距離',
      help: '一般化エネルギー距離。回答の集まりと正解との距離で、0 が最良です',
    },
    bestIou: { title: '最良の回答の IoU', help: '正解に最も近い回答の値' },
  },
  sampleDistance: '回答どうしの距離',
  sampleDistanceHelp: '回答の組すべてについての 1 − IoU の平均',
  none: 'なし',
};
