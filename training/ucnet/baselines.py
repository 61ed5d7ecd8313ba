"""Networks to compare UC-Net with: one saliency map from photo and depth, on the same backbone.

FCN (Long et al., CVPR 2015): scores at stride 32 and, for 16s and 8s, at finer strides too, summed on the way up. U-Net
(Ronneberger et al., MICCAI 2015): a decoder that joins each stage of the backbone after enlarging the one below. Both see
the depth as it was read, as a fourth channel of the photo.
"""

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn

from ucnet.blocks import BACKBONES, Backbone, Conv, upsample

HEADS = ("fcn-32s", "fcn-16s", "fcn-8s", "u-net")


MOBILENET = BACKBONES["mobilenetv2"]


@dataclass(frozen=True)
class BaselineConfiguration:
    """What `model.json` says of a baseline."""

    head: str
    """One of HEADS."""
    name: str
    input_size: int = 352

    def __post_init__(self) -> None:
        if self.head not in HEADS:
            raise ValueError(f"head must be one of {', '.join(HEADS)}, got {self.head!r}")

    def to_json(self) -> dict[str, Any]:
        """The configuration with camelCase keys, as the TypeScript side reads it."""
        return {"head": self.head, "name": self.name, "inputSize": self.input_size}

    def values(self) -> dict[str, Any]:
        """Plain values, as a checkpoint keeps them."""
        return asdict(self)


def score_layer(width: int) -> Conv:
    """A 1x1 convolution to one logit that starts at zero, as FCN's do: finer stages join in as far as they help."""
    layer = Conv(width, 1, 1, norm=False, activation="linear")
    nn.init.zeros_(layer.conv.weight)
    nn.init.zeros_(layer.conv.bias)
    return layer


class FcnHead(nn.Module):
    """FCN-32s, 16s or 8s: the classifier's scores, enlarged, and the scores of finer stages added on the way.

    The paper's two fully convolutional classifier layers of 4096 channels are one 3x3 convolution of 128 here; it enlarges
    by learned filters that start bilinear, here they stay bilinear.
    """

    CLASSIFIER_WIDTH = 128

    def __init__(self, finest_stride: int) -> None:
        super().__init__()
        deepest = MOBILENET.tap_channels[-1]
        self.classifier = Conv(deepest, self.CLASSIFIER_WIDTH, 3)
        finer = {32: 0, 16: 1, 8: 2}[finest_stride]
        widths = (self.CLASSIFIER_WIDTH, *MOBILENET.tap_channels[-2::-1][:finer])
        self.scores = nn.ModuleList(score_layer(width) for width in widths)
        self.finest_stride = finest_stride

    def forward(self, taps: list[Tensor]) -> Tensor:
        """Stages at strides 4 to 32; returns logits [B,1,H,W]."""
        stages = [self.classifier(taps[-1]), *taps[-2::-1]]
        total = self.scores[0](stages[0])
        for score, stage in zip(self.scores[1:], stages[1:]):
            total = upsample(total, 2) + score(stage)
        return upsample(total.float(), self.finest_stride)


class UNetHead(nn.Module):
    """U-Net's decoder: enlarge by two, join the backbone's stage, two 3x3 convolutions; up to stride 4."""

    WIDTHS = (96, 48, 32)
    """At strides 16, 8 and 4."""

    def __init__(self) -> None:
        super().__init__()
        channels = MOBILENET.tap_channels[-1]
        stages = []
        for width, skip in zip(self.WIDTHS, MOBILENET.tap_channels[-2::-1]):
            stages.append(nn.ModuleDict({"first": Conv(channels + skip, width, 3), "second": Conv(width, width, 3)}))
            channels = width
        self.stages = nn.ModuleList(stages)
        self.score = score_layer(channels)

    def forward(self, taps: list[Tensor]) -> Tensor:
        """Stages at strides 4 to 32; returns logits [B,1,H,W]."""
        x = taps[-1]
        for stage, skip in zip(self.stages, taps[-2::-1]):
            x = stage["second"](stage["first"](torch.cat([upsample(x, 2), skip], 1)))
        return upsample(self.score(x).float(), 4)


class Baseline(nn.Module):
    """A head on MobileNetV2."""

    def __init__(self, configuration: BaselineConfiguration) -> None:
        super().__init__()
        self.configuration = configuration
        self.backbone = Backbone(MOBILENET, input_channels=4)
        name, _, stride = configuration.head.rpartition("-")
        self.head = FcnHead(int(stride[:-1])) if name == "fcn" else UNetHead()

    def forward(self, rgb: Tensor, depth: Tensor, valid: Tensor) -> Tensor:
        """rgb [B,3,H,W] in [-1,1], depth [B,1,H,W] in [0,1], valid [B,1,H,W] 0 or 1; returns logits [B,1,H,W]."""
        return self.head(self.backbone(torch.cat([rgb, (depth * 2 - 1) * valid], 1)))

    @torch.no_grad()
    def saliency_maps(self, rgb: Tensor, depth: Tensor, valid: Tensor, _: int) -> tuple[Tensor, Tensor]:
        """(its one map [1,B,1,H,W] in [0,1], the depth as read), as UC-Net gives several and a corrected depth."""
        return torch.sigmoid(self(rgb, depth, valid))[None], depth
