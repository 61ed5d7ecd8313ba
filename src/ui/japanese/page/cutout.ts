import type { Texts } from '../../../languages/languages.ts';
import type { cutOutMessages } from '../../cutout/messages.ts';

export const cutOutJapanese: Texts<typeof cutOutMessages> = {
  button: '切り抜く',
  buttonHelp: '写真から物体を切り抜いて保存します',
  title: '切り抜き',
  working: '切り抜いています…',
  nothing: '十分に目立つものがありません。範囲を広げるか、別の回答を選んでください。',
  noPart: '残す部分がありません。一つ選んでください。',
  erased: 'すべて消されています。一筆戻してください。',
  picture: '切り抜いた画像',

  answer: '回答',
  answers: {
    consensus: '多数が一致する所',
    mean: '回答の平均',
    explored: 'スライダーの回答',
    sample: (number) => `回答 ${number}`,
  },

  parts: '部分',
  partsHelp: '残す部分を、ここか画像の中で選びます。目印は保存されません。',
  part: (name, isPlace) => (isPlace ? `場所 ${name}` : `部分 ${name}`),
  partShare: (held, total) => `回答 ${total} 個中 ${held} 個`,
  partLabel: (part, held, total) => `${part}（回答 ${total} 個中 ${held} 個にあり）`,

  brush: 'ブラシ',
  brushes: { off: 'オフ', keep: '残す', erase: '消す' },
  brushHelp: '残す所、消す所を塗ります。大まかで構いません。縁は写真に沿います。',
  striped: '縞の所は切り抜きに入りません。',
  strokesStay: '塗った所は、別の写真を開くまで残ります。',
  brushSize: 'ブラシの太さ',
  undoStroke: '一筆戻す',
  clearStrokes: '塗った所をすべて取り消す',
  brushPicture:
    '画像の上のブラシ。矢印キーで動かし、Shift を押すと大きく動きます。スペースキーか Enter で塗り、Ctrl+Z で一筆戻し、Escape でブラシを終えます。',

  threshold: '輪郭',
  thresholdEnds: ['狭く', '広く'],
  feather: '縁のぼかし',
  pixels: (count) => `${count} px`,

  background: '背景',
  backgrounds: { transparent: 'なし', colour: '色', blur: 'ぼかし', picture: '画像' },
  colour: '背景の色',
  choosePicture: '画像を選ぶ…',
  trim: '物体の大きさに合わせる',

  format: '保存形式',
  formats: { png: 'PNG', webp: 'WebP', jpg: 'JPEG' },
  jpegNote: 'JPEG は透明を表せないので、背景は白になります。',
  save: '保存',
  saving: '画像を作っています…',
  cancel: 'キャンセル',
  saved: (name, width, height) => `${name} を保存しました（${width} × ${height} 画素）。`,
  copy: 'コピー',
  copied: 'コピーしました。好きな所に貼り付けられます。',
  noCopy:
    'このブラウザーでは画像をコピーできません。代わりに保存して、そのファイルを挿入してください。',
  failed: (detail) => `切り抜けませんでした。${detail}`,
  lost: '処理が止まりました。メモリが足りないのかもしれません。ほかのタブを閉じて、もう一度試してください。',
};
