import type { Variant } from '../../../../inference/predictor.ts';
import type { Question } from './shell.ts';

/** The chapter on ablations. */
export const ablations = {
  intro:
    'What is a part worth? Take it out and look again: that is an ablation. Here you can take parts out of the network of this page while it runs. Each answer of it is drawn with another z, three numbers that stand for a person; how far the answers lie apart is their spread.',

  questions: {
    dropout: {
      ask: 'M6 has no z: it draws by leaving channels out at random (Monte-Carlo dropout). What must run again for each answer?',
      options: [
        'PredictionNet alone',
        'SaliencyNet from DenseASPP on, and PredictionNet',
        'Nothing',
      ],
      why: 'The channels are those of DenseASPP, deep inside SaliencyNet, and all that follows changes: 689 million multiply-adds of the picture’s 2,417 million, where z at the end costs 4.1 million. This page runs the rest of SaliencyNet again too: choose M6 below and read the cost.',
    },
    prior: {
      ask: 'M4 has no PriorNet: z comes from one normal distribution, whatever the picture. Tried on the weights of this page, what becomes of the spread of the answers?',
      options: [
        'All answers become the same',
        'It becomes equally large in every picture',
        'It hardly changes',
      ],
      why: 'PriorNet may answer each picture with another prior, but these weights give nearly the same one to all: choose M4 below and compare the numbers. What lets answers differ in one picture and not in another are the features that PredictionNet joins with z. Try M4 on the aloe, then on the rabbit.',
    },
    fair: {
      ask: 'You switch a part off, and the map hardly changes. So the part is worthless. Right?',
      options: [
        'Yes: what changes nothing is worth nothing',
        'No: the network must be trained without it to tell',
      ],
      why: 'These weights learnt with all parts. Without one they may be lost, or not need it for this picture. An ablation trains each variant anew, with the same data and the same seed, and measures many pictures.',
    },
    alike: {
      ask: 'Trained anew with the second part of the paper’s loss (GSNN) in the energy score’s place, all else alike, the consensus is as good. What becomes of the five answers?',
      options: [
        'They become nearly the same',
        'They stay as different as before',
        'They differ more',
      ],
      why: 'Each draw is held against one answer, and against an answer that nobody knows beforehand the average is the best one to give. So all draws become it: the table below says how far two answers are apart, and how far five are from people’s.',
    },
  } satisfies Record<string, Question>,

  live: {
    title: 'Take a part out',
    text: 'Left the whole network, right the variant: the mean of their answers, and where the answers differ. Both use the same weights and the same seed.',
    legend: 'Variant',
    names: { full: 'Whole', m2: 'M2', m4: 'M4', m6: 'M6' } satisfies Record<Variant, string>,
    about: {
      full: 'Nothing is taken out.',
      m2: 'No DepthCorrectionNet: the depth as it was read.',
      m4: 'No PriorNet: z from one normal distribution, whatever the picture. The paper calls it a VAE; it is chapter 5’s CVAE, for the picture still reaches the rest.',
      m6: 'No z: DenseASPP goes on leaving channels out at random, which makes the answers differ.',
    } satisfies Record<Variant, string>,
    scale:
      'These weights learnt with a prior for each picture. So the one distribution is that of the priors of all example pictures together:',
    common: (of: { number: string; mu: string; sigma: string; least: string; most: string }) =>
      `z${of.number}: N(${of.mu}, ${of.sigma}²) for every picture; the priors’ own means lie from ${of.least} to ${of.most}`,
    count: 'Answers',
    seed: 'Seed',
    whole: 'Whole network',
    mean: (name: string) => `${name}: mean`,
    variance: (name: string) => `${name}: variance, white from 0.1 on`,
    sample: (name: string, number: string) => `${name}: answer ${number}`,
    numbers: {
      change: 'Mean change of the mean map',
      fullVariance: 'Variance, whole',
      variance: 'Variance, variant',
      fullDistance: 'Mean distance of two answers, whole',
      distance: 'Mean distance of two answers, variant',
      fullSample: 'Multiply-adds of one more answer, whole',
      sample: 'Multiply-adds of one more answer, variant',
    },
    reruns:
      'This page runs all of SaliencyNet again for an answer of M6, which is simpler. Only what follows the dropout must run again: 689 million.',
    formula: [
      'variance = mean over the answers Pᶜ of (Pᶜ − their mean)², pixel by pixel',
      'distance of two answers = 1 − IoU at one half',
    ],
    source:
      'Zhang et al., UC-Net, CVPR 2020, ablation study; dropout as in Gal and Ghahramani, ICML 2016, of whole channels',
  },

  costs: {
    title: 'What each removal costs here',
    text: 'The mean of the answers, as many as are set above, against the picture’s ground truth; in brackets, the difference to the whole network. The last line is the whole network with this seed and four more: what lies within it may be chance. On one picture a part may also do harm. And these weights learnt with all parts, so it is not yet what the part is worth.',
    button: 'Measure all four on this picture',
    noTruth:
      'This picture has no ground truth here, so only the distance can be told. Choose an example above: each of them has one.',
    scores: { sMeasure: 'S ↑', adaptiveF: 'F ↑', adaptiveE: 'E ↑', mae: 'MAE ↓' },
    distance: 'Mean distance of two answers',
    chance: 'Whole, five seeds',
  },

  ours: {
    title: 'What it would cost after training',
    text: 'For that, each variant learns from the same 30,000 pictures of 192 × 192, in the same order, from the same start. All begin with the weights of a MobileNetV2 that knows pictures, and see far fewer of them than the network of this page did; docs/ablations.md has the commands. The numbers M2, M4 and M6 are those of the paper’s study; its other variants are not tried here. GSNN is a loss, so only training can show it.',
    name: 'Variant',
    scores: {
      sMeasure: 'S with depth ↑',
      sWithout: 'S without depth ↑',
      mae: 'MAE with depth ↓',
      energyDistance: 'Energy distance ↓',
      ofTheMean: 'Energy distance of their mean map ↓',
      apart: 'Mean distance of two answers (of two people: 0.132)',
    },
    reading:
      'Energy distance: how far five answers are from those of twelve people, and how far their mean map alone is, with D = 1 − IoU at one half. GSNN: its answers are nearly one, and hardly nearer to people’s than their mean. S and MAE hold a map against one truth, and do not see that. M6 is nearest to one truth, and its answers too are nearly one. For somebody who wants to know what people may answer, both are the worse choice, whatever their S.',
    chance:
      'S and MAE are of the consensus on 500 photos, with a depth estimated from the photo or without any; the rest is of 75 photos, each marked by twelve people. Between M2 and the whole network, other photos of the kind would change S and MAE by about 0.002 and the energy distance by 0.012 (standard errors). Take a difference for real from two of them on: 0.004, and 0.024. For the other variants they were not measured; we take them to be alike. What another seed of the training would change is not known, for each was trained once. So M2 and M4 cannot be told from the whole network, and at this small budget neither part is seen to pay. M6’s lead in MAE and the energy distances of M6 and GSNN are far beyond it.',
    people:
      'Of the twelve people’s marks only the count at every pixel is kept, not who marked what. So person k is taken to have marked what at least k people marked. Such answers always lie within one another; those of real people need not, and 0.132 is the distance of such answers.',
    draws:
      'The five answers of a network with z share out each latent among them (a Latin hypercube), above and in this table, so they lie farther apart than five independent ones. Those of M6 are independent.',
    asked: 'Answer the question above, and the line of GSNN is filled in.',
    gsnn: 'Gaussian stochastic neural network, the second part of the paper’s loss: each draw from the prior is held against one answer. It stands in the energy score’s place.',
    energy:
      'The weights of this page learnt by an energy score: draws are to lie near people’s answers, and as far from one another as those do.',
    formula: [
      'energy distance = 2 · mean of D(S_i, Y_j) − mean of D(S_i, S_j) − mean of D(Y_i, Y_j), i ≠ j in the last two; of one map alone the second mean is 0',
      'energy score = mean of d(S_i, Y_j) − ½ · mean of d(S_i, S_j), i ≠ j',
      'S: draws; Y: answers of people; D = 1 − IoU at one half; d: soft Jaccard distance + 2 · mean absolute difference',
    ],
    source:
      'Gneiting and Raftery, Strictly Proper Scoring Rules, JASA 2007; energy distance: Kohl et al., Probabilistic U-Net, NeurIPS 2018; GSNN: Sohn et al., NIPS 2015; this project, docs/training.md',
  },

  published: {
    title: 'What the paper reports',
    text: 'Of the whole network, on six sets of RGB-D pictures. S, F and E: more is better. MAE: less is better. The paper’s ablation study has a table of its variants too, among them M2, M4 and M6. It is not repeated here, for we could not check its figures.',
    set: 'Data set',
    scores: { sMeasure: 'S', meanF: 'F, mean', meanE: 'E, mean', mae: 'MAE' },
    source:
      'Zhang et al., UC-Net, CVPR 2020. The authors’ released network is a ResNet-50 of 31.3 million parameters, a later variant than the paper’s; this page’s has 5.4 million and other training data, so the figures are not its own',
  },
};
