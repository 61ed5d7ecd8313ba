import { expose, proxy } from 'comlink';

/** A worker of a feature's own that runs in the test itself: made of what opens its session. */
export class FakeOwnWorker
  extends EventTarget
  implements Pick<Worker, 'postMessage' | 'terminate'>
{
  private readonly channel = new MessageChannel();
  terminated = false;

  constructor(open: (...given: never[]) => Promise<object>) {
    super();
    const { port1, port2 } = this.channel;
    port1.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent('message', { data }));
    const api = {
      // A lock that is never free.
      live: () => new Promise(() => undefined),
      open: async (...given: never[]) => proxy(await open(...given)),
    };
    expose(api, port2);
  }

  postMessage(message: unknown, transfer: unknown = []): void {
    this.channel.port1.postMessage(message, transfer as Transferable[]);
  }

  /** Dies: without a word its code could not be loaded. */
  die(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }

  terminate(): void {
    this.terminated = true;
    this.channel.port1.close();
  }
}
