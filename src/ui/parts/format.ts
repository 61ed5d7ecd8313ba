/** Numbers as the page writes them. */

import { formatDuration } from '../../math/duration.ts';

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
  if (value >= 10_000) return formatDuration(value / 1000);
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}

/** Two decimals, with a sign unless they are zero. */
export function formatSigned(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return Number(text) === 0 ? '0.00' : `${value < 0 ? '−' : '+'}${text}`;
}

export function formatSubscript(number: number): string {
  return String(number).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!);
}
