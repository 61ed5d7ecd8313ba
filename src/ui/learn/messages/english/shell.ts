import type { ChapterId } from '../../../parts/learnLinks.ts';

/** A question to answer before one looks. */
export interface Question {
  readonly ask: string;
  readonly options: readonly string[];
  /** Why it is so, and where to see it. */
  readonly why: string;
}

/** What stands around the chapters. */
export const shell = {
  title: 'Learn',
  intro:
    'Each chapter is something to move. What you see is computed here, in your browser, by the code of this page. Predict first, then look.',
  contents: 'Contents',
  back: 'Back to the page',
  skip: 'Skip to the chapter',
  chapter: (number: string, title: string) => `${number}\u00a0· ${title}`,
  answered: (done: string, all: string, right: string) =>
    `${done} of ${all} questions answered, ${right} right`,
  missed: 'To look at again:',
  question: (number: string) => `question ${number}`,
  damaged: (names: string) =>
    `Part of this link could not be read (${names}). It stands as at first.`,
  embed: 'Embed this chapter',
  embedText: 'Copy this into a page of your own: it shows the chapter alone, as it stands now.',
  previous: 'Before',
  next: 'Next',
  loading: 'The chapter is loading …',
  unknown: (name: string) =>
    `There is no chapter called “${name}” here. Choose one of the contents.`,
  openWhole: 'Open the whole course',
  link: 'The address holds what you have set: copy it to show somebody the same thing.',
  source: (source: string) => `Source: ${source}`,
  documentTitle: (chapter: string) => `${chapter} – UC-Net, Learn`,

  predict: {
    title: 'Predict first, then look',
    right: 'Right.',
    wrong: (answer: string) => `Not quite. The answer: “${answer}”.`,
    again: 'Ask me again',
  },

  chapters: {
    saliency: {
      title: 'What is saliency?',
      about: 'What is asked, why people disagree, and where colour and depth meet.',
    },
    fcn: {
      title: 'From classes to pixels',
      about: 'FCN and U-Net on your picture: skips on and off, and where detail comes back.',
    },
    'transposed-convolution': {
      title: 'Transposed convolution',
      about:
        'How a network makes a small map large again, and why that can leave a chequered pattern.',
    },
    dilation: {
      title: 'Dilation and DenseASPP',
      about: 'How a kernel sees far without shrinking the map, and when it sees only a grid.',
    },
    autoencoder: {
      title: 'Autoencoder, VAE, CVAE',
      about: 'How a network can give more than one answer. Three small ones train in this page.',
    },
    'uc-net': {
      title: 'UC-Net',
      about:
        'The network of this page, opened: modules, feature maps, prior and posterior, the vote, the trust in depth.',
    },
    attention: {
      title: 'Attention, hide and seek',
      about: 'Channels that are weighed, patches that are hidden, and the next answer that comes.',
    },
    measures: {
      title: 'Measures',
      about: 'What MAE, F, S, E and the others see of a map, and why they disagree.',
    },
    ablations: {
      title: 'Ablations',
      about: 'What the parts of UC-Net are worth: take them out while it runs.',
    },
  } satisfies Record<ChapterId, { title: string; about: string }>,
};
