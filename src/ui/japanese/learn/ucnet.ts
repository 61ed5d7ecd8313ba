import type { Texts } from '../../../languages/languages.ts';
import type { ucnet as english } from '../../learn/messages/english/ucnet.ts';

/** UC-Net そのものの章。 */
export const ucnet: Texts<typeof english> = {
  intro:
    'UC-Net は写真とその深度から、一つではなく、たくさんの回答を出します。下は論文の図 2 です。選んだ画像で、このページのネットワークが実際に動いています。',

  questions: {
    unused: {
      ask: '正解を見るモジュールが一つあります。新しい写真に使うとき、それはどうなりますか。',
      options: ['正解を推測する', '使わない', '写真だけで動く'],
      why: 'PosteriorNet は、役に立つ潜在変数がどこにあるかを PriorNet に教え、そのあとは外されます。下の図でも、「新しい写真」では薄く、「学習」では濃く見えます。',
    },
    cheap: {
      ask: '回答が一つ出ました。次の回答のために、ネットワークのどれだけをもう一度動かしますか。',
      options: ['全部', 'およそ半分', '1% 未満'],
      why: 'z は SaliencyNet のあとに入るので、もう一度動くのは PredictionNet だけです。最初の層が特徴から作るものは取っておくので、積和演算は 1200 万回のうち 410 万回で済みます。画像一枚には 24.17 億回かかります。だから下のスライダーはすぐに反応します。',
    },
    shuffle: {
      ask: '特徴と z を結合し、チャネルを決まった順にシャッフルします。論文のねらいは何ですか。',
      options: [
        'メモリを節約するため',
        'どのチャネルが z かを次の層が見分け、無視してしまうのを防ぐため',
        'サンプルごとに違う順にするため',
      ],
      why: '論文の説明はこうです。ただし 1 × 1 畳み込みは入力チャネルごとに別の重みを持つので、順番が固定なら、重みを同じ順に並べ替えれば同じマップになります。z を無視することは今でもできます。z を使わせているのは学習の目標です（5 章と 9 章）。下で暖色の枠を探してください。それが z です。',
    },
    vote: {
      ask: '回答が五つあります。ある画素を三つが顕著とし、二つはしません。値は .9、.8、.7 と .1、.2 です。多数決の値はいくつですか。',
      options: ['0.80', '0.54', '0.48', '0.60'],
      why: '五つのうち三つが一致: 3/5。一致したものの平均は .8。合わせて .6 · .8 = .48。下の「票の割れた画素へ」を押すと、そのような投票が見られます。',
    },
    trust: {
      ask: '深度マップのある画素に穴があります。その測定値の信頼度はどれだけですか。',
      options: ['0', '½', '1'],
      why: '測定値のないところでは信頼度は 0 で、推定だけが穴を埋めます。オートバイの画像を選び、測定値の黒いところを見てください。',
    },
  },

  showMotorcycle: 'オートバイの画像を開く',

  figure: {
    title: '動く図 2',
    text: 'モジュールを選んでください。何のためのものか、計算量、そしてこの画像から何を出すかが分かります。',
    mode: '場面',
    modes: { test: '新しい写真', training: '学習' },
    notUsed: '使わない',
    label: 'UC-Net のモジュール',
    layer: '層',
    numbers: {
      parameters: 'パラメーター',
      multiplyAdds: '積和演算',
      again: 'うち回答ごと',
      time: 'ここでの時間',
    },
    edges: { truth: '正解', map: 'マップ', kl: 'KL' },
    milliseconds: (value) => `${value} ミリ秒`,
    source: 'Zhang ほか, UC-Net, CVPR 2020, 3 節と図 2。層と幅はこのページのネットワークのものです',
    modules: {
      photo: { name: '写真', text: 'RGB 画像を 352 × 352 にしたものです。' },
      depth: {
        name: '深度',
        text: '各画素がどれだけ近いか。1 が近く、0 が遠くです。測定値のないところも黒です。',
      },
      truth: { name: '正解', text: '一人の人が付けた印です。学習のときだけあります。' },
      priorNet: {
        name: 'PriorNet',
        text: '写真と深度から z のガウス分布を作ります。この画像への回答がどこにあるか、です。ストライド 2 の畳み込みを五つ、そのあと μ と log σ²。',
      },
      posteriorNet: {
        name: 'PosteriorNet',
        text: 'PriorNet と同じ形で、入力に正解のチャネルが一つ加わります。どの z ならこの回答を説明できるかを示します。学習では KL 項が事後分布と事前分布を近づけます。',
      },
      latent: {
        name: 'z',
        text: 'K 個の数（ここでは三つ）で、事前分布から引きます。学習では事後分布からも引きます。どの画素にも同じ値を敷き詰めます。',
      },
      depthCorrectionNet: {
        name: 'DepthCorrectionNet',
        text: '深度センサーは誤ります。エンコーダーとデコーダーが、写真を使って深度を補正します。各段階の特徴は結合されて四つの膨張畳み込みに入り、その出力が足し合わされます。',
      },
      saliencyNet: {
        name: 'SaliencyNet',
        text: '写真と補正後の深度から特徴を作ります。バックボーン、各段階の DenseASPP、解像度を戻す途中のチャネルアテンションです。z のことは知りません。',
      },
      predictionNet: {
        name: 'PredictionNet',
        text: '特徴と z を結合し、チャネルをシャッフルし、三つの 1 × 1 畳み込みで一枚のマップにします。z ごとに違うマップになります。',
      },
      consensus: {
        name: '多数決',
        text: '何枚かのマップが、画素ごとに投票します。学習するものはなく、新しい写真でだけ使います。',
      },
      loss: {
        name: '損失',
        text: 'マップが正解からどれだけ離れているか。事後分布の z で一度（β · KL(事後分布 ‖ 事前分布) を加えて）、事前分布の z で一度測ります。後者（GSNN）が、学習時とテスト時のギャップを埋めます。これは論文の損失です。このページの重みは、後者の代わりに、何人もの人が印を付けるものを、エネルギースコアで学習しました（第 9 章）。',
      },
    },
    layers: {
      'prior_net.layers.0': '畳み込み 1',
      'prior_net.layers.2': '畳み込み 3',
      'prior_net.layers.4': '畳み込み 5',
      'depth_correction_net.stages.0': 'エンコーダー、ストライド 2',
      'depth_correction_net.stages.2': 'エンコーダー、ストライド 8',
      'depth_correction_net.stages.4': 'エンコーダー、ストライド 32',
      'depth_correction_net.refine4': 'デコーダー、ストライド 4',
      'depth_correction_net.refine2': 'デコーダー、ストライド 2',
      'depth_correction_net.output': '距離と信頼度',
      'saliency_net.backbone.stem': 'バックボーン、最初の層',
      'saliency_net.backbone.blocks.3': 'バックボーン、ストライド 4',
      'saliency_net.backbone.blocks.6': 'バックボーン、ストライド 8',
      'saliency_net.backbone.blocks.14': 'バックボーン、ストライド 16',
      'saliency_net.backbone.blocks.20': 'バックボーン、ストライド 32',
      'saliency_net.aspp.0': 'DenseASPP、ストライド 4',
      'saliency_net.aspp.3': 'DenseASPP、ストライド 32',
      'saliency_net.attention.0': '融合とチャネルアテンションのあと、ストライド 4',
      'prediction_net.first': 'z と混ぜたあと',
      'prediction_net.second': '二つ目の畳み込み',
      'prediction_net.third': 'シグモイドの前のマップ',
    },
  },

  latent: {
    title: '事前分布、z、もう一つの回答',
    text: 'スライダーはそれぞれ z の一つの成分で、単位はこの画像の事前分布の標準偏差です。z = μ + σ · ε の ε を、N(0, 1) から引く代わりに手で決めます。ε は 1 章の「人」の三つの数の役をします。z そのものの尺度は、ネットワークが決めたものです。動かしている間に計算するのは PredictionNet だけです。',
    slider: (number) => `z${number}`,
    sigma: (value) => `${value} σ`,
    map: 'この z での回答',
    prior: (number, mu, sigma) => `z${number}: 事前分布 N(${mu}, ${sigma}²)`,
    posterior: (number, mu, sigma, kl) =>
      `z${number}: 事後分布 N(${mu}, ${sigma}²)、KL ${kl} ナット`,
    mean: 'マップの平均',
    ask: 'PosteriorNet に聞く',
    askAbout: 'この例の正解を見て、どの z ならその回答になるかを示します。',
    noTruth: 'この画像には正解がないので、PosteriorNet が見るものがありません。',
    atPrior: '事前分布の平均で',
    atPosterior: '事後分布の平均で',
    truth: '正解',
    scored: (map, mae, iou) => `${map}: MAE ${mae}、IoU ${iou}`,
    littleKl: (kl) =>
      `合わせて ${kl} ナット。5 章から言えば、ほとんど 0 です。正解を見ても、PosteriorNet は PriorNet とほぼ同じことしか言いません。それでもスライダーはマップを動かすので、z が無意味なのではなく、この重みは z を主に別の仕方で学んでいます。学習では、z の分かっている五人の回答と事前分布のサンプルを比べ、事後分布の項の重みは 0.3 しかありません。それが原因かどうかは、まだ測っていません。`,
    muchKl: (kl) =>
      `合わせて ${kl} ナット。PriorNet の知らなかった z のことを、正解がそれだけ教えています。`,
    setSliders: 'スライダーを事後分布の平均に合わせる',
    reset: '平均に戻す',
    shuffleTitle: 'PredictionNet のシャッフルしたチャネル',
    shuffle: (features, latents) =>
      `特徴の ${features} チャネルと z の ${latents} チャネルを、最初の畳み込みが受け取る順に並べています。`,
    feature: (number) => `d${number}`,
    formula: ['z = μ + σ · ε', 'マップ = PredictionNet(shuffle(d, z))、d: 特徴'],
    source:
      'Zhang ほか, UC-Net, CVPR 2020, 3 節。サンプリング: Kingma と Welling, ICLR 2014, 2.4 節',
  },

  consensus: {
    title: '画素ごとの投票',
    text: '事前分布からいくつかの回答を、五つごとに偏りなく引きます。それぞれを、自分の平均の 2 倍で白黒にします。画素を選び、投票を追ってください。',
    count: '回答の数',
    seed: 'シード',
    across: '横',
    down: '縦',
    binary: '表示',
    shows: { grey: '回答', votes: '票' },
    toDispute: '票の割れた画素へ',
    disputed: (share) => `画素の ${share} で票が割れています`,
    answer: (number) => `回答 ${number}`,
    map: '多数決のマップ',
    agreeing: '一致した割合: 全員の票がそろう所は白',
    table: { answer: '回答', value: '値', threshold: 'しきい値', vote: '票' },
    votes: { salient: '顕著', not: '顕著でない' },
    majority: '多数派',
    agreement: '一致した割合',
    mean: '一致したものの平均',
    consensus: '多数決の値',
    formula: [
      '多数決の値 = (Σ 1ᶜ / C) · (Σ Pᶜ · 1ᶜ / Σ 1ᶜ)',
      'Pᶜ: C 個の回答の c 番目。多数派と同じ票なら 1ᶜ = 1。同数なら「顕著でない」',
    ],
    source:
      'Zhang ほか, UC-Net, CVPR 2020, 3 節、C = 5。しきい値: Achanta ほか, CVPR 2009。論文では第二の因子に割り算がありません。割れば、マップは 0 から 1 に収まります',
  },

  depth: {
    title: '深度の測定値をどれだけ信頼するか',
    text: 'DepthCorrectionNet は画素ごとに二つのものを出します。周りの測定値と写真からの推定と、測定値そのものの信頼度です。補正後の深度は、その二つを混ぜたものです。',
    reading: '測定値',
    trust: '信頼度',
    estimate: '推定',
    corrected: '補正後',
    across: '横',
    down: '縦',
    allTrusted:
      'この画像ではすべての測定値が信頼されるので、補正後も測定値と同じです。穴のある深度なら、違いが見えます。',
    sum: ({ trust, reading, rest, estimate, corrected }) =>
      `${trust} · ${reading} + ${rest} · ${estimate} = ${corrected}`,
    formula: ['補正後 = 信頼度 · 測定値 + (1 − 信頼度) · 推定'],
    source:
      '深度を補正するのは Zhang ほか, UC-Net, CVPR 2020, 3 節。信頼度と推定は、このページ独自の形です',
  },
};
