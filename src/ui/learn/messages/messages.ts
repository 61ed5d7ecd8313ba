import { Catalogue, type Loaders, useSpeech } from '../../language/catalogue.ts';
import type { LearnMessages } from './english/english.ts';

/** A chapter's texts, or what chapters have in common. */
export type LearnPart = keyof LearnMessages;

/** Bundlers look for these very words. */
const LOADERS: { readonly [Part in LearnPart]: Loaders<LearnMessages[Part]> } = {
  shell: {
    en: async () => (await import('./english/shell.ts')).shell,
    ja: async () => (await import('../../japanese/learn/shell.ts')).shell,
  },
  network: {
    en: async () => (await import('./english/network.ts')).network,
    ja: async () => (await import('../../japanese/learn/network.ts')).network,
  },
  saliency: {
    en: async () => (await import('./english/saliency.ts')).saliency,
    ja: async () => (await import('../../japanese/learn/saliency.ts')).saliency,
  },
  fcn: {
    en: async () => (await import('./english/fcn.ts')).fcn,
    ja: async () => (await import('../../japanese/learn/fcn.ts')).fcn,
  },
  transposed: {
    en: async () => (await import('./english/transposed.ts')).transposed,
    ja: async () => (await import('../../japanese/learn/transposed.ts')).transposed,
  },
  dilation: {
    en: async () => (await import('./english/dilation.ts')).dilation,
    ja: async () => (await import('../../japanese/learn/dilation.ts')).dilation,
  },
  autoencoder: {
    en: async () => (await import('./english/autoencoder.ts')).autoencoder,
    ja: async () => (await import('../../japanese/learn/autoencoder.ts')).autoencoder,
  },
  ucnet: {
    en: async () => (await import('./english/ucnet.ts')).ucnet,
    ja: async () => (await import('../../japanese/learn/ucnet.ts')).ucnet,
  },
  attention: {
    en: async () => (await import('./english/attention.ts')).attention,
    ja: async () => (await import('../../japanese/learn/attention.ts')).attention,
  },
  measures: {
    en: async () => (await import('./english/measures.ts')).measures,
    ja: async () => (await import('../../japanese/learn/measures.ts')).measures,
  },
  ablations: {
    en: async () => (await import('./english/ablations.ts')).ablations,
    ja: async () => (await import('../../japanese/learn/ablations.ts')).ablations,
  },
};

const catalogues = Object.fromEntries(
  Object.entries(LOADERS).map(([part, loaders]) => [part, new Catalogue<unknown>(loaders)]),
) as Readonly<Record<LearnPart, Catalogue<unknown>>>;

/** Loads a part's texts in the language that is spoken; whoever shows them waits for it. Once is enough. */
export function loadLearnPart(part: LearnPart): Promise<void> {
  return catalogues[part].load();
}

/** The course's texts, part by part. */
export const learnTexts = {} as LearnMessages;
for (const part of Object.keys(LOADERS) as LearnPart[]) {
  Object.defineProperty(learnTexts, part, { get: catalogues[part].present });
}

/** The course's texts in the language that is spoken; those of a chapter are there as soon as it is shown. */
export function useLearnMessages(): LearnMessages {
  useSpeech();
  return learnTexts;
}
