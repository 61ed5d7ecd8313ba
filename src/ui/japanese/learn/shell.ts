import type { Texts } from '../../../languages/languages.ts';
import type { shell as english } from '../../learn/messages/english/shell.ts';

export const shell: Texts<typeof english> = {
  title: '学ぶ',
  intro:
    'どの章にも、動かせるものがあります。目の前の値は、このページのコードがブラウザーの中で計算しています。まず予想して、それから確かめてください。',
  contents: '目次',
  back: 'ページに戻る',
  skip: '章の本文へ移動',
  chapter: (number, title) => `${number}\u00a0· ${title}`,
  answered: (done, all, right) => `${all} 問中 ${done} 問に回答済み、正解 ${right} 問`,
  missed: 'もう一度見る:',
  question: (number) => `問 ${number}`,
  damaged: (names) => `リンクの一部（${names}）を読み取れませんでした。初めの値になっています。`,
  embed: 'この章を埋め込む',
  embedText: 'この HTML を自分のページに貼ると、この章だけが今の設定で表示されます。',
  previous: '前',
  next: '次',
  loading: '章を読み込んでいます…',
  unknown: (name) => `「${name}」という章はありません。目次から選んでください。`,
  openWhole: '全体を開く',
  link: 'アドレスには今の設定が入っています。コピーすれば、同じものを人に見せられます。',
  source: (source) => `出典: ${source}`,
  documentTitle: (chapter) => `${chapter} – UC-Net を学ぶ`,

  predict: {
    title: 'まず予想して、それから確かめる',
    right: 'そのとおりです。',
    wrong: (answer) => `いいえ、正解は「${answer}」です。`,
    again: 'もう一度答える',
  },

  chapters: {
    saliency: {
      title: '顕著性とは',
      about: '何を問うのか、なぜ人によって回答が違うのか、色と深度をどこで統合するのか。',
    },
    fcn: {
      title: 'クラスから画素へ',
      about:
        'FCN と U-Net を自分の画像で動かします。スキップ接続を入れたり切ったりして、細部がどこで戻るかを見ます。',
    },
    'transposed-convolution': {
      title: '転置畳み込み',
      about: '小さなマップをもう一度大きくする仕組みと、そのとき市松模様が残ることがある理由。',
    },
    autoencoder: {
      title: 'オートエンコーダー、VAE、CVAE',
      about:
        'ネットワークが二つ以上の回答を出す仕組み。小さなネットワーク三つを、このページで学習させます。',
    },
    ablations: {
      title: 'アブレーション',
      about: '動いているネットワークから部品を外すと、何が変わるか。論文の結果も見ます。',
    },
    dilation: {
      title: '膨張畳み込みと DenseASPP',
      about: 'マップを縮めずに広い範囲を見る仕組みと、格子状にしか見えなくなる場合。',
    },
    attention: {
      title: 'アテンション機構と Hide-and-Seek',
      about: 'チャネルの重み付け、隠したパッチ、そして次に現れる回答。',
    },
    'uc-net': {
      title: 'UC-Net',
      about:
        'このページのネットワークの中身。モジュール、特徴マップ、事前分布と事後分布、多数決、深度の信頼度。',
    },
    measures: {
      title: '評価指標',
      about: 'MAE、F、S、E などがマップの何を見るのか、なぜ食い違うのか。',
    },
  },
};
