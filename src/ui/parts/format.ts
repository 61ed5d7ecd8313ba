/** Numbers as the page writes them. */

import { formatDuration } from '../../math/duration.ts';
import { presentLanguage } from '../language/catalogue.ts';
import { FIRST_LANGUAGE } from '../../languages/languages.ts';

function format(value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(presentLanguage(), options).format(value);
}

/** With its unit. */
export function formatMegabytes(bytes: number): string {
  return format(bytes / 1e6, {
    style: 'unit',
    unit: 'megabyte',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
}

/** Room on a disk, which matters by its order of magnitude, with its unit. */
export function formatRoom(bytes: number): string {
  return bytes >= 1e9
    ? format(bytes / 1e9, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 })
    : format(Math.floor(bytes / 1e6), { style: 'unit', unit: 'megabyte' });
}

export function formatPercent(share: number): string {
  const whole = { style: 'percent', maximumFractionDigits: 0 } as const;
  return share < 0.01 ? `<${format(0.01, whole)}` : format(share, whole);
}

/** Exactly `digits` decimals, so that a number that changes does not jump. */
export function formatFixed(value: number, digits: number): string {
  return format(value, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'negative',
  }).replace('-', '−');
}

/** To three decimals, as a score is told in a sentence: 0.043. Tables of results have `formatScore` of `evaluation/`. */
export function formatThousandths(value: number): string {
  return formatFixed(value, 3);
}

/** What is given in percent already, with at most `digits` decimals. */
export function formatPercentage(percent: number, digits = 1): string {
  return format(percent / 100, {
    style: 'percent',
    maximumFractionDigits: digits,
    signDisplay: 'negative',
  }).replace('-', '−');
}

/** Whole milliseconds, or longer units where those read better. */
export function formatMilliseconds(value: number): string {
  if (presentLanguage() !== FIRST_LANGUAGE) return formatTimeInWords(value);
  if (value >= 10_000) return formatDuration(value / 1000);
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}

type TimeUnit = 'hour' | 'minute' | 'second' | 'millisecond';

/** The same steps, in the words of another language. */
function formatTimeInWords(milliseconds: number): string {
  const told = (value: number, unit: TimeUnit, digits = 0) =>
    format(value, {
      style: 'unit',
      unit,
      unitDisplay: 'long',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  if (milliseconds < 1000) return told(milliseconds, 'millisecond', milliseconds < 10 ? 1 : 0);
  if (milliseconds < 10_000) return told(milliseconds / 1000, 'second', 1);
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return told(seconds, 'second');
  if (seconds < 3600) {
    return `${told(Math.floor(seconds / 60), 'minute')} ${told(seconds % 60, 'second')}`;
  }
  const minutes = Math.round(seconds / 60);
  return `${told(Math.floor(minutes / 60), 'hour')} ${told(minutes % 60, 'minute')}`;
}

/** Two decimals, with a sign unless they are zero. */
export function formatSigned(value: number): string {
  return format(value, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: 'exceptZero',
  }).replace('-', '−');
}

export function formatSubscript(number: number): string {
  return String(number).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!);
}
