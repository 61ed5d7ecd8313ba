import { formatFixed, formatMilliseconds, formatPercent } from '../parts/format.ts';
import type { Colours, Layer, Uncertainty, View } from './appearance.ts';
import type { ShownStage } from './shownStage.ts';

const NUMBERS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

const inWords = (number: number) => NUMBERS[number] ?? String(number);

const PLACES = {
  'upper-left': 'the upper left',
  top: 'the top',
  'upper-right': 'the upper right',
  left: 'the left',
  middle: 'the middle',
  right: 'the right',
  'lower-left': 'the lower left',
  bottom: 'the bottom',
  'lower-right': 'the lower right',
};

/** A ninth of the picture: the network knows no names of things. */
export type MarkedPlace = keyof typeof PLACES;

/** What all answers mark: its largest places, and its share of the picture. */
export interface AgreedPlaces {
  readonly places: readonly MarkedPlace[];
  /** How many places there are beside those. */
  readonly unnamed: number;
  readonly area: number;
}

/** More of what all mark, or where a part lies from those that were called by the same name before. */
export type Again = 'more' | 'above' | 'below' | 'left' | 'right' | 'between';

const AGAIN: Readonly<Record<Again, (place: string) => string>> = {
  more: (place) => `more of ${place}`,
  above: (place) => `${place}, higher up`,
  below: (place) => `${place}, lower down`,
  left: (place) => `${place}, further left`,
  right: (place) => `${place}, further right`,
  between: (place) => `${place}, in between`,
};

/** Where a part lies, in words. */
export interface NamedPlace {
  readonly place: MarkedPlace;
  /** Of a place that the sentence has named before; null where it has not. */
  readonly again: Again | null;
}

/** A part that some answers mark, by how many. */
export interface ContestedPlace extends NamedPlace {
  readonly holders: number;
}

/** A piece of a sentence; one that names a contested part carries its number, from 0. */
export interface Piece {
  readonly text: string;
  readonly part?: number;
  /** How many parts it stands for, from that one on; one where it does not say. */
  readonly parts?: number;
}

/** What one answer marks of the places of all. */
export interface HeldPlaces {
  /** Of the answer. */
  readonly name: string;
  /** Share of the picture that it marks. */
  readonly area: number;
  /** How many answers there are, and their places that it marks. */
  readonly count: number;
  readonly agreed: Omit<AgreedPlaces, 'area'> | null;
  readonly contested: readonly HeldPlace[];
  /** How many of their contested places that it marks are not named. */
  readonly unnamed: number;
  /** What none of them marks. */
  readonly alone: readonly NamedPlace[];
  /** Named places that it does not mark. */
  readonly left: readonly HeldPlace[];
}

/** A contested place that the picture has a number for; one that all mark has none. */
export interface HeldPlace extends ContestedPlace {
  readonly part?: number;
}

const named = ({ places, unnamed }: Omit<AgreedPlaces, 'area'>) => {
  const names = places.map((place) => PLACES[place]);
  const others = unnamed === 1 ? 'one more place' : `${inWords(unnamed)} more places`;
  return unnamed > 0 ? `${names.join(', ')} and ${others}` : names.join(' and ');
};

const marked = (agreed: AgreedPlaces) =>
  `${named(agreed)}, ${formatPercent(agreed.area)} of the picture`;

const nameOf = ({ place, again }: NamedPlace) =>
  again === null ? PLACES[place] : AGAIN[again](PLACES[place]);

const held = ({ part, holders, ...place }: HeldPlace, count: number): Piece => ({
  text: `${nameOf(place)} (${holders} of ${count})`,
  ...(part !== undefined && { part }),
});

/** Pieces of a list, with what stands between them. */
const listed = (pieces: readonly Piece[], last = ' and '): Piece[] =>
  pieces.flatMap((piece, index) =>
    index === 0 ? [piece] : [{ text: index === pieces.length - 1 ? last : ', ' }, piece],
  );

