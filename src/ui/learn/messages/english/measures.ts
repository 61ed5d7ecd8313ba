import type { Question } from './shell.ts';

/** The chapter on measures. */
export const measures = {
  intro:
    'How good is a map? There are many measures, and each looks at something else. Draw a map, and watch what they make of it.',
  failed:
    'The measuring stopped, or its code could not be loaded: check the connection and try again.',

  questions: {
    black: {
      ask: 'A thin figure covers 5.5% of a picture. A network answers all black. How large is its mean absolute error?',
      options: ['About 0.95', 'About 0.5', 'About 0.05'],
      why: 'Only the figure’s own pixels are wrong, each by 1. So a useless map of a small object has a small error. Choose the thin figure and the black map below. Of the other measures only F weighted and F of the contour give 0, and the page says why.',
    },
    shift: {
      ask: 'The map of a large round object has the right shape, a few pixels beside the right place. Which measure falls most?',
      options: ['E', 'S', 'F', 'F of the contour'],
      why: 'Most of the area still overlaps, so F and S stay above 0.7 and E above 0.9. The contours hardly meet any more. Choose the ball and the shifted map above. Of the thin figure nearly all is contour: there F falls as far.',
    },
    beta: {
      ask: 'The map is a little too large: all of the object is found, and some ground with it. You raise β² in F = (1 + β²) · P · R / (β² · P + R), with precision P and recall R. Does F rise or fall?',
      options: ['It rises', 'It falls', 'It stays'],
      why: 'A larger β² lets recall count more, and recall is perfect here. The field’s 0.3 favours precision. Choose the larger map above, then move β².',
    },
  } satisfies Record<string, Question>,

  draw: {
    title: 'Draw a map',
    text: 'The orange line is the edge of the ground truth. White says “this catches the eye”, black says “this does not”, grey says “perhaps”.',
    label: 'Map to draw on: arrow keys move the brush, space paints',
    picture: 'The map, with the edge of the ground truth',
    scene: 'Truth',
    scenes: { ball: 'Ball', two: 'Two objects', thin: 'Thin figure' },
    start: 'Begin with',
    starts: {
      exact: 'Exact',
      shifted: 'Shifted',
      larger: 'Larger',
      soft: 'Soft',
      half: 'Left half',
      empty: 'Black',
    },
    brush: 'Brush',
    brushes: { white: 'White', grey: 'Grey', black: 'Black' },
    size: 'Brush size',
    hint: 'Draw with a mouse or a finger. By keyboard: go to the map, move with the arrows, paint with space.',
  },

  scores: {
    names: {
      mae: 'MAE ↓',
      sMeasure: 'S ↑',
      adaptiveF: 'F ↑',
      maxF: 'F max ↑',
      weightedF: 'F weighted ↑',
      adaptiveE: 'E ↑',
      iou: 'IoU, Jaccard (JI) ↑',
      pixelAccuracy: 'Overall pixels (OP) ↑',
      classAccuracy: 'Per class (PC) ↑',
      contour: 'F of contour ↑',
    },
    note: (beta: string) =>
      `↑ more is better, ↓ less is better. F, E, IoU and the accuracies are those at the adaptive threshold, twice the mean of the map; β² is ${beta}.`,
  },

  binary: {
    label: (threshold: string) => `In black and white at the adaptive threshold, ${threshold}`,
    black:
      'The map is black, so twice its mean is 0, and every pixel is at least 0: all of it counts as marked. F, E, IoU, OP and PC are those of an all-white map. The field’s tools (PySODMetrics) do the same; MAE, S and F weighted need no threshold.',
  },

  look: {
    title: 'What each of them sees',
    legend: 'Measure',
    names: {
      error: 'MAE',
      f: 'F',
      weighted: 'F weighted',
      overlap: 'IoU, OP, PC',
      s: 'S',
      e: 'E',
      contour: 'Contour',
    },
  },

  error: {
    text: 'The difference of every pixel, bright where it is large. MAE is its mean: it does not care where errors lie.',
    mean: 'Mean of the picture',
    formula: ['MAE = mean of |map − truth|'],
    source: 'Perazzi et al., Saliency Filters, CVPR 2012',
  },

  f: {
    text: 'A threshold makes the map black and white. Precision: how much of the white is right. Recall: how much of the object is white. F joins them, at each of 256 thresholds; β² says how much recall counts against precision.',
    chart: 'Precision, recall and F over the threshold, from 0 to 255',
    axis: 'threshold, 0 to 255',
    lines: { precision: 'Precision', recall: 'Recall', f: 'F' },
    adaptive: 'Adaptive threshold',
    beta: 'β²',
    threshold: 'Adaptive threshold',
    adaptiveF: 'F there',
    meanF: 'Mean of F',
    maxF: 'Highest F',
    formula: [
      'F = (1 + β²) · P · R / (β² · P + R), P: precision, R: recall',
      'adaptive threshold = min(2 · mean of the map, 1)',
    ],
    source: 'Achanta et al., Frequency-tuned Salient Region Detection, CVPR 2009',
  },

  weighted: {
    text: 'F without a threshold, in which errors are weighed by where they lie. The picture shows what a false alarm counts: once beside the object, up to twice far from it, halving the rest every 5 pixels. Within the object errors are smoothed, for a hole between found pixels is a smaller error.',
    precision: 'Weighted precision',
    recall: 'Weighted recall',
    f: 'F weighted',
    formula: [
      'weight outside = 2 − ½^(distance / 5), distance to the object in pixels',
      'TP = |object| − Σ weighted errors within; FP = Σ weighted errors outside',
      'R = TP / |object|, P = TP / (TP + FP), F = 2 · P · R / (P + R)',
    ],
    source: 'Margolin, Zelnik-Manor and Tal, How to Evaluate Foreground Maps?, CVPR 2014; β = 1',
  },

  overlap: {
    text: 'Four kinds of pixel at the adaptive threshold: green is found, red a false alarm, orange missed, black rightly dark. IoU leaves the rightly dark ones out; OP counts them, so that a small object hardly matters; PC gives object and ground the same weight.',
    formula: [
      'IoU (Jaccard index, JI) = found / (found + false alarms + missed)',
      'overall pixel accuracy, OP = (found + rightly dark) / all',
      'per-class accuracy, PC = ½ · found / object + ½ · rightly dark / ground',
    ],
    source:
      'Jaccard, 1901; pixel and mean accuracy: Long, Shelhamer and Darrell, FCN, CVPR 2015, section 5',
  },

  s: {
    text: 'S asks for structure, without a threshold. Its object part wants the object evenly bright and the ground evenly dark. Its region part cuts the picture in four at the truth’s centre of mass and compares each.',
    object: 'Object part',
    region: 'Region part',
    regions: ['Above left', 'Above right', 'Below left', 'Below right'],
    formula: [
      'S = ½ · object + ½ · region',
      'object: 2x̄ / (x̄² + 1 + σ), for the object and for the ground, by area',
      'region: 4 x̄ ȳ σ_xy / ((x̄² + ȳ²)(σ_x² + σ_y²)), for each of the four, by area',
      'x̄, σ: mean and standard deviation of the map, for the ground of 1 − map; ȳ, σ_y: of the truth; σ_xy: covariance',
    ],
    source: 'Fan et al., Structure-measure, ICCV 2017, section 3',
  },

  e: {
    text: 'The map is made black and white at its adaptive threshold. From map and truth the mean is taken away; a pixel aligns where both then have one sign. Bright is aligned. There are four kinds of pixel, so four values.',
    kinds: {
      truePositives: 'Found',
      falsePositives: 'False alarm',
      falseNegatives: 'Missed',
      trueNegatives: 'Rightly dark',
    },
    kind: (value: string, pixels: string) => `${value} × ${pixels}`,
    formula: [
      'ξ = 2ab / (a² + b²)',
      'E = sum of (ξ + 1)² / 4 over all pixels, over their number less 1',
      'a, b: map and truth, less their means',
    ],
    source: 'Fan et al., Enhanced-alignment Measure, IJCAI 2018',
  },

  contour: {
    text: (tolerance: string) =>
      `Only the edges count: green lies near the other edge, red is drawn where none is, orange is an edge that was missed. Near now means ${tolerance} of the picture’s diagonal; the benchmark has 0.75%.`,
    tolerance: 'Tolerance',
    precision: 'Precision',
    recall: 'Recall',
    pixels: 'Tolerance in pixels',
    formula: ['F = 2 · P · R / (P + R), of contour pixels near the other contour'],
    source:
      'Arbeláez et al., Contour Detection and Hierarchical Image Segmentation, TPAMI 2011; without its one-to-one pairing, as Perazzi et al., CVPR 2016',
  },

  challenge: {
    title: 'Can you make them disagree?',
    text: (s: string, f: string) =>
      `Draw a map that S likes and F does not: S at least ${s}, F at the adaptive threshold at most ${f}.`,
    now: (s: string, f: string) => `Now S is ${s} and F is ${f}.`,
    done: 'Done!',
    show: 'Show me one',
    why: 'Half grey on quarter grey: the object is brighter everywhere, so S sees its structure. But twice the mean is brighter than the object, so the adaptive threshold finds nothing. F at its best threshold is 1: which F a table reports matters.',
  },
};
