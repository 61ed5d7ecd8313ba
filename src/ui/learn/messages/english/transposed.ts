import type { Question } from './shell.ts';

/** The chapter on transposed convolution. */
export const transposed = {
  intro:
    'A network looks at a photo in ever smaller maps. To answer pixel by pixel it must make the last map large again. A transposed convolution learns how.',

  questions: {
    size: {
      ask: 'A 3 × 3 input meets a 3 × 3 kernel with stride 2, nothing cut off. How large is the output?',
      options: ['5 × 5', '6 × 6', '7 × 7', '9 × 9'],
      why: 'Three kernels lie 2 apart. Counted from 0, the last begins at 4 and ends at 6, so there are 7 places. Set input 3 and stride 2 below and count.',
    },
    checkerboard: {
      ask: 'All inputs are 1 and all weights are 1. The kernel is 3 wide and the stride is 2. Is the inside of the output flat?',
      options: ['Flat', 'Chequered', 'Brighter to the right'],
      why: 'Three places cannot be shared evenly by steps of 2: some outputs get one input, some two, in each direction. So they get 1, 2 or 4. Press the button and look; then set the kernel to 4.',
    },
    quiz: {
      ask: 'ConvTranspose2d(16, 33, 3, stride = 2, padding = 1, dilation = 2) meets a tensor of 20 × 16 × 50 × 100. What comes out?',
      options: [
        '20 × 33 × 99 × 199',
        '20 × 33 × 101 × 201',
        '20 × 33 × 100 × 200',
        '20 × 16 × 101 × 201',
      ],
      why: 'In height (50\u00a0−\u00a01) · 2 − 2 · 1 + 2 · (3\u00a0−\u00a01) + 1 = 101, and in width 201. The 16 channels become 33, and the 20 images stay 20.',
    },
  } satisfies Record<string, Question>,

  stamp: {
    title: 'Lay the kernel down',
    text: 'Each input multiplies the whole kernel and lays it on the output, one stride from the last. Where kernels lie on each other, they add. Then the padding is cut off: the dashed cells go.',
    view: 'What to look at',
    views: { scatter: 'One input', gather: 'One output', table: 'Both, as a table' },
    input: 'Input',
    kernel: 'Kernel',
    stride: 'Stride',
    padding: 'Padding',
    dilation: 'Dilation',
    outputPadding: 'Output padding',
    at: 'Input number',
    out: 'Output number',
    values: 'Input values',
    inputPatterns: { numbers: '1, 2, 3 …', ones: 'All 1', dot: 'One dot' },
    weights: 'Kernel weights',
    kernelPatterns: { numbers: '1, 2, 3 …', ones: 'All 1', bilinear: 'Bilinear' },
    inputPicture: (side: string) => `Input ${side} × ${side}`,
    kernelPicture: (side: string) => `Kernel ${side} × ${side}`,
    outputPicture: (side: string) => `Output ${side} × ${side}`,
    tablePicture: 'One direction: inputs down, outputs across',
    play: 'Play',
    stop: 'Stop',
    size: 'Output side',
    reached: 'Inputs that reach it',
    scatterSum: (input: string, row: string, column: string) =>
      `The input in row ${row}, column ${column} is ${input}: it adds ${input} times the kernel to the cells with a warm edge.`,
    gatherSum: (row: string, column: string, sum: string) =>
      `The output in row ${row}, column ${column} is ${sum}.`,
    noSum: '0, for no input reaches it',
    tableText:
      'Read a row: that is where an input’s weights go. Read a column: that is what an output adds. An ordinary convolution with the same stride reads the same table the other way, from the large map to the small one. Training sends gradients back through that convolution by this very table, so its gradient and a transposed convolution are one operation.',
    nothingLeft:
      'The padding cuts everything off: make it smaller, or the input or the kernel larger.',
    tooMuch:
      'Output padding must be smaller than the stride or the dilation: nothing could decide what belongs there.',
    formula: [
      'output = (input\u00a0−\u00a01) · stride − 2 · padding + dilation · (kernel\u00a0−\u00a01) + output padding + 1',
    ],
    formulaNumbers: (terms: {
      input: string;
      stride: string;
      padding: string;
      dilation: string;
      kernel: string;
      outputPadding: string;
      output: string;
    }) =>
      `(${terms.input}\u00a0−\u00a01) · ${terms.stride} − 2 · ${terms.padding} + ${terms.dilation} · (${terms.kernel}\u00a0−\u00a01) + ${terms.outputPadding} + 1 = ${terms.output}`,
    source:
      'Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, chapter 4; dilation and output padding as in PyTorch',
  },

  checkerboard: {
    title: 'Why there are chequered patterns',
    text: 'When the stride does not divide the kernel, outputs are reached by different numbers of inputs. Training may even that out, and often does not quite. A kernel that the stride divides overlaps evenly, though its weights may still learn a pattern. Resizing first and convolving then avoids the uneven overlap altogether.',
    uneven: 'Kernel 3, stride 2',
    even: 'Kernel 4, stride 2',
    tent: 'Kernel 4, stride 2, bilinear',
    uses: 'FCN begins with bilinear weights: with a kernel twice as wide as the stride, a transposed convolution is then nothing but smooth enlarging. Training may change these weights; FCN keeps those of its last layer.',
    source: 'Odena, Dumoulin and Olah, Deconvolution and Checkerboard Artifacts, Distill 2016',
  },

  quiz: {
    title: 'Any sizes at all',
    text: 'Set the numbers of a layer and read the size of what comes out. Then run it: the real operation, on random numbers.',
    deck: 'Set the question’s numbers',
    fcn: 'The last layer of FCN-32s',
    fcnText:
      'That layer is ConvTranspose2d(21, 21, 64, stride = 32): 21 scores a cell, 20 classes and the ground, enlarged 32 times. A bilinear kernel for stride 32 is 2 · 32 = 64 wide. So 16 × 16 becomes 544 × 544, which is then cut to the photo’s size.',
    fcnLink: 'See such an enlarging on a photo in chapter 2, from 11 × 11 to 352 × 352.',
    range: (min: string, max: string) => `A whole number from ${min} to ${max}`,
    batch: 'Images',
    inputs: 'Channels in',
    outputs: 'Channels out',
    height: 'Height',
    width: 'Width',
    side: 'Kernel',
    step: 'Stride',
    cut: 'Padding',
    spread: 'Dilation',
    rest: 'Output padding',
    shape: 'What comes out',
    weights: 'Weights',
    products: 'Products',
    heightLine: 'Height:',
    widthLine: 'Width:',
    run: 'Run it',
    running: 'Running …',
    ran: (shape: string, seconds: string) =>
      `The operation made ${shape} in ${seconds}, in plain JavaScript on one core.`,
    tooLarge:
      'This takes too long in plain JavaScript: choose numbers with fewer than 2 thousand million products and 50 million outputs to run it.',
    failed:
      'It did not run: the browser has no memory left for it, or its code could not be loaded.',
  },
};