const agreeOn = (agreed: AgreedPlaces, count: number) =>
  `${count === 2 ? 'Both' : `All ${inWords(count)}`} agree on ${marked(agreed)},`;

const ENDS: Readonly<Record<Uncertainty, readonly [string, string]>> = {
  disagreement: ['agree', 'contradict'],
  expected: ['sure', 'unsure'],
  total: ['sure', 'unsure'],
  variance: ['agree', 'differ'],
};

/** The part of the catalogue that speaks of maps. */
export const resultMessages = {
  sentence: {
    lead: (count: number) =>
      `Asked what stands out here, ${count === 1 ? 'one person' : `${inWords(count)} people`} might answer like this.`,
    /** Between the lead and what follows. */
    gap: ' ',
    place: (place: MarkedPlace) => PLACES[place],
    one: (agreed: AgreedPlaces) => `This answer marks ${marked(agreed)}.`,
    oneMarksNothing: 'This answer marks nothing.',
    agree: (agreed: AgreedPlaces, count: number) => `${agreeOn(agreed, count)} and hardly differ.`,
    noneMarks: 'None of them marks anything.',
    differ: (
      agreed: AgreedPlaces | null,
      contested: readonly ContestedPlace[],
      unnamed: number,
      count: number,
    ): Piece[] => {
      const start = agreed === null ? 'They agree on nothing,' : agreeOn(agreed, count);
      const places = contested.length + unnamed;
      const pieces = contested.map((place, part) => held({ ...place, part }, count));
      if (unnamed > 0) {
        pieces.push({ text: `${inWords(unnamed)} more`, part: contested.length, parts: unnamed });
      }
      return [
        {
          text: `${start} and differ mainly about ${places === 1 ? 'one place' : `${inWords(places)} places`}: `,
        },
        ...listed(pieces),
        { text: '.' },
      ];
    },
    /** The names of the sliders' answer and of one by its number. */
    own: 'Your answer',
    numbered: (number: number) => `Answer ${number}`,
    /** Of one answer; its first piece is what `lead` is for all. */
    answer: ({ name, area, count, agreed, contested, unnamed, alone, left }: HeldPlaces) => {
      const [all, none] =
        count === 1
          ? ['as answer 1 does', 'as answer 1 does not']
          : [`as all ${inWords(count)} do`, `as none of the ${inWords(count)} does`];
      const pieces: Piece[] = [];
      if (agreed !== null) pieces.push({ text: `${named(agreed)} (${all})` });
      pieces.push(...contested.map((place) => held(place, count)));
      if (unnamed > 0) pieces.push({ text: `${inWords(unnamed)} more` });
      if (alone.length > 0) {
        const where = alone.length === 1 ? nameOf(alone[0]!) : `${inWords(alone.length)} places`;
        pieces.push({ text: `${where} (${none})` });
      }
      if (pieces.length === 0) return [{ text: `${name} marks hardly anything.` }];
      return [
        { text: `${name} marks ${formatPercent(area)} of the picture:` },
        { text: ' ' },
        ...listed(pieces),
        ...(left.length === 0 ? [] : [{ text: ', but not ' }]),
        ...listed(
          left.map((place) => held(place, count)),
          ' or ',
        ),
        { text: '.' },
      ];
    },
  },

  firstLook: {
    consensus: 'The first sample, grey where most of the answers mark nothing',
    /** In a phone's one line. */
    caption: 'Made beforehand; yours will take its place.',
    waiting: 'The sliders work as soon as the network is here.',
  },

  mainPicture: {
    layer: 'What the picture shows',
    layers: {
      agreed: 'Agreed',
      differ: 'Differ',
      both: 'Both',
      outlines: 'Outlines',
      blend: 'Blend',
      answer: 'One answer',
    } satisfies Record<Layer, string>,
    help: {
      both: 'How salient and how contested each place is, in one colour',
      outlines: 'One line around what each answer marks',
      blend: 'One answer turns into the next: what stays is agreed, what comes and goes is not',
    } satisfies Partial<Record<Layer, string>>,
    compare: 'Enlarge, zoom and compare',
    picture: (title: string) => `${title}. Arrow keys move the point that is read, Enter enlarges`,
    agreedBy: 'What counts as agreed',
    level: 'Marked by at least',
    levelOf: (level: number, count: number) => `${level} of ${count}`,
    kept: (count: number) =>
      `What ${count === 1 ? 'one answer marks' : `most of ${count} answers mark`}`,
    keptHelp: (kept: number, count: number) =>
      `In colour: what the ${kept} of ${count} answers that are kept mark, or most of them`,
    part: (number: number) => `Place ${number}, where the answers differ`,
    partIs: (place: string, area: number, holders: number, count: number) =>
      `${place}, ${formatPercent(area)} of the picture: ${holders} of ${count} answers mark it`,
    keep: 'Answers to keep',
    keeps: { all: 'all', with: 'with it', without: 'without it' },
    closePart: 'Leave this place',
    pointHint: 'Point at or touch the picture to see how many answers mark the place.',
    pointIs: (marked: number, count: number) => `${marked} of ${count} answers mark this point`,
    surely: 'how surely',
    histogramHelp: 'How many answers mark this point how surely: 0 not at all, 1 fully',
    histogram: (bins: string) => `Answers by how surely they mark it, from 0 to 1: ${bins}`,
    bothUp: 'contested',
    bothAcross: 'salient',
    play: 'Play',
    pause: 'Pause',
    nextAnswer: (number: number, count: number) => `Answer ${number} of ${count}, next`,
  },

  toolbar: {
    menu: 'Display',
    label: 'How maps are drawn',
    view: 'View',
    views: {
      mask: 'Mask',
      heat: 'Heat map',
      overlay: 'Overlay',
      'cut-out': 'Cut-out',
      difference: 'Difference',
    } satisfies Record<View, string>,
    viewHelp: 'Difference: each answer minus the mean of the answers',
    colours: 'Colours',
    colourNames: {
      magma: 'Magma',
      viridis: 'Viridis',
      turbo: 'Turbo',
      grey: 'Grey',
    } satisfies Record<Colours, string>,
    opacity: 'Opacity',
  },

  run: {
    stages: {
      idle: '',
      reading: 'Reading the files…',
      estimating: 'Estimating depth from the photo…',
      network: 'Running the network…',
      sampling: 'Drawing answers…',
      exploring: 'Running the network at the sliders’ place…',
    } satisfies Record<ShownStage, string>,
    sample: (done: number, total: number, leftMs: number) =>
      `Answer ${done + 1} of ${total}…${done > 0 ? ` ${formatMilliseconds(leftMs)} left` : ''}`,
    stop: 'Stop',
    stopReading: 'Gives these files up; the image before stays',
    stopHelp: 'Stop here; the answers that are done are shown',
    waitingForNetwork: 'Waiting for the network…',
    seconds: (seconds: number) => `${seconds} s`,
    timing: (image: number, samples: number, count: number, backend: string, estimated: boolean) =>
      `${estimated ? 'Estimated depth. ' : ''}Image ${formatMilliseconds(image)}, ${count === 1 ? '1 answer' : `${count} answers`} ${formatMilliseconds(samples)} on ${backend}`,
    timingBrief: (milliseconds: number, backend: string, estimated: boolean) =>
      `${estimated ? 'Estimated depth, ' : ''}${formatMilliseconds(milliseconds)} on ${backend}`,
    loading: 'The first sample is on its way. You can open your own photo at any time.',
    empty: 'Open your photo, or click a sample.',
  },

  maps: {
    consensus: 'Consensus',
    only: 'Its answer',
    mean: 'Mean',
    share: 'By number',
    answerHelp: {
      consensus:
        'In colour: what most of the answers mark, as in the UC-Net paper. Grey: what they leave out',
      mean: 'The mean of the answers: the more colour, the more surely it is marked',
      share: 'The paper’s consensus, and beside it what at least so many answers mark',
    },
    uncertainty: 'Uncertainty',
    uncertainties: {
      disagreement: 'Disagreement',
      expected: 'Expected',
      total: 'Total',
      variance: 'Variance',
    } satisfies Record<Uncertainty, string>,
    uncertaintyHelp: {
      disagreement:
        'Where the answers contradict each other although each is sure. The scale ends at this image’s largest value',
      expected: 'Where each answer is unsure by itself, mostly along edges',
      total: 'Both together: total = expected + disagreement',
      variance: 'How far the answers spread. The scale ends at this image’s largest value',
    } satisfies Record<Uncertainty, string>,
    /** What those are called. */
    uncertaintyTerms: {
      disagreement: 'Mutual information, in bits',
      expected: 'Mean entropy of the answers, in bits',
      total: 'Entropy of the mean, in bits',
      variance: 'Variance over the answers',
    } satisfies Record<Uncertainty, string>,
    /** What the first and the last colour mean. */
    uncertaintyEnds: ENDS,
    png: 'PNG',
    bits: ' bit',
    depth: 'Depth',
    correctedDepth: 'Corrected depth',
    depthHelp: {
      'corrected-depth':
        'What DepthCorrectionNet makes of the depth map: holes filled where it can, edges moved to the photo’s',
      'input-depth': 'The depth map as it was read, before its correction',
    },
    estimatedDepthHelp:
      'Depth that a small network of its own estimated from the photo, because there is no depth map',
    uncorrectedDepthHelp: 'The depth map as it was read: this network does not correct it',
    inputDepth: 'Input',
    estimatedDepth: 'Estimated depth',
    estimated: 'Estimated',
    corrected: 'Corrected',
    explored: 'Your answer',
    sample: (number: number) => `Answer ${number}`,
    enlarge: (title: string) => `Enlarge: ${title}`,
    download: (title: string) => `Download as PNG: ${title}`,
  },

  sampling: {
    title: 'Answers',
    count: 'Answers',
    seed: 'Seed',
    seedHelp: 'The same seed gives the same answers again.',
    spread: 'Spread',
    spreadHelp:
      'How far the answers lie from the usual one: at 0 there is no other, at 1 they differ as people do.',
    terms:
      'Each answer has latents z of its own, drawn from the prior: a normal distribution with mean μ and standard deviation σ, which the network reads off the photo. The spread is a factor of σ.',
    times: (factor: number) => `× ${formatFixed(factor, 1)}`,
    settings: 'Settings',
    reroll: 'Ask others',
    rerollBrief: 'Others',
    rerollHelp: 'Draws other answers, by another seed',
    open: (title: string) => `Show ${title.toLowerCase()}`,
    yours: 'yours',
    oneAnswer: 'This network gives one answer.',
    partHelp: 'Shows who marks this place, and keeps the answers with or without it',
    useInExplorer: (number: number) => `Set the sliders to answer ${number}`,
    beyondExplorer: (number: number) => `Answer ${number} lies beyond the sliders’ ends.`,
  },

  viewer: {
    label: (title: string) => `${title}, enlarged`,
    previous: 'Previous map',
    next: 'Next map',
    position: 'Pixel',
    pointer: (x: number, y: number) => `${x}, ${y}`,
    noReading: 'no reading',
    hint: 'Wheel or pinch to zoom, drag to move.',
    keys: 'Keys: + and − zoom, 0 fits, 1 is pixel for pixel; arrows move what is enlarged, or change the map.',
    title: 'Enlarge and compare',
    pane: (title: string) => `${title}. Plus and minus zoom, arrow keys move what is enlarged`,
    photo: 'Photo',
    beside: 'Compare with',
    nothing: 'nothing',
    mode: 'How they are compared',
    modes: { wipe: 'Wipe', side: 'Side by side', blink: 'Blink', difference: 'Difference' },
    split: 'Where the wipe parts the two',
    turn: 'Show the other one',
    fit: 'Fit',
    oneToOne: '1:1',
    // Only its first letter: names of models stand in it.
    differenceOf: (first: string, second: string) =>
      `${first} minus ${second.charAt(0).toLowerCase()}${second.slice(1)}`,
  },
};
