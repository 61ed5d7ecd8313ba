"""PhotoDepthNet: relative depth from a photo alone, for pictures whose maker had no depth sensor.

It is distilled from the estimated depth of DUTS-TR: a convolutional encoder-decoder whose encoder is the first blocks of
MobileNetV2 (Sandler et al., CVPR 2018) and whose decoder joins them again from stride 32 up to stride 2.
"""

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ucnet.blocks import BACKBONES, Backbone, Conv, InvertedResidual, upsample
from ucnet.inference import normalise_rgb


@dataclass(frozen=True)
class PhotoDepthConfiguration:
    """What `model.json` says of a PhotoDepthNet."""

    name: str = "photo-depth"
    input_size: int = 224
    """Side of the square to which a photo is resized."""
    context_widths: tuple[int, ...] = (96, 96, 96)
    """Channels of the blocks at stride 32."""
    decoder_widths: tuple[int, ...] = (48, 32, 24, 12)
    """At strides 16, 8, 4 and 2."""

    def to_json(self) -> dict[str, Any]:
        """The configuration with camelCase keys, as the TypeScript side reads it."""
        return {
            "name": self.name,
            "inputSize": self.input_size,
            "contextWidths": list(self.context_widths),
            "decoderWidths": list(self.decoder_widths),
        }

    def values(self) -> dict[str, Any]:
        """Plain values, as a checkpoint keeps them."""
        return asdict(self)


class PhotoDepthNet(nn.Module):
    """Photo to relative depth in [0,1], 1 is near."""

    BLOCKS = 10
    """How many blocks of MobileNetV2 it keeps: those up to 64 channels at stride 16."""
    TAPS = (0, 2, 5, 9)
    """Blocks whose outputs the decoder joins, at strides 2, 4, 8 and 16."""
    TAP_CHANNELS = (16, 24, 32, 64)

    def __init__(self, configuration: PhotoDepthConfiguration) -> None:
        super().__init__()
        self.configuration = configuration
        whole = Backbone(BACKBONES["mobilenetv2"])
        self.stem = whole.stem
        self.blocks = nn.ModuleList(whole.blocks[: self.BLOCKS])
        widths = (self.TAP_CHANNELS[-1], *configuration.context_widths)
        self.context = nn.ModuleList(
            InvertedResidual(inputs, outputs, 2 if index == 0 else 1, 4, norm=True)
            for index, (inputs, outputs) in enumerate(pairwise(widths))
        )
        deeper = (widths[-1], *configuration.decoder_widths[:-1])
        skips = self.TAP_CHANNELS[::-1]
        self.lateral = nn.ModuleList(
            Conv(skip, own, 1, activation="linear") for skip, own in zip(skips, configuration.decoder_widths)
        )
        self.down = nn.ModuleList(
            Conv(below, own, 1, activation="linear") for below, own in zip(deeper, configuration.decoder_widths)
        )
        self.refine = nn.ModuleList(Conv(own, own, 3) for own in configuration.decoder_widths)
        self.output = Conv(configuration.decoder_widths[-1], 1, 3, norm=False, activation="linear")
        nn.init.normal_(self.output.conv.weight, std=0.02)
        nn.init.zeros_(self.output.conv.bias)

    @property
    def backbone(self) -> nn.Module:
        """The part that starts pretrained: every convolution of it in the order of MobileNetV2's."""
        return nn.ModuleList([self.stem, self.blocks])

    def forward(self, rgb: Tensor) -> Tensor:
        """rgb [B,3,H,W] in [-1,1], sides multiples of 32; returns relative depth [B,1,H,W] in [0,1]."""
        x = self.stem(rgb)  # [B, 32, H/2, W/2]
        taps = []
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index in self.TAPS:
                taps.append(x)
        for block in self.context:
            x = block(x)  # [B, 96, H/32, W/32]
        for lateral, down, refine, tap in zip(self.lateral, self.down, self.refine, taps[::-1]):
            # A 1x1 convolution commutes with the upsampling, and costs a quarter before it.
            x = refine(functional.relu(lateral(tap) + upsample(down(x), 2)))
        return torch.sigmoid(upsample(self.output(x), 2).float())


