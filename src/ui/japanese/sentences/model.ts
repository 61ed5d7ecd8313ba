import type { Texts } from '../../../languages/languages.ts';
import type { modelEnglish } from '../../../model/sentences.ts';

/** What is told of a `model.json` in Japanese. What a value should be goes on before 「でなければなりませんが」. */
export const model: Texts<typeof modelEnglish> = {
  otherVersion: (found, known) =>
    `model.json の formatVersion が ${found} です。このプログラムが読めるのは ${known} なので、この版に合うモデルを使ってください。`,
  noObject: () =>
    'model.json が JSON のオブジェクトではありません。ファイルが壊れているか、別のものです。',
  noConfiguration: () =>
    'model.json の設定（configuration）が JSON のオブジェクトではありません。ファイルが壊れているか、別のものです。',
  unknownValues: (names) =>
    `model.json の設定に、このプログラムの知らない値があります: ${names.join('、')}。`,
  badValue: (key, wanted, found) =>
    `model.json の ${key} は${wanted}でなければなりませんが、${found === null ? 'ありません' : `${found} です`}。`,
  text: () => '空でない文字列',
  fraction: () => ' 0 以上 1 未満の数',
  oneOf: (names) => ` ${names.join('、')} のどれか`,
  multipleOf: (factor) => (factor === 1 ? ' 1 以上の整数' : `正で ${factor} の倍数`),
  list: (length, least) =>
    ` ${least} 以上の整数を${length === null ? ' 1 個以上' : ` ${length} 個`}並べたもの`,
  channelOrder: (highest) =>
    `model.json の channelOrder には、0 から ${highest} まで（featureWidth + latentDim 個のチャネル）がちょうど一度ずつ必要です。`,
  firstWidth: (first, featureWidth) =>
    `model.json の stageWidths の最初の値（${first}）は、featureWidth（${featureWidth}）と同じでなければなりません。`,
  narrowStage: (growthDivisor, width) =>
    `model.json の stageWidths の値は、どれも growthDivisor（${growthDivisor}）以上でなければなりませんが、${width} があります。`,
};
