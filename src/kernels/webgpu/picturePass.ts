/** Where a painter's values lie: a part of a buffer, which starts at a multiple of 256 bytes. */
export interface ValuesAt {
  readonly buffer: GPUBuffer;
  /** In bytes; default 0. */
  readonly offset?: number;
}

/** One triangle that covers the whole picture. */
const CORNERS = `
@vertex
fn corner(@builtin(vertex_index) index : u32) -> @builtin(position) vec4f {
  return vec4f(f32(index & 1) * 4 - 1, f32(index >> 1) * 4 - 1, 0, 1);
}
`;

/** A fragment shader that computes every pixel of a picture. For one device. */
export class PicturePass {
  private readonly pipeline: GPURenderPipeline;
  private readonly uniforms: GPUBuffer;
  private readonly tables = new Map<string | number, GPUBuffer>();

  /**
   * @param code WGSL with one fragment shader: the uniforms are binding 0 of group 0, storage buffers follow
   * @param uniformBytes a multiple of 16
   */
  constructor(
    private readonly device: GPUDevice,
    format: GPUTextureFormat,
    code: string,
    uniformBytes: number,
  ) {
    const module = device.createShaderModule({ code: CORNERS + code });
    this.pipeline = device.createRenderPipeline({
      layout: 'auto',
      vertex: { module },
      fragment: { module, targets: [{ format }] },
    });
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    this.uniforms = device.createBuffer({ size: uniformBytes, usage });
  }

  /** Queues the painting of a picture, after all that was queued before. */
  paint(uniforms: ArrayBuffer, storage: readonly ValuesAt[], picture: GPUTexture): void {
    const { device, pipeline } = this;
    device.queue.writeBuffer(this.uniforms, 0, uniforms);
    const bindGroup = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [{ buffer: this.uniforms }, ...storage].map((resource, binding) => ({
        binding,
        resource,
      })),
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginRenderPass({
      colorAttachments: [{ view: picture.createView(), loadOp: 'clear', storeOp: 'store' }],
    });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.draw(3);
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  /** A storage buffer of constants, which are made once for a key. */
  table(key: string | number, make: () => Float32Array<ArrayBuffer>): GPUBuffer {
    const known = this.tables.get(key);
    if (known !== undefined) return known;
    const values = make();
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    const table = this.device.createBuffer({ size: values.byteLength, usage });
    this.device.queue.writeBuffer(table, 0, values);
    this.tables.set(key, table);
    return table;
  }
}
