/** Hands values on in the order of their indices, whatever the order they come in. */
export class InOrder<Value> {
  private readonly waiting = new Map<number, Value>();
  private readonly take: (index: number, value: Value) => void;
  private next = 0;

  constructor(take: (index: number, value: Value) => void) {
    this.take = take;
  }

  /** @param index each from 0 on exactly once */
  put(index: number, value: Value): void {
    this.waiting.set(index, value);
    while (this.waiting.has(this.next)) {
      const index = this.next++;
      const value = this.waiting.get(index) as Value;
      this.waiting.delete(index);
      this.take(index, value);
    }
  }
}