EQUALISER_KNOTS = 33
EQUALISER_PLAIN_SHARE = 0.1
"""How much of the plain scale is mixed in: it keeps the slope below `1 / EQUALISER_PLAIN_SHARE + 1`."""


def equalised_difference(estimate: Tensor, teacher: Tensor) -> Tensor:
    """The difference of two depths [B,1,H,W] in [0,1] on a scale of each photo's own, on which the teacher's are spread about evenly."""
    even = torch.linspace(0, 1, EQUALISER_KNOTS, device=teacher.device)
    sample = teacher[:, :, ::4, ::4].flatten(1)
    inner = torch.quantile(sample, even[1:-1], dim=1).T
    knots = functional.pad(functional.pad(inner, (1, 0)), (0, 1), value=1.0)  # [B, knots], 0 to 1
    knots = (knots + EQUALISER_PLAIN_SHARE * even) / (1 + EQUALISER_PLAIN_SHARE)
    steps = 1 / (EQUALISER_KNOTS - 1)

    def equalised(depth: Tensor) -> Tensor:
        values = depth.flatten(1).contiguous()
        above = torch.searchsorted(knots, values.detach()).clamp(1, EQUALISER_KNOTS - 1)
        low, high = knots.gather(1, above - 1), knots.gather(1, above)
        return steps * (above - 1 + (values - low) / (high - low))

    return (equalised(estimate) - equalised(teacher)).view_as(estimate)


def distillation_loss(estimate: Tensor, teacher: Tensor) -> Tensor:
    """How far an estimate lies from the teacher's depth, both [B,1,H,W] in [0,1]: a scalar.

    Mean absolute error, the same with each photo's depth equalised, so that what is in front of what counts as much where
    most of the photo lies in a small range, and the difference of the gradients at four scales (Li and Snavely, "MegaDepth",
    CVPR 2018), which keeps steps sharp.
    """
    difference = estimate - teacher
    loss = difference.abs().mean() + equalised_difference(estimate, teacher).abs().mean()
    for scale in range(4):
        if scale > 0:
            difference = functional.avg_pool2d(difference, 2)
        loss = loss + 0.5 * (difference.diff(dim=2).abs().mean() + difference.diff(dim=3).abs().mean())
    return loss


CLIPPED_SHARE = 0.001
"""Share of the values beyond either end of the range, as a depth map from a file is stretched."""


@torch.no_grad()
def estimate_depth(network: PhotoDepthNet, photo: np.ndarray) -> np.ndarray:
    """The estimate for a photo uint8 [H,W,3] at the photo's own size, float32 [H,W], stretched to [0,1].

    `src/inference/depthEstimator.ts` stretches in the same way: a thousandth of the values beyond either end is clipped.
    """
    side = network.configuration.input_size
    way = cv2.INTER_AREA if min(photo.shape[:2]) > side else cv2.INTER_LINEAR
    small = cv2.resize(photo, (side, side), interpolation=way)
    rgb = normalise_rgb(torch.from_numpy(small.transpose(2, 0, 1).copy())[None])
    estimate = network(rgb.to(next(network.parameters()).device))[0, 0].cpu().numpy()
    low, high = np.quantile(estimate, (CLIPPED_SHARE, 1 - CLIPPED_SHARE))
    estimate = ((estimate - low) / max(high - low, 1e-6)).clip(0, 1).astype(np.float32)
    return cv2.resize(estimate, photo.shape[1::-1])


def rank_correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Spearman's, of two arrays of one shape, equal values sharing the mean of their ranks; 0 where one is constant."""
    ranks = []
    for values in (first, second):
        _, places, sizes = np.unique(values.ravel(), return_inverse=True, return_counts=True)
        ranks.append((np.cumsum(sizes) - (sizes - 1) / 2)[places])
    if min(rank.std() for rank in ranks) == 0:
        return 0.0
    return float(np.corrcoef(*ranks)[0, 1])
