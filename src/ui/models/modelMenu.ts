import type { CheckpointCopy, ModelSource, StartProgress } from '../../worker/startProtocol.ts';
import type { CheckpointStore, KeepOutcome } from './checkpointStore.ts';
import { FIRST_MODEL, type ModelFigures, modelAddress, type ShippedModel } from './modelList.ts';

/** A model in the menu. */
export interface ModelEntry {
  /** Stands in links. */
  readonly id: string;
  readonly title: string;
  /** Of its file; 0 where it is not known. */
  readonly bytes: number;
  /** Comes with the page; or is the visitor's, kept by the browser or open for this visit only. */
  readonly origin: 'shipped' | 'kept' | 'visit';
  /** Of models that come with the page. */
  readonly figures?: ModelFigures | null;
}

const CHECKPOINT_NAME = /\.(pth|pt|ckpt|bin|safetensors)$/i;

/** Whether a file's name is that of weights rather than of an image. */
export function isCheckpointName(name: string): boolean {
  return CHECKPOINT_NAME.test(name);
}

/** The name in links of a checkpoint of the visitor's, the same for the same file. */
export function checkpointId(mark: string): string {
  return `own-${mark}`;
}

function shippedEntry({ name, title, bytes, figures }: ShippedModel): ModelEntry {
  return { id: name, title, bytes, origin: 'shipped', figures };
}

export const FIRST_ENTRY = shippedEntry(FIRST_MODEL);

/** A model that is asked for: one of the menu, or a checkpoint, which has no name before it is read. */
export type ModelRequest =
  { readonly id: string } | { readonly file: File; readonly keep: boolean };

/** A model on its way into use. */
export interface ModelOpening {
  readonly title: string;
  readonly progress: StartProgress | null;
}

/** A checkpoint that waits for the visitor's decision. */
export interface CheckpointOffer {
  readonly file: File;
  /** Bytes that the browser still grants this page; null where it does not say. */
  readonly room: number | null;
}

/** Knows the models of the menu and where each comes from. */
export class ModelMenu {
  private shipped: readonly ShippedModel[] = [FIRST_MODEL];
  private kept: readonly ModelEntry[] = [];
  private readonly opened = new Map<string, File>();

  constructor(
    private readonly listShipped: () => Promise<ShippedModel[]>,
    private readonly store: CheckpointStore,
  ) {}

  /** Looks up what there is. A list that cannot be had leaves the first model. */
  async refresh(): Promise<ModelEntry[]> {
    const [shipped, kept] = await Promise.all([
      this.listShipped().catch(() => []),
      this.store.list().catch(() => []),
    ]);
    if (shipped.length > 0) this.shipped = shipped;
    this.kept = kept.map((entry) => ({ ...entry, origin: 'kept' }));
    return this.entries();
  }

  entries(): ModelEntry[] {
    const visits = [...this.opened]
      .filter(([id]) => this.kept.every((entry) => entry.id !== id))
      .map(([id, { name, size }]): ModelEntry => ({
        id,
        title: name,
        bytes: size,
        origin: 'visit',
      }));
    return [...this.shipped.map(shippedEntry), ...this.kept, ...visits];
  }

  /** Where a model comes from, or null when it is not there any more. */
  async source({ id, title }: ModelEntry): Promise<ModelSource | null> {
    const shipped = this.shipped.find(({ name }) => name === id);
    if (shipped !== undefined) {
      return { kind: 'shipped', address: modelAddress(shipped.folder) };
    }
    const opened = this.opened.get(id);
    if (opened !== undefined) return this.fileSource(title, opened, false);
    const kept = await this.store.read(id);
    return kept && { ...this.fileSource(title, kept.blob, false), sha256: kept.sha256 };
  }

  fileSource(name: string, blob: Blob, keep: boolean): ModelSource & { kind: 'checkpoint' } {
    const ownAddress = modelAddress(FIRST_MODEL.folder);
    return { kind: 'checkpoint', name, blob, ownAddress, keep, sha256: null };
  }

  /** Puts a checkpoint into the menu for this visit. */
  add(id: string, file: File): void {
    this.opened.set(id, file);
  }

  /** Keeps a checkpoint for the next visit, and takes it from the copy from now on. */
  async keep(id: string, title: string, copy: CheckpointCopy): Promise<KeepOutcome> {
    const outcome = await this.store.keep(id, title, copy.file, copy.sha256);
    if (outcome === 'kept') {
      this.opened.delete(id);
      await this.refresh();
    }
    return outcome;
  }

  async remove(id: string): Promise<ModelEntry[]> {
    this.opened.delete(id);
    await this.store.remove(id);
    return this.refresh();
  }
}
