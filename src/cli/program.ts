import { Command, InvalidArgumentError, Option } from 'commander';
import { DEPTH_PLACES } from '../image/rgbdParts.ts';
import { ZERO_CHOICES } from '../image/depthReadings.ts';
import { UNCERTAINTY_KINDS } from '../inference/sampleSummary.ts';
import { ALL_LANGUAGES } from '../languages/languages.ts';
import { BACKENDS } from '../worker/startProtocol.ts';
import {
  collect,
  type ConvertOptions,
  type DepthOptions,
  ESTIMATE,
  WITHOUT_DEPTH,
  type EvaluateOptions,
  type InfoOptions,
  MAXIMUM_SAMPLES,
  type MetricsOptions,
  answerName,
  numberBetween,
  numberList,
  partNumbers,
  type PredictOptions,
  quarterTurn,
  rangePair,
  seed,
  shiftPair,
  wholeNumber,
} from './commandOptions.ts';
import {
  DEFAULT_MODEL,
  DEPTH_MODEL,
  type ModelChoice,
  modelFolder,
  shippedModels,
} from './modelFolder.ts';

/** What each command does with its options, every default filled in. */
export interface Actions {
  predict(options: PredictOptions): Promise<void>;
  info(options: InfoOptions): Promise<void>;
  metrics(options: MetricsOptions): Promise<void>;
  evaluate(options: EvaluateOptions): Promise<void>;
  convert(options: ConvertOptions): Promise<void>;
  depth(options: DepthOptions): Promise<void>;
}

/** How depth is read and pictures are run: the options of `predict` and `evaluate` alike. */
function runOptions(): Option[] {
  return [
    depthModelOption(),
    new Option(
      '--near <end>',
      'which end of the stored depth is near; auto has the network decide where the file says nothing (default: what the file says of itself, else bright)',
    ).choices(['bright', 'dark', 'auto']),
    new Option(
      '--fit <how>',
      'a depth map of another shape: stretch it over the photo, or crop it to the photo’s shape (default: refuse it)',
    ).choices(['stretch', 'crop']),
    new Option(
      '--depth-in <place>',
      'the photo’s picture is photo and depth in one: where the depth is',
    ).choices(DEPTH_PLACES),
    new Option(
      '--zero-is-hole <answer>',
      'whether 0 in a depth map means no reading; auto: yes in 16 bits, in 8 where zeros look like holes',
    )
      .choices(ZERO_CHOICES)
      .default('auto'),
    new Option(
      '--depth-rotate <degrees>',
      'a depth map lies on its side: turn it clockwise by 90, 180 or 270',
    ).argParser(quarterTurn),
    new Option('--depth-mirror', 'exchange left and right of a depth map, once it is turned'),
    new Option(
      '--depth-shift <right,down>',
      'move a depth map, in percent of its width and height: --depth-shift -2,1',
    ).argParser(shiftPair),
    new Option(
      '--depth-range <from,to>',
      'the readings that become the two ends, in the file’s own values (default: all but the outermost 0.1%)',
    ).argParser(rangePair),
    new Option('--samples <count>', 'maps drawn from the prior')
      .argParser(wholeNumber(1, MAXIMUM_SAMPLES))
      .default(5),
    new Option('--seed <number>', 'the same seed gives the same latents everywhere')
      .argParser(seed)
      .default(1),
    new Option(
      '--uncertainty <kind>',
      'bits of entropy of the mean map, or variance of the samples',
    )
      .choices(UNCERTAINTY_KINDS)
      .default('entropy'),
    new Option(
      '--weights <file>',
      "a checkpoint of the authors' network (.pth or .safetensors) instead of a model of ours",
    ),
  ];
}

function threadsOption(): Option {
  return new Option('--threads <count>', 'worker threads (default: one a core)').argParser(
    wholeNumber(1, 512),
  );
}

function depthModelOption(): Option {
  return new Option('--depth-model <folder>', 'folder of the network that estimates depth').default(
    DEPTH_MODEL,
    'the one that comes with the program',
  );
}

function cutOutOptions(): Option[] {
  return [
    new Option('--cut-out <file>', 'also cut the object out: a .png, .webp or .jpg file'),
    new Option(
      '--cut-from <answer>',
      'what is cut out: consensus, mean, or the number of a sample (default: consensus)',
    ).argParser(answerName),
    new Option(
      '--cut-threshold <value>',
      'the value at which the edge lies, from 0.05 to 0.95 (default: 0.5)',
    ).argParser(numberBetween(0.05, 0.95)),
    new Option('--cut-feather <pixels>', 'how softly the edge ends (default: 0)').argParser(
      numberBetween(0, 200),
    ),
    new Option(
      '--cut-background <what>',
      'what is behind it: a colour such as white or #3366cc, blur for the photo out of focus, or a picture file (default: transparent)',
    ),
    new Option(
      '--cut-parts <numbers>',
      'which of the answers’ connected parts are kept, such as 1,3, or all; they are listed as it runs (default: those of the answer that is cut out)',
    ).argParser(partNumbers),
    new Option('--cut-trim', 'only as large as the object'),
  ];
}

function addOptions(command: Command, options: readonly Option[]): void {
  for (const option of options) command.addOption(option);
}

type Values = Record<string, unknown>;

/** Gives an action a command's own options with the program's, and the model's folder resolved. */
function withModel<Options>(action: (options: Options) => Promise<void>) {
  return async (_: Values, command: Command) => {
    const { modelDir, model, ...values } = command.optsWithGlobals<Values & ModelChoice>();
    await action({ ...values, modelDir: modelFolder({ modelDir, model }) } as Options);
  };
}

