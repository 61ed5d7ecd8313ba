import { sentencesOf } from '../languages/sentence.ts';

const PAINT = 'make the object white (255) and all else black (0)';

function listed(values: readonly number[]): string {
  const shown = values.length > 6 ? [...values.slice(0, 4), '…', values.at(-1)!] : values;
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** What is unclear in a ground truth, or decided of it, in English. */
export const truthEnglish = {
  truthPicture: (subject: string) =>
    `${subject} is a picture in many colours and no mask: choose a mask in which the object is white and all else black.`,
  truthColours: (subject: string, colours: number) =>
    `${subject} is painted in ${colours} colours, none of them black or along the whole border, so that nothing says which is background: make the object white and all else black.`,
  truthTwoMasks: (subject: string) =>
    `${subject} shows one mask by its colours and another by its transparency: save the right one without transparency.`,
  truthFloats: (subject: string) =>
    `${subject} holds floats that are neither from 0 to 1 nor whole numbers: make the object 1 and all else 0.`,
  truthNoZero: (subject: string, values: readonly number[]) =>
    `${subject} has the values ${listed(values)} and no 0, so that nothing says which of them is background: ${PAINT}.`,
  truthLabelsOrCounts: (subject: string, values: readonly number[]) =>
    `${subject} has the values ${listed(values)}, which may be labels of objects or counts of people: of labels, ${PAINT}; of counts, stretch them so that 255 is everybody.`,
  truthDark: (subject: string, brightest: number) =>
    `${subject} is dark all over, its brightest value being ${brightest} of 255, with shades in between: ${PAINT}.`,
  truthTwoGreys: (subject: string, dark: number, bright: number) =>
    `${subject} has the grey levels ${dark} and ${bright}, and neither is black: ${PAINT}.`,
  truthNoBlack: (subject: string, levels: readonly number[]) =>
    `${subject} has the grey levels ${listed(levels)}, and none is black: ${PAINT}.`,
  truthLabelsOrSoft: (subject: string, levels: readonly number[]) =>
    `${subject} has areas of the grey levels ${listed(levels)}, which may be labels of objects or a soft mask: if all but black is the object, ${PAINT}.`,
  truthOneValue: (subject: string, value: number) =>
    `${subject} is ${value} all over, so that nothing says what is background: ${PAINT}.`,
  truthLabels: (values: readonly number[]) =>
    `Its values are ${listed(values)}: labels, each but 0 taken for the object.`,
  truthLabelsUnsure: (values: readonly number[]) =>
    `Its values are ${listed(values)}, with 255 for what its makers were not sure of: labels, each but 0 taken for the object.`,
  truthPeople: (people: number) =>
    `Its values are taken for how many of ${people} people called a pixel part of the object; more than half of them decide.`,
  truthOtherSize: (subject: string, size: string, first: string, firstSize: string) =>
    `${subject} is ${size} pixels and ${first} ${firstSize}: the answers of several people to one photo have one size. Leave it out, or give it the other’s size.`,
  truthOthers: (people: number) =>
    `${people === 1 ? 'Another person' : `${people} more people`} answered as well: the maps are scored against this one, and the answers are held against all of them.`,
  truthBrightest: (level: number) =>
    `Its brightest level is ${level} instead of 255, and taken for the object.`,
  truthMiddle: (levels: readonly number[], half: number) =>
    `Between black and white it has flat areas of the grey ${levels.length === 1 ? levels[0] : listed(levels)}, as trimaps have where nobody is sure: they count by their brightness and, where a score needs a mask, up to ${half} as background.`,
  truthBlack: () => 'It is black all over: there is no object.',
  truthWhite: () => 'It is white all over: all of it is the object.',
  truthWhiteBorder: () =>
    'It is white along its whole border, and white is taken for the object: if the object is the black part, exchange black and white.',
  truthTwoValues: (value: number) =>
    `Its values are 0 and ${value}: every pixel that is not 0 is taken for the object.`,
  truthTransparent: () => 'It is partly transparent: what is opaque is taken for the object.',
  truthPainted: (colours: number, background: readonly number[]) => {
    const ground = background.every((value) => value === 0)
      ? 'black'
      : `the colour ${background.join(', ')}`;
    return `It is painted in ${colours} colours: every pixel that is not ${ground} is taken for the object.`;
  },
};

// Loaded with what tells them.
export const truthSays = /* @__PURE__ */ sentencesOf('truth', truthEnglish);
