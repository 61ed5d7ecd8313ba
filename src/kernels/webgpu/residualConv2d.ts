import { residualConv2d } from '../../nn/residualConv2d.ts';
import { fusedKernel } from '../ownKernel.ts';
import { convolve } from './conv2d.ts';
import { geometryOf, slopeOf } from './convolutionGeometry.ts';

/** The variants of a convolution add the residual themselves. */
export const residualConv2dKernel = fusedKernel(
  residualConv2d,
  ({ x, filter, bias, residual }, backend, attributes) => {
    const geometry = geometryOf(x.shape, filter.shape, attributes);
    const slope = slopeOf(attributes.activation)!;
    return convolve(backend, geometry, [x, filter, bias, residual], { slope });
  },
);
