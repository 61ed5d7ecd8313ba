import type { BackendFacts, BackendReason } from '../../worker/startProtocol.ts';

/** The part of the catalogue that speaks of what stands at the top of the page. */
export const headerMessages = {
  header: {
    about: 'About',
    copyLink: 'Copy link',
    linkCopied: 'Link copied',
    linkNotCopied: 'This browser does not let the page copy: take the link from the address bar.',
    linkTitle: 'The address reproduces this picture: sample, seed, latents, depth and view',
    ownLinkTitle:
      'The address holds your settings, and opens your image again in this browser alone: it never leaves this machine',
  },

  backend: {
    label: 'Computes on',
    names: { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' },
    /** For those who know none of these. */
    shortNames: { webgpu: 'WebGPU', wasm: 'CPU', cpu: 'CPU' },
    /** Behind “on”. */
    places: { webgpu: 'WebGPU', wasm: 'the CPU', cpu: 'the CPU' },
    summary: (facts: BackendFacts) =>
      facts.name === 'webgpu'
        ? (facts.adapter ?? 'GPU')
        : facts.name === 'wasm'
          ? facts.threads === 1
            ? '1 thread'
            : `${facts.threads} threads`
          : 'the slow way',
    /** In the terms of those who know. */
    terms: (name: string, simd: boolean, summary: string) =>
      `${name}${simd ? ' with SIMD' : ''}, ${summary}`,
    reasons: {
      forced: 'The address asks for this backend with “?backend=”.',
      'hardware-adapter': 'This browser offers WebGPU on a hardware GPU, the fastest way.',
      'no-webgpu':
        'This browser offers no WebGPU to this page, so the network runs on the processor. A current Chrome, Edge or Safari on https makes it faster.',
      'no-adapter':
        'This browser knows WebGPU and found no GPU to use, so the network runs on the processor.',
      'no-answer':
        'This browser was asked for its GPU and gave no answer, so the network runs on the processor. Closing the browser and opening it again may help.',
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

  renewal: {
    offered: 'A newer version of this page is here. Yours goes on working until you load it.',
    done: 'A newer version of this page was loaded in another tab: load it here too.',
    load: 'Load it',
  },

  about: {
    title: 'About this page',
    intro:
      'UC-Net looks for what catches the eye in a photo with depth. Annotators disagree about that, so the network does not give one answer: a latent z with a prior of its own makes as many plausible answers as you draw. Where they agree is the consensus, where they differ is the uncertainty.',
    paper:
      'Paper: Zhang et al., “UC-Net: Uncertainty Inspired RGB-D Saliency Detection via Conditional Variational Autoencoders”, CVPR 2020',
    model: 'The model in use',
    loading: 'The model’s facts appear here once it is loaded.',
    privacy:
      'Everything runs in this browser. No image and no result leaves this machine. The browser keeps your last image here, so that it is still there after a reload.',
    samples: 'Sample pairs',
  },
};
