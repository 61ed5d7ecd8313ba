import { writeFileSync } from 'node:fs';
import { DEFAULT_MODEL, modelFolder, readModel } from '../../src/cli/modelFolder.ts';
import { startNetwork } from '../../src/cli/network.ts';
import { readDepth, readPhoto } from '../../src/cli/readImage.ts';
import { runImage } from '../../src/inference/runImage.ts';

// tsx reference.ts OUT PHOTO [DEPTH]: the consensus of five samples as the command line makes it, in raw floats.
const [out, photo, depth] = process.argv.slice(2);
const { predictor } = await startNetwork(
  'wasm',
  await readModel(modelFolder({ model: DEFAULT_MODEL })),
);
const { summary } = await runImage(
  predictor,
  {
    photo: await readPhoto(photo!),
    depth: depth === undefined ? null : await readDepth(depth),
    truth: null,
  },
  {
    ...{ count: 5, seed: 1, near: 'auto', fit: null, nameAmongMany: null },
    ...{ uncertainty: 'entropy', scales: [], files: [] },
  },
);
writeFileSync(out!, summary.consensus.data);
