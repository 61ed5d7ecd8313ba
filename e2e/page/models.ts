import { writeFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { convertCheckpoint } from '../../src/released/releasedCheckpoint.ts';
import { standInTensors } from '../../src/released/testing/standIn.ts';
import { waitForResult } from './visit.ts';

/** Chooses a network of the menu and waits for its result. */
export async function chooseModel(page: Page, title: string): Promise<void> {
  await page.locator('.model-button').click();
  await page.locator('.model-choice', { hasText: title }).click();
  await expect(page.locator('.model-button')).toContainText(title);
  await waitForResult(page);
}

/** Writes a checkpoint as a visitor may have one: of the released network's shapes, converted, at half precision. */
export async function writeOwnCheckpoint(file: string): Promise<void> {
  const weights = convertCheckpoint(standInTensors({ unused: false }), { half: true });
  await writeFile(file, new Uint8Array(weights));
}

/** Opens the menu of models and chooses a file of the visitor's there. */
export async function offerCheckpoint(
  page: Page,
  file: string | { readonly name: string; readonly buffer: Buffer },
): Promise<void> {
  await page.locator('.model-button').click();
  const chosen = typeof file === 'string' ? file : { ...file, mimeType: 'application/zip' };
  await page.getByTestId('file-checkpoint').setInputFiles(chosen);
}
