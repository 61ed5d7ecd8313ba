"""UC-Net itself; reads like section 3 of the paper. The latent z enters after SaliencyNet (figure 2)."""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from ucnet.blocks import BACKBONES, Backbone, Conv, DenseASPP, ResidualChannelAttention, SummedDilations, upsample
from ucnet.configuration import UcNetConfiguration

DRAWS_OF_A_BLOCK = 5
"""Draws that share out each latent's distribution among them."""


LOG_VARIANCE_BOUND = 8.0
"""What PriorNet and PosteriorNet give lies within it."""


class DiagonalGaussian(NamedTuple):
    """Mean and log **variance**, both [B, K]."""

    mu: Tensor
    log_var: Tensor

    def sample(self) -> Tensor:
        """Reparameterised draw: mu + exp(log_var / 2) * epsilon, [B, K]."""
        return self.mu + torch.exp(0.5 * self.log_var) * torch.randn_like(self.mu)

    def draws(self, count: int) -> list[Tensor]:
        """`count` draws [B, K] for inference: every five are a Latin hypercube, as in `src/inference/latents.ts`."""
        drawn: list[Tensor] = []
        while len(drawn) < count:
            parts = torch.rand(DRAWS_OF_A_BLOCK, *self.mu.shape).argsort(0)
            places = (parts + torch.rand(parts.shape)) / DRAWS_OF_A_BLOCK
            epsilon = torch.special.ndtri(places.clamp(1e-6, 1 - 1e-6)).to(self.mu)
            drawn.extend(self.mu + torch.exp(0.5 * self.log_var) * epsilon)
        return drawn[:count]


class LatentEncoder(nn.Module):
    """Five stride-2 convolutions with batch norm and leaky ReLU, flatten, two linear heads."""

    def __init__(self, input_channels: int, configuration: UcNetConfiguration) -> None:
        super().__init__()
        self.input_size = configuration.latent_input_size
        channels = input_channels
        layers = []
        for width in configuration.latent_widths:
            layers.append(Conv(channels, width, 3, 2, activation="leaky_relu"))
            channels = width
        self.layers = nn.ModuleList(layers)
        side = self.input_size // 2 ** len(layers)
        self.mu = nn.Linear(channels * side * side, configuration.latent_dim)
        self.log_var = nn.Linear(channels * side * side, configuration.latent_dim)
        for head in (self.mu, self.log_var):
            nn.init.normal_(head.weight, std=0.002)
            nn.init.zeros_(head.bias)

    def forward(self, x: Tensor) -> DiagonalGaussian:
        features = self._features(x)
        # The bound keeps exp() finite in early training. Beyond it there is no gradient (`find_people.py`).
        return DiagonalGaussian(self.mu(features), self.log_var(features).clamp(-LOG_VARIANCE_BOUND, LOG_VARIANCE_BOUND))

    def unbounded_log_var(self, x: Tensor) -> Tensor:
        """The logarithm of the variance before it is bounded, [B, K]."""
        return self.log_var(self._features(x))

    def _features(self, x: Tensor) -> Tensor:
        size = (self.input_size, self.input_size)
        x = functional.interpolate(x, size=size, mode="bilinear", align_corners=False)
        for layer in self.layers:
            x = layer(x)
        return x.permute(0, 2, 3, 1).flatten(1)  # [B, h*w*C], the order of an NHWC tensor


