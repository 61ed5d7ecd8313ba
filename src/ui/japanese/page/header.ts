import type { Texts } from '../../../languages/languages.ts';
import type { headerMessages } from '../../header/messages.ts';

export const headerJapanese: Texts<typeof headerMessages> = {
  header: {
    about: 'このページについて',
    copyLink: 'リンクをコピー',
    linkCopied: 'コピーしました',
    linkNotCopied: 'このブラウザーではコピーできません。アドレスバーからリンクを写してください。',
    linkTitle: 'このアドレスで同じ画面を再現できます（サンプル、シード、潜在変数、深度、表示）',
    ownLinkTitle:
      'アドレスには設定が入っています。あなたの画像はこの端末の外へ出ないので、このブラウザーでだけ開きます',
  },

  backend: {
    label: '計算の場所',
    names: { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' },
    shortNames: { webgpu: 'WebGPU', wasm: 'CPU', cpu: 'CPU' },
    places: { webgpu: 'WebGPU', wasm: 'CPU', cpu: 'CPU' },
    summary: (facts) =>
      facts.name === 'webgpu'
        ? (facts.adapter ?? 'GPU')
        : facts.name === 'wasm'
          ? `${facts.threads} スレッド`
          : '低速',
    terms: (name, simd, summary) => `${name}${simd ? '（SIMD）' : ''}、${summary}`,
    reasons: {
      forced: 'アドレスの「?backend=」でこのバックエンドが指定されています。',
      'hardware-adapter': 'このブラウザーは GPU による WebGPU を使えます。最も速い方法です。',
      'no-webgpu':
        'このブラウザーはこのページで WebGPU を使えないので、CPU で計算します。https で開いた新しい Chrome、Edge、Safari なら速くなります。',
      'no-adapter':
        'このブラウザーは WebGPU に対応していますが、使える GPU が見つからないので、CPU で計算します。',
      'no-answer':
        'ブラウザーに GPU を問い合わせましたが返事がないので、CPU で計算します。ブラウザーを閉じて開き直すと直ることがあります。',
      'software-adapter':
        'ここで使える WebGPU はソフトウェアによるものだけです。CPU で直接計算するほうが速いので、そうしています。「?backend=webgpu」を付ければ使えます。',
      'webgpu-failed': 'この GPU では WebGPU を始められなかったので、CPU で計算します。',
      'gpu-lost': 'GPU が使えなくなったので、CPU で続けます。',
      'no-wasm':
        'このブラウザーでは WebGPU も WebAssembly も使えないので、JavaScript だけで計算します。時間がかかります。',
    },
    adapter: 'GPU',
    noAdapter: 'なし',
    software: (name) => `${name}（ソフトウェア）`,
    startTime: '準備にかかった時間',
    firstMap: '最初のマップまで',
    warmUp: 'ウォームアップ',
    weights: '重み',
    fromCache: 'このブラウザーに保存したもの',
    downloaded: 'ダウンロードしたもの',
    ownCheckpoint: 'あなたのチェックポイント',
  },

  renewal: {
    offered: 'このページの新しい版があります。読み込むまでは、今の版をそのまま使えます。',
    done: '別のタブでこのページの新しい版が読み込まれました。このタブでも読み込んでください。',
    load: '読み込む',
  },

  about: {
    title: 'このページについて',
    intro:
      'UC-Net は、深度つきの写真の中で目を引くものを探します。何が目を引くかは人によって違うので、答えは一つではありません。潜在変数 z とその事前分布を持ち、ありそうな回答をいくつでも作ります。回答が一致する所が多数決、分かれる所が不確かさです。',
    paper:
      '論文: Zhang ほか「UC-Net: Uncertainty Inspired RGB-D Saliency Detection via Conditional Variational Autoencoders」、CVPR 2020',
    model: '使っているモデル',
    loading: '読み込みが終わると、モデルの情報がここに出ます。',
    privacy:
      'すべてこのブラウザーの中で計算します。画像も結果もこの端末の外へは出ません。最後に開いた画像は、再読み込みしても残るように、このブラウザーが保存します。',
    samples: 'サンプル画像',
  },
};
