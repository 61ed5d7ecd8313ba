import type { LayerPath, ModuleName } from '../../ucnet/figure.ts';
import type { Question } from './shell.ts';

/** The chapter on UC-Net itself. */
export const ucnet = {
  intro:
    'UC-Net takes a photo and its depth, and gives many answers instead of one. Below is its figure 2, alive: this page’s own network runs on the picture that you choose.',

  questions: {
    unused: {
      ask: 'One module sees the ground truth. What becomes of it when the network is used on a new photo?',
      options: ['It guesses the ground truth', 'It is left out', 'It runs on the photo alone'],
      why: 'PosteriorNet teaches PriorNet where useful latents lie, and is left out afterwards. Below, under “New photo”, it is faded; under “Training” it is not.',
    },
    cheap: {
      ask: 'One answer is there. How much of the network must run again for the next one?',
      options: ['All of it', 'About half', 'Less than 1%'],
      why: 'z enters after SaliencyNet, so only PredictionNet runs again. What its first layer makes of the features is kept, so that of its 12.0 million multiply-adds 4.1 million are left, beside 2,417 million for the picture. That is why the sliders below answer at once.',
    },
    shuffle: {
      ask: 'Features and z are joined, and then their channels are put in a fixed shuffled order. What does the paper want by it?',
      options: [
        'It saves memory',
        'So that the next layer cannot tell which channels are z, and learn to ignore them',
        'So that each draw gets another order',
      ],
      why: 'So the paper argues. But a 1 × 1 convolution has a weight of its own for each channel: with a fixed order, the same weights in that order give the same map. So it could still ignore z; what keeps z in use is what training asks for (chapters 5 and 9). Look for the warm cells below: they are z.',
    },
    vote: {
      ask: 'Five answers. At a pixel, three call it salient and two do not. Their values: .9, .8, .7 and .1, .2. What is the consensus?',
      options: ['0.80', '0.54', '0.48', '0.60'],
      why: 'Three of five agree: 3/5. The mean of those who agree is .8. Together .6 · .8 = .48. Press “Go to a disputed pixel” below to see such a vote.',
    },
    trust: {
      ask: 'The depth map has a hole at a pixel. How much is its reading trusted?',
      options: ['0', '½', '1'],
      why: 'Where there is no reading, trust is 0, and the estimate alone fills the hole. Choose “Motorcycle in a garage” and look for black in the reading.',
    },
  } satisfies Record<string, Question>,

  showMotorcycle: 'Take the motorcycle',

  figure: {
    title: 'Figure 2, alive',
    text: 'Choose a module. You see what it is for, what it costs, and what it gives for this picture.',
    mode: 'When',
    modes: { test: 'New photo', training: 'Training' },
    notUsed: 'not used',
    label: 'Modules of UC-Net',
    layer: 'Layer',
    numbers: {
      parameters: 'Parameters',
      multiplyAdds: 'Multiply-adds',
      again: 'Again for each answer',
      time: 'Time here',
    },
    edges: { truth: 'truth', map: 'map', kl: 'KL' },
    milliseconds: (value: string) => `${value} ms`,
    source:
      'Zhang et al., UC-Net, CVPR 2020, section 3 and figure 2; layers and widths are those of this page’s network',
    modules: {
      photo: { name: 'Photo', text: 'The RGB picture, brought to 352 × 352.' },
      depth: {
        name: 'Depth',
        text: 'How near each pixel is, 1 near and 0 far. Black also where there is no reading.',
      },
      truth: {
        name: 'Ground truth',
        text: 'What one person marked. It is there in training alone.',
      },
      priorNet: {
        name: 'PriorNet',
        text: 'Photo and depth become a Gaussian over z: where answers to this picture lie. Five convolutions of stride 2, then μ and log σ².',
      },
      posteriorNet: {
        name: 'PosteriorNet',
        text: 'The same with the ground truth as one more channel: which z would explain this answer? In training a KL term draws it and the prior together.',
      },
      latent: {
        name: 'z',
        text: 'K numbers, here three, drawn from the prior. In training they come from the posterior as well. They are tiled: the same at every pixel.',
      },
      depthCorrectionNet: {
        name: 'DepthCorrectionNet',
        text: 'Depth sensors err. An encoder and decoder correct the depth by the photo; its levels meet in four dilated convolutions, which are summed.',
      },
      saliencyNet: {
        name: 'SaliencyNet',
        text: 'Photo and corrected depth become features: a backbone, DenseASPP at each stage, channel attention on the way back up. It does not know z.',
      },
      predictionNet: {
        name: 'PredictionNet',
        text: 'Features and z are joined, their channels shuffled, and three 1 × 1 convolutions make one map. Each z gives another.',
      },
      consensus: {
        name: 'Consensus',
        text: 'Several maps vote, pixel by pixel. It has nothing to learn, and is used on new photos alone.',
      },
      loss: {
        name: 'Loss',
        text: 'How far the map lies from the ground truth, once with z from the posterior, plus β · KL(posterior ‖ prior), and once with z from the prior. The second part (GSNN) closes the gap between training and use. That is the paper’s. In its second part’s place, the weights of this page learnt what several people mark, by an energy score: chapter 9.',
      },
    } satisfies Record<ModuleName, { name: string; text: string }>,
    layers: {
      'prior_net.layers.0': 'Convolution 1',
      'prior_net.layers.2': 'Convolution 3',
      'prior_net.layers.4': 'Convolution 5',
      'depth_correction_net.stages.0': 'Encoder, stride 2',
      'depth_correction_net.stages.2': 'Encoder, stride 8',
      'depth_correction_net.stages.4': 'Encoder, stride 32',
      'depth_correction_net.refine4': 'Decoder, stride 4',
      'depth_correction_net.refine2': 'Decoder, stride 2',
      'depth_correction_net.output': 'Distance and trust',
      'saliency_net.backbone.stem': 'Backbone, first layer',
      'saliency_net.backbone.blocks.3': 'Backbone, stride 4',
      'saliency_net.backbone.blocks.6': 'Backbone, stride 8',
      'saliency_net.backbone.blocks.14': 'Backbone, stride 16',
      'saliency_net.backbone.blocks.20': 'Backbone, stride 32',
      'saliency_net.aspp.0': 'DenseASPP, stride 4',
      'saliency_net.aspp.3': 'DenseASPP, stride 32',
      'saliency_net.attention.0': 'Fused and attended, stride 4',
      'prediction_net.first': 'Mixed with z',
      'prediction_net.second': 'Second convolution',
      'prediction_net.third': 'Map, before the sigmoid',
    } satisfies Record<LayerPath, string>,
  },

  latent: {
    title: 'Prior, z, and another answer',
    text: 'Each slider is one number of z, in standard deviations of this picture’s prior: z = μ + σ · ε, where you choose ε, which otherwise is drawn from N(0, 1). ε plays the part of a person’s three numbers in chapter 1. The scale of z itself is the network’s own. Only PredictionNet runs while you move it.',
    slider: (number: string) => `z${number}`,
    sigma: (value: string) => `${value} σ`,
    map: 'Answer at this z',
    prior: (number: string, mu: string, sigma: string) => `z${number}: prior N(${mu}, ${sigma}²)`,
    posterior: (number: string, mu: string, sigma: string, kl: string) =>
      `z${number}: posterior N(${mu}, ${sigma}²), KL ${kl} nats`,
    mean: 'Mean of the map',
    ask: 'Ask PosteriorNet',
    askAbout: 'It sees the ground truth of this example, and says which z would explain it.',
    noTruth: 'This picture has no ground truth, so PosteriorNet has nothing to see.',
    atPrior: 'At the prior’s mean',
    atPosterior: 'At the posterior’s mean',
    truth: 'Ground truth',
    scored: (map: string, mae: string, iou: string) => `${map}: MAE ${mae}, IoU ${iou}`,
    littleKl: (kl: string) =>
      `Together ${kl} nats. By chapter 5 that is next to nothing: seeing the truth, PosteriorNet hardly says more than PriorNet did. z is not without use for that, for the sliders move the map; but these weights learnt it mostly in another way. In training the draws of the prior are held against the answers of five people whose z is known, and the posterior’s part weighs only 0.3. Whether that is the cause has not been measured.`,
    muchKl: (kl: string) =>
      `Together ${kl} nats: so much the truth tells of z that PriorNet did not know.`,
    setSliders: 'Set the sliders to the posterior’s mean',
    reset: 'Back to the mean',
    shuffleTitle: 'PredictionNet’s shuffled channels',
    shuffle: (features: string, latents: string) =>
      `${features} channels of features and ${latents} of z, in the order in which the first convolution gets them.`,
    feature: (number: string) => `d${number}`,
    formula: ['z = μ + σ · ε', 'map = PredictionNet(shuffle(d, z)), d: the features'],
    source:
      'Zhang et al., UC-Net, CVPR 2020, section 3; Kingma and Welling, ICLR 2014, section 2.4, for the draw',
  },

  consensus: {
    title: 'The vote, pixel by pixel',
    text: 'Some answers are drawn from the prior, every five spread evenly over it. Each becomes black and white at twice its own mean. Pick a pixel and follow its vote.',
    count: 'Answers',
    seed: 'Seed',
    across: 'Across',
    down: 'Down',
    binary: 'Show',
    shows: { grey: 'Answers', votes: 'Votes' },
    toDispute: 'Go to a disputed pixel',
    disputed: (share: string) => `${share} of the pixels are disputed`,
    answer: (number: string) => `Answer ${number}`,
    map: 'Consensus',
    agreeing: 'Share of agreeing answers: white where all vote alike',
    table: {
      answer: 'Answer',
      value: 'Value',
      threshold: 'Threshold',
      vote: 'Vote',
    },
    votes: { salient: 'salient', not: 'not' },
    majority: 'Majority',
    agreement: 'Agreement',
    mean: 'Mean of those who agree',
    consensus: 'Consensus',
    formula: [
      'consensus = (Σ 1ᶜ / C) · (Σ Pᶜ · 1ᶜ / Σ 1ᶜ)',
      'Pᶜ: answer c of C; 1ᶜ = 1 where it votes with the majority; a tie counts as not salient',
    ],
    source:
      'Zhang et al., UC-Net, CVPR 2020, section 3, C = 5; threshold of Achanta et al., CVPR 2009. The paper prints the second factor without its division; with it the map stays between 0 and 1',
  },

  depth: {
    title: 'How far a depth reading is trusted',
    text: 'DepthCorrectionNet gives two things a pixel: an estimate, from the readings around it and the photo, and its trust in the reading itself. The corrected depth mixes them.',
    reading: 'Reading',
    trust: 'Trust',
    estimate: 'Estimate',
    corrected: 'Corrected',
    across: 'Across',
    down: 'Down',
    allTrusted:
      'In this picture every reading is trusted, so corrected and reading are alike. A depth with holes shows more.',
    sum: (terms: {
      trust: string;
      reading: string;
      rest: string;
      estimate: string;
      corrected: string;
    }) =>
      `${terms.trust} · ${terms.reading} + ${terms.rest} · ${terms.estimate} = ${terms.corrected}`,
    formula: ['corrected = trust · reading + (1 − trust) · estimate'],
    source:
      'Zhang et al., UC-Net, CVPR 2020, section 3, has the network correct the depth; trust and estimate are this page’s own form of it',
  },
};
