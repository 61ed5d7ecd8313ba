import { formatFixed } from '../../parts/format.ts';
import type { Texts } from '../../../languages/languages.ts';
import type { cloudMessages } from '../../cloud/messages.ts';

export const cloudJapanese: Texts<typeof cloudMessages> = {
  button: '3D で見る',
  buttonHelp: '写真を空間の点として表示します。深度を補正する前と後を比べられます',
  title: '写真と深度の立体表示',
  picture: (points) => `写真を空間に並べた ${points.toLocaleString('ja')} 個の点`,
  waiting: '点を並べています…',

  depth: '深度',
  depths: { given: '入力', corrected: '補正後' },
  colour: '色分け',
  colours: { photo: '写真', saliency: '顕著性', disagreement: '不一致' },
  low: { photo: '', saliency: '選ばない', disagreement: '一致' },
  high: { photo: '', saliency: '選ぶ', disagreement: '不一致' },

  focal: '焦点距離',
  focalLength: (length) => `${Math.round(length)} mm`,
  focalNotes: {
    file: '写真のファイルにある値（24 × 36 mm 判に換算）',
    guessed: '写真のファイルにないので、スマートフォンの値と推測しています',
    chosen: 'あなたが選んだ値',
  },
  relief: '場面の奥行き',
  reliefText: (relief) => `最も遠い点は、最も近い点の ${formatFixed(relief, 1)} 倍の距離`,
  reliefNote: 'ここでの深度マップには単位がないので、場面の奥行きは自由に決められます。',
  size: '点の大きさ',
  sizeText: (size) => `${formatFixed(size, 1)} 倍`,
  view: 'カメラの位置から見る',

  hint: 'ドラッグで回転、ホイールかピンチで拡大、右ボタンか二本指で移動します。',
  keys: 'キーでは矢印で回転、Shift と矢印で移動、+ と − で拡大縮小、0 で元に戻ります。',
  ply: 'PLY で保存',
  glb: 'GLB で保存',
  saved: (name, points) => `${name} を保存しました（${points.toLocaleString('ja')} 個の点）。`,
  noWebgl:
    'このブラウザーでは立体を描けません。WebGL がないか、切られています。点は保存でき、別のソフトウェアで開けます。',
  lost: 'GPU が描画を止めました。この画面を閉じて、もう一度開いてください。',
  noReading: 'この深度マップには値が一つもないので、表示できる点がありません。',
};
