import path from 'node:path';
import { stemOf } from '../evaluation/fileRole.ts';
import { groupByName } from '../evaluation/matchFiles.ts';
import { encodeReadingsFile } from '../inference/photoMaps.ts';
import { startNodeBackend } from '../worker/nodeBackend.ts';
import type { DepthOptions } from './commandOptions.ts';
import { BadInput, describeError, isBadInput, NoRoom } from './failures.ts';
import { listPictures, lookUp, makeFolder, prepareOutput, writeOutput } from './files.ts';
import { readModel } from './modelFolder.ts';
import { startEstimator } from './network.ts';
import { Progress, type ProgressStream } from './progress.ts';
import { readPhoto } from './readImage.ts';

/** A photo, and the file its depth goes to. */
interface Job {
  readonly photo: string;
  readonly depth: string;
}

async function isFolder(name: string): Promise<boolean> {
  return (await lookUp(name))?.isDirectory() === true;
}

/** One file to a file, or into a folder that is there. */
async function fileJob(photo: string, out: string): Promise<Job> {
  const depth = (await isFolder(out)) ? path.join(out, `${stemOf(photo)}.png`) : out;
  if (path.extname(depth).toLowerCase() !== '.png') {
    throw new BadInput(`${depth} would hold a PNG: give a name that ends in .png, or a folder.`);
  }
  if (path.resolve(depth) === path.resolve(photo)) {
    throw new BadInput(`${depth} is the photo itself: choose another name for its depth.`);
  }
  await prepareOutput(depth);
  return { photo, depth };
}

/** Every picture of a folder. Those that would share a name without extension are left out, with a word. */
async function folderJobs(
  folder: string,
  out: string,
  tell: (line: string) => void,
): Promise<Job[]> {
  if (path.resolve(out) === path.resolve(folder)) {
    throw new BadInput(`${out} holds the photos: choose another folder for their depth.`);
  }
  const jobs: Job[] = [];
  for (const files of groupByName(await listPictures(folder))) {
    const name = stemOf(files[0]!);
    if (files.length === 1) {
      jobs.push({ photo: path.join(folder, files[0]!), depth: path.join(out, `${name}.png`) });
    } else {
      tell(
        `${name}: left out, because ${files.join(' and ')} would have one name without extension.`,
      );
    }
  }
  if (jobs.length === 0) throw new BadInput(`${folder} holds no picture: check the path.`);
  await makeFolder(out);
  return jobs;
}

/**
 * Estimates the depth of a photo, or of every photo of a folder, and writes it at the photo's size.
 *
 * @throws BadInput or ImageError with one sentence when nothing could be written
 */
export async function depth(options: DepthOptions, messages: ProgressStream): Promise<void> {
  const { rgb, out } = options;
  const tell = (line: string) => messages.write(`${line}\n`);
  const ofFolder = await isFolder(rgb);
  const jobs = ofFolder ? await folderJobs(rgb, out, tell) : [await fileJob(rgb, out)];
  const model = await readModel(options.depthModel);
  await startNodeBackend(options.backend);
  const estimator = startEstimator(model);
  const progress = new Progress(messages, 'depth', jobs.length);
  let written = 0;
  for (const job of jobs) {
    try {
      const estimate = await estimator.estimate(await readPhoto(job.photo));
      await writeOutput(job.depth, encodeReadingsFile(estimate));
      written++;
    } catch (error) {
      if (!ofFolder || !isBadInput(error) || error instanceof NoRoom) throw error;
      progress.note(`Skipped: ${describeError(error)}`);
    }
    progress.advance();
  }
  progress.close();
  estimator.dispose();
  if (written === 0) {
    throw new BadInput(`No depth map could be made of ${rgb} in ${out}: see the lines above.`);
  }
  tell(`Wrote ${ofFolder ? `${written} of ${jobs.length} depth maps to ${out}` : jobs[0]!.depth}.`);
}
