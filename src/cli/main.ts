import { CommanderError, type Command } from 'commander';
import { describeError, exitCodeOf } from './failures.ts';
import { languageOfCommand, speakHelp } from './helpTexts.ts';
import { createProgram } from './program.ts';
import { plainStream, whyNotPrinted } from './terminal.ts';

const output = plainStream(process.stdout);
const messages = plainStream(process.stderr);

// A command's code, and tfjs with it, is loaded only when it runs: `--help` answers at once.
const program = createProgram({
  predict: async (options) => (await import('./predict.ts')).predict(options, messages),
  info: async (options) => (await import('./info.ts')).info(options, output),
  metrics: async (options) => (await import('./metrics.ts')).metrics(options, output, messages),
  evaluate: async (options) => (await import('./evaluate.ts')).evaluate(options, output, messages),
  depth: async (options) => (await import('./depth.ts')).depth(options, messages),
  convert: async (options) => (await import('./convert.ts')).convert(options, messages),
});

/** Makes commander throw instead of ending the process, so that messages and exit codes are ours. */
function throwErrors(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => undefined });
  command.commands.forEach(throwErrors);
}

function tell(line: string): void {
  messages.write(`ucnet: ${line}\n`);
}

/** Tells an error on stderr and returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0; // help was asked for
    // Without a command commander has shown the help already.
    if (error.code !== 'commander.help') {
      const text = describeError(error).replace(/^error: /, '');
      tell(`${text}${/[.!?]$/.test(text) ? '' : '.'} --help lists what there is.`);
    }
    return 2;
  }
  tell(describeError(error));
  const code = exitCodeOf(error);
  if (program.opts<{ verbose?: true }>().verbose === true) {
    if (error instanceof Error) messages.write(`${error.stack}\n`);
  } else if (code === 1) {
    tell('this is a fault of the program; --verbose shows where it happened.');
  }
  return code;
}

// The work goes on, and files are written: only what was to be read on the way is lost.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  const reason = whyNotPrinted(error);
  if (reason === null) return;
  tell(reason);
  process.exitCode = 2;
});
// Nobody is left to tell.
process.stderr.on('error', () => undefined);

throwErrors(program);
await speakHelp(program, languageOfCommand(process.argv, process.env));
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
