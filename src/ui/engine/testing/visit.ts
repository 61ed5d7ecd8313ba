import { InferenceClient } from '../../../worker/client.ts';
import type { ExamplePair } from '../../input/exampleList.ts';
import type { KeptPair } from '../../input/keptPair.ts';
import { CheckpointStore } from '../../models/checkpointStore.ts';
import { FIRST_MODEL } from '../../models/modelList.ts';
import { ModelMenu } from '../../models/modelMenu.ts';
import { Engine } from '../engine.ts';
import { DEFAULT_LINK, type LinkState } from '../../link/hashCodec.ts';
import { beginVisit } from '../../link/openLink.ts';
import type { Notice } from '../notice.ts';
import { follow } from '../show.ts';
import { PageStore } from '../store.ts';
import { FakeWorker, type Weakness } from './fakeWorker.ts';

const pair = (id: string, near: 'bright' | 'dark' = 'bright'): ExamplePair => ({
  id,
  title: id,
  photo: `${id}/rgb.jpg`,
  depth: `${id}/depth.png`,
  truth: id === 'aloe' ? 'aloe/gt.png' : null,
  thumb: '',
  depthThumb: '',
  look: null,
  near,
  width: 640,
  height: 480,
  depthSource: '',
  origin: '',
  licence: '',
  credit: '',
});

/** A visitor's file; what is in it nobody reads. */
export function emptyFile(name: string): File {
  return new File([new Uint8Array(64)], name);
}

/** A visit of the page, with workers that answer at once and without a screen. */
export class Visit {
  readonly store = new PageStore(follow);
  readonly engine: Engine;
  /** Every worker that was started, the latest at the end. */
  readonly workers: FakeWorker[] = [];
  /** Pictures that the browser holds for the page. */
  readonly addresses = new Set<string>();
  /** At which call workers die that start from now on. */
  weakness: Weakness = 'none';

  /** What the browser keeps from one visit to the next: checkpoints, and the visitor's own image. */
  constructor(
    readonly cache = new FakeCache(),
    readonly kept: { pair: KeptPair | null } = { pair: null },
  ) {
    // Tests without a screen have no document.
    globalThis.document ??= { baseURI: 'https://host/sub/' } as Document;
    const client = new InferenceClient(() => {
      this.workers.push(new FakeWorker(this.weakness));
      return this.worker;
    });
    let number = 0;
    const menu = new ModelMenu(
      async () => [
        FIRST_MODEL,
        { ...FIRST_MODEL, name: 'other', title: 'Other', folder: 'other/' },
      ],
      new CheckpointStore(async () => cache, 'https://host/sub/'),
    );
    this.engine = new Engine(client, this.store, {
      start: {
        modelAddress: 'https://host/sub/models/net/',
        depthModelAddress: 'https://host/sub/models/depth/',
        forced: null,
      },
      fetchBlob: async () => new Blob(),
      createAddress: () => {
        const address = `blob:${number++}`;
        this.addresses.add(address);
        return address;
      },
      revokeAddress: (address) => this.addresses.delete(address),
      menu,
      keeper: {
        read: async (photo) => (kept.pair?.photo.key === photo ? kept.pair : null),
        write: async (pair) => void (kept.pair = pair),
      },
      estimateRoom: async () => 1e9,
    });
  }

  get worker(): FakeWorker {
    return this.workers.at(-1)!;
  }

  get notice(): Notice | null {
    return this.store.get().notice;
  }

  /** Settles when the page shows what is asked for, or cannot. */
  rest(): Promise<void> {
    return this.engine.rest();
  }

  async begin(link: Partial<LinkState> = {}): Promise<void> {
    await beginVisit(this, { ...DEFAULT_LINK, ...link }, async () => [
      pair('aloe'),
      pair('chair', 'dark'),
    ]);
    await this.rest();
  }
}

/** The browser's `Cache` in memory, as far as the page uses it. */
class FakeCache {
  private readonly entries = new Map<string, { body: Blob; headers: Headers }>();
  /** Set to let the next `put` fail. */
  failure: Error | null = null;

  get size(): number {
    return this.entries.size;
  }

  async match(request: RequestInfo | URL): Promise<Response | undefined> {
    const entry = this.entries.get(String(request));
    return entry && new Response(entry.body, { headers: entry.headers });
  }

  async put(request: RequestInfo | URL, response: Response): Promise<void> {
    if (this.failure !== null) throw this.failure;
    const body = await response.blob();
    this.entries.set(String(request), { body, headers: response.headers });
  }

  async keys(): Promise<Request[]> {
    return [...this.entries.keys()].map((address) => new Request(address));
  }

  async delete(request: RequestInfo | URL): Promise<boolean> {
    return this.entries.delete(String(request));
  }
}
