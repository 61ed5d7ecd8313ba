// node look.mjs photo.jpg [depth.png]: after `npm install uc-net-web-0.1.0.tgz`
import { writeFile } from 'node:fs/promises';
import { loadUcNet } from 'uc-net-web';

const [photo, depth] = process.argv.slice(2);
const network = await loadUcNet();
const look = await network.look(photo, { depth, answers: 5, seed: 1 });
await writeFile('cut-out.png', (await look.cutOut()).stream());
// 352 × 352 floats, as numpy.fromfile reads them.
await writeFile('consensus.f32', look.consensus.data);
console.log(`${look.model.name} on ${look.backend.name}: ${Math.round(look.milliseconds)} ms`);
network.dispose();
