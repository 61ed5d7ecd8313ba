import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  backend as activeBackend,
  getKernelsForBackend,
  type KernelConfig,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { OURS } from '../browser/webgpuBackends.ts';
import { ProgramCount } from './countPrograms.ts';
import type { KernelCall, TensorForm } from './kernelCall.ts';

type Invocation = Parameters<KernelFunc>[0];

/** A call with what is needed to repeat it. */
export interface RecordedCall {
  readonly call: KernelCall;
  readonly attrs: Invocation['attrs'];
  /** Kernels such as Concat take a list instead of named inputs. */
  readonly takesList: boolean;
}

function formsOf(inputs: Invocation['inputs']): TensorForm[] {
  // Optional inputs may be there and empty.
  return Object.entries(inputs).flatMap(([name, input]) =>
    input ? [{ name, shape: [...input.shape], dtype: input.dtype }] : [],
  );
}

function listOf(result: TensorInfo | TensorInfo[]): TensorInfo[] {
  return Array.isArray(result) ? result : [result];
}

/**
 * Runs `work` on our backend, which is active, and lists every distinct call of a kernel that ran a GPU program,
 * in order of appearance. A kernel that calls another one itself counts as one.
 */
export async function collectCalls(work: () => Promise<unknown>): Promise<RecordedCall[]> {
  const recorded = new Map<string, RecordedCall>();
  const programs = new ProgramCount(activeBackend() as WebGPUBackend);
  let depth = 0;

  const record = (
    kernel: string,
    { inputs, attrs }: Invocation,
    ran: number,
    out: TensorInfo[],
  ) => {
    const forms = formsOf(inputs);
    const attributes = { ...(attrs as Record<string, unknown> | undefined) };
    const key = JSON.stringify([kernel, forms, attributes]);
    const earlier = recorded.get(key)?.call;
    const call: KernelCall = {
      index: earlier?.index ?? recorded.size,
      kernel,
      inputs: forms,
      outputs: out.map(({ shape, dtype }) => ({ shape: [...shape], dtype })),
      attributes,
      count: (earlier?.count ?? 0) + 1,
      programs: ran,
    };
    recorded.set(key, { call, attrs, takesList: Array.isArray(inputs) });
  };
  const observed = ({ kernelName, kernelFunc }: KernelConfig): KernelFunc => {
    return (invocation) => {
      const before = programs.count;
      depth++;
      try {
        const result = kernelFunc(invocation);
        const ran = programs.count - before;
        if (depth === 1 && ran > 0) record(kernelName, invocation, ran, listOf(result));
        return result;
      } finally {
        depth--;
      }
    };
  };

  const originals = getKernelsForBackend(OURS);
  const replace = (config: KernelConfig) => {
    unregisterKernel(config.kernelName, OURS);
    registerKernel(config);
  };
  for (const config of originals) replace({ ...config, kernelFunc: observed(config) });
  try {
    await work();
  } finally {
    originals.forEach(replace);
    programs.stop();
  }
  return [...recorded.values()];
}
