import type { Texts } from '../../../languages/languages.ts';
import { formatFixed, formatMilliseconds } from '../../parts/format.ts';
import type { liveMessages } from '../../live/messages.ts';

export const liveJapanese: Texts<typeof liveMessages> = {
  button: 'カメラで見る',
  buttonBrief: 'カメラ',
  buttonHelp: 'カメラの動く映像に、回答を重ねて表示します',
  title: 'カメラで見る',
  layer: '映像に重ねるもの',
  layers: {
    agreed: '一致',
    differ: '違い',
    outlines: '輪郭',
    depth: '深度',
  },
  captions: {
    agreed: '回答が選んだ所は明るいままです。',
    differ: '回答が食い違う所が光ります。',
    outlines: 'それぞれの回答が選んだ所を、一本の線で囲みます。',
    depth: '明るい色ほど手前です。カメラには深度がないので、映像から推定しています。',
  },
  oneMapDiffer: 'ネットワークが迷っている所が光ります。',
  picture: 'カメラの映像',
  still: 'この映像を使う',
  stillHelp: '元の大きさのまま、開いている写真になります',
  privacy: '録画も送信もしません。どの画面も、次の画面が来れば残りません。',
  opening: 'カメラを待っています。ブラウザーに聞かれたら、許可してください。',
  hidden: 'このタブが隠れている間、カメラは止まっています。',
  network: 'ネットワークはまだ読み込み中です。',
  waiting: '最初の回答を待っています。',
  problems: {
    insecure:
      'ブラウザーは https のページにだけカメラを使わせます。このページは https ではありません。https で開くか、写真を撮って開いてください。',
    refused:
      'カメラの使用が許可されていません。ブラウザーのアドレスバーか設定で、このページに許可してから、もう一度試してください。',
    none: 'カメラが見つかりません。つないでからもう一度試すか、代わりに写真を開いてください。',
    busy: 'カメラが動き出しません。ほかのプログラムが使っているのかもしれません。それを閉じて、もう一度試してください。',
    unplugged:
      'カメラがなくなりました。抜かれたか、電源が切られました。つないで、もう一度試してください。',
    failed: 'カメラを開けませんでした。もう一度試すか、代わりに写真を開いてください。',
  },
  retry: 'もう一度試す',
  camera: 'カメラ',
  unnamed: (number) => `カメラ ${number}`,
  mirror: '左右を反転',
  rate: (perSecond, backend) =>
    perSecond < 1
      ? `1 枚に ${formatMilliseconds(1000 / perSecond)}（${backend}）`
      : `毎秒 ${formatFixed(perSecond, 1)} 枚（${backend}）`,
  facts: (answers) =>
    answers === 0 ? '深度のみ、回答なし' : `1 枚につき回答 ${answers} 件、深度は推定`,
};
