import { sentencesOf } from '../languages/sentence.ts';

/** What is told of PyTorch checkpoints in English. */
export const checkpointEnglish = {
  // PyTorch checkpoints.
  tooShort: (bytes: number) => `The checkpoint has only ${bytes} bytes: copy it again.`,
  tar: () =>
    'This is a tar archive, as PyTorch wrote before 0.2 or as a download may be packed: unpack it, or load it in PyTorch and save it again.',
  neither: () =>
    'This is neither a PyTorch checkpoint (.pth) nor a safetensors file. Choose one of these.',
  pickles: (count: number) =>
    `This zip archive is no PyTorch checkpoint: it has ${count} files named data.pkl instead of one. Choose a file that torch.save wrote.`,
  otherPickle: () =>
    'This is a Python pickle and no PyTorch checkpoint: save model.state_dict() by torch.save.',
  formatVersion: (version: number | null, known: number) =>
    `The checkpoint has the format version ${version ?? 'of no number'}; known is ${known}. Load it in PyTorch and save it again.`,
  bigEndian: () =>
    'The checkpoint was written on a big-endian machine: load it in PyTorch on a usual one and save it again.',
  noDictionary: () => 'The checkpoint holds no dictionary of tensors: save model.state_dict().',
  noTensors: () => 'The checkpoint holds no tensors: save model.state_dict().',
  severalDictionaries: (names: readonly string[]) =>
    `The checkpoint holds several dictionaries of tensors (${names.join(', ')}): save only the network's state_dict.`,
  longName: (characters: number) =>
    `The checkpoint has a tensor whose name has ${characters} characters: it is damaged. Copy or download it again.`,
  noStorageList: () =>
    'The checkpoint is damaged: it does not list its storages. Copy or download it again.',
  wrongStorageList: () =>
    'The checkpoint is damaged: its list of storages does not fit. Copy or download it again.',
  storageSize: (storage: string, wanted: number, found: number | null) =>
    `The checkpoint is damaged: storage ${storage} should have ${wanted} bytes and has ${found ?? 'none'}. Copy or download it again.`,
  storageTwice: () =>
    'The checkpoint is damaged: it describes one storage in two ways. Copy or download it again.',
  storageName: () =>
    'The checkpoint is damaged: the name of a storage in it is no text. Copy or download it again.',
  noStorage: () =>
    'The checkpoint refers to something outside that is no storage. Save model.state_dict() alone.',
  partialStorage: () =>
    'The checkpoint has storages that are parts of others, as PyTorch wrote them before 0.4: load it in PyTorch and save it again.',
  tensorOutside: (shape: readonly number[], values: number) =>
    `The checkpoint has a tensor of shape [${shape.join(', ')}] in a storage of ${values} values, where it does not fit. Copy or download it again.`,
  badTensor: () =>
    'The checkpoint is damaged: a tensor in it has no storage or shape. Copy or download it again.',
  badDictionary: () =>
    'The checkpoint is damaged: a dictionary in it holds no pairs. Copy or download it again.',
  repeatedValues: () =>
    'The checkpoint holds the same values over and over: it is no state_dict. Save model.state_dict() alone.',
  tooManyInstructions: (most: number) =>
    `The checkpoint has more than ${most} instructions besides its weights, as no network needs: save model.state_dict() alone.`,
  instruction: (name: string, byte: number) =>
    `The checkpoint's pickle has the instruction ${name} at byte ${byte}, which plain tensors do not need: save model.state_dict() instead of a whole model.`,
  attributes: () =>
    'The checkpoint sets attributes of something but a dictionary. Save model.state_dict() alone.',
  otherCode: (name: string) =>
    `The checkpoint refers to ${name}, which is no plain tensor data and is not loaded: save model.state_dict() alone.`,
  protocol: (protocol: number) =>
    `The checkpoint's pickle has protocol ${protocol}; known are 2 to 5. Load it in PyTorch and save it again.`,
  noFunction: () =>
    'The checkpoint calls something that is no function. Save model.state_dict() alone.',
  damagedStack: () =>
    'The checkpoint is damaged: its instructions do not fit together. Copy or download it again.',
  endlessName: () =>
    'The checkpoint is damaged: a name in it never ends. Copy or download it again.',
  cutOff: (byte: number, wanted: number, left: number) =>
    `The checkpoint is cut off or damaged: byte ${byte} should be followed by ${wanted} more, and only ${left} are left. Copy or download it again.`,

  // Their archives.
  tooManyFiles: (most: number) =>
    `The checkpoint's archive holds more than ${most} files, as no network needs: save model.state_dict() alone.`,
  fileTwice: (name: string) =>
    `The checkpoint's archive holds ${name} twice. Copy or download it again.`,
  filesOverlap: (name: string) =>
    `The checkpoint's archive is damaged: ${name} lies over another file in it. Copy or download it again.`,
  noEnd: () =>
    'The checkpoint is cut off: the end of its archive is missing. Copy or download it again.',
  unsafeName: () =>
    "The checkpoint's archive names a file outside of itself (../), which PyTorch never does: get the checkpoint from its authors.",
  damagedList: () =>
    "The checkpoint's archive is damaged: its list of files cannot be read. Copy or download it again.",
  compressed: (name: string) =>
    `${name} in the checkpoint's archive is compressed or encrypted, which PyTorch never does: save the checkpoint again.`,
  twoSizes: (name: string) =>
    `${name} in the checkpoint's archive has two different sizes. Copy or download it again.`,
  checksum: (name: string) =>
    `${name} in the checkpoint's archive is damaged, its checksum does not fit: copy or download the checkpoint again.`,
  misplaced: () =>
    "The checkpoint's archive is damaged: a file is not where it should be. Copy or download it again.",
};

// Loaded with what tells them.
export const checkpointSays = /* @__PURE__ */ sentencesOf('checkpoint', checkpointEnglish);
