/** The part of the catalogue that speaks of keeping a result and passing it on. */
export const shareMessages = {
  menu: 'Share',
  page: 'One page (HTML)',
  pageHelp:
    'One file with the photo, all maps, settings and numbers, and a small viewer. It opens anywhere, without this site and without a network.',
  sheet: 'A picture for slides (PNG)',
  sheetHelp: 'Photo, main picture, disagreement and the answers on one sheet, 1920 × 1080.',
  answersOf: (shown: number, count: number) => `${shown} of ${count} answers`,
  numbers: 'All numbers (JSON)',
  numbersHelp:
    'Settings, latents, places, uncertainty, times, and the scores where there is a ground truth.',
  link: 'Link',
  linkHelp: 'Opens this page with this sample and these settings.',
  ownLinkHelp: (files: string) =>
    `Holds your settings and the names of your files, not your pictures. Send these along, to be opened there: ${files}. The one page above needs nothing else.`,
  waiting: 'Waiting for what is still on its way…',
  making: 'Making the file…',
  saved: (name: string) => `Saved ${name}`,
  failed: (detail: string) => `The file could not be made: try again. (${detail})`,
  file: {
    title: (name: string) => `What catches the eye in ${name}`,
    left: 'Left',
    right: 'Right',
    wipe: 'Wipe',
    zoom: 'Zoom',
    photo: 'Photo',
    outlines: 'Outlines of all answers',
    /** The visitor's own answer, for those who get the file, and as the sentence names it. */
    explored: 'The sender’s answer',
    own: 'The sender’s answer, set with sliders,',
    settings: 'Settings and numbers',
    model: 'Model',
    made: 'Made with UC-Net in a browser. Nothing in this file asks for a network.',
    again: 'Open it in the page',
    againOwn: (files: string) => `Open the settings in the page, and there these files: ${files}`,
    script: 'The viewer needs JavaScript, which this file brings along.',
    alt: (layer: string) => `${layer}, over the photo`,
  },
};
