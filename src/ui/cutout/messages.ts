import type { PictureFormat } from '../../image/encodePicture.ts';

/** The part of the catalogue that speaks of cut-outs. */
export const cutOutMessages = {
  button: 'Cut out',
  buttonHelp: 'Cut the object out of the photo and save it',
  title: 'Cut-out',
  working: 'Cutting out…',
  nothing: 'Nothing stands out enough here: take more in, or choose another answer.',
  noPart: 'No part is kept: tick one.',
  erased: 'Everything is erased: undo a stroke.',
  picture: 'The cut-out',

  answer: 'Answer',
  answers: {
    consensus: 'What most agree on',
    mean: 'Mean of the answers',
    explored: 'The sliders’ answer',
    sample: (number: number) => `Answer ${number}`,
  },

  parts: 'Parts',
  partsHelp: 'Choose here or in the picture what to keep. The tags are not saved.',
  /** A contested place by its number on the page, and everything else by a letter. */
  part: (name: string, isPlace: boolean) => (isPlace ? `Place ${name}` : `Part ${name}`),
  partShare: (held: number, total: number) => `in ${held} of ${total} answers`,
  partLabel: (part: string, held: number, total: number) =>
    `${part}, in ${held} of ${total} answers`,

  brush: 'Brush',
  brushes: { off: 'Off', keep: 'Keep', erase: 'Erase' },
  brushHelp: 'Paint over what to keep or to erase; roughly will do, the edge follows the photo.',
  striped: 'What is striped is left out.',
  strokesStay: 'Strokes stay until another photo is opened.',
  brushSize: 'Brush size',
  undoStroke: 'Undo stroke',
  clearStrokes: 'Clear strokes',
  /** For those who hear the page. */
  brushPicture:
    'Brush on the picture. Arrow keys move it, with Shift in larger steps; Space or Enter paints, Ctrl+Z undoes a stroke, Escape puts the brush away.',

  threshold: 'Edge',
  thresholdEnds: ['tight', 'wide'],
  feather: 'Soft edge',
  pixels: (count: number) => `${count} px`,

  background: 'Background',
  backgrounds: { transparent: 'None', colour: 'Colour', blur: 'Blur', picture: 'Picture' },
  colour: 'Background colour',
  choosePicture: 'Choose a picture…',
  trim: 'Only as large as the object',

  format: 'Save as',
  formats: { png: 'PNG', webp: 'WebP', jpg: 'JPEG' } satisfies Record<PictureFormat, string>,
  jpegNote: 'JPEG has no transparency: the background becomes white.',
  save: 'Save',
  saving: 'Making the picture…',
  cancel: 'Cancel',
  saved: (name: string, width: number, height: number) =>
    `Saved ${name}, ${width} × ${height} pixels.`,
  copy: 'Copy',
  copied: 'Copied: paste it where you like.',
  noCopy:
    'This browser does not let the page copy pictures. Save the cut-out instead, and insert the file.',
  failed: (detail: string) => `The cut-out could not be made: ${detail}`,
  lost: 'The work stopped, perhaps for want of memory: close other tabs and try again.',
};
