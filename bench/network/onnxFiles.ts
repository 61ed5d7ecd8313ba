import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const EXPORTER = fileURLToPath(new URL('../../training/export_onnx.py', import.meta.url));
/** Tried in this order: what the shell finds, then the system's own, which may have PyTorch when the other has not. */
const PYTHONS = ['python3', '/usr/bin/python3'];
const FILES = ['image.onnx', 'sample.onnx'];

/** The folder of the ONNX files, or why there are none. */
export type OnnxFiles = { readonly folder: string } | { readonly missing: string };

async function hasTorch(python: string): Promise<boolean> {
  try {
    await run(python, ['-c', 'import torch, numpy']);
    return true;
  } catch {
    return false;
  }
}

/** Files that are there already. */
export function findOnnx(folder: string): OnnxFiles {
  const absent = FILES.filter((file) => !existsSync(join(folder, file)));
  return absent.length === 0
    ? { folder }
    : { missing: `${folder} lacks ${absent.join(' and ')}: see training/export_onnx.py.` };
}

/** Has the training code write the shipped network into `folder`, by the first Python with PyTorch. */
export async function makeOnnx(
  modelFolder: string,
  folder: string,
  python?: string,
): Promise<OnnxFiles> {
  const candidates = python === undefined ? PYTHONS : [python];
  for (const candidate of candidates) {
    if (!(await hasTorch(candidate))) continue;
    try {
      await run(candidate, [EXPORTER, modelFolder, '--out', folder]);
      return { folder };
    } catch (error) {
      const { stderr = '' } = error as { stderr?: string };
      const reason = stderr.trim().split('\n').at(-1) || String(error);
      return { missing: `${candidate} could not write the ONNX files: ${reason}` };
    }
  }
  return {
    missing:
      `no PyTorch in ${candidates.join(' or ')} to write the ONNX files with: ` +
      'name a Python that has it with --python, or files already written with --onnx.',
  };
}
