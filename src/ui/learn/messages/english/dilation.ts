import type { Question } from './shell.ts';

/** The chapter on dilation and DenseASPP. */
export const dilation = {
  intro:
    'To know whether a pixel stands out, a network must see far around it. Shrinking the map would lose detail. Dilation spreads a kernel’s nine weights apart instead: it sees farther at the same cost.',

  questions: {
    field: {
      ask: 'Three 3 × 3 convolutions in a row have rates 1, 2 and 4. How many cells wide is what one output sees?',
      options: ['7', '9', '15', '27'],
      why: 'Each adds twice its rate: 1 + 2 · (1 + 2 + 4) = 15. Set the three rates below and count.',
    },
    gridding: {
      ask: 'Now the rates are 2, 2 and 2. The field is 13 × 13. How much of it is really seen?',
      options: ['All of it', 'About half', 'About 29%'],
      why: 'Only even steps are possible, so 7 × 7 of 13 × 13 cells: a grid with gaps. Press “2, 2, 2” above, then “1, 2, 5”.',
    },
    dense: {
      ask: 'DenseASPP has rates 3, 6, 12, 18 and 24, each on the input and all before it. How wide is its field?',
      options: ['49', '63', '127', '24'],
      why: 'The longest way goes through all five: 1 + 2 · 63 = 127. Side by side without the dense links it would be 49. All rates are multiples of 3, so it sees a grid too: 43 × 43 of the 127 × 127 cells, each of which the layers before have made from its neighbours as well. Press “DenseASPP” above.',
    },
    edge: {
      ask: 'At stride 32 the map is 11 × 11. A 3 × 3 kernel of rate 12 lies with its middle on the middle of the map. How many of its nine weights meet the map?',
      options: ['All nine', 'Five', 'One'],
      why: 'The edge is 5 cells away, and the other eight weights lie 12 away. It is no better at any other place: here rate 12 is a 1 × 1 convolution. Choose stride 32 below, and go through the rates.',
    },
  } satisfies Record<string, Question>,

  field: {
    title: 'What one output sees',
    text: 'Every bright cell reaches the output in the middle; the brighter, the more ways lead there. Black cells inside the field are not seen at all: that is gridding.',
    join: 'Joined',
    joins: { cascade: 'In a row', parallel: 'Side by side', dense: 'Densely' },
    about: {
      cascade: 'Each convolution reads the one before it.',
      parallel: 'ASPP: each reads the input, and their outputs are joined.',
      dense:
        'DenseASPP: each reads the input and the outputs of all before it. The field is that of a row, but any of the rates may be left out on the way: small and large scales arrive together.',
    },
    presets: {
      dense: 'DenseASPP',
      gridding: '2, 2, 2',
      mended: '1, 2, 5',
      single: '24 alone',
    },
    rate: (number: string) => `Rate ${number}`,
    more: 'One more',
    fewer: 'One fewer',
    picture: 'Cells that the output sees',
    layers:
      'The middle row from the side: the output above, the input below, and all ways between them; side by side and densely, the output joins the middle cells of all rows above the input',
    side: 'Field, cells wide',
    reached: 'Seen of it',
    reachedOf: (share: string, cells: string, all: string) => `${share}: ${cells} of ${all}`,
    weights: 'Weights, a channel each',
    pixels: 'At stride 4, pixels',
    formula: [
      'a 3 × 3 kernel of rate r is 2r + 1 cells wide',
      'in a row, and densely: field = 1 + 2 · Σ r',
      'side by side: field = 1 + 2 · max r',
    ],
    source:
      'Yu and Koltun, Multi-Scale Context Aggregation by Dilated Convolutions, ICLR 2016; Yang et al., DenseASPP, CVPR 2018; gridding and 1, 2, 5: Wang et al., Understanding Convolution for Semantic Segmentation, WACV 2018, section 3.2',
  },

  stages: {
    title: 'DenseASPP on your picture',
    text: 'The network of this page has a DenseASPP at each of its four stages. Choose a stage and a branch: what does a far-seeing kernel make of the picture?',
    stage: 'Stage',
    branch: 'Branch',
    stageName: (stride: string) => `Stride ${stride}`,
    branchName: (rate: string) => `Rate ${rate}`,
    merged: 'All merged',
    inside: 'Weights that meet the map',
    insideOf: (weights: string) => `${weights} of 9`,
    insideText:
      'The mean over all places; the others meet the zeros beyond the edge. At stride 32 the map is 11 × 11: rates 12, 18 and 24 have only their middle weight left, and are 1 × 1 convolutions.',
    formula: [
      'weights that meet the map = (1 + 2 · max(0, side − r) / side)², side: of the map, in cells',
    ],
    source:
      'Yang et al., DenseASPP, CVPR 2018, section 3; on weights that fall off the map: Chen et al., Rethinking Atrous Convolution, 2017, section 3.3',
  },
};
