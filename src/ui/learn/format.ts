import { presentLanguage } from '../language/catalogue.ts';

// Numbers as the page's language writes them.

/** At most `digits` decimals. */
export function formatNumber(value: number, digits = 0): string {
  return new Intl.NumberFormat(presentLanguage(), { maximumFractionDigits: digits })
    .format(value + 0)
    .replace('-', '−');
}

/** A count of millions to a tenth of one, in the language's own steps: 19.035億. */
export function formatMillions(value: number): string {
  return new Intl.NumberFormat(presentLanguage(), {
    notation: 'compact',
    maximumSignificantDigits: String(Math.round(value / 1e5)).length,
  }).format(value);
}

/** Exactly `digits` decimals, with a sign. */
export function formatChange(value: number, digits: number): string {
  return new Intl.NumberFormat(presentLanguage(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  })
    .format(value)
    .replace('-', '−');
}

/** In whole percent; below a tenth with a decimal, so that little is not taken for nothing. */
export function formatShare(value: number): string {
  return new Intl.NumberFormat(presentLanguage(), {
    style: 'percent',
    maximumFractionDigits: value < 0.1 ? 1 : 0,
  }).format(value);
}

export function formatSeconds(milliseconds: number): string {
  return new Intl.NumberFormat(presentLanguage(), {
    style: 'unit',
    unit: 'second',
    maximumFractionDigits: 2,
  }).format(milliseconds / 1000);
}
