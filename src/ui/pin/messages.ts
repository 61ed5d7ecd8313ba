import { formatFixed, formatPercent, formatThousandths } from '../parts/format.ts';

/** The part of the catalogue that speaks of a result that is pinned beside the present one. */
export const pinMessages = {
  pin: 'Pin this result',
  pinBrief: 'Pin',
  pinHelp: 'Keeps it in a second column, while you try another model, depth or setting',
  compareWithoutDepth: 'Compare without depth',
  withoutDepthHelp: 'What does the depth change? Runs the photo once more without it, beside this',
  withoutDepth: 'without depth',
  /** How much of what either of two results marks both of them mark; of their pictures where one shows a single answer. */
  alike: (share: number, isOfPictures: boolean) => {
    const [both, either] = isOfPictures
      ? ['Both pictures', 'either picture']
      : ['Both results', 'either result'];
    return share > 0.995
      ? `${both} mark the same.`
      : `Of what ${either} marks, both mark ${formatPercent(share)}.`;
  },
  title: 'Pinned',
  column: (model: string) => `Pinned: ${model}`,
  swap: 'Trade places',
  swapHelp:
    'Makes the pinned result the page’s own, with its model and settings, and pins this one',
  unpin: 'Unpin',
  compare: 'Compare the two, enlarged',
  waiting: 'On its way…',
  failed: 'This result could not be made; what went wrong is told above.',
  otherPhoto: (name: string) => `This result is of another photo, ${name}.`,
  onThisPhoto: 'Run it on this photo',
  onThisPhotoHelp: 'Runs this photo with the pinned model and settings, beside this result',
  beside: 'Compare',
  besideHelp: (title: string) =>
    `Compare: runs ${title} on the same photo, and shows it beside this result`,
  numbers: 'Both in numbers',
  now: (model: string) => `Now: ${model}`,
  measure: 'Of the photo',
  rows: {
    depth: 'Depth',
    answers: 'Answers',
    shown: 'Marked in the picture above',
    marked: 'Marked by most answers',
    agreed: 'Marked by all answers',
    contested: 'Places where they differ',
    disagreement: 'Disagreement',
    total: 'Total uncertainty',
    time: 'Time',
    scored: 'Scores of the mean map',
    energyDistance: 'Energy distance ↓',
  },
  answers: (count: number, seed: number, spread: number) =>
    `${count}, seed ${seed}${spread === 1 ? '' : `, spread ${formatFixed(spread, 1)}`}`,
  oneAnswer: '1',
  depths: {
    bright: 'file, bright is near',
    dark: 'file, dark is near',
    auto: 'file, near end found by itself',
    estimated: 'estimated',
    none: 'none',
  },
  bits: (value: number) => `${formatThousandths(value)} bit`,
  scoresOf: 'Scores are of the mean of the answers, as in the menu of models.',
  verdict: (scores: number, present: number, pinned: number) =>
    `Of ${scores}, the present result has the better ones in ${present}, the pinned one in ${pinned}. One photo says little: the menu of models has figures over 500.`,
  noScores: 'Open a ground truth to score both.',
  presentMap: (title: string, model: string) => `${title} (now, ${model})`,
  pinnedMap: (title: string, model: string) => `${title} (pinned, ${model})`,
  mapBefore: (title: string) => `${title} (run before)`,
  groups: {
    present: 'This result',
    pinned: (model: string) => `Pinned: ${model}`,
    before: (model: string, seed: number) => `The run before: ${model}, seed ${seed}`,
  },
};
