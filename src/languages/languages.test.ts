import { describe, expect, it } from 'vitest';
import { addressIn, chooseLanguage, languageOfAddress, languageOfTags } from './languages.ts';

describe('languageOfTags', () => {
  it('takes the first language that the page speaks, whatever its region', () => {
    expect(languageOfTags(['ja-JP', 'en'])).toBe('ja');
    expect(languageOfTags(['fr', 'ja', 'en'])).toBe('ja');
    expect(languageOfTags(['en-GB', 'ja'])).toBe('en');
  });

  it('speaks English to everybody else', () => {
    expect(languageOfTags(['fr-FR', 'jam'])).toBe('en');
    expect(languageOfTags([])).toBe('en');
  });
});

describe('languageOfAddress', () => {
  it('finds the language in the query and in the hash', () => {
    expect(languageOfAddress('https://a.example/?lang=ja#sample=hat')).toBe('ja');
    expect(languageOfAddress('https://a.example/#sample=hat&lang=ja')).toBe('ja');
    expect(languageOfAddress('https://a.example/?backend=wasm&lang=ja-JP')).toBe('ja');
  });

  it('finds none where there is none, or one that is not spoken', () => {
    expect(languageOfAddress('https://a.example/#sample=hat')).toBeNull();
    expect(languageOfAddress('https://a.example/?lang=xx')).toBeNull();
    expect(languageOfAddress('https://a.example/?slang=ja')).toBeNull();
  });
});

describe('addressIn', () => {
  it('names the language and leaves the rest of the address as it is', () => {
    expect(addressIn('ja', 'https://a.example/p/?embed=measures#learn/measures?a=1')).toBe(
      'https://a.example/p/?embed=measures&lang=ja#learn/measures?a=1',
    );
    expect(addressIn('en', 'https://a.example/?lang=ja')).toBe('https://a.example/?lang=en');
  });
});

describe('chooseLanguage', () => {
  const browser = ['en-US'];
  it('follows the link before the earlier choice, and that before the browser', () => {
    const address = 'https://a.example/?lang=ja';
    expect(chooseLanguage({ address, kept: 'en', browser })).toBe('ja');
    expect(chooseLanguage({ address: 'https://a.example/', kept: 'ja', browser })).toBe('ja');
    expect(chooseLanguage({ address: 'https://a.example/', kept: null, browser })).toBe('en');
  });

  it('takes no notice of what is no language', () => {
    const hints = { address: 'https://a.example/?lang=1', kept: 'null', browser: ['ja'] };
    expect(chooseLanguage(hints)).toBe('ja');
  });
});
