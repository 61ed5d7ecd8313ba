import { beforeEach, expect, it, vi } from 'vitest';
import type { Language } from '../../languages/languages.ts';
import type * as Catalogues from './catalogue.ts';

function deferred() {
  let resolve!: (text: string) => void;
  const promise = new Promise<string>((end) => (resolve = end));
  return { promise, resolve };
}

/** Texts that come when they are told to, and what has been asked for. */
function slowLoaders() {
  const asked: Language[] = [];
  const pending = new Map<Language, ReturnType<typeof deferred>>();
  const loader = (language: Language) => () => {
    asked.push(language);
    const request = deferred();
    pending.set(language, request);
    return request.promise;
  };
  return { asked, pending, loaders: { en: loader('en'), ja: loader('ja') } };
}

const instant = (name: string) => ({ en: async () => `${name} en`, ja: async () => `${name} ja` });

let catalogues: typeof Catalogues;
beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  catalogues = await import('./catalogue.ts');
});

it('a catalogue that is in use is spoken in the language that was asked for', async () => {
  const { Catalogue, speak, presentLanguage } = catalogues;
  const used = new Catalogue(instant('used'));
  await used.load();
  expect(used.present()).toBe('used en');
  await speak('ja');
  expect([presentLanguage(), used.present()]).toEqual(['ja', 'used ja']);
});

it('a catalogue that nobody uses loads nothing', async () => {
  const { Catalogue, speak } = catalogues;
  const { asked, loaders } = slowLoaders();
  new Catalogue(loaders);
  await speak('ja');
  expect(asked).toEqual([]);
});

it('a first visit in Japanese does not load the English', async () => {
  const { Catalogue, speak } = catalogues;
  const { asked, pending, loaders } = slowLoaders();
  const page = new Catalogue(loaders);
  const spoken = speak('ja');
  const loaded = page.load();
  await vi.waitFor(() => expect(asked).toEqual(['ja']));
  pending.get('ja')!.resolve('page ja');
  await Promise.all([spoken, loaded]);
  expect([page.present(), asked]).toEqual(['page ja', ['ja']]);
});

it('what comes into use while a language is on its way is spoken in it', async () => {
  const { Catalogue, speak } = catalogues;
  const { pending, loaders } = slowLoaders();
  const first = new Catalogue(loaders, 'first en');
  const spoken = speak('ja');
  const second = new Catalogue(instant('second'));
  const loaded = second.load();
  pending.get('ja')!.resolve('first ja');
  await Promise.all([spoken, loaded]);
  expect([first.present(), second.present()]).toEqual(['first ja', 'second ja']);
});

it('texts that do not come leave the language before, everywhere', async () => {
  const { Catalogue, speak, presentLanguage } = catalogues;
  const offline = async (): Promise<string> => {
    throw new TypeError('Failed to fetch dynamically imported module');
  };
  const page = new Catalogue({ ...instant('page'), ja: offline });
  const common = new Catalogue(instant('common'), 'common en');
  const spoken = speak('ja');
  await Promise.all([spoken, page.load()]);
  expect([presentLanguage(), common.present(), page.present()]).toEqual([
    ...['en', 'common en', 'page en'],
  ]);
});
