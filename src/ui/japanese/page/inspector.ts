import type { Texts } from '../../../languages/languages.ts';
import { formatFixed, formatPercent, formatPercentage } from '../../parts/format.ts';
import type { inspectorMessages } from '../../inspector/messages.ts';

/** ミリメートルをメートルで、センチメートルの位まで。 */
function metres(millimetres: number): string {
  return formatFixed(millimetres / 1000, 2);
}

export const inspectorJapanese: Texts<typeof inspectorMessages> = {
  open: '調べる',
  openHelp: '深度マップの値を見て、回転、左右反転、移動、範囲の指定ができます',
  title: '深度マップを調べる',
  pictureAlt: '写真に重ねた深度マップ。明るい色ほど近く、灰色の所には値がありません',
  pointHint: '画像に触れるか、画像を指すと、値を読めます。',
  keys: 'キーでは矢印で点を動かします。',
  reading: {
    millimetres: (value, number) => `ここは ${value}（ミリメートルなら ${metres(number)} m）`,
    metres: (value) => `ここは ${value}（メートルのようです）`,
    none: (value) => `ここは ${value}`,
  },
  noReading: {
    zero: 'ここに値はありません（ファイルの値は 0）',
    highest: 'ここに値はありません（ファイルの値は最大値）',
    none: 'ここに値はありません（ファイルに何もないか、移動で空いた所）',
  },
  units: {
    millimetres: (low, high, from, to) =>
      `値は ${low} から ${high} です。ミリメートルのようです（${metres(from)} m から ${metres(to)} m）。`,
    metres: (low, high) => `値は ${low} から ${high} です。メートルのようです。`,
    none: (low, high) =>
      `値は ${low} から ${high} です。単位はありません（視差か、範囲をそろえた深度）。`,
  },
  empty: 'このファイルには値がありません。',
  distances: '距離は近いほど小さいので、暗いほうが近くなります。今は「明るい」が選ばれています。',
  takeDark: '暗いほうを近いとする',
  chart: (low, high) => `${low} から ${high} までの値ごとの画素数。選んだ範囲の外は薄く示します`,
  near: '近い',
  far: '遠い',
  holes: {
    zero: (share) => `0 は「値なし」: 画素の ${formatPercent(share)}`,
    highest: (share, value) => `${value} は「値なし」: 画素の ${formatPercent(share)}`,
    none: (share) => `値がまったくない所: 画素の ${formatPercent(share)}`,
  },
  noHoles: 'すべての画素に値があります。',
  range: '範囲',
  from: '下限',
  to: '上限',
  wholeRange: 'すべての値',
  place: '位置',
  turnLeft: '左に回す',
  turnRight: '右に回す',
  mirror: '左右を反転',
  shiftAcross: '右へ動かす',
  shiftDown: '下へ動かす',
  percent: (share) => formatPercentage(share),
  zeros: '0 は「値なし」',
  zeroChoices: { auto: '自動', yes: 'はい', no: 'いいえ' },
  photoBeneath: '下に写真を表示',
  asStored: 'ファイルのまま',
};
