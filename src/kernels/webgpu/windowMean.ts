import { FEWEST_READINGS, WINDOW, windowMean } from '../../nn/windowMean.ts';
import { fusedKernel } from '../ownKernel.ts';
import { type Program, runProgram } from './program.ts';

export const windowMeanKernel = fusedKernel(windowMean, ({ cells, coarser }, backend) =>
  runProgram(backend, windowMeanProgram(cells.shape), [cells, coarser], []),
);

/**
 * All of it in one pass, a pixel an invocation.
 *
 * @param shape of the cells, [B, h, w, 2]
 */
function windowMeanProgram(shape: readonly number[]): Program {
  const [batch, height, width] = shape as [number, number, number];
  const reach = (WINDOW - 1) / 2;
  return {
    key: 'windowMean',
    inputs: ['cells', 'coarser'],
    inputComponents: [1, 1],
    outputComponents: 1,
    outputShape: [batch, height, width, 1],
    uniforms: '',
    invocations: batch * height * width,
    code: () => `
fn main(index : i32) {
  let size = uniforms.outShape.yz;
  let line = index / size.y;
  let image = line / size.x;
  if (image >= uniforms.outShape.x) {
    return;
  }
  let place = vec2<i32>(line - image * size.x, index - line * size.y);
  let first = max(place - ${reach}, vec2<i32>(0));
  let last = min(place + ${reach}, size - 1);
  var sum = vec2<f32>(0);
  for (var row = first.x; row <= last.x; row++) {
    for (var column = first.y; column <= last.y; column++) {
      let cell = 2 * ((image * size.x + row) * size.y + column);
      sum += vec2<f32>(cells[cell], cells[cell + 1]);
    }
  }
  let sides = vec2<f32>(last - first + 1);
  let around = sum / (sides.x * sides.y);

  let coarse = uniforms.coarserShape.yz;
  let scale = vec2<f32>(coarse) / vec2<f32>(size);
  let at = clamp((vec2<f32>(place) + 0.5) * scale - 0.5, vec2<f32>(0), vec2<f32>(coarse - 1));
  let low = vec2<i32>(at);
  let high = min(low + 1, coarse - 1);
  let share = at - vec2<f32>(low);
  let upper = (image * coarse.x + low.x) * coarse.y;
  let lower = (image * coarse.x + high.x) * coarse.y;
  let filling = mix(
    mix(coarser[upper + low.y], coarser[upper + high.y], share.y),
    mix(coarser[lower + low.y], coarser[lower + high.y], share.y),
    share.x,
  );
  result[index] = (around.x + filling * ${FEWEST_READINGS}) / (around.y + ${FEWEST_READINGS});
}`,
  };
}
