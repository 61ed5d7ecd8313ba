import type { commonMessages } from '../../common/messages.ts';
import { sayer } from '../../../languages/sentence.ts';
import type { Texts } from '../../../languages/languages.ts';
import { sentences } from '../sentences/sentences.ts';

/** The samples' titles. One that is not here stays in English. */
const EXAMPLE_TITLES = new Map([
  ['Green kettle on a table', 'テーブルの上の緑のやかん'],
  ['Motorcycle in a garage', '車庫のオートバイ'],
  ['Aloe before a patterned cloth', '柄のある布の前のアロエ'],
  ['Gift and teddy bear on the floor', '床の上の贈り物とテディベア'],
  ['Hat on a table', 'テーブルの上の帽子'],
  ['White rabbit on paving stones', '敷石の上の白うさぎ'],
  ['Pink chair in a pink room', 'ピンクの部屋のピンクの椅子'],
  ['Two chairs', '二脚の椅子'],
  ['Three dogs, one in front', '三匹の犬、一匹だけ手前'],
]);

/** The ends of our models' sliders. Another model's stay as its file says them. */
const MEANINGS = new Map([
  ['only the surest', '確かなものだけ'],
  ['more things', '多くのもの'],
  ['prefers far', '遠いもの'],
  ['prefers near', '近いもの'],
  ['prefers small', '小さいもの'],
  ['prefers large', '大きいもの'],
]);

export const meaningOf = (text: string) => MEANINGS.get(text) ?? text;

const say = sayer(sentences);

/** What the page and the course both say. */
export const commonJapanese: Texts<typeof commonMessages> = {
  documentTitle: 'UC-Net: 目を引くものと、その不確かさ',
  description:
    '深度つきの写真から、不確かさとともに顕著性を求めます。UC-Net があなたのブラウザーと GPU で動きます。',
  manifest: './manifest.ja.webmanifest',
  language: {
    label: '言語',
    unavailable: (name) =>
      `この言語（${name}）の文章を読み込めませんでした。接続を確かめて、選び直してください。`,
  },
  say,
  sayAll: (told) => told.map(say).join(''),
  sampleTitle: (title) => EXAMPLE_TITLES.get(title) ?? title,
  sliderEnd: (text) => meaningOf(text),

  learn: '学ぶ',
  help: (title) => `「${title}」の説明`,
  close: '閉じる',
  themeToLight: '明るい配色にする',
  themeToDark: '暗い配色にする',

  partFailed: {
    text: 'ページのこの部分を開けませんでした。接続が切れたか、開いた後にページが更新されたのかもしれません。ほかの部分はそのまま使えます。ページを読み込み直すと直ることがあります。',
    reload: 'ページを読み込み直す',
  },
};
