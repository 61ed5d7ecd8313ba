/** Numbers as the page writes them. */

import { formatDuration } from '../../math/duration.ts';
import { presentLanguage } from '../language/catalogue.ts';
import { FIRST_LANGUAGE, type Language } from '../../languages/languages.ts';

export function formatMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** Room on a disk, which matters by its order of magnitude. */
export function formatRoom(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.floor(bytes / 1e6)} MB`;
}

export function formatPercent(share: number): string {
  return share < 0.01 ? '<1%' : `${Math.round(share * 100)}%`;
}

/** Whole milliseconds, or longer units where those read better. */
export function formatMilliseconds(value: number): string {
  const language = presentLanguage();
  if (language !== FIRST_LANGUAGE) return formatTimeIn(language, value);
  if (value >= 10_000) return formatDuration(value / 1000);
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}

type TimeUnit = 'hour' | 'minute' | 'second' | 'millisecond';

/** The same steps, in the words of another language. */
function formatTimeIn(language: Language, milliseconds: number): string {
  const told = (value: number, unit: TimeUnit, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'long',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value);
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
  const text = Math.abs(value).toFixed(2);
  return Number(text) === 0 ? '0.00' : `${value < 0 ? '−' : '+'}${text}`;
}

export function formatSubscript(number: number): string {
  return String(number).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!);
}
