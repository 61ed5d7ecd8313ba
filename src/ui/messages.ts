import type { BackendFacts, BackendReason, Problem, StartProgress } from '../worker/protocol.ts';
import type { Colours, Uncertainty, View } from './appearance.ts';
import { assessmentMessages } from './assessmentMessages.ts';
import { batchMessages } from './batchMessages.ts';
import type { Role } from './fileMatching.ts';
import {
  formatMegabytes,
  formatMilliseconds,
  formatPercent,
  formatRoom,
  formatSigned,
  formatSubscript,
} from './format.ts';
import type { ModelEntry } from './models.ts';
import type { Notice, Stage } from './state.ts';

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  photo: 'photo',
  depth: 'depth map',
  truth: 'ground truth',
};

/** Every visible string of the page. Another language is another object of type `Messages`. */
const english = {
  title: 'UC-Net',
  tagline: 'What catches the eye, and how sure the network is',
  skipToResult: 'Skip to the result',
  help: (title: string) => `What “${title}” means`,

  partFailed: {
    text: 'This part of the page could not be opened: the connection may be gone, or the page was renewed since you opened it. Everything else goes on working; loading the page again may help.',
    reload: 'Load the page again',
  },

  header: {
    about: 'About',
    themeToLight: 'Use light colours',
    themeToDark: 'Use dark colours',
    copyLink: 'Copy link',
    linkCopied: 'Link copied',
    linkNotCopied: 'This browser does not let the page copy: take the link from the address bar.',
    linkTitle: 'The address reproduces this picture: sample, seed, latents, depth and view',
    ownLinkTitle:
      'The address holds your settings. Your image never leaves this machine, so it is not in it',
  },

  backend: {
    label: 'Backend',
    names: { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' },
    shortNames: { webgpu: 'WebGPU', wasm: 'Wasm', cpu: 'JavaScript' },
    summary: (facts: BackendFacts) =>
      facts.name === 'webgpu'
        ? (facts.adapter ?? 'GPU')
        : facts.name === 'wasm'
          ? `${facts.simd ? 'SIMD, ' : ''}${facts.threads === 1 ? '1 thread' : `${facts.threads} threads`}`
          : 'plain JavaScript',
    reasons: {
      forced: 'The address asks for this backend with “?backend=”.',
      'hardware-adapter': 'This browser offers WebGPU on a hardware GPU, the fastest way.',
      'no-webgpu':
        'This browser offers no WebGPU to this page, so the network runs on the processor. A current Chrome, Edge or Safari on https makes it faster.',
      'no-adapter':
        'This browser knows WebGPU and found no GPU to use, so the network runs on the processor.',
      'software-adapter':
        'The only WebGPU adapter here is drawn in software. The processor is faster without that detour; “?backend=webgpu” uses it anyway.',
      'webgpu-failed': 'WebGPU did not start on this GPU, so the network runs on the processor.',
      'gpu-lost': 'The GPU went away, so the network goes on with the processor.',
      'no-wasm':
        'Neither WebGPU nor WebAssembly starts in this browser, so plain JavaScript does the work, slowly.',
    } satisfies Record<BackendReason, string>,
    adapter: 'GPU',
    noAdapter: 'none offered',
    software: (name: string) => `${name} (software)`,
    startTime: 'Ready after',
    firstMap: 'First map after',
    warmUp: 'Warm-up',
    weights: 'Weights',
    fromCache: 'from this browser’s cache',
    downloaded: 'downloaded',
    ownCheckpoint: 'from your own checkpoint',
  },

  start: {
    title: 'Getting the network ready',
    stages: {
      backend: 'Looking for the fastest backend',
      download: 'Downloading the weights',
      read: 'Reading the checkpoint',
      build: 'Building the network',
      'warm-up': 'Warming up',
    } satisfies Record<StartProgress['stage'], string>,
    bytes: (loaded: number, total: number) =>
      total > 0
        ? `${formatMegabytes(loaded)} of ${formatMegabytes(total)} MB`
        : `${formatMegabytes(loaded)} MB`,
    fromCache: 'from this browser’s cache',
    opening: (title: string) => `Opening ${title}`,
    failed: 'The network did not start',
    retry: 'Try again',
  },

  models: {
    label: 'Model',
    madeBy: (title: string) => `Made by ${title}`,
    title: 'Which model makes the results',
    origins: {
      shipped: '',
      kept: 'yours, kept in this browser',
      visit: 'yours, until you close the page',
    } satisfies Record<ModelEntry['origin'], string>,
    megabytes: (bytes: number) => (bytes > 0 ? `${formatMegabytes(bytes)} MB` : ''),
    remove: (title: string) => `Remove ${title}`,
    own: 'Use your own checkpoint',
    ownHelp:
      'Drop it anywhere on this page: a .pth of the authors’ UC-Net (ResNet-50), or a .safetensors of that network or of the one this page ships. It is read on this machine and never leaves it; nothing in it is run as code.',
    chooseFile: 'Choose a file',
    keep: 'Keep it in this browser for the next visit',
    keepSize: (bytes: number, room: number | null) =>
      `Takes at most ${formatMegabytes(bytes)} MB${room === null ? '' : ` of the ${formatRoom(room)} that the browser still grants`}. The authors’ network is kept in 16 bits, and then runs with these.`,
    noRoom: (bytes: number, room: number) =>
      `May take ${formatMegabytes(bytes)} MB, and the browser grants only ${formatRoom(room)} more: remove another checkpoint, or use it without keeping it.`,
    cannotKeep: 'This browser keeps nothing for this page: its address is not secure (https).',
    use: 'Use this checkpoint',
    dismiss: 'Not now',
    wholeRun:
      'This network starts with z, so every move is a whole run of it; the latest position wins',
  },

  input: {
    title: 'Image',
    slots: {
      photo: { title: 'Photo', hint: 'Drop, paste or choose a PNG, JPEG or WebP' },
      depth: { title: 'Depth', hint: 'Grey image; 8 or 16 bits' },
      truth: { title: 'Ground truth', hint: 'Optional: a mask, to score the maps' },
    } satisfies Record<Role, { title: string; hint: string }>,
    choose: (role: Role) => `Choose a ${ROLE_NAMES[role]}`,
    sampleTruth: 'Use this sample’s own',
    truthFacts: (objects: number) => (objects === 1 ? '1 object' : `${objects} objects`),
    truthAlt: 'Ground truth; white is foreground',
    replace: 'Replace',
    remove: 'Remove',
    replaceOne: (role: Role) => `Replace ${ROLE_NAMES[role]}`,
    removeOne: (role: Role) => `Remove ${ROLE_NAMES[role]}`,
    swap: 'Swap photo and depth map',
    swapShort: 'Swap',
    dropAnywhere: 'Drop a photo, a depth map, a ground truth, or all of them',
    near: 'Near is',
    nearChoices: { auto: 'auto', bright: 'bright', dark: 'dark' },
    nearDecided: (end: string) =>
      `Decided from the picture: ${end} is near. Choose yourself if that is wrong.`,
    nearHelp: 'Which end of the depth map’s grey values is near the camera',
    size: (width: number, height: number) => `${width} × ${height}`,
    depthFacts: (bits: number, missingShare: number) =>
      `${bits} bit${missingShare > 0 ? `, ${formatPercent(missingShare)} missing` : ''}`,
    photoAlt: (name: string) => `Photo: ${name}`,
    depthAlt: 'Input depth map; bright colours are near',
    noDepth:
      'No depth map: the network is told that nothing was measured, and assumes a flat scene.',
    nearLegend: 'near',
    farLegend: 'far',
    privacy: 'Your images never leave this machine: the network runs in this browser.',
  },

  samples: {
    title: 'Sample pairs',
    open: (title: string) => `Open the sample ${title}`,
    credit: (credit: string, licence: string) => [credit, licence].filter(Boolean).join(' · '),
  },

  toolbar: {
    label: 'How maps are drawn',
    view: 'View',
    views: {
      mask: 'Mask',
      heat: 'Heat map',
      overlay: 'Overlay',
      'cut-out': 'Cut-out',
      difference: 'Difference',
    } satisfies Record<View, string>,
    viewHelp: 'Difference: each sample minus the mean of the samples',
    colours: 'Colours',
    colourNames: {
      magma: 'Magma',
      viridis: 'Viridis',
      turbo: 'Turbo',
      grey: 'Grey',
    } satisfies Record<Colours, string>,
    opacity: 'Opacity',
  },

  run: {
    stages: {
      idle: '',
      reading: 'Reading the files…',
      network: 'Running the network…',
      sampling: 'Drawing samples…',
      exploring: 'Running the network at the explorer’s position…',
    } satisfies Record<Stage, string>,
    sample: (done: number, total: number, leftMs: number) =>
      `Sample ${done + 1} of ${total}…${done > 0 ? ` ${formatMilliseconds(leftMs)} left` : ''}`,
    stop: 'Stop',
    stopHelp: 'Stop here; the samples that are done are shown',
    waitingForNetwork: 'Waiting for the network…',
    seconds: (seconds: number) => `${seconds} s`,
    timing: (image: number, samples: number, count: number, backend: string) =>
      `Image ${formatMilliseconds(image)}, ${count === 1 ? '1 sample' : `${count} samples`} ${formatMilliseconds(samples)} on ${backend}`,
    empty: 'Click a sample pair, or drop your own photo and depth map anywhere on this page.',
  },

  maps: {
    answer: 'Saliency',
    consensus: 'Consensus',
    mean: 'Mean',
    answerHelp: {
      consensus:
        'What the samples agree on: per pixel, agreement times the mean of those that agree',
      mean: 'The mean of the samples',
    },
    uncertainty: 'Uncertainty',
    uncertainties: {
      variance: 'Variance',
      entropy: 'Entropy',
    } satisfies Record<Uncertainty, string>,
    uncertaintyHelp: {
      variance: 'Variance over the samples. The scale ends at this image’s largest value',
      entropy: 'Entropy of the mean map, in bits: 1 is undecided',
    } satisfies Record<Uncertainty, string>,
    cutOut: 'Cut-out',
    png: 'PNG',
    bits: ' bit',
    depth: 'Depth',
    correctedDepth: 'Corrected depth',
    depthHelp: {
      'corrected-depth':
        'What DepthCorrectionNet makes of the depth map: holes filled, edges moved to the photo’s',
      'input-depth': 'The depth map as it was read, before its correction',
    },
    uncorrectedDepthHelp: 'The depth map as it was read: this network does not correct it',
    inputDepth: 'Input',
    corrected: 'Corrected',
    explored: 'Explored sample',
    sample: (number: number) => `Sample ${number}`,
    enlarge: (title: string) => `Enlarge: ${title}`,
    download: (title: string) => `Download as PNG: ${title}`,
    map: 'Map',
  },

  oneMap: {
    title: 'One map, no samples',
    text: (model: string) =>
      `${model} is a baseline to compare UC-Net with: it has no latent space, so it gives one map of a photo and leaves the depth as it is. Choose UC-Net for samples, sliders and corrected depth.`,
  },

  sampling: {
    title: 'Samples from the prior',
    help: 'Each is one plausible answer: the same photo, another latent z',
    count: 'Samples',
    seed: 'Seed',
    reroll: 'New seed',
    useInExplorer: (number: number) => `Set the sliders to sample ${number}`,
  },

  explorer: {
    title: 'Latent explorer',
    help: 'Move through the prior over z: every position is another answer of the same network',
    axis: (axis: number) => `z${formatSubscript(axis + 1)}`,
    axisName: (axis: number) => `Latent ${axis + 1}, in standard deviations of the prior`,
    sigma: (value: number) => `${formatSigned(value)} σ`,
    prior: (mu: number, sigma: number) => `μ ${formatSigned(mu)}, σ ${sigma.toFixed(2)}`,
    value: (z: number) => `z = ${formatSigned(z)}`,
    effect: (share: number) => `moves ${formatPercent(share)} of this map`,
    effectHelp:
      'A latent moves the pixels that change by more than 0.1 between two standard deviations below the prior’s mean and two above. Where one large object is the only answer, this network’s samples are alike and little moves.',
    reset: 'Reset',
    pad: (first: string, second: string) =>
      `Pad over ${first} and ${second}; arrow keys move the point`,
    padAxis: (which: 0 | 1) => (which === 0 ? 'Across' : 'Up'),
    time: (ms: number) => `${formatMilliseconds(ms)} per map`,
  },

  assessment: assessmentMessages,
  batch: batchMessages,
  viewer: {
    label: (title: string) => `${title}, enlarged`,
    close: 'Close',
    previous: 'Previous map',
    next: 'Next map',
    position: 'Pixel',
    pointer: (x: number, y: number) => `${x}, ${y}`,
    noReading: 'no reading',
    hint: 'Point at the picture to read values. Arrow keys change the map.',
  },

  question: {
    title: 'Photo and depth map have different shapes',
    text: (photo: string, depth: string) =>
      `The photo is ${photo} pixels, the depth map ${depth}. Their aspect ratios differ by more than 2%, so they may not belong together.`,
    turned: 'They would fit if one of them were turned by a quarter.',
    stretch: 'Stretch the depth map over the photo',
    crop: 'Crop the depth map to the photo’s shape',
    without: 'Go on without depth',
    cancel: 'Keep the current image',
  },

  about: {
    title: 'About this page',
    intro:
      'UC-Net looks for what catches the eye in a photo with depth. Annotators disagree about that, so the network does not give one answer: a latent z with a prior of its own makes as many plausible answers as you draw. Where they agree is the consensus, where they differ is the uncertainty.',
    paper:
      'Paper: Zhang et al., “UC-Net: Uncertainty Inspired RGB-D Saliency Detection via Conditional Variational Autoencoders”, CVPR 2020',
    model: 'The model in use',
    loading: 'The model’s facts appear here once it is loaded.',
    privacy: 'Everything runs in this browser. No image and no result leaves this machine.',
    samples: 'Sample pairs',
  },

  notices: {
    dismiss: 'Dismiss',
    text: (notice: Notice): string => {
      switch (notice.kind) {
        case 'problem':
          return problemText(notice.problem);
        case 'waiting-for-photo':
          return 'The file is ready. Now add its photo.';
        case 'own-link':
          return 'This link was made with somebody’s own image, which never left their machine. Its settings are set; drop that image here to see the same picture.';
        case 'unknown-sample':
          return `There is no sample called “${notice.id}” here, so this is the first one.`;
        case 'samples-unavailable':
          return 'The sample pairs cannot be loaded. Your own images work all the same.';
        case 'restarting':
          return notice.gpuLost
            ? 'The GPU went away. The network starts again on the processor; nothing is lost.'
            : 'The network stopped and starts again; nothing is lost.';
        case 'stopped':
          return 'Stopped before the first sample was done. A new seed or another number of samples draws again.';
        case 'unknown-model':
          return 'The link names a model that is not here, perhaps somebody’s own checkpoint; the present model is used instead.';
        case 'model-gone':
          return `This browser no longer has ${notice.title}: drop the file here again.`;
        case 'not-kept':
          return notice.reason === 'full'
            ? `${notice.title} runs, but the browser has no room to keep it: remove another checkpoint in the model menu, or free some disk space, then drop it again.`
            : `${notice.title} runs, but this browser keeps nothing for this page; drop the file again at the next visit.`;
        case 'depth-left-out':
          return `${problemText(notice.problem)} The photo runs without depth.`;
        case 'truth-left-out':
          return `${problemText(notice.problem)} The photo runs without ground truth.`;
        case 'truth-misfit':
          return `The ground truth is ${notice.truth.width} × ${notice.truth.height} pixels and the photo ${notice.photo.width} × ${notice.photo.height}: their shapes differ by more than 2%, so they do not belong together. Choose the ground truth of this photo.`;
      }
    },
  },
};

export type Messages = typeof english;

export const messages: Messages = english;

function problemText(problem: Problem): string {
  switch (problem.code) {
    case 'bad-checkpoint':
      return `${problem.detail} The model before stays in use.`;
    case 'interrupted':
      return 'The work was stopped.';
    case 'bad-file':
    case 'model-unavailable':
      return problem.detail;
    case 'backend-lost':
    case 'worker-lost':
      return problem.code === 'worker-lost' && problem.detail === ''
        ? 'The code that runs the network could not be loaded. Check the connection and try again; if the page was renewed since you opened it, load it again.'
        : 'The network stopped. Close other tabs that use the GPU or much memory, then try again.';
    case 'unexpected':
      return `Something unexpected happened: ${problem.detail}`;
  }
}
