import { findProfile } from './findProfile.ts';
import { imageSays } from './sentences.ts';
import { readProfileTables } from './profileTables.ts';
import { tablesToSrgb } from './tablesToSrgb.ts';
import type { Told } from '../languages/sentence.ts';

/**
 * Inks of print as sRGB: by the profile that the file holds, else each ink takes its share of the light, R = (1 − C)(1 − K).
 *
 * @param inks interleaved bytes of cyan, magenta, yellow and black; 255 is full ink
 * @param file the whole file
 * @returns RGB bytes, and what to tell of them
 */
export function cmykToRgb(inks: Uint8Array, file: Uint8Array): { data: Uint8Array; notes: Told[] } {
  const data = new Uint8Array((inks.length / 4) * 3);
  const embedded = findProfile(file);
  const tables = embedded === null ? null : readProfileTables(embedded);
  if (tables?.channels === 4) {
    tablesToSrgb(tables, inks, data);
    return { data, notes: [] };
  }
  for (let pixel = 0; pixel * 4 < inks.length; pixel++) {
    const light = 255 - inks[pixel * 4 + 3]!;
    for (let c = 0; c < 3; c++) {
      data[pixel * 3 + c] = Math.round(((255 - inks[pixel * 4 + c]!) * light) / 255);
    }
  }
  return { data, notes: [imageSays.plainInks()] };
}
