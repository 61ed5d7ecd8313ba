import { SeededGaussian } from '../../math/gaussian.ts';
import { type Declared, parameterTable } from '../../nn/parameters.ts';
import { type StoredTensor, writeSafetensors } from '../../weights/safetensors.ts';

/** Random weights that keep the size of activations (He et al., ICCV 2015), and random biases. */
function randomTensor(shape: readonly number[], random: SeededGaussian): StoredTensor {
  const count = shape.reduce((product, size) => product * size, 1);
  const inputs = Math.max(1, count / shape.at(-1)!);
  const scale = shape.length === 1 ? 0.5 : Math.sqrt(2 / inputs);
  const values = Float32Array.from({ length: count }, () => scale * random.next());
  return { dtype: 'F32', shape, bytes: new Uint8Array(values.buffer) };
}

/** A weight file for a declared network, for tests of everything around it. */
export function randomWeights<P>(declared: Declared<P>): ArrayBuffer {
  const random = new SeededGaussian(4);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, shape] of parameterTable(declared)) {
    tensors.set(name, randomTensor(shape, random));
  }
  return writeSafetensors(tensors);
}
