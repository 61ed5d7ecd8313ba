/** A layer y = W x + b with its gradients, and the two running means that Adam keeps of them. */
export class Dense {
  /** Row by row, [outputs, inputs]. */
  readonly weight: Float64Array;
  readonly bias: Float64Array;
  readonly weightGradient: Float64Array;
  readonly biasGradient: Float64Array;
  private readonly moments: readonly (readonly [Float64Array, Float64Array])[];

  /** @param normal gives independent N(0,1) numbers, for the first weights (Glorot and Bengio 2010) */
  constructor(
    readonly inputs: number,
    readonly outputs: number,
    normal: () => number,
  ) {
    const scale = Math.sqrt(2 / (inputs + outputs));
    this.weight = Float64Array.from({ length: inputs * outputs }, () => scale * normal());
    this.bias = new Float64Array(outputs);
    this.weightGradient = new Float64Array(inputs * outputs);
    this.biasGradient = new Float64Array(outputs);
    this.moments = [this.weight, this.bias].map(({ length }) => [
      new Float64Array(length),
      new Float64Array(length),
    ]);
  }

  forward(x: Float64Array): Float64Array {
    const y = this.bias.slice();
    for (let row = 0, at = 0; row < this.outputs; row++) {
      let sum = 0;
      for (let column = 0; column < this.inputs; column++, at++)
        sum += this.weight[at]! * x[column]!;
      y[row]! += sum;
    }
    return y;
  }

  /** Adds to the gradients what an output's gradient gives, and returns the input's. */
  backward(x: Float64Array, gradient: Float64Array): Float64Array {
    const back = new Float64Array(this.inputs);
    for (let row = 0, at = 0; row < this.outputs; row++) {
      const along = gradient[row]!;
      this.biasGradient[row]! += along;
      for (let column = 0; column < this.inputs; column++, at++) {
        this.weightGradient[at]! += along * x[column]!;
        back[column]! += along * this.weight[at]!;
      }
    }
    return back;
  }

  /**
   * One step of Adam down the gradients' mean over a batch; forgets them.
   *
   * Source: Kingma and Ba, Adam, ICLR 2015, algorithm 1, with its own constants.
   *
   * @param step counted from 1
   */
  descend(rate: number, batch: number, step: number): void {
    const fast = 1 - 0.9 ** step;
    const slow = 1 - 0.999 ** step;
    const pairs = [
      [this.weight, this.weightGradient],
      [this.bias, this.biasGradient],
    ] as const;
    for (const [index, [values, gradients]] of pairs.entries()) {
      const [first, second] = this.moments[index]!;
      for (let i = 0; i < values.length; i++) {
        const slope = gradients[i]! / batch;
        first[i] = 0.9 * first[i]! + 0.1 * slope;
        second[i] = 0.999 * second[i]! + 0.001 * slope * slope;
        values[i]! -= (rate * (first[i]! / fast)) / (Math.sqrt(second[i]! / slow) + 1e-8);
      }
      gradients.fill(0);
    }
  }
}