/** The program's command line. Nothing runs before `parseAsync`. */
export function createProgram(actions: Actions): Command {
  const program = new Command('ucnet')
    .description('UC-Net: uncertainty-aware salient object detection in photos with depth.')
    .addOption(
      new Option('--backend <name>', 'what the network runs on').choices(BACKENDS).default('wasm'),
    )
    .addOption(
      new Option(
        '--model <name>',
        `a model that comes with the program (default: ${DEFAULT_MODEL})`,
      )
        .choices(shippedModels())
        .conflicts('modelDir'),
    )
    .option('--model-dir <folder>', 'folder of a model (default: UCNET_MODEL_DIR, if it is set)')
    .addOption(
      new Option('--lang <language>', 'the language of this help (default: that of LANG)').choices(
        ALL_LANGUAGES,
      ),
    )
    .option('--verbose', 'show where an error comes from')
    .showSuggestionAfterError(false);

  declarePredict(program, actions.predict);
  program
    .command('info')
    .description("Print the network's modules and the model's facts.")
    .action(withModel(actions.info));
  declareMetrics(program, actions.metrics);
  declareEvaluate(program, actions.evaluate);
  declareConvert(program, actions.convert);
  declareDepth(program, actions.depth);
  return program;
}

function declarePredict(program: Command, action: Actions['predict']): void {
  const predict = program
    .command('predict')
    .description('Write the maps of one picture, at its size, and result.json.')
    .requiredOption(
      '--rgb <file>',
      'the photo: PNG, JPEG, WebP, HEIC, AVIF, JPEG XL, TIFF, BMP, GIF or PPM',
    )
    .option(
      '--depth <file>',
      `its depth map; "${ESTIMATE}": from the photo; "${WITHOUT_DEPTH}": without (default: the one in the photo’s file, if there is one)`,
    )
    .addOption(
      new Option('--z <numbers>', 'exactly this latent instead of samples').argParser(numberList),
    )
    .requiredOption('--out <folder>', 'where the files go')
    .action(withModel(action));
  addOptions(predict, [...runOptions(), ...cutOutOptions()]);
}

function declareMetrics(program: Command, action: Actions['metrics']): void {
  program
    .command('metrics')
    .description('Score folders of saliency maps against ground truth.')
    .requiredOption('--pred <folder>', 'maps; give it again to compare methods', collect)
    .requiredOption('--gt <folder>', 'ground truth, matched by file name without extension')
    .option('--suffix <text>', "what the maps' names have more than the ground truths': _DCF")
    .option('--raw', 'take maps as they are instead of stretching each to its own range', false)
    .option('--resize', 'bring maps of another size to the size of their ground truth', false)
    .option('--json <file>', 'all scores, curves and the scores of each image')
    .option('--csv <file>', 'all scores, a line a method')
    .option('--latex <file>', 'the table for a paper')
    .addOption(threadsOption())
    .action(withModel(action));
}

function declareEvaluate(program: Command, action: Actions['evaluate']): void {
  const evaluate = program
    .command('evaluate')
    .description('Run the network over data sets and score its maps. A killed run continues.')
    .requiredOption(
      '--dataset <folder>',
      'holds folders such as RGB, depth and GT; may be given again',
      collect,
    )
    .addOption(
      new Option('--depth <source>', 'in the place of depth maps: depth estimated from each photo')
        .choices([ESTIMATE])
        .default(true, 'the depth maps of the data set'),
    )
    .option('--no-depth', 'leave the depth maps aside')
    .option('--raw', 'score maps as they are instead of stretching each to its own range', false)
    .addOption(
      new Option(
        '--truth-levels <people>',
        'share/ instead of GT/: how many of so many people marked each pixel',
      ).argParser(wholeNumber(2, 65535)),
    )
    .addOption(
      new Option('--limit <count>', 'only the first pictures of each data set').argParser(
        wholeNumber(1, Number.MAX_SAFE_INTEGER),
      ),
    )
    .option('--latents', 'measure how far each latent moves the map', false)
    .option('--save-maps <folder>', 'keep the maps, as DATASET/MAP/NAME.png')
    .requiredOption('--json <file>', 'all results')
    .option('--csv <file>', 'all scores, a line a row of the table')
    .option('--latex <file>', 'the table for a paper')
    .addOption(threadsOption())
    .action(withModel(action));
  addOptions(evaluate, runOptions());
}

function declareConvert(program: Command, action: Actions['convert']): void {
  program
    .command('convert')
    .description("Write the authors' checkpoint (.pth) as safetensors.")
    .argument('<checkpoint>', 'as the released code saves it, or safetensors with the same names')
    .argument('<out>', 'the safetensors file to write')
    .option('--fp16', 'store kernels in 16 bits: half the size', false)
    .action((checkpoint: string, out: string, { fp16 }: Pick<ConvertOptions, 'fp16'>) =>
      action({ checkpoint, out, fp16 }),
    );
}

function declareDepth(program: Command, action: Actions['depth']): void {
  program
    .command('depth')
    .description('Estimate the depth of photos that came without: 16-bit PNG, near is bright.')
    .requiredOption('--rgb <file or folder>', 'a photo, or a folder of photos')
    .requiredOption('--out <file or folder>', 'where the depth goes')
    .addOption(depthModelOption())
    .action(async (_: Values, command: Command) => {
      const { modelDir, model, ...values } = command.optsWithGlobals<Values & ModelChoice>();
      if (model !== undefined || modelDir !== undefined) {
        throw new InvalidArgumentError(
          'error: depth has a network of its own: give --depth-model instead of --model and --model-dir.',
        );
      }
      await action(values as unknown as DepthOptions);
    });
}
