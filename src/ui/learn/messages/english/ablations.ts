import type { Variant } from '../../../../inference/predictor.ts';
import type { Question } from '../../parts/Predict.tsx';

/** The chapter on ablations. */
export const ablations = {
  intro:
    'What is a part worth? Take it out and look again: that is an ablation. Here you can take parts out of the network of this page while it runs.',

  questions: {
    dropout: {
      ask: 'M6 has no z: it draws by leaving channels out at random (Monte-Carlo dropout). What must run again for each sample?',
      options: ['PredictionNet alone', 'SaliencyNet and PredictionNet', 'Nothing'],
      right: 1,
      why: 'The channels are those of DenseASPP, deep inside SaliencyNet. With z at the end, a sample costs almost nothing; with dropout it costs nearly a whole run.',
    },
    prior: {
      ask: 'M4 is a plain VAE: z comes from N(0, 1) whatever the picture. What does it lose?',
      options: [
        'All its answers are the same',
        'How far answers differ no longer follows from the picture',
        'It cannot be trained',
      ],
      right: 1,
      why: 'PriorNet says for each picture where its answers lie and how far apart. Choose M4 below and compare the spread with that of the whole network.',
    },
    fair: {
      ask: 'You switch a part off, and the map hardly changes. So the part is worthless. Right?',
      options: ['Yes', 'No: the network must be trained without it to tell'],
      right: 1,
      why: 'These weights learnt with all parts. Without one they may be lost, or not need it for this picture. An ablation trains each variant anew, with the same data and the same seed, and measures many pictures.',
    },
  } satisfies Record<string, Question>,

  live: {
    title: 'Take a part out',
    text: 'Left the whole network, right the variant: the mean of their samples, and where the samples differ. Both use the same weights and the same seed.',
    legend: 'Variant',
    names: { full: 'Whole', m2: 'M2', m4: 'M4', m6: 'M6' } satisfies Record<Variant, string>,
    about: {
      full: 'Nothing is taken out.',
      m2: 'No DepthCorrectionNet: the depth as it was read.',
      m4: 'A plain VAE: z from N(0, 1), whatever the picture.',
      m6: 'No z: dropout of channels stays on and makes the samples differ.',
    } satisfies Record<Variant, string>,
    count: 'Samples',
    seed: 'Seed',
    whole: 'Whole network',
    mean: (name: string) => `${name}: mean`,
    variance: (name: string) => `${name}: variance`,
    sample: (name: string, number: string) => `${name}: sample ${number}`,
    numbers: {
      change: 'Mean change of the mean map',
      fullVariance: 'Variance, whole',
      variance: 'Variance, variant',
      fullDistance: 'Distance of two samples, whole',
      distance: 'Distance of two samples, variant',
    },
    formula: ['variance = mean of (Pᶜ − mean)²', 'distance of two samples = 1 − IoU at one half'],
    source:
      'Zhang et al., UC-Net, CVPR 2020, ablation study; dropout as in Gal and Ghahramani, ICML 2016, of whole channels',
  },

  ours: {
    title: 'Our table',
    text: 'Each variant learns from the same 30,000 pictures of 192 × 192, in the same order, from the same start. They have not been run on the present data yet, so there is no figure to show: docs/ablations.md has the commands.',
    columns: { name: 'Variant', what: 'What is different' },
    gsnn: 'the paper’s loss of each draw against one answer, in the energy score’s place',
  },

  published: {
    title: 'What the paper reports',
    text: 'Of the whole network, on six sets of RGB-D pictures. S, F and E: more is better. MAE: less is better. The paper also compares variants without depth correction, with a VAE, and with dropout.',
    set: 'Score',
    sets: ['NJU2K', 'STERE', 'DES', 'NLPR', 'LFSD', 'SIP'],
    rows: [
      ['S', '.897', '.903', '.934', '.920', '.864', '.875'],
      ['F, mean', '.886', '.884', '.919', '.891', '.855', '.867'],
      ['E, mean', '.930', '.938', '.967', '.951', '.901', '.914'],
      ['MAE', '.043', '.039', '.019', '.025', '.066', '.051'],
    ],
    source:
      'Zhang et al., UC-Net, CVPR 2020. Theirs is a ResNet-50 of 31.3 million parameters; this page’s has 3.5 million and other training data, so the figures are not its own',
  },
};
