/** Hyperparameters of the released network; its checkpoint holds nothing that could vary them. */
export const RELEASED_CONFIG = {
  name: 'ucnet-released',
  /** Side of the square the network works on; the latent encoders' linear layers fit no other. */
  inputSize: 352,
  /** K of the paper. */
  latentDim: 3,
  /** Width of every feature map of the decoder. */
  width: 32,
  /** DenseASPP's rates, one branch each. */
  denseRates: [3, 6, 12, 18, 24],
  /** Rates of the parallel convolutions that are summed. */
  summedRates: [6, 12, 18, 24],
  attentionReduction: 16,
  latentWidths: [32, 64, 128, 256, 256],
  /** ImageNet's, per channel, of RGB in [0,1]. */
  rgbMean: [0.485, 0.456, 0.406],
  rgbStandardDeviation: [0.229, 0.224, 0.225],
  rgbChannels: 3,
  /** The same depth three times. */
  depthChannels: 3,
} as const;
