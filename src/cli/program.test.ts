import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from './program.ts';

/** The command that ran and its options. */
async function parse(...args: string[]): Promise<[string, Record<string, unknown>]> {
  let ran: [string, Record<string, unknown>] | null = null;
  const note = (name: string) => (options: unknown) => {
    ran = [name, options as Record<string, unknown>];
    return Promise.resolve();
  };
  const program = createProgram({
    predict: note('predict'),
    info: note('info'),
    metrics: note('metrics'),
    evaluate: note('evaluate'),
    convert: note('convert'),
    depth: note('depth'),
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ outputError: () => undefined });
  }
  await program.parseAsync(args, { from: 'user' });
  return ran!;
}

const PREDICT = ['predict', '--rgb', 'a.jpg', '--out', 'o'];
const EVALUATE = ['evaluate', '--dataset', 'd', '--json', 'j'];

describe('the command line', () => {
  it('fills in the defaults of predict', async () => {
    expect(await parse(...PREDICT, '--model-dir', 'm')).toEqual([
      'predict',
      {
        rgb: 'a.jpg',
        out: 'o',
        samples: 5,
        seed: 1,
        uncertainty: 'entropy',
        backend: 'wasm',
        zeroIsHole: 'auto',
        modelDir: 'm',
        depthModel: expect.stringMatching(/models.photo-depth$/) as string,
      },
    ]);
  });

  it('takes the program’s options before and after the command', async () => {
    const [, before] = await parse('--backend', 'cpu', ...PREDICT);
    const [, after] = await parse(...PREDICT, '--backend', 'cpu');
    expect(before).toEqual(after);
    expect(before).toMatchObject({ backend: 'cpu' });
  });

  it('finds a model that comes with the program by its name', async () => {
    const [, options] = await parse(...EVALUATE, '--model', 'u-net-mobilenetv2');
    expect(options['modelDir']).toMatch(/models.u-net-mobilenetv2$/);
    expect(options).not.toHaveProperty('model');
    await expect(parse(...EVALUATE, '--model', 'segnet')).rejects.toThrow(/fcn-8s-mobilenetv2/);
    await expect(
      parse(...EVALUATE, '--model', 'u-net-mobilenetv2', '--model-dir', 'm'),
    ).rejects.toThrow(/cannot be used with/);
  });

  it('estimates depth with a network of its own', async () => {
    const DEPTH = ['depth', '--rgb', 'a.jpg', '--out', 'a.png'];
    const [name, options] = await parse(...DEPTH);
    expect(name).toBe('depth');
    expect(options).toMatchObject({ rgb: 'a.jpg', out: 'a.png', backend: 'wasm' });
    expect(options['depthModel']).toMatch(/models.photo-depth$/);
    expect((await parse(...DEPTH, '--depth-model', 'm'))[1]).toMatchObject({ depthModel: 'm' });
    await expect(parse(...DEPTH, '--model', 'u-net-mobilenetv2')).rejects.toThrow(
      /give --depth-model instead/,
    );
    await expect(parse(...EVALUATE, '--model', 'photo-depth')).rejects.toThrow(/Allowed choices/);
  });

  it('reads a latent with a negative first number', async () => {
    const [, options] = await parse(...PREDICT, '--z', '-0.5,1e-1, 2');
    expect(options['z']).toEqual([-0.5, 0.1, 2]);
  });

  it('reads how a depth map lies, and what its range is', async () => {
    const turned = ['--depth-rotate', '270', '--depth-mirror', '--depth-shift', '-2.5,1'];
    for (const command of [PREDICT, EVALUATE]) {
      const [, options] = await parse(...command, ...turned, '--depth-range', '4000,500');
      expect(options).toMatchObject({
        ...{ depthRotate: 270, depthMirror: true, depthShift: [-2.5, 1], depthRange: [4000, 500] },
        zeroIsHole: 'auto',
      });
    }
  });

  it('collects data sets and leaves depth aside when asked', async () => {
    const [, options] = await parse(...EVALUATE, '--dataset', 'e', '--no-depth', '--raw');
    expect(options).toMatchObject({ dataset: ['d', 'e'], depth: false, raw: true });
    const [, standard] = await parse(...EVALUATE);
    expect(standard).toMatchObject({ dataset: ['d'], depth: true, raw: false });
    expect(standard).not.toHaveProperty('near');
    expect(standard).not.toHaveProperty('limit');
    const [, estimated] = await parse(...EVALUATE, '--depth', 'estimate');
    expect(estimated).toMatchObject({ depth: 'estimate' });
    await expect(parse(...EVALUATE, '--depth', 'map.png')).rejects.toThrow(/Allowed choices/);
  });

  it('compares several folders of maps', async () => {
    const [name, options] = await parse('metrics', '--pred', 'p', '--pred', 'q', '--gt', 'g');
    expect(name).toBe('metrics');
    expect(options).toMatchObject({ pred: ['p', 'q'], gt: 'g', raw: false, resize: false });
  });

  it.each([
    [['predict', '--out', 'o'], /--rgb/],
    [[...PREDICT, '--samples', '0'], /from 1 to 256/],
    [[...PREDICT, '--samples', '2.5'], /whole number/],
    [[...PREDICT, '--seed', 'x'], /whole number/],
    [[...PREDICT, '--seed', '9007199254740993'], /whole number/],
    [[...PREDICT, '--z', '1,,2'], /separated by commas/],
    [[...PREDICT, '--z', '1,NaN,2'], /separated by commas/],
    [[...PREDICT, '--near', 'left'], /bright, dark, auto/],
    [[...PREDICT, '--backend', 'gpu'], /webgpu, wasm, cpu/],
    [[...PREDICT, '--uncertainty', 'x'], /entropy, variance/],
    [[...PREDICT, '--depth-rotate', '45'], /90, 180 or 270/],
    [[...PREDICT, '--depth-shift', '5'], /two numbers/],
    [[...PREDICT, '--depth-shift', '0,60'], /from -50 to 50/],
    [[...PREDICT, '--depth-range', '7,7'], /two different values/],
    [[...PREDICT, 'surplus'], /too many arguments/],
    [['evaluate', '--dataset', 'd'], /--json/],
    [[...EVALUATE, '--limit', '0'], /of 1 or more/],
    [['metrics', '--pred', 'p'], /--gt/],
    [['paint'], /unknown command/],
    [[...PREDICT, '--colour'], /--colour/],
  ])('refuses %j', async (args, message) => {
    const failure: unknown = await parse(...args).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CommanderError);
    expect((failure as CommanderError).message).toMatch(message);
  });
});
