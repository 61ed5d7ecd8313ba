import type { Question } from './shell.ts';

/** The chapter on FCN and U-Net. */
export const fcn = {
  intro:
    'A network that names photos ends in a tiny map: it knows what is there, and hardly where. FCN and U-Net bring the “where” back. Here are four such networks of our own, on the picture that you choose.',

  questions: {
    coarse: {
      ask: 'FCN-32s scores a photo of 352 × 352 pixels on a grid of 11 × 11. For how many pixels does one score stand?',
      options: ['32', '352', '1,024', '121'],
      why: 'A square of 32 × 32. So nothing thinner than that can have an edge of its own. Choose FCN-32s below and look at its scores.',
    },
    skips: {
      ask: 'You switch off the finest skip of U-Net. What does the map lose?',
      options: ['Where the object is', 'Fine outlines and thin parts', 'Nothing'],
      why: 'The deep stages still know that something is there; the fine stages know where its edges are. Switch them off one by one and watch the outline.',
    },
    join: {
      ask: 'How do FCN and U-Net join a fine stage with a coarse one?',
      options: [
        'Both add scores',
        'FCN adds scores; U-Net puts features side by side and convolves',
        'FCN puts features side by side; U-Net adds scores',
      ],
      why: 'FCN turns each stage into scores first, one channel here, and adds. U-Net keeps all channels, so its convolutions decide how to use them.',
    },
  } satisfies Record<string, Question>,

  heads: {
    legend: 'Network',
    names: {
      'fcn-32s': 'FCN-32s',
      'fcn-16s': 'FCN-16s',
      'fcn-8s': 'FCN-8s',
      'u-net': 'U-Net',
    },
    about: {
      'fcn-32s': 'The deepest stage is scored and enlarged 32 times. No skips.',
      'fcn-16s':
        'The scores are doubled, those of stride 16 are added, and the sum is enlarged 16 times.',
      'fcn-8s': 'Once more with stride 8. The sum is enlarged 8 times.',
      'u-net':
        'Three times: enlarge by two, put the finer stage beside it, two 3 × 3 convolutions. Then enlarge 4 times.',
    },
  },

  all: {
    title: 'Side by side',
    text: 'The same photo and the same backbone; only the head differs. Where the picture has a ground truth, each is held against it. MAE is the mean difference from the truth, pixel by pixel (chapter 8).',
    button: 'Load all four (18 MB, once)',
    hide: 'Show one alone',
    scored: (name: string, mae: string, iou: string, outline: string) =>
      `${name}: MAE ${mae}, IoU ${iou}, outline ${outline} pixels`,
  },

  lab: {
    title: 'Skips on and off',
    text: 'A skip that is off gives zeros. Watch the outline and its length. In the formulas, s₃₂ are the scores of the stage at stride 32, enlarge₂ makes a map twice as large, and σ is the sigmoid.',
    skip: (stride: string) => `Skip from stride ${stride}`,
    map: 'Map',
    stage: (side: string) => `${side} × ${side}`,
    scores: 'What the head gave on the way',
    scoresText: {
      fcn: 'The scores of each stage, from the coarsest to the finest; black is least, white is greatest. They are enlarged and added.',
      uNet: 'The first channel of each stage of the decoder, from the coarsest to the finest.',
    },
    numbers: {
      outline: 'Outline at one half, pixels',
      area: 'Mean of the map',
      change: 'Mean change of the map',
    },
    formula: {
      'fcn-32s': ['map = σ(enlarge₃₂(s₃₂))'],
      'fcn-16s': ['map = σ(enlarge₁₆(enlarge₂(s₃₂) + s₁₆))'],
      'fcn-8s': ['map = σ(enlarge₈(enlarge₂(enlarge₂(s₃₂) + s₁₆) + s₈))'],
      'u-net': ['below = conv(conv([enlarge₂(below), stage]))', 'map = σ(enlarge₄(score(below)))'],
    },
    source:
      'Long, Shelhamer and Darrell, FCN, CVPR 2015, section 4.2; Ronneberger et al., U-Net, MICCAI 2015. Here on MobileNetV2 with photo and depth, enlarged bilinearly where FCN learns a transposed convolution',
  },
};
