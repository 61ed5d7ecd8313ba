import type { Texts } from '../../texts.ts';
import type { autoencoder as english } from '../../../ui/learn/messages/english/autoencoder.ts';

/** オートエンコーダー、VAE、CVAE の章。 */
export const autoencoder: Texts<typeof english> = {
  intro:
    '物体が二つあり、どちらが目を引くかで人の意見が分かれます。答えが一つのネットワークは、両方の平均を答えるしかありません。潜在変数 z があれば、どちらでも答えられます。',

  questions: {
    two: {
      ask: '半数の人が「左」、半数が「右」と答えます。z のないネットワークが全員から学ぶと、何と答えますか。',
      options: ['左', '右', '両方を半分の明るさで', '何も答えない'],
      right: 2,
      why: '平均して誤りが最も小さい答えは、平均です。下で CVAE と β = 20 を選んでください。z は役に立たなくなり、どのサンプルも両方の物体を半分の明るさで示します。',
    },
    holes: {
      ask: '普通のオートエンコーダーが、すべてのマスクを学びました。二つの点の間の場所をデコードすると、何が出ますか。',
      options: ['いつも正しいマスク', 'にじんだものや、マスクらしくないものがよく出る'],
      right: 1,
      why: '間に何があるかは、誰も教えていません。平面には穴があり、点はどこにでも散らばります。オートエンコーダーを学習させ、輪を動かしてください。次に VAE を学習させると、KL 項が点を中央の周りに集めます。',
    },
    collapse: {
      ask: 'β を 20 に上げます。潜在平面はどうなりますか。',
      options: ['点が広がる', 'すべての点が一か所に集まる', '何も変わらない'],
      right: 1,
      why: 'z の 1 ナットごとに 20 かかり、節約できる分より高くつきます。エンコーダーは何も伝えず、KL は 0 になり、サンプルはすべて同じになります。これが事後分布の崩壊です。β を 1 に下げると、また開きます。UC-Net の学習が β = 0 から始めてゆっくり上げるのは、まさにこれを避けるためです。',
    },
    kl: {
      ask: 'q は N(1, 1)、p は N(0, 1) です。KL(q ‖ p) はいくつですか。',
      options: ['0', '½', '1', '2'],
      right: 1,
      why: '幅が同じなので対数は 0 です。残りは (1 + 1) / 2 − ½ = ½。下で q の σ を 1 にしてください。',
    },
  },

  train: {
    title: 'ここで学習させる',
    text: 'データは、物体が二つある画像 36 枚と、それぞれに二つの答えです。「学習」を押すと、このページの中で、全 72 組を 400 回学習します。',
    kind: 'ネットワーク',
    kinds: { ae: 'オートエンコーダー', vae: 'VAE', cvae: 'CVAE' },
    about: {
      ae: '答えを平面の一点に押し縮め、そこから作り直します。雑音も KL 項もありません。',
      vae: '答えは小さな雲になり、KL 項が雲を中央の近くに保ちます。画像のことは知りません。サンプルは、どの画像かを問わない答えです。',
      cvae: 'VAE と同じですが、エンコーダーもデコーダーも画像を見ます。ですから z は、どちらの答えかを言うだけで済みます。',
    },
    start: '学習',
    more: 'さらに学習',
    stop: '止める',
    restart: '最初から',
    beta: 'β',
    left: '左の物体',
    right: '右の物体',
    picture: '画像',
    decoded: '輪の位置の答え',
    legend:
      '丸: 「左」という答え。四角: 「右」という答え。円: 事前分布 N(0, I) の 1、2、3 σ。輪はドラッグするか、矢印キーで動かせます。',
    draws: '事前分布から引いた六つの z（いつも同じ六つ）:',
    draw: (number) => `サンプル ${number}`,
    numbers: { steps: '回数', reconstruction: 'マスクの誤り（ナット）', kl: 'KL（ナット）' },
    formula: [
      '損失 = −ln p(y | z, x) + β · KL(q(z | y, x) ‖ p(z))',
      'z = μ + σ · ε、ε は N(0, I) から',
    ],
    source:
      'Kingma と Welling, Auto-Encoding Variational Bayes, ICLR 2014。条件 x: Sohn ほか, NIPS 2015。β: Higgins ほか, ICLR 2017。UC-Net では事前分布も x から学習します',
  },

  plane: {
    label: '潜在平面: 復号する場所',
    place: (x, y) => `横 ${x}、縦 ${y}`,
  },

  kl: {
    title: '手計算で確かめる二つのガウス分布',
    text: 'KL は、q が p からどれだけ離れているかをナットで表します。事前分布が知らなかったことを z がどれだけ伝えるか、です。q から z を引くには、N(0, 1) から ε を取り、z = μ + σ · ε とします。すると z は μ と σ で微分でき、勾配がエンコーダーに届きます。',
    picture: 'q と p の密度と、引いた z',
    q: 'q（事後分布）',
    p: 'p（事前分布）',
    z: 'z',
    handles: {
      mu: 'q の μ',
      sigma: 'q の σ',
      priorMu: 'p の μ',
      priorSigma: 'p の σ',
      epsilon: 'ε',
    },
    numbers: {
      kl: 'KL(q ‖ p)',
      reverse: 'KL(p ‖ q)',
      z: 'z = μ + σ · ε',
      slopeMu: '∂z / ∂μ',
      slopeSigma: '∂z / ∂σ = ε',
    },
    formula: ['KL(q ‖ p) = ln(σp / σq) + (σq² + (μq − μp)²) / (2 σp²) − ½'],
    source: 'Kingma と Welling, Auto-Encoding Variational Bayes, ICLR 2014, 付録 B（p は任意）',
  },
};
