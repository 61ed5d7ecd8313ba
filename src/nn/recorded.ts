import { backend, dispose, keep, Tensor, tensor, tidy } from '@tensorflow/tfjs-core';

/** Values that are not on the backend yet; bytes are numbers from 0 to 255 there. */
export interface HostValues {
  readonly shape: readonly number[];
  readonly values: Float32Array | Uint8Array;
}

/** What work has to know of its inputs beforehand. */
export interface Form {
  readonly shape: readonly number[];
  readonly isBytes: boolean;
}

type ByName<Value> = Readonly<Record<string, Value>>;

/** As a constraint, which interfaces meet too. */
type OnlyTensors<Named> = { readonly [Name in keyof Named]: Tensor };

/** What work is given: values of this call, or what an earlier call left on the backend. */
export type Sources = ByName<HostValues | Tensor>;

export type Forms = ByName<Form>;

/** What work gives: tensors that stay on the backend, and what is read of it. */
export interface WorkResults<Kept, Read> {
  readonly kept: Kept;
  readonly read: Read;
}

/** Work on 32-bit floats of fixed shapes; it must not read any of them. */
export type Work = (inputs: ByName<Tensor>) => WorkResults<ByName<Tensor>, ByName<Tensor>>;

/** Work that the backend has by heart. */
export interface Replay {
  /** Queues all of it before it returns. The caller frees what is kept. */
  run(sources: Sources): Promise<WorkResults<ByName<Tensor>, ByName<Float32Array>>>;
  /** Whether the device takes it. Known once it has run: until then its results may be worth nothing. */
  isTaken(): Promise<boolean>;
  dispose(): void;
}

/** A backend that can do work again without going through its operations. */
export interface Recorder {
  /** Goes through the work, as far as it can be recorded, without computing anything, so that its programs are asked for. */
  rehearse(work: Work, forms: Forms): void;
  /** Null where some of the work cannot be recorded. */
  record(work: Work, forms: Forms): Replay | null;
}

/** The active backend, if it records. */
function activeRecorder(): Recorder | null {
  const active: object = backend();
  return 'record' in active && 'rehearse' in active ? (active as unknown as Recorder) : null;
}

function formOf(source: HostValues | Tensor): Form {
  const isBytes = !(source instanceof Tensor) && source.values instanceof Uint8Array;
  return { shape: source.shape, isBytes };
}

function formsOf(sources: Sources): Forms {
  return Object.fromEntries(Object.entries(sources).map(([name, each]) => [name, formOf(each)]));
}

/** Inputs of other forms are other work. The ones used last are remembered. */
const MOST_REPLAYS = 4;

/**
 * Work that is done again and again with other values. On a backend that records, the operations run once, and from
 * then on the programs that they asked for are queued as they were. Elsewhere, and where something cannot be recorded,
 * the operations run every time. The results are the same.
 *
 * All that the work reads besides its inputs, such as weights, has to stay as it is until `dispose`.
 */
export class Recorded<
  Inputs extends OnlyTensors<Inputs>,
  Kept extends OnlyTensors<Kept>,
  Read extends OnlyTensors<Read>,
  Options = null,
> {
  /** The one used last comes last. Null: not to be recorded. */
  private readonly replays = new Map<string, Replay | null>();
  /** Those that the device has run. */
  private readonly proven = new WeakSet<Replay>();
  private recorder: Recorder | null = null;

  /** @param compute asks for the same operations whenever forms and options are the same, and reads no tensor */
  constructor(
    private readonly compute: (inputs: Inputs, options: Options) => WorkResults<Kept, Read>,
  ) {}

  /**
   * Everything is queued before this returns. The caller frees what is kept, and may free its inputs at once.
   *
   * @param options plain data
   */
  async run(
    inputs: { readonly [Name in keyof Inputs]: HostValues | Inputs[Name] },
    options: Options,
  ): Promise<WorkResults<Kept, { readonly [Name in keyof Read]: Float32Array }>> {
    const replay = this.replayFor(formsOf(inputs), options);
    const results =
      replay === null
        ? this.runPlainly(inputs, options)
        : this.proven.has(replay)
          ? replay.run(inputs)
          : this.prove(replay, inputs, options);
    return (await results) as WorkResults<Kept, { readonly [Name in keyof Read]: Float32Array }>;
  }

  /** Lets the backend see which programs inputs of these forms will need. Computes nothing. */
  rehearse(forms: { readonly [Name in keyof Inputs]: Form }, options: Options): void {
    activeRecorder()?.rehearse(this.work(options), forms);
  }

  /** Forgets what was recorded and frees its memory. */
  dispose(): void {
    for (const replay of this.replays.values()) replay?.dispose();
    this.replays.clear();
  }

  private work(options: Options): Work {
    return (inputs) => this.compute(inputs as Inputs, options);
  }

  private replayFor(forms: Forms, options: Options): Replay | null {
    const recorder = activeRecorder();
    if (recorder !== this.recorder) this.dispose(); // of another device, maybe one that was lost
    this.recorder = recorder;
    if (recorder === null) return null;
    const key = JSON.stringify([forms, options]);
    const known = this.replays.get(key);
    const replay = known === undefined ? recorder.record(this.work(options), forms) : known;
    this.replays.delete(key);
    this.replays.set(key, replay);
    const [oldest] = this.replays.keys();
    if (this.replays.size > MOST_REPLAYS) {
      this.replays.get(oldest!)?.dispose();
      this.replays.delete(oldest!);
    }
    return replay;
  }

  /** The first run. Where the device refuses it, the work is done plainly, now and from then on. */
  private async prove(replay: Replay, sources: Sources, options: Options) {
    const held = Object.entries(sources).map(
      ([name, source]) => [name, source instanceof Tensor ? keep(source.clone()) : source] as const,
    );
    try {
      const run = replay.run(sources);
      const [outcome] = await Promise.allSettled([run]);
      if (await replay.isTaken()) {
        this.proven.add(replay);
        return await run;
      }
      if (outcome.status === 'fulfilled') dispose({ ...outcome.value.kept });
      for (const [key, each] of this.replays) if (each === replay) this.replays.set(key, null);
      replay.dispose();
      return await this.runPlainly(Object.fromEntries(held), options);
    } finally {
      dispose(held.map(([, source]) => source).filter((source) => source instanceof Tensor));
    }
  }

  private async runPlainly(sources: Sources, options: Options) {
    const { kept, read } = tidy(() => {
      const inputs = Object.entries(sources).map(([name, source]) => [
        name,
        source instanceof Tensor ? source : tensor(source.values, [...source.shape], 'float32'),
      ]);
      return { ...this.compute(Object.fromEntries(inputs) as Inputs, options) };
    });
    try {
      const values = Object.entries<Tensor>(read).map(
        async ([name, each]) => [name, await each.data<'float32'>()] as const,
      );
      return { kept, read: Object.fromEntries(await Promise.all(values)) };
    } catch (error) {
      dispose({ ...kept });
      throw error;
    } finally {
      dispose({ ...read });
    }
  }
}