class DepthCorrectionNet(nn.Module):
    """Corrects the depth map: encoder levels brought to one width and size, concatenated, dilated convolutions summed.

    Two outputs at stride 2: how far the depth lies from the mean reading around it, and the trust in the reading itself.
    The corrected depth is trust * reading + (1 - trust) * (mean reading + distance), so holes (no reading) are filled by
    the estimate alone. Starting from the mean reading makes the estimate of a sound depth map precise without effort: it
    averages out noise and steps, and the network only has to say where it must not.
    """

    def __init__(self, configuration: UcNetConfiguration) -> None:
        super().__init__()
        widths = configuration.depth_widths
        common = configuration.depth_level_width
        fusion = configuration.depth_fusion_width
        channels = 5
        stages = []
        for index, width in enumerate(widths):
            stage = [Conv(channels, width, 3, 2)]
            if index >= 2:
                stage.append(Conv(width, width, 3))
            stages.append(nn.Sequential(*stage))
            channels = width
        self.stages = nn.ModuleList(stages)
        self.levels = nn.ModuleList(Conv(width, common, 1) for width in widths[1:])
        self.context = SummedDilations(common * len(self.levels), fusion, configuration.depth_dilation_rates)
        coarse, fine = configuration.depth_refine_widths
        self.refine4 = Conv(fusion + widths[1], coarse, 3)
        self.refine2 = Conv(coarse + widths[0], fine, 3)
        self.output = Conv(fine, 2, 3, norm=False, activation="linear")

    def forward(self, rgb: Tensor, depth: Tensor, valid: Tensor) -> Tensor:
        """rgb [B,3,H,W] in [-1,1], depth [B,1,H,W] in [0,1], valid [B,1,H,W] 0 or 1; returns [B,1,H,W] in [0,1]."""
        x = torch.cat([rgb, (depth * 2 - 1) * valid, valid], 1)  # [B, 5, H, W]
        skips = []
        for stage in self.stages:
            x = stage(x)
            skips.append(x)
        stride2, stride4, stride8, stride16, stride32 = skips
        pooled = functional.avg_pool2d(self.levels[0](stride4), 2)
        levels = [
            pooled,
            self.levels[1](stride8),
            upsample(self.levels[2](stride16), 2),
            upsample(self.levels[3](stride32), 4),
        ]
        context = functional.relu(self.context(torch.cat(levels, 1)))  # [B, fusion, H/8, W/8]
        x = self.refine4(torch.cat([upsample(context, 2), stride4], 1))  # [B, coarse, H/4, W/4]
        x = self.refine2(torch.cat([upsample(x, 2), stride2], 1))  # [B, fine, H/2, W/2]
        distance, trust = upsample(self.output(x), 2).float().split(1, 1)
        estimate = (mean_reading(depth, valid) + torch.tanh(distance)).clamp(0, 1)
        trust = torch.sigmoid(trust) * valid
        return trust * depth + (1 - trust) * estimate


def mean_reading(depth: Tensor, valid: Tensor) -> Tensor:
    """Mean of the valid readings in a window of 10x10 pixels about each pixel, [B,1,H,W].

    Where there are none, that in 40x40, then in 160x160, then 0.5: so a hole of any size is filled from its rim.
    """
    levels = [[functional.avg_pool2d(values, 2) for values in (depth * valid, valid)]]  # [B, 1, H/2, W/2] each
    for _ in range(COARSER_WINDOWS):
        levels.append([functional.avg_pool2d(values, 4) for values in levels[-1]])
    mean = torch.full_like(levels[-1][0], 0.5)
    for values in reversed(levels):
        if mean.shape != values[0].shape:
            mean = upsample(mean, 4)
        total, count = (functional.avg_pool2d(each, 5, 1, 2, count_include_pad=False) for each in values)
        mean = (total + mean * FEWEST_READINGS) / (count + FEWEST_READINGS)
    return upsample(mean, 2)


FEWEST_READINGS = 1e-3
"""Share of valid pixels in a window below which its mean goes over into that of the next coarser window."""

COARSER_WINDOWS = 2
"""How many windows there are besides the finest, each of four times the side of the one before."""


