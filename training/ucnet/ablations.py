"""UC-Net with one part taken out or replaced, for the ablation table: which part is worth what at the same small budget.

The letters are those of the ablation study this project follows: M2 without DepthCorrectionNet, M4 without PriorNet
(the paper calls it a VAE), M6 Monte-Carlo dropout instead of latents.
"""

import torch
from torch import Tensor, nn

from ucnet.configuration import UcNetConfiguration
from ucnet.model import DiagonalGaussian, UcNet

NO_VARIANCE = -60.0
"""Log variance of a latent that is always its mean; finite, so that no divergence from another one is NaN."""


class WithoutDepthCorrection(UcNet):
    """M2: SaliencyNet sees the depth as it was read, 0 where there is no reading."""

    def __init__(self, configuration: UcNetConfiguration) -> None:
        super().__init__(configuration)
        del self.depth_correction_net

    def deterministic(self, rgb: Tensor, depth: Tensor, valid: Tensor) -> tuple[Tensor, Tensor]:
        reading = depth * valid
        return self.saliency_net(rgb, reading), reading


class PlainVae(UcNet):
    """M4: z comes from a standard normal distribution whatever the picture is; only the posterior sees it."""

    def __init__(self, configuration: UcNetConfiguration) -> None:
        super().__init__(configuration)
        del self.prior_net

    def prior(self, rgb: Tensor, depth: Tensor, valid: Tensor) -> DiagonalGaussian:
        zeros = rgb.new_zeros(len(rgb), self.configuration.latent_dim)
        return DiagonalGaussian(zeros, zeros)


class MonteCarloDropout(UcNet):
    """M6: no latents; samples differ by the channels of DenseASPP that dropout leaves out (Gal and Ghahramani, ICML 2016)."""

    def __init__(self, configuration: UcNetConfiguration) -> None:
        super().__init__(configuration)
        del self.prior_net, self.posterior_net

    def prior(self, rgb: Tensor, depth: Tensor, valid: Tensor) -> DiagonalGaussian:
        zeros = rgb.new_zeros(len(rgb), self.configuration.latent_dim)
        return DiagonalGaussian(zeros, zeros + NO_VARIANCE)

    def posterior(self, rgb: Tensor, depth: Tensor, valid: Tensor, ground_truth: Tensor) -> DiagonalGaussian:
        return self.prior(rgb, depth, valid)

    @torch.no_grad()
    def saliency_maps(self, rgb: Tensor, depth: Tensor, valid: Tensor, count: int) -> tuple[Tensor, Tensor]:
        dropouts = [module for module in self.modules() if isinstance(module, nn.Dropout2d)]
        was_training = self.training
        for dropout in dropouts:
            dropout.train()
        drawn = [super(MonteCarloDropout, self).saliency_maps(rgb, depth, valid, 1) for _ in range(count)]
        for dropout in dropouts:
            dropout.train(was_training)
        return torch.cat([maps for maps, _ in drawn]), drawn[0][1]


VARIANTS: dict[str, type[UcNet]] = {
    "full": UcNet,
    "m2": WithoutDepthCorrection,
    "m4": PlainVae,
    "m6": MonteCarloDropout,
}
