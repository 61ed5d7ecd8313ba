import { formatSubscript } from '../../parts/format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { GridPicture } from '../parts/GridPicture.tsx';
import { reaching, type TransposedOptions } from './transposedConvolution.ts';

interface TablePictureProps {
  readonly input: number;
  readonly kernel: number;
  readonly side: number;
  /** The input whose row is lit, counted over the square. */
  readonly at: number;
  readonly options: TransposedOptions;
}

/** One direction of the layer as the matrix Cᵀ that it is: which weight carries which input to which output. */
export function TablePicture({ input, kernel, side, at, options }: TablePictureProps) {
  const words = useLearnMessages().transposed.stamp;
  const columns = Array.from({ length: side }, (_, output) =>
    reaching(output, input, kernel, options),
  );
  const cells = Array.from({ length: input * side }, (_, index) => {
    const row = Math.floor(index / side);
    const reach = columns[index % side]!.find((each) => each.input === row);
    return {
      text: reach === undefined ? '' : `w${formatSubscript(reach.weight + 1)}`,
      shade: reach === undefined ? 0 : (reach.weight + 1) / kernel,
      mark: row === at % input && reach !== undefined ? ('lit' as const) : undefined,
    };
  });
  return (
    <>
      <GridPicture label={words.tablePicture} columns={side} cells={cells} />
      <p>{words.tableText}</p>
    </>
  );
}
