import type { truthEnglish } from '../../../image/truthSentences.ts';
import type { Texts } from '../../../languages/languages.ts';

const PAINT = '対象を白（255）、ほかをすべて黒（0）にしてください';

function listed(values: readonly number[]): string {
  const shown = values.length > 6 ? [...values.slice(0, 4), '…', values.at(-1)!] : values;
  return shown.join('、');
}

/** What is unclear in a ground truth, or decided of it, in Japanese. */
export const truth: Texts<typeof truthEnglish> = {
  truthPicture: (subject) =>
    `${subject} は色の多い画像で、マスクではありません。対象が白、ほかがすべて黒のマスクを選んでください。`,
  truthColours: (subject, colours) =>
    `${subject} は ${colours} 色で塗られていて、黒も、縁全体にある色もないので、どれが背景か分かりません。対象を白、ほかをすべて黒にしてください。`,
  truthTwoMasks: (subject) =>
    `${subject} では、色が示すマスクと透明度が示すマスクが違います。正しいほうを透明度なしで保存してください。`,
  truthFloats: (subject) =>
    `${subject} の浮動小数点数は、0 から 1 の値でも整数でもありません。対象を 1、ほかをすべて 0 にしてください。`,
  truthNoZero: (subject, values) =>
    `${subject} の値は ${listed(values)} で 0 がないので、どれが背景か分かりません。${PAINT}。`,
  truthLabelsOrCounts: (subject, values) =>
    `${subject} の値は ${listed(values)} で、物体のラベルか人数か分かりません。ラベルなら、${PAINT}。人数なら、全員が 255 になるように伸ばしてください。`,
  truthDark: (subject, brightest) =>
    `${subject} は全体に暗く、最も明るい値が 255 のうち ${brightest} で、中間の濃さもあります。${PAINT}。`,
  truthTwoGreys: (subject, dark, bright) =>
    `${subject} の灰色の値は ${dark} と ${bright} で、どちらも黒ではありません。${PAINT}。`,
  truthNoBlack: (subject, levels) =>
    `${subject} の灰色の値は ${listed(levels)} で、黒がありません。${PAINT}。`,
  truthLabelsOrSoft: (subject, levels) =>
    `${subject} には灰色の値 ${listed(levels)} の領域があり、物体のラベルか、濃淡のあるマスクか分かりません。黒以外がすべて対象なら、${PAINT}。`,
  truthOneValue: (subject, value) =>
    `${subject} は全体が ${value} で、どれが背景か分かりません。${PAINT}。`,
  truthLabels: (values) =>
    `値は ${listed(values)} です。ラベルとみなし、0 以外をすべて対象とします。`,
  truthLabelsUnsure: (values) =>
    `値は ${listed(values)} で、255 は作成者にも分からなかった部分です。ラベルとみなし、0 以外をすべて対象とします。`,
  truthPeople: (people) =>
    `値は、${people} 人のうち何人がその画素を対象としたかを表すとみなし、過半数で決めます。`,
  truthMiddle: (levels, half) =>
    `黒と白の間に灰色（${levels.join('、')}）の平らな領域があります（トライマップでは「不明」の印です）。明るさのまま数え、マスクが要る指標では ${half} 以下を背景とします。`,
  truthOtherSize: (subject, size, first, firstSize) =>
    `${subject} は ${size} 画素、${first} は ${firstSize} 画素です。1 枚の写真への何人かの答えは同じ大きさでなければなりません。外すか、大きさをそろえてください。`,
  truthOthers: (people) =>
    `ほかに ${people} 人の答えもあります。マップはこの正解で採点し、複数の答えは全員の答えと比べます。`,
  truthBrightest: (level) => `最も明るい値は 255 ではなく ${level} で、これを対象とします。`,
  truthBlack: () => '全体が黒で、対象がありません。',
  truthWhite: () => '全体が白で、すべてが対象です。',
  truthWhiteBorder: () =>
    '縁が全部白で、白を対象とします。黒いところが対象なら、白と黒を入れ替えてください。',
  truthTwoValues: (value) => `値は 0 と ${value} です。0 以外の画素をすべて対象とします。`,
  truthTransparent: () => '一部が透明です。不透明な部分を対象とします。',
  truthPainted: (colours, background) => {
    const ground = background.every((value) => value === 0)
      ? '黒'
      : `色（${background.join(', ')}）`;
    return `${colours} 色で塗られています。${ground}以外の画素をすべて対象とします。`;
  },
};