class SaliencyNet(nn.Module):
    """Deterministic features from RGB and corrected depth: backbone, DenseASPP on every stage, top-down fusion.

    Besides the fourth input channel, the average-pooled depth enters every stage through a 3x3 convolution, because the
    stem alone, trained on photos, would let little of it through.
    """

    def __init__(self, configuration: UcNetConfiguration) -> None:
        super().__init__()
        widths = configuration.stage_widths
        self.backbone = Backbone(BACKBONES[configuration.backbone], input_channels=4, norm=True)
        self.lateral = nn.ModuleList(
            Conv(channels, width, 1, activation="linear") for channels, width in zip(self.backbone.design.tap_channels, widths)
        )
        self.depth_lateral = nn.ModuleList(Conv(1, width, 3, activation="linear") for width in widths)
        self.aspp = nn.ModuleList(
            DenseASPP(width, width // configuration.growth_divisor, configuration.dilation_rates, configuration.dropout)
            for width in widths
        )
        # fusion[s][d] brings the fused features of the deeper stage d to the width of stage s. A 1x1 convolution commutes
        # with bilinear upsampling, so summing them is the paper's concatenation followed by a 1x1, at a fraction of the cost.
        self.fusion = nn.ModuleList(
            nn.ModuleList(Conv(widths[deeper], widths[stage], 1, norm=False, activation="linear") for deeper in range(stage, 4))
            for stage in range(3)
        )
        self.attention = nn.ModuleList(
            ResidualChannelAttention(width, configuration.attention_reduction) for width in widths[:3]
        )

    def forward(self, rgb: Tensor, corrected_depth: Tensor) -> Tensor:
        """rgb [B,3,H,W] in [-1,1], corrected_depth [B,1,H,W] in [0,1]; returns deterministic features [B,M,H/4,W/4]."""
        return self.attention[0](self.fused(rgb, corrected_depth))

    def fused(self, rgb: Tensor, corrected_depth: Tensor) -> Tensor:
        """The features before the last attention, of the same shape."""
        depth = corrected_depth * 2 - 1
        taps = self.backbone(torch.cat([rgb, depth], 1))
        fused: list[Tensor] = []
        pooled = functional.avg_pool2d(depth, 4)
        for index, tap in enumerate(taps):
            lateral = functional.relu(self.lateral[index](tap) + self.depth_lateral[index](pooled))
            fused.append(self.aspp[index](lateral))
            if index < 3:
                pooled = functional.avg_pool2d(pooled, 2)
        for stage in (2, 1, 0):
            merged = sum(
                upsample(self.fusion[stage][deeper - stage](fused[deeper]), 2 ** (deeper - stage))
                for deeper in range(stage, 4)
            )
            merged = functional.relu(merged)
            fused[stage] = self.attention[stage](merged) if stage > 0 else merged
        return fused[0]


class PredictionNet(nn.Module):
    """Mixes deterministic and stochastic channels in a fixed shuffled order, then three 1x1 convolutions."""

    def __init__(self, configuration: UcNetConfiguration) -> None:
        super().__init__()
        self.register_buffer("order", torch.tensor(configuration.channel_order), persistent=False)
        first, second = configuration.prediction_widths
        self.first = Conv(configuration.feature_width + configuration.latent_dim, first, 1, norm=False)
        self.second = Conv(first, second, 1, norm=False)
        self.third = Conv(second, 1, 1, norm=False, activation="linear")
        # Without a batch norm before it, larger weights would make the first maps black and white at random.
        nn.init.normal_(self.third.conv.weight, std=0.05)

    def forward(self, deterministic_features: Tensor, z: Tensor) -> Tensor:
        """features [B,M,h,w], z [B,K]; returns saliency logits [B,1,4h,4w]."""
        return upsample(self.coarse(deterministic_features, z).float(), 4)

    def coarse(self, deterministic_features: Tensor, z: Tensor) -> Tensor:
        """The logits at the size of the features, [B,1,h,w]."""
        height, width = deterministic_features.shape[2:]
        stochastic_features = z[:, :, None, None].expand(-1, -1, height, width).to(deterministic_features.dtype)
        mixed = torch.cat([deterministic_features, stochastic_features], 1).index_select(1, self.order)
        return self.third(self.second(self.first(mixed)))


class UcNet(nn.Module):
    """The whole network. Training uses prior and posterior; inference draws z from the prior."""

    def __init__(self, configuration: UcNetConfiguration) -> None:
        super().__init__()
        self.configuration = configuration
        self.prior_net = LatentEncoder(5, configuration)
        self.posterior_net = LatentEncoder(6, configuration)
        self.depth_correction_net = DepthCorrectionNet(configuration)
        self.saliency_net = SaliencyNet(configuration)
        self.prediction_net = PredictionNet(configuration)

    @property
    def backbone(self) -> Backbone:
        """The part that starts pretrained."""
        return self.saliency_net.backbone

    def prior(self, rgb: Tensor, depth: Tensor, valid: Tensor) -> DiagonalGaussian:
        """p(z | x), x = RGB, depth and its validity."""
        return self.prior_net(torch.cat([rgb, (depth * 2 - 1) * valid, valid], 1))

    def posterior(self, rgb: Tensor, depth: Tensor, valid: Tensor, ground_truth: Tensor) -> DiagonalGaussian:
        """q(z | x, y), ground_truth [B,1,H,W] in [0,1]."""
        return self.posterior_net(torch.cat([rgb, (depth * 2 - 1) * valid, valid, ground_truth * 2 - 1], 1))

    def deterministic(self, rgb: Tensor, depth: Tensor, valid: Tensor) -> tuple[Tensor, Tensor]:
        """Everything that does not depend on z: (deterministic features, corrected depth)."""
        corrected_depth = self.depth_correction_net(rgb, depth, valid)
        return self.saliency_net(rgb, corrected_depth), corrected_depth

    @torch.no_grad()
    def saliency_maps(self, rgb: Tensor, depth: Tensor, valid: Tensor, count: int) -> tuple[Tensor, Tensor]:
        """(`count` maps [C,B,1,H,W] in [0,1] with z from the prior, corrected depth [B,1,H,W])."""
        prior = self.prior(rgb, depth, valid)
        features, corrected = self.deterministic(rgb, depth, valid)
        maps = [torch.sigmoid(self.prediction_net(features, z)) for z in prior.draws(count)]
        return torch.stack(maps), corrected
