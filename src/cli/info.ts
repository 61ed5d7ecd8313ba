import type { InfoOptions } from './commandOptions.ts';
import type { ProgressStream } from './progress.ts';

/** Placeholder. */
export async function info(options: InfoOptions, output: ProgressStream): Promise<void> {
  output.write(options.modelDir);
}
