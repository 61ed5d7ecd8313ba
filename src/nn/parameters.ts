import { dispose, tensor, type Tensor, type TensorContainer, tidy } from '@tensorflow/tfjs-core';
import { ToldError } from '../languages/sentence.ts';
import { fromEightBits } from '../weights/eightBits.ts';
import { type Safetensors, type StoredTensor, toFloat32 } from '../weights/safetensors.ts';
import { nnSays } from './sentences.ts';

/**
 * Parameters are plain objects of tensors. A network declares the same tree with shapes in place of the
 * tensors; the path of a leaf, in snake case and joined by dots, is its name in the weight file:
 * `priorNet.logVar.weight` is `prior_net.log_var.weight`, `stages[2][1].bias` is `stages.2.1.bias`.
 */
export interface ParameterShape {
  readonly shape: readonly number[];
}

/** The tree P with a shape where P has a tensor. */
export type Declared<P> = P extends Tensor
  ? ParameterShape
  : { readonly [Key in keyof P]: Declared<P[Key]> };

/** Weight file and declared parameters do not fit; the lists name every difference, the message the first ones. */
export class ParameterMismatchError extends ToldError {
  override readonly name = 'ParameterMismatchError';

  constructor(
    readonly missing: readonly string[],
    readonly extra: readonly string[],
    readonly misshapen: readonly string[],
  ) {
    super(nnSays.mismatch(missing, extra, misshapen));
  }
}

type Node = ParameterShape | { readonly [key: string]: Node };

function isShape(node: Node): node is ParameterShape {
  return 'shape' in node && Array.isArray(node.shape);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function join(path: string, key: string): string {
  return path === '' ? snakeCase(key) : `${path}.${snakeCase(key)}`;
}

/** Every declared name with its shape, in the order of declaration. */
export function parameterTable<P>(declared: Declared<P>): Map<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  const visit = (node: Node, path: string): void => {
    if (isShape(node)) table.set(path, node.shape);
    else for (const [key, child] of Object.entries(node)) visit(child, join(path, key));
  };
  visit(declared, '');
  return table;
}

/**
 * Compares names and shapes.
 *
 * @param needed name and shape of what must be there
 * @param optional name and shape of what may be there besides
 * @throws ParameterMismatchError when something is missing, unknown or of another shape
 */
export function requireTensors(
  tensors: ReadonlyMap<string, StoredTensor>,
  needed: ReadonlyMap<string, readonly number[]>,
  optional: ReadonlyMap<string, readonly number[]> = new Map(),
): void {
  const missing = [...needed.keys()].filter((name) => !tensors.has(name));
  const extra = [...tensors.keys()].filter((name) => !needed.has(name) && !optional.has(name));
  const misshapen = [...needed, ...optional].flatMap(([name, shape]) => {
    const found = tensors.get(name)?.shape ?? shape;
    return String(found) === String(shape)
      ? []
      : [`${name} [${found.join(', ')}] instead of [${shape.join(', ')}]`];
  });
  if (missing.length + extra.length + misshapen.length > 0) {
    throw new ParameterMismatchError(missing, extra, misshapen);
  }
}

/** Builds a tree of tensors. When that fails half-way, what was built is freed. */
export function buildParameters<P>(build: () => P): P {
  // The tensors of the result outlive the tidy, those of a failure do not.
  return tidy(() => build() as TensorContainer) as P;
}

/**
 * Decodes the weights, 8-bit ones too, and puts them on the active backend; after an error, nothing stays there.
 *
 * @throws ParameterMismatchError when names or shapes differ in either direction; SafetensorsError for a type that
 *   `toFloat32` or `fromEightBits` refuses
 */
export function loadParameters<P>(declared: Declared<P>, weights: Safetensors): P {
  const { tensors } = fromEightBits(weights);
  requireTensors(tensors, parameterTable(declared));
  const build = (node: Node, path: string): unknown => {
    if (isShape(node)) return tensor(toFloat32(tensors.get(path)!), [...node.shape], 'float32');
    const children = Object.entries(node).map(([key, child]) => [
      key,
      build(child, join(path, key)),
    ]);
    return Array.isArray(node) ? children.map(([, child]) => child) : Object.fromEntries(children);
  };
  return buildParameters(() => build(declared as Node, '') as P);
}

/** Frees every tensor of the tree. */
export function disposeParameters(parameters: object): void {
  dispose(parameters as Parameters<typeof dispose>[0]);
}

/** The path of every object of the tree, as weights are named. It tells modules apart. */
export function modulePaths(parameters: object): Map<object, string> {
  const paths = new Map<object, string>();
  const visit = (node: object, path: string): void => {
    if ('dataId' in node) return;
    paths.set(node, path);
    for (const [key, child] of Object.entries(node)) visit(child as object, join(path, key));
  };
  visit(parameters, '');
  return paths;
}
