import { formatFixed } from '../parts/format.ts';
/** The part of the catalogue that speaks of the point cloud. */
export const cloudMessages = {
  button: 'In 3D',
  buttonHelp: 'The photo as points in space, before and after the depth was corrected',
  title: 'Photo and depth in space',
  picture: (points: number) => `${points.toLocaleString('en')} points of the photo in space`,
  waiting: 'Placing the points…',

  depth: 'Depth',
  depths: { given: 'As read', corrected: 'Corrected' },
  colour: 'Colour by',
  colours: { photo: 'Photo', saliency: 'Saliency', disagreement: 'Disagreement' },
  low: { photo: '', saliency: 'unmarked', disagreement: 'agree' },
  high: { photo: '', saliency: 'marked', disagreement: 'differ' },

  focal: 'Focal length',
  focalLength: (length: number) => `${Math.round(length)} mm`,
  focalNotes: {
    file: 'as the photo’s file says, for a film of 24 × 36 mm',
    guessed: 'a guess, since the photo’s file does not say: as phones have it',
    chosen: 'chosen by you',
  },
  relief: 'Depth of the scene',
  reliefText: (relief: number) =>
    `the farthest is ${formatFixed(relief, 1)} × as far as the nearest`,
  reliefNote: 'Depth maps have no unit here, so how deep the scene is stays your choice.',
  size: 'Size of the points',
  sizeText: (size: number) => `${formatFixed(size, 1)} ×`,
  view: 'View from the camera',

  hint: 'Drag to turn, wheel or pinch to come nearer, right button or two fingers to move.',
  keys: 'Keys: arrows turn, Shift and arrows move, + and − come nearer, 0 goes back.',
  ply: 'Save PLY',
  glb: 'Save GLB',
  saved: (name: string, points: number) => `Saved ${name}, ${points.toLocaleString('en')} points.`,
  noWebgl:
    'This browser cannot draw in three dimensions: WebGL is missing or switched off. The points can be saved all the same and opened in another program.',
  lost: 'The graphics card stopped drawing. Close this window and open it again.',
  noReading: 'This depth map has no reading at all, so there are no points to show.',
};
