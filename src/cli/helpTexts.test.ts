import { describe, expect, it } from 'vitest';
import { help } from './japaneseHelp.ts';
import { languageOfCommand, optionText, speakHelp } from './helpTexts.ts';
import { createProgram } from './program.ts';

const nothing = () => Promise.resolve();
const create = () =>
  createProgram({
    ...{ predict: nothing, info: nothing, metrics: nothing },
    ...{ evaluate: nothing, convert: nothing, depth: nothing },
  });

describe('the language of the command line', () => {
  it('is that of --lang, of the environment, or English', () => {
    expect(languageOfCommand(['--lang', 'ja', '--help'], { LANG: 'en_GB.UTF-8' })).toBe('ja');
    expect(languageOfCommand(['--lang=en'], { LANG: 'ja_JP.UTF-8' })).toBe('en');
    expect(languageOfCommand([], { LANG: 'ja_JP.UTF-8' })).toBe('ja');
    expect(languageOfCommand([], { LC_ALL: 'C', LANG: 'ja_JP.UTF-8' })).toBe('en');
    expect(languageOfCommand([], {})).toBe('en');
  });
});

describe('the help in Japanese', () => {
  const program = create();
  const commands = [program, ...program.commands];

  it('has a text for every command, option and argument, and for nothing else', () => {
    const options = commands.flatMap((command) =>
      command.options.map((option) => [command, option] as const),
    );
    const lacking = options.filter(([command, option]) => !optionText(help, command, option));
    expect(lacking.map(([command, { long }]) => `${command.name()} ${long}`)).toEqual([]);
    const known = options.flatMap(([command, { long }]) => [long, `${command.name()} ${long}`]);
    expect(Object.keys(help.options).filter((key) => !known.includes(key))).toEqual([]);
    expect(Object.keys(help.commands)).toEqual(program.commands.map((each) => each.name()));
    const named = commands.flatMap((command) =>
      command.registeredArguments.map((argument) => `${command.name()} ${argument.name()}`),
    );
    expect(Object.keys(help.arguments)).toEqual(named);
  });

  it('leaves no English, and no line is wider than a terminal', async () => {
    const spoken = create();
    await speakHelp(spoken, 'ja');
    for (const command of [spoken, ...spoken.commands]) {
      const text = command.helpInformation();
      expect(text).toContain('使い方:');
      expect(text).not.toMatch(/Usage|Options|choices|default|display help/);
      const widths = text
        .split('\n')
        .slice(1)
        .map((line) => [...line].reduce((sum, c) => sum + (c > '\u2e80' ? 2 : 1), 0));
      expect(Math.max(...widths)).toBeLessThanOrEqual(82);
    }
  });

  it('is not asked for: it stays in English', async () => {
    const spoken = create();
    await speakHelp(spoken, 'en');
    expect(spoken.helpInformation()).toBe(create().helpInformation());
  });
});
