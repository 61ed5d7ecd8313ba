import type { InferenceClient } from '../worker/client.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import type { SourceFile } from '../worker/protocol.ts';
import { sampleAddress } from './input/sampleList.ts';
import type { OpenDepth, OpenPhoto, OpenTruth } from './state.ts';

/** How files come to the page, and pictures to the screen. */
export interface FileAccess {
  readonly fetchBlob: (address: string) => Promise<Blob>;
  readonly createAddress: (blob: Blob) => string;
  readonly revokeAddress: (address: string) => void;
}

/** Gets files and has the worker read them. */
export class ImageSources {
  private readonly client: InferenceClient;
  private readonly access: FileAccess;
  private nextKey = 1;

  constructor(client: InferenceClient, access: FileAccess) {
    this.client = client;
    this.access = access;
  }

  /** A sample's file, named after the sample: downloads take their names from it. */
  async fetchFile(stem: string, path: string): Promise<SourceFile> {
    const address = sampleAddress(path);
    const name = stem + path.slice(path.lastIndexOf('.'));
    return { key: address, name, blob: await this.access.fetchBlob(address) };
  }

  ownFile(file: File): SourceFile {
    return { key: `own-${this.nextKey++}`, name: file.name, blob: file };
  }

  /** @param current the open photo, which is not read again */
  async readPhoto(
    file: SourceFile | null,
    current: OpenPhoto | null,
    signal: AbortSignal,
  ): Promise<OpenPhoto | null> {
    if (file === null) return null;
    if (current?.file.key === file.key) return current;
    const facts = await this.client.call('readPhoto', file, { signal });
    return { file, facts, address: this.access.createAddress(facts.preview) };
  }

  /** Frees the picture of a photo that nothing shows any more. */
  release(photo: OpenPhoto): void {
    this.access.revokeAddress(photo.address);
  }

  async readDepth(
    file: SourceFile | null,
    near: NearEnd,
    signal: AbortSignal,
  ): Promise<OpenDepth | null> {
    if (file === null) return null;
    const request = { file, near, shape: null };
    return { file, facts: await this.client.call('readDepth', request, { signal }), near };
  }

  /** @param current the open ground truth, which is not read again */
  async readTruth(
    file: SourceFile | null,
    current: OpenTruth | null,
    signal: AbortSignal,
  ): Promise<OpenTruth | null> {
    if (file === null) return null;
    if (current?.file.key === file.key) return current;
    return { file, facts: await this.client.call('readTruth', file, { signal }) };
  }
}
