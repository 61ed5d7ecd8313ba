import { createProgram } from '../program.ts';
import { convert } from '../convert.ts';
import { depth } from '../depth.ts';
import { evaluate } from '../evaluate.ts';
import { info } from '../info.ts';
import { metrics } from '../metrics.ts';
import { predict } from '../predict.ts';

/** What a command wrote. */
export interface Written {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command line in this process, which spares the start of one: its options are read and its work is done as ever.
 *
 * @throws what the program puts into its one line: commander's errors, BadInput, ImageError …
 */
export async function runHere(...args: readonly string[]): Promise<Written> {
  const written = { stdout: '', stderr: '' };
  const out = { write: (text: string) => (written.stdout += text) };
  const err = { write: (text: string) => (written.stderr += text) };
  const program = createProgram({
    predict: (options) => predict(options, err),
    info: (options) => info(options, out),
    metrics: (options) => metrics(options, out, err),
    evaluate: (options) => evaluate(options, out, err),
    depth: (options) => depth(options, err),
    convert: (options) => convert(options, err),
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ outputError: () => undefined });
  }
  await program.parseAsync(args, { from: 'user' });
  return written;
}
