import type { Command, Option } from 'commander';
import { FIRST_LANGUAGE, type Language, languageOfTag } from '../languages/languages.ts';

/** What `--help` says in another language than English, whose words stand in `program.ts`. */
export interface HelpTexts {
  readonly headings: Readonly<Record<'Usage:' | 'Arguments:' | 'Options:' | 'Commands:', string>>;
  readonly program: string;
  readonly commands: Readonly<Record<string, string>>;
  /** By the option's long name; an option of one command alone by `command --name`. */
  readonly options: Readonly<Record<string, string>>;
  /** By `command name`. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Defaults that are told in words. */
  readonly defaults: Readonly<Record<string, string>>;
  readonly help: string;
  readonly helpCommand: string;
  readonly choices: (names: readonly string[]) => string;
  readonly byDefault: (value: string) => string;
}

const LOADERS: Readonly<
  Record<Exclude<Language, typeof FIRST_LANGUAGE>, () => Promise<HelpTexts>>
> = {
  ja: async () => (await import('./japaneseHelp.ts')).help,
};

/** The language of the command line: `--lang`, else that of the environment, else English. */
export function languageOfCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const given = at < 0 ? undefined : (args[at]!.split('=')[1] ?? args[at + 1]);
  const tag = given ?? (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG']);
  return languageOfTag(tag) ?? FIRST_LANGUAGE;
}

/** Puts the help into another language. English is there already. */
export async function speakHelp(program: Command, language: Language): Promise<void> {
  if (language === FIRST_LANGUAGE) return;
  translateHelp(program, await LOADERS[language]());
}

/** The text of an option in a command. */
export function optionText(texts: HelpTexts, command: Command, option: Option): string | undefined {
  const { long } = option;
  return texts.options[`${command.name()} ${long}`] ?? texts.options[long ?? ''];
}

function translateHelp(program: Command, texts: HelpTexts): void {
  program.description(texts.program).helpCommand('help [command]', texts.helpCommand);
  for (const command of [program, ...program.commands]) {
    if (command !== program) command.description(texts.commands[command.name()]!);
    command.helpOption('-h, --help', texts.help);
    for (const option of command.options) {
      option.description = optionText(texts, command, option) ?? option.description;
    }
    for (const argument of command.registeredArguments) {
      argument.description = texts.arguments[`${command.name()} ${argument.name()}`]!;
    }
    command.configureHelp({
      styleTitle: (title) => texts.headings[title as keyof HelpTexts['headings']] ?? title,
      displayWidth,
      boxWrap,
      optionDescription: (option) => [option.description, ...extrasOf(option, texts)].join(''),
    });
  }
}

function extrasOf(option: Option, texts: HelpTexts): string[] {
  const { argChoices, defaultValue, defaultValueDescription: told } = option;
  const takesValue = option.required || option.optional;
  const value = told === undefined ? JSON.stringify(defaultValue) : (texts.defaults[told] ?? told);
  return [
    ...(argChoices === undefined ? [] : [texts.choices(argChoices)]),
    ...(defaultValue !== undefined && takesValue ? [texts.byDefault(value)] : []),
  ];
}

/** Columns of a terminal: two for a character of Chinese, Japanese or Korean, and for its marks. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u1100-\u115f\u2e80-\uffdc]/.test(character) ? 2 : 1;
  return width;
}

/** Lines of at most so many columns. Words stay whole; between characters of full width a line may end. */
function boxWrap(text: string, width: number): string {
  const parts = text.match(/[\u2e80-\uffdc][、。」)]*|[^\u2e80-\uffdc\s]+[、。」)]*|\s+/g) ?? [];
  const lines = [''];
  for (const part of parts) {
    const line = lines.at(-1)!;
    if (line !== '' && displayWidth(line + part) > width) lines.push(part.trimStart());
    else lines[lines.length - 1] = line + part;
  }
  return lines.map((line) => line.trimEnd()).join('\n');
}
