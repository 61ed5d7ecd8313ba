import { inEnglish } from '../languages/sentence.ts';
import type { Problem } from '../worker/problem.ts';
import { assessmentMessages } from './assessment/messages.ts';
import { batchMessages } from './batch/messages.ts';
import { commonMessages } from './common/messages.ts';
import { damageMessages } from './damage/messages.ts';
import type { Notice } from './engine/notice.ts';
import { cloudMessages } from './cloud/messages.ts';
import { cutOutMessages } from './cutout/messages.ts';
import { explorerMessages } from './explorer/messages.ts';
import { headerMessages } from './header/messages.ts';
import { inputMessages } from './input/messages.ts';
import { inspectorMessages } from './inspector/messages.ts';
import type { Texts } from '../languages/languages.ts';
import { liveMessages } from './live/messages.ts';
import { modelsMessages } from './models/messages.ts';
import { pinMessages } from './pin/messages.ts';
import { resultMessages } from './result/messages.ts';
import { shareMessages } from './share/messages.ts';
import { whatIfMessages } from './whatif/messages.ts';
import { whyMessages } from './why/messages.ts';

/** Every visible string of the page in English, from a file in each feature's folder. */
export const english = {
  ...commonMessages,
  title: 'UC-Net',
  tagline: 'What catches the eye, and how sure the network is',
  skipToResult: 'Skip to the result',

  notices: {
    dismiss: 'Dismiss',
    bringBack: 'Bring it back',
    text: (notice: Notice): string => {
      switch (notice.kind) {
        case 'problem':
          return problemText(notice.problem);
        case 'waiting-for-photo':
          return 'The file is ready. Now add its photo.';
        case 'own-link':
          return ownLinkText(notice.files);
        case 'own-truth-link':
          return `This link’s scores are against ${notice.files.join(' and ')}, somebody’s own ground truth, which never left their machine. All else is as they had it; ask them for it and open it here as ground truth to see the same scores. If it is yours, open it again.`;
        case 'unknown-example':
          return `There is no sample called “${notice.id}” here, so this is the first one.`;
        case 'examples-unavailable':
          return 'The sample pairs cannot be loaded. Your own images work all the same.';
        case 'restarting':
          return notice.gpuLost
            ? 'The GPU went away. The network starts again on the processor; nothing is lost.'
            : 'The network stopped and starts again; nothing is lost.';
        case 'stopped':
          return 'Stopped before the first answer was done. A new seed or another number of answers draws again.';
        case 'unknown-model':
          return 'The link names a model that is not here, perhaps somebody’s own checkpoint; the present model is used instead.';
        case 'pin-left-out':
          return 'The link has pinned a result of a model that is not here, perhaps somebody’s own checkpoint; it is left out.';
        case 'pin-replaced':
          return `This comparison took the place of the pinned result of ${notice.title}.`;
        case 'model-gone':
          return `This browser no longer has ${notice.title}: open the file again in the list of models.`;
        case 'not-kept':
          return notice.reason === 'full'
            ? `${notice.title} runs, but the browser has no room to keep it: remove another checkpoint in the model menu, or free some disk space, then open it again.`
            : `${notice.title} runs, but this browser keeps nothing for this page; open the file again at the next visit.`;
        case 'views-left-out':
          return `Not used: ${notice.files.join(', ')}, which shows the same depth as another of the files, or something else.`;
        case 'depth-left-out':
          return `${problemText(notice.problem)} Depth is estimated from the photo instead.`;
        case 'truth-left-out':
          return `${problemText(notice.problem)} The photo runs without ground truth.`;
        case 'truth-misfit':
          return `The ground truth is ${notice.truth.width} × ${notice.truth.height} pixels and the photo ${notice.photo.width} × ${notice.photo.height}: their shapes differ by more than 2%, so they do not belong together. Choose the ground truth of this photo.`;
      }
    },
  },

  ...headerMessages,
  ...modelsMessages,
  ...inputMessages,
  ...resultMessages,
  ...explorerMessages,
  assessment: assessmentMessages,
  batch: batchMessages,
  live: liveMessages,
  pin: pinMessages,
  share: shareMessages,
  cutOut: cutOutMessages,
  inspector: inspectorMessages,
  cloud: cloudMessages,
  damage: damageMessages,
  whatIf: whatIfMessages,
  why: whyMessages,
};

/** Another language is an object of this type. */
export type Messages = Texts<typeof english>;

function ownLinkText(files: readonly string[]): string {
  const image = files.length === 0 ? 'its image' : files.join(' and ');
  return `To see what this link shows, open ${image} here. Links carry no images: ask its sender. If that is you, this browser has not kept yours.`;
}

function problemText(problem: Problem): string {
  switch (problem.code) {
    case 'bad-checkpoint':
      return `${inEnglish(problem.detail)} The model before stays in use.`;
    case 'interrupted':
      return 'The work was stopped.';
    case 'bad-file':
    case 'model-unavailable':
    case 'backend-unavailable':
      return inEnglish(problem.detail);
    case 'backend-lost':
    case 'worker-lost':
      return problem.code === 'worker-lost' && problem.detail === ''
        ? 'The code that runs the network could not be loaded. Check the connection and try again; if the page was renewed since you opened it, load it again.'
        : 'The network stopped. Close other tabs that use the GPU or much memory, then try again.';
    case 'unexpected':
      return `Something unexpected happened: ${inEnglish(problem.detail)}`;
  }
}
