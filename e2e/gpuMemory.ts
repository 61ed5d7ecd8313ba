/** Bytes of the buffers and textures of one or more devices. */
export interface GpuMemory {
  readonly heldBytes: number;
  /** The most that was ever held at one time. */
  readonly peakBytes: number;
}

/** Of the formats that the engines use; any other is an error, so that no figure is silently too small. */
const BYTES_OF_FORMAT: Readonly<Partial<Record<GPUTextureFormat, number>>> = {
  r8unorm: 1,
  r32float: 4,
  rgba8unorm: 4,
  bgra8unorm: 4,
  rgba16float: 8,
  rgba32float: 16,
};

class Account implements GpuMemory {
  heldBytes = 0;
  peakBytes = 0;

  add(bytes: number): void {
    this.heldBytes += bytes;
    this.peakBytes = Math.max(this.peakBytes, this.heldBytes);
  }
}

function textureBytes({ size, format, sampleCount = 1 }: GPUTextureDescriptor): number {
  const bytes = BYTES_OF_FORMAT[format];
  if (bytes === undefined) throw new Error(`The size of a ${format} texture is not known.`);
  const sides = 'width' in size ? [size.width, size.height, size.depthOrArrayLayers] : [...size];
  return sides.reduce<number>((product, side) => product * (side ?? 1), bytes * sampleCount);
}

/**
 * Counts what every WebGPU device of the page allocates, whoever asked for it, so that all engines are measured in
 * the same way. A device belongs to the engine that was being started when it was requested.
 */
export class GpuMemoryWatch {
  private readonly accounts = new Map<string, Account>();
  private readonly ofDevice = new WeakMap<GPUDevice, Account>();
  private readonly ofResource = new WeakMap<object, { account: Account; bytes: number }>();
  private owner: string | null = null;

  constructor() {
    // Machines without WebGPU do not have these classes.
    if (typeof GPUDevice === 'undefined') return;
    this.watchDevices();
    this.watchResources();
  }

  /** Devices requested during `work` belong to `owner`. One at a time. */
  async attribute<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
    this.owner = owner;
    try {
      return await work();
    } finally {
      this.owner = null;
    }
  }

  /** Null for an owner that has asked for no device. */
  of(owner: string): GpuMemory | null {
    const account = this.accounts.get(owner);
    if (account === undefined) return null;
    return { heldBytes: account.heldBytes, peakBytes: account.peakBytes };
  }

  private watchDevices(): void {
    const { requestDevice } = GPUAdapter.prototype;
    const adopt = (device: GPUDevice): GPUDevice => {
      if (this.owner === null) return device;
      const account = this.accounts.get(this.owner) ?? new Account();
      this.accounts.set(this.owner, account);
      this.ofDevice.set(device, account);
      return device;
    };
    GPUAdapter.prototype.requestDevice = async function (descriptor) {
      return adopt(await requestDevice.call(this, descriptor));
    };
  }

  private watchResources(): void {
    const { createBuffer, createTexture } = GPUDevice.prototype;
    const enter = (device: GPUDevice, resource: object, bytes: number): void => {
      const account = this.ofDevice.get(device);
      if (account === undefined) return;
      account.add(bytes);
      this.ofResource.set(resource, { account, bytes });
    };
    const leave = (resource: object): void => {
      const entry = this.ofResource.get(resource);
      entry?.account.add(-entry.bytes);
      this.ofResource.delete(resource);
    };
    GPUDevice.prototype.createBuffer = function (descriptor) {
      const buffer = createBuffer.call(this, descriptor);
      enter(this, buffer, descriptor.size);
      return buffer;
    };
    GPUDevice.prototype.createTexture = function (descriptor) {
      const texture = createTexture.call(this, descriptor);
      enter(this, texture, textureBytes(descriptor));
      return texture;
    };
    for (const { prototype } of [GPUBuffer, GPUTexture]) {
      const { destroy } = prototype;
      prototype.destroy = function () {
        leave(this);
        return destroy.call(this);
      };
    }
  }
}
