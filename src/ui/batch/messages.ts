import { LEFT_OUT_REASONS } from '../../evaluation/fileRole.ts';
import type { DepthChoice, WithoutDepth } from '../input/openImage.ts';
import { formatMilliseconds } from '../parts/format.ts';

/** The part of the catalogue that speaks of many pairs in one go. */
export const batchMessages = {
  title: 'Many pairs',
  brief: 'Many',
  openHelp: 'Runs a folder, a zip or the samples in one go, into a table of scores',
  intro:
    'A folder or a zip: sub-folders such as RGB, depth and GT with files of the same names, or files name_rgb, name_depth and name_gt. Depth and ground truth may be missing. Nothing leaves this machine.',
  chooseFolder: 'Choose a folder',
  chooseFiles: 'Choose a zip or files',
  chooseExamples: (count: number) => `Try it with the ${count} sample pairs`,
  dropHere: 'Drop a folder or a zip here',
  chooseHere: 'Choose a folder, a zip or several files',
  reading: 'Reading the list of files…',
  found: (pairs: number, depth: number, truth: number) =>
    `${pairs === 1 ? '1 pair' : `${pairs} pairs`}: ${depth} with depth, ${truth} with ground truth`,
  nothing: 'There is no photo among these files. Look at the layout above.',
  leftOutReasons: LEFT_OUT_REASONS,
  leftOut: (files: number) => (files === 1 ? '1 file left out' : `${files} files left out`),
  warned: (pairs: number) =>
    pairs === 1 ? '1 pair with a warning' : `${pairs} pairs with a warning`,
  unreadable: {
    unsafeArchive: (name: string) =>
      `${name} names a file outside of itself (../), so it is not opened: unpack it yourself and choose the folder.`,
    noArchive: (name: string) =>
      `${name} is not a zip archive, or it is damaged: pack the folder again.`,
    emptyArchive: (name: string) =>
      `${name} is empty: pack the folder again, with its files in it.`,
    gone: (name: string) =>
      `${name} cannot be read: it was moved, changed or deleted since it was chosen.`,
    encrypted: (name: string) => `${name} is encrypted: pack the folder without a password.`,
    tooLarge: (name: string, limit: number) =>
      `${name} has more than ${limit} MB unpacked: put a smaller file into the archive.`,
    compression: (name: string) =>
      `${name} is compressed in an unusual way: pack the folder as an ordinary zip.`,
    notFetched: (name: string) =>
      `${name} could not be fetched from this page’s site: look at the connection, then run the pairs again.`,
    damaged: (name: string, archive: string) =>
      `${name} cannot be unpacked: ${archive} seems to be damaged, so pack the folder again.`,
  },
  run: 'Run',
  goOn: 'Go on',
  stop: 'Stop',
  fit: 'Depth of another shape',
  fitHelp:
    'What becomes of a depth map whose proportions are not its photo’s: the pair fails, or the map is stretched over the photo, or cropped to its shape',
  fitChoices: { refuse: 'Refuse', stretch: 'Stretch', crop: 'Crop' },
  turned: 'Turn depth maps',
  turnedHelp: 'Clockwise, where the depth maps of a data set lie on their side beside their photos',
  turns: { 0: 'as stored', 1: '90°', 2: '180°', 3: '270°' },
  mirrored: 'Mirror depth maps left and right',
  lostDepth:
    'There are depth maps, and none of them belongs to a photo by its name: see the files left out. Rename them, or go on without them.',
  lostDepthAnswers: {
    estimated: 'Run with estimated depth',
    none: 'Run without depth',
  } satisfies Record<WithoutDepth, string>,
  withoutDepth: 'Where there is no depth map',
  withoutDepthHelp:
    'What a pair without a depth map is run with: depth that is estimated from its photo, or none. The table and all that is saved say which',
  withoutDepthChoices: { estimated: 'Estimate one', none: 'None' } satisfies Record<
    WithoutDepth,
    string
  >,
  masksBesidePhotos: (folders: readonly string[]) =>
    `In ${folders.join(', ')} each .png beside a .jpg of the same name is taken for its ground truth.`,
  annotators: (folder: string, names: readonly string[]) =>
    `${folder === '' ? '' : `${folder}: `}${names.join(', ')} are taken for the answers of ${names.length} people; maps are scored against the first of them who answered.`,
  replace: {
    title: 'Replace the results?',
    text: 'The new pairs take their place, and what is not saved is lost.',
    cancel: 'Keep the results',
    replace: 'Replace them',
  },
  settings: 'Settings of this batch',
  settingsFixed: 'The settings hold for the whole batch.',
  otherModel: (begun: string, present: string) =>
    `These results are ${begun}’s, and ${present} is in use now: choose ${begun} again to go on, or choose the files again to start anew.`,
  networkFailed:
    'The network is not running: close this window, press “Try again” on the page, then come back and run the pairs.',
  endsNetwork:
    'The network stopped at this pair, twice: its files may need more memory than there is.',
  progress: (done: number, total: number) => `${done} of ${total}`,
  left: (ms: number) => `${formatMilliseconds(ms)} left`,
  stopped: (done: number, total: number) => `Stopped after ${done} of ${total}`,
  done: (total: number, failed: number) =>
    `${total === 1 ? '1 pair' : `${total} pairs`} done${failed > 0 ? `, ${failed} of them failed` : ''}`,
  exportZip: 'Save maps and tables',
  exportHelp:
    'A zip with DATASET/MAP/NAME.png for consensus, mean, uncertainty and depth, and the tables as CSV and LaTeX',
  exporting: 'Packing…',
  notPacked: (detail: string) =>
    `The maps could not be packed; the results are still here, so try again, or run fewer pairs at a time. (${detail})`,
  name: 'Pair',
  depth: 'Depth',
  truth: 'Truth',
  depths: { file: 'file', estimated: 'estimated', none: 'none' } satisfies Record<
    DepthChoice,
    string
  >,
  yes: 'yes',
  no: 'none',
  uncertainty: 'Uncertainty',
  uncertaintyHelp:
    'Mean entropy of the pixels in bits. Sorted downwards, look at the first ones first',
  disagreement: 'Disagreement',
  disagreementHelp:
    'What of it is disagreement: each answer is sure, and they contradict each other',
  energyDistance: 'Distance ↓',
  energyDistanceHelp:
    'Energy distance of the answers to the ground truth: 0 where they are spread as the truth is',
  moreWaiting: (count: number) => `and ${count} more`,
  lookFirst: 'Look at these first',
  lookFirstHelp: (scored: boolean) =>
    scored
      ? 'First come the pairs about which the answers disagree most, and those whose answers lie farthest from the ground truth.'
      : 'First come the pairs about which the answers disagree most.',
  reasons: {
    meanDisagreement: (value: string) => `the answers disagree (${value})`,
    energyDistance: (value: string) => `far from the ground truth (distance ${value})`,
  },
  thumbs: (name: string) => `${name}: the photo, and what the answers agree on`,
  sortBy: (title: string) => `Sort by ${title}`,
  openPair: (name: string) => `Open ${name} on the page`,
  means: (images: number) => `Means over ${images === 1 ? '1 pair' : `${images} pairs`}`,
  names: { consensus: 'Consensus', mean: 'Mean', single: 'One answer' },
};
