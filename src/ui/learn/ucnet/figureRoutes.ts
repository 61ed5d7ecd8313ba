import { type Arrangement, type ModuleName, NARROW, WIDE } from './figure.ts';

/** A place in the figure, in columns and rows. */
export type Point = readonly [x: number, y: number];

/** What flows from one module to another, and the corners of its line. The last piece is level or upright: it bears the arrow. */
export interface Route {
  readonly from: ModuleName;
  readonly to: ModuleName;
  readonly points: readonly Point[];
  /** What the loss is given, named beside the line. */
  readonly label?: { readonly name: 'kl' | 'map' | 'truth'; readonly at: Point };
}

/** Half of a module's box, in columns and rows. */
export const HALF_WIDTH = 0.42;
export const HALF_HEIGHT = 0.36;

/** Edges of boxes: of the column or row `n`. */
const left = (n: number) => n + 0.5 - HALF_WIDTH;
const right = (n: number) => n + 0.5 + HALF_WIDTH;
const top = (n: number) => n + 0.5 - HALF_HEIGHT;
const bottom = (n: number) => n + 0.5 + HALF_HEIGHT;

/** Photo and depth share an upright line between the first two columns; what teaches meets in the upper right. */
const WIDE_ROUTES: readonly Route[] = [
  ...(['photo', 'depth'] as const).flatMap((from): Route[] => {
    const y = WIDE.places[from][1] + 0.5;
    const into = (to: ModuleName, row: number): Route => ({
      from,
      to,
      points: [
        [right(0), y],
        [1, y],
        [1, row + 0.5],
        [left(1), row + 0.5],
      ],
    });
    return [into('posteriorNet', 1), into('priorNet', 2), into('depthCorrectionNet', 3)];
  }),
  {
    from: 'photo',
    to: 'saliencyNet',
    points: [
      [right(0), 2.5],
      [1, 2.5],
      [1, 3],
      [2, 3],
      [2, 3.5],
      [left(2), 3.5],
    ],
  },
  { from: 'depthCorrectionNet', to: 'saliencyNet', points: level(right(1), left(2), 3.5) },
  {
    from: 'truth',
    to: 'posteriorNet',
    points: [
      [right(0), 0.65],
      [1.5, 0.65],
      [1.5, top(1)],
    ],
  },
  {
    from: 'truth',
    to: 'loss',
    points: level(right(0), left(4), 0.35),
    label: { name: 'truth', at: [2.5, 0.35] },
  },
  { from: 'priorNet', to: 'latent', points: level(right(1), left(2), 2.5) },
  {
    from: 'posteriorNet',
    to: 'latent',
    points: [
      [right(1), 1.6],
      [2.5, 1.6],
      [2.5, top(2)],
    ],
  },
  {
    from: 'posteriorNet',
    to: 'loss',
    points: [
      [right(1), 1.3],
      [4.5, 1.3],
      [4.5, bottom(0)],
    ],
    label: { name: 'kl', at: [2.8, 1.3] },
  },
  {
    from: 'priorNet',
    to: 'loss',
    points: [
      [right(1), 2.3],
      [2, 2.3],
      [2, 1.3],
      [4.5, 1.3],
      [4.5, bottom(0)],
    ],
  },
  { from: 'latent', to: 'predictionNet', points: level(right(2), left(3), 2.5) },
  {
    from: 'saliencyNet',
    to: 'predictionNet',
    points: [
      [right(2), 3.5],
      [3.5, 3.5],
      [3.5, bottom(2)],
    ],
  },
  { from: 'predictionNet', to: 'consensus', points: level(right(3), left(4), 2.5) },
  {
    from: 'predictionNet',
    to: 'loss',
    points: [
      [3.5, top(2)],
      [3.5, 0.65],
      [left(4), 0.65],
    ],
    label: { name: 'map', at: [3.5, 0.95] },
  },
];

/** Of two columns, with lines between them and to the left. */
const NARROW_ROUTES: readonly Route[] = [
  ...(['photo', 'depth'] as const).flatMap((from): Route[] => {
    const x = from === 'photo' ? right(0) : left(1);
    const bus: Point[] = [
      [x, 0.5],
      [1, 0.5],
      [1, 1],
    ];
    const into = (to: ModuleName, more: Point[]): Route => ({
      from,
      to,
      points: [...bus, ...more],
    });
    return [
      into('priorNet', [
        [0.5, 1],
        [0.5, top(1)],
      ]),
      into('depthCorrectionNet', [
        [1.5, 1],
        [1.5, top(1)],
      ]),
      into('posteriorNet', [
        [0.055, 1],
        [0.055, 3.4],
        [left(0), 3.4],
      ]),
    ];
  }),
  {
    from: 'photo',
    to: 'saliencyNet',
    points: [
      [right(0), 0.5],
      [1, 0.5],
      [1, 2.4],
      [left(1), 2.4],
    ],
  },
  { from: 'depthCorrectionNet', to: 'saliencyNet', points: upright(1.5, bottom(1), top(2)) },
  { from: 'truth', to: 'posteriorNet', points: upright(0.5, top(4), bottom(3)) },
  { from: 'truth', to: 'loss', points: upright(0.5, bottom(4), top(5)) },
  { from: 'priorNet', to: 'latent', points: upright(0.5, bottom(1), top(2)) },
  { from: 'posteriorNet', to: 'latent', points: upright(0.5, top(3), bottom(2)) },
  {
    from: 'posteriorNet',
    to: 'loss',
    points: [
      [left(0), 3.65],
      [0.025, 3.65],
      [0.025, 5.5],
      [left(0), 5.5],
    ],
    label: { name: 'kl', at: [0.025, 4.95] },
  },
  {
    from: 'priorNet',
    to: 'loss',
    points: [
      [left(0), 1.6],
      [0.025, 1.6],
      [0.025, 5.5],
      [left(0), 5.5],
    ],
  },
  {
    from: 'latent',
    to: 'predictionNet',
    points: [
      [right(0), 2.6],
      [1, 2.6],
      [1, 3.4],
      [left(1), 3.4],
    ],
  },
  { from: 'saliencyNet', to: 'predictionNet', points: upright(1.5, bottom(2), top(3)) },
  { from: 'predictionNet', to: 'consensus', points: upright(1.5, bottom(3), top(4)) },
  {
    from: 'predictionNet',
    to: 'loss',
    points: [
      [left(1), 3.6],
      [1, 3.6],
      [1, 5.5],
      [right(0), 5.5],
    ],
    label: { name: 'map', at: [1, 5] },
  },
];

/** The lines of a figure that is laid out so. */
export function routesOf(arrangement: Arrangement): readonly Route[] {
  return arrangement === NARROW ? NARROW_ROUTES : WIDE_ROUTES;
}

function level(from: number, to: number, y: number): Point[] {
  return [
    [from, y],
    [to, y],
  ];
}

function upright(x: number, from: number, to: number): Point[] {
  return [
    [x, from],
    [x, to],
  ];
}
