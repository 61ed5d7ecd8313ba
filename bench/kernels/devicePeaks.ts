import { repeat } from '../../src/kernels/webgpu/wgsl.ts';

/** What is measured of a device by a small shader of nothing else. */
export const PEAK_NAMES = ['multiply-add', 'copy', 'read'] as const;
export type PeakName = (typeof PEAK_NAMES)[number];

/** How much one run of a peak's shader computes or moves. */
export interface PeakWork {
  readonly operations: number;
  readonly bytes: number;
}

const WORKGROUP = 64;
/** Invocations of every shader, enough to fill a large GPU. */
const INVOCATIONS = 2 ** 17;
/** Independent chains an invocation, so that none waits for the one before. */
const CHAINS = 8;
/** Multiply-adds a chain. */
const STEPS = 64;
/**
 * Vectors of four that an invocation of the memory shaders takes. Neighbours take neighbouring ones, as a GPU likes
 * it, and a workgroup takes a block without gaps, as a processor likes it.
 */
const VECTORS = 32;
/** 64 MiB: larger than the caches of most devices. */
const BUFFER_BYTES = INVOCATIONS * VECTORS * 16;

const HEAD = `
@group(0) @binding(0) var<storage, read> source : array<vec4f>;
@group(0) @binding(1) var<storage, read_write> result : array<vec4f>;
`;
const MAIN = `@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id : vec3u)`;

/** The first vector of an invocation. */
const FIRST = `let first = id.x / ${WORKGROUP}u * ${WORKGROUP * VECTORS}u + id.x % ${WORKGROUP}u;`;

function at(vector: number): string {
  return `first + ${vector * WORKGROUP}u`;
}

const SHADERS: Readonly<Record<PeakName, { code: string; work: PeakWork }>> = {
  'multiply-add': {
    code: `${HEAD}${MAIN} {
      let factor = source[0];
      let term = source[1];
      ${repeat(CHAINS, (chain) => `var a${chain} = source[2] + f32(id.x + ${chain}u);`)}
      for (var step = 0; step < ${STEPS}; step += 4) {
        ${repeat(4, () => repeat(CHAINS, (chain) => `a${chain} = a${chain} * factor + term;`))}
      }
      result[id.x] = ${Array.from({ length: CHAINS }, (_, chain) => `a${chain}`).join(' + ')};
    }`,
    work: { operations: INVOCATIONS * CHAINS * STEPS * 4 * 2, bytes: INVOCATIONS * 16 },
  },
  copy: {
    code: `${HEAD}${MAIN} {
      ${FIRST}
      ${repeat(VECTORS, (vector) => `result[${at(vector)}] = source[${at(vector)}];`)}
    }`,
    work: { operations: 0, bytes: 2 * BUFFER_BYTES },
  },
  read: {
    code: `${HEAD}${MAIN} {
      ${FIRST}
      var sum = vec4f(0);
      ${repeat(VECTORS, (vector) => `sum += source[${at(vector)}];`)}
      result[id.x] = sum;
    }`,
    work: { operations: INVOCATIONS * VECTORS * 4, bytes: BUFFER_BYTES + INVOCATIONS * 16 },
  },
};

/** What one run of the shader computes and moves. */
export function peakWork(name: PeakName): PeakWork {
  return SHADERS[name].work;
}

/** Runs the shaders on a device, that of an engine. */
export class DevicePeaks {
  private readonly pipelines = new Map<PeakName, GPUComputePipeline>();
  private readonly source: GPUBuffer;
  private readonly target: GPUBuffer;

  constructor(private readonly device: GPUDevice) {
    const usage = GPUBufferUsage.STORAGE;
    this.source = device.createBuffer({ size: BUFFER_BYTES, usage });
    this.target = device.createBuffer({ size: BUFFER_BYTES, usage });
  }

  async run(name: PeakName, repeats: number): Promise<void> {
    const pipeline = this.pipeline(name);
    const group = this.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [this.source, this.target].map((buffer, binding) => ({
        binding,
        resource: { buffer },
      })),
    });
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    for (let repeat = 0; repeat < repeats; repeat++) {
      pass.dispatchWorkgroups(INVOCATIONS / WORKGROUP);
    }
    pass.end();
    this.device.queue.submit([encoder.finish()]);
    await this.device.queue.onSubmittedWorkDone();
  }

  dispose(): void {
    this.source.destroy();
    this.target.destroy();
  }

  private pipeline(name: PeakName): GPUComputePipeline {
    const known = this.pipelines.get(name);
    if (known !== undefined) return known;
    const module = this.device.createShaderModule({ code: SHADERS[name].code });
    const pipeline = this.device.createComputePipeline({
      layout: 'auto',
      compute: { module, entryPoint: 'main' },
    });
    this.pipelines.set(name, pipeline);
    return pipeline;
  }
}
