/** The browser's `Cache` in memory, as far as the page uses it. */
export class FakeCache {
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
