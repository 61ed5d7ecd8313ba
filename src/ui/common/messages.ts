import { inEnglish, type Told } from '../../languages/sentence.ts';

/** What the page and the course both say, in English: the part of the catalogue that a visitor of either loads. */
export const commonMessages = {
  documentTitle: 'UC-Net: what catches the eye, and how sure the network is',
  description:
    'Uncertainty-aware saliency for photos with depth: UC-Net in your browser, on your own GPU.',
  manifest: './manifest.webmanifest',
  language: {
    label: 'Language',
    unavailable: (name: string) =>
      `The texts in this language could not be loaded: ${name}. Check the connection and choose it again.`,
  },
  /** What the worker tells, which comes with its English. */
  say: inEnglish,
  sayAll: (told: readonly Told[]) => told.map(inEnglish).join(' '),
  /** A sample's title, as the list of samples has it in English. */
  sampleTitle: (title: string) => title,
  /** An end of a slider, as the model's file says it in English. */
  sliderEnd: (text: string) => text,

  learn: 'Learn',
  help: (title: string) => `What “${title}” means`,
  close: 'Close',
  themeToLight: 'Use light colours',
  themeToDark: 'Use dark colours',

  partFailed: {
    text: 'This part of the page could not be opened: the connection may be gone, or the page was renewed since you opened it. Everything else goes on working; loading the page again may help.',
    reload: 'Load the page again',
  },
};
