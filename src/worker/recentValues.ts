/** Keeps the values asked for last, by key. A value that failed to come is not kept. */
export class RecentValues<T> {
  private readonly values = new Map<string, Promise<T>>();
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  async get(key: string, make: () => Promise<T>): Promise<T> {
    const value = this.values.get(key) ?? make();
    // Putting it in anew makes it the youngest.
    this.values.delete(key);
    this.values.set(key, value);
    for (const oldest of this.values.keys()) {
      if (this.values.size <= this.capacity) break;
      this.values.delete(oldest);
    }
    try {
      return await value;
    } catch (error) {
      if (this.values.get(key) === value) this.values.delete(key);
      throw error;
    }
  }
}
