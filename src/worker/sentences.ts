import { sentencesOf } from '../languages/sentence.ts';

/** What is told of networks and what they run on, in English. */
export const workerEnglish = {
  description: () => 'The network’s description (model.json)',
  weights: () => 'The network’s weights',
  unreachable: (what: string) => `${what} cannot be reached: check the connection and try again.`,
  unavailable: (what: string, status: number) =>
    `${what} cannot be had: the site answers ${status}. Try again later.`,
  damagedWeights: () =>
    'The network’s weights are damaged, or newer than this page: take the newer version if the page offers one, or load the page again.',
  strange: (what: string) =>
    `${what} is not what it should be: the connection may want you to log in, or the page was renewed. Take the newer version if the page offers one, or load the page again.`,
  noCode: () =>
    'A part of this page that computes cannot be loaded: check the connection and try again.',
  forcedBackend: (name: string) =>
    `The address asks for “?backend=${name}”, which does not start in this browser: leave it out of the address, and the page takes one that does.`,
  noBackend: (name: string) =>
    `The backend ${name} does not start here: update this browser, or take another.`,

  changedCheckpoint: (name: string) =>
    `${name} is no longer what this browser was given to keep: remove it in the model menu and open the file again.`,
  unreadCheckpoint: (name: string) => `${name} cannot be read to its end: choose the file again.`,
  ofCheckpoint: (name: string, problem: string) => `${name}: ${problem}`,
  unknownNetwork: (released: string, own: string, names: readonly string[]) =>
    `These are not the weights of a UC-Net known here, whose names start with ${released} (as released) or ${own} (as exported by this project). ${listed(names)}`,
  unexported: () =>
    'This is a checkpoint of our own training, and not what it exports: write weights.safetensors by training/export.py and use that.',
};

/** Names in a message. */
const MOST_LISTED = 3;

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'It holds no tensors.';
  const rest = names.length - MOST_LISTED;
  const shown = names.slice(0, MOST_LISTED).join(', ');
  return rest > 0 ? `It holds ${shown} and ${rest} more.` : `It holds ${shown}.`;
}

// Where none of them is used, as in the page itself, bundlers leave them all out.
export const workerSays = /* @__PURE__ */ sentencesOf('worker', workerEnglish);
