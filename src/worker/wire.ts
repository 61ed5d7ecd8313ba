import { type ProxyMarked, type TransferHandler, transferHandlers } from 'comlink';
import { errorOf, type Problem } from './problem.ts';
import type { Frame } from './protocol.ts';

/** What comlink hands to the handler of its own name for errors. */
interface Thrown {
  readonly value: unknown;
}

type Callback = (...values: unknown[]) => unknown;

/**
 * Sets how values cross the bridge, on this side of it. Errors cross as problems, which keep their code. Typed arrays
 * are copied once, and the copy's memory moves; pictures of a video move themselves. Functions are called back.
 *
 * @param problemOf what is told of an error that is thrown on this side
 */
export function prepareWire(problemOf: (error: unknown) => Problem): void {
  const thrown = transferHandlers.get('throw') as TransferHandler<Thrown, unknown>;
  const proxied = transferHandlers.get('proxy') as TransferHandler<ProxyMarked, MessagePort>;
  transferHandlers.set('throw', {
    canHandle: thrown.canHandle,
    serialize: ({ value }) => [problemOf(value), []],
    deserialize: (problem) => {
      throw errorOf(problem);
    },
  } satisfies TransferHandler<Thrown, Problem>);
  transferHandlers.set('callback', {
    canHandle: (value): value is Callback => typeof value === 'function',
    serialize: (callback) => proxied.serialize(callback as Callback & ProxyMarked),
    deserialize: (port) => proxied.deserialize(port) as unknown as Callback,
  } satisfies TransferHandler<Callback, MessagePort>);
  transferHandlers.set('data', {
    canHandle: isData,
    serialize: (data) => {
      const moved: Transferable[] = [];
      return [copyArrays(data, moved), moved];
    },
    deserialize: (data) => data as object,
  } satisfies TransferHandler<object, unknown>);
}

/**
 * Makes a call across the bridge that tells news meanwhile. News and answer travel on ports of their own, so that news may come
 * after the answer: that is dropped.
 */
export async function withNews<News, Result>(
  tell: (news: News) => void,
  call: (tell: (news: News) => void) => Promise<Result>,
): Promise<Result> {
  let isOpen = true;
  try {
    return await call((news) => {
      if (isOpen) tell(news);
    });
  } finally {
    isOpen = false;
  }
}

/** Plain objects and lists, which may hold typed arrays somewhere. */
function isData(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** Node has neither, and older browsers have no frames. */
function isFrame(value: unknown): value is Frame {
  return (
    (typeof ImageBitmap === 'function' && value instanceof ImageBitmap) ||
    (typeof VideoFrame === 'function' && value instanceof VideoFrame)
  );
}

/** The same data with copies of its typed arrays, whose memory may move: the sender keeps its own. Frames leave it. */
function copyArrays(value: unknown, moved: Transferable[]): unknown {
  if (
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Uint8Array
  ) {
    const copy = value.slice();
    moved.push(copy.buffer);
    return copy;
  }
  if (isFrame(value)) {
    moved.push(value);
    return value;
  }
  if (Array.isArray(value)) return value.map((item) => copyArrays(item, moved));
  if (!isData(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, copyArrays(item, moved)]);
  return Object.fromEntries(entries);
}
