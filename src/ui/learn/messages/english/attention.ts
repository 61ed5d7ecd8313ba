import type { Question } from './shell.ts';

/** The chapter on attention, hide and seek, and more answers. */
export const attention = {
  intro:
    'Three small ideas that UC-Net takes from others: let the network weigh its own channels, hide parts of the photo in training, and hide the object to find what somebody else might mark.',

  questions: {
    squeeze: {
      ask: 'Squeeze and excitation looks at a channel of 88 × 88 values. What does it keep of it?',
      options: ['All of it', 'The place of its maximum', 'One number, its mean'],
      why: 'That is the squeeze. Two tiny layers then turn all means into one gate a channel, between 0 and 1. Move the factor below: one mean changes, and all gates may.',
    },
    hide: {
      ask: 'In training, patches of photos are hidden at random. The truth stays whole. What does the network learn from that?',
      options: [
        'To find hidden patches',
        'To use all parts of an object, not only the most telling one',
        'To ignore grey squares',
      ],
      why: 'The telling part may be hidden any time. Hide the middle of the object below and see how much of the map survives.',
    },
    other: {
      ask: 'The training photos have one answer each. How does UC-Net get answers of other people?',
      options: [
        'It asks people again',
        'It hides the object and asks a saliency network what stands out now',
        'It adds noise to the answer',
      ],
      why: 'The paper does so up to three times and calls what it gets AugedGT, an augmented ground truth. Press “Hide it and look again” below.',
    },
  } satisfies Record<string, Question>,

  gates: {
    title: 'Squeeze, excite, gate',
    text: 'Each stage on the way back up ends in a block with channel attention. Bars above: each channel’s mean, the squeeze. Two tiny layers, the excitation, make a gate a channel of all means: bars below, from 0 to 1. Each channel is multiplied by its gate. The chosen channel is warm.',
    stage: 'Stage',
    stageName: (stride: string) => `Stride ${stride}`,
    channel: 'Channel',
    factor: 'Its mean, times',
    reset: 'As it is',
    chart: 'Means of all channels above, their gates below',
    map: (number: string) => `Channel ${number}, before its gate`,
    gated: 'The same, times its gate, in the same greys',
    numbers: {
      mean: 'Mean',
      greatest: 'Greatest',
      gate: 'Gate, mean alone (SE)',
      cbam: 'Gate, mean + greatest (CBAM)',
      others: 'Gates that changed by > 0.01',
    },
    note: 'The network learnt with the mean alone. The gate of CBAM is what the same weights would make of both.',
    formula: [
      'SE: gate = σ(W₂ relu(W₁ mean)), σ: the sigmoid, W₁ and W₂: the two layers',
      'CBAM: gate = σ(W₂ relu(W₁ mean) + W₂ relu(W₁ greatest))',
    ],
    source:
      'Hu et al., Squeeze-and-Excitation, CVPR 2018, section 3; Woo et al., CBAM, ECCV 2018, section 3; inside a residual block: Zhang et al., RCAN, ECCV 2018. Biases are left out of the formula',
  },

  seek: {
    title: 'Hide and seek',
    text: 'Press patches of the photo to hide them: they are filled with its mean colour. The map follows. Depth is left out in this chapter, for it would still show what is hidden.',
    grid: 'Patches of the photo',
    patch: (row: string, column: string) => `Patch in row ${row}, column ${column}`,
    random: 'Hide each with probability ½',
    none: 'Show all',
    map: 'Answer at the prior’s mean',
    numbers: { hidden: 'Hidden', bright: 'Mean of the map', kept: 'Kept of the whole answer' },
    formula: ['4 × 4 patches, each hidden with probability ½'],
    source:
      'Singh and Lee, Hide-and-Seek, ICCV 2017, section 3; used by UC-Net in training, CVPR 2020',
  },

  other: {
    title: 'AugedGT: hide the object, see the next one come',
    text: 'The network marks something; its largest part is hidden, with a rim, and the network is asked again. What it finds elsewhere, another person might mark; black means that it finds nothing more.',
    again: 'Hide it and look again',
    start: 'Start again',
    answer: (number: string) => `Answer ${number}`,
    bright: (number: string) => `Mean of answer ${number}`,
    formula: [
      'answerₖ = largest part of network(photo without answers 1 … k − 1), outside of these',
    ],
    source:
      'Zhang et al., UC-Net, CVPR 2020, where several ground truths are made this way for training; here by this page’s own network',
  },
};
