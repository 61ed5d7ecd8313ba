"""Building blocks that know nothing of UC-Net. Tensors are NCHW; shapes stand at the end of the line."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


class Conv(nn.Module):
    """Convolution, optional batch norm, optional activation.

    Stride 1 keeps the size (padding = dilation for 3x3); stride 2 halves an even size with TensorFlow's SAME padding,
    which for even sizes adds one row below and one column to the right. Exported as one convolution with a bias.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int = 3,
        stride: int = 1,
        dilation: int = 1,
        groups: int = 1,
        norm: bool = True,
        activation: str = "relu",
    ) -> None:
        super().__init__()
        if activation not in ("relu", "leaky_relu", "linear"):
            raise ValueError(f"unknown activation {activation!r}")
        self.stride = stride
        self.activation = activation
        padding = dilation * (kernel - 1) // 2 if stride == 1 else 0
        # TensorFlow's SAME padding of an even size at stride 2: one more after than before.
        self.padding = ((kernel - 2) // 2, (kernel - 1) // 2) * 2 if stride == 2 and kernel > 1 else None
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, bias=not norm)
        self.bn = nn.BatchNorm2d(outputs) if norm else None
        nn.init.kaiming_normal_(self.conv.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor:
        if self.padding is not None:
            x = functional.pad(x, self.padding)
        x = self.conv(x)
        if self.bn is not None:
            x = self.bn(x)
        if self.activation == "relu":
            return functional.relu(x)
        if self.activation == "leaky_relu":
            return functional.leaky_relu(x, 0.01)
        return x


class InvertedResidual(nn.Module):
    """MobileNetV2 block (Sandler et al., CVPR 2018): expand 1x1, depthwise, project 1x1."""

    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int, norm: bool = False, kernel: int = 3) -> None:
        super().__init__()
        hidden = inputs * expansion
        self.residual = stride == 1 and inputs == outputs
        self.left_out = 0.0
        """How often a picture skips the block in training, where it may."""
        self.expand = Conv(inputs, hidden, 1, norm=norm) if expansion > 1 else None
        self.depthwise = Conv(hidden, hidden, kernel, stride, groups=hidden, norm=norm)
        self.project = Conv(hidden, outputs, 1, norm=norm, activation="linear")

    def forward(self, x: Tensor) -> Tensor:
        hidden = x if self.expand is None else self.expand(x)
        out = self.project(self.depthwise(hidden))
        if not self.residual:
            return out
        if self.training and self.left_out > 0:
            kept = torch.rand(len(x), 1, 1, 1, device=x.device) >= self.left_out
            out = out * kept / (1 - self.left_out)
        return x + out


@dataclass(frozen=True)
class BackboneDesign:
    """A network of inverted residual blocks, by its stages: (expansion, channels, blocks, stride, side of the depthwise kernel)."""

    settings: tuple[tuple[int, int, int, int, int], ...]
    taps: tuple[int, ...]
    """The last block of each stride from 4 to 32."""
    tap_channels: tuple[int, ...]
    norm_epsilon: float
    """What its batch norms add to a variance."""


def _design(stages: tuple[tuple[int, int, int, int, int], ...], norm_epsilon: float) -> BackboneDesign:
    taps: dict[int, tuple[int, int]] = {}
    stride, block = 2, -1
    for _, channels, blocks, step, _ in stages:
        stride *= step
        block += blocks
        taps[stride] = (block, channels)
    last = [taps[each] for each in (4, 8, 16, 32)]
    return BackboneDesign(stages, tuple(block for block, _ in last), tuple(channels for _, channels in last), norm_epsilon)


def _lite(repeats: tuple[int, ...]) -> BackboneDesign:
    """EfficientNet-Lite of width 1: the stages of EfficientNet-B0 (Tan and Le, ICML 2019) without squeeze-and-excitation."""
    stages = ((1, 16, 1, 3), (6, 24, 2, 3), (6, 40, 2, 5), (6, 80, 2, 3), (6, 112, 1, 5), (6, 192, 2, 5), (6, 320, 1, 3))
    return _design(tuple((expansion, channels, count, stride, kernel) for (expansion, channels, stride, kernel), count in zip(stages, repeats)), 1e-3)


BACKBONES = {
    "mobilenetv2": _design(
        ((1, 16, 1, 1, 3), (6, 24, 2, 2, 3), (6, 32, 3, 2, 3), (6, 64, 4, 2, 3), (6, 96, 3, 1, 3), (6, 160, 3, 2, 3), (6, 320, 1, 1, 3)), 1e-5
    ),
    "efficientnet-lite0": _lite((1, 2, 2, 3, 3, 4, 1)),
    "efficientnet-lite1": _lite((1, 3, 3, 4, 4, 5, 1)),
}


class Backbone(nn.Module):
    """A stem and inverted residual blocks, with taps at strides 4, 8, 16 and 32.

    With `norm` its batch norms are there to be trained; without, they are folded into the kernels.
    """

    def __init__(self, design: "BackboneDesign", input_channels: int = 3, norm: bool = False) -> None:
        super().__init__()
        self.design = design
        self.stem = Conv(input_channels, 32, 3, 2, norm=norm)
        blocks = []
        channels = 32
        for expansion, outputs, repeats, stride, kernel in design.settings:
            for index in range(repeats):
                blocks.append(InvertedResidual(channels, outputs, stride if index == 0 else 1, expansion, norm, kernel))
                channels = outputs
        self.blocks = nn.ModuleList(blocks)
        for module in self.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eps = design.norm_epsilon

    def leave_out(self, share: float) -> None:
        """Stochastic depth (Huang et al., ECCV 2016): in training a picture skips the last residual block with probability `share`, earlier ones less."""
        for index, block in enumerate(self.blocks):
            block.left_out = share * index / (len(self.blocks) - 1)

    def forward(self, x: Tensor) -> list[Tensor]:
        x = self.stem(x)  # [B, 32, H/2, W/2]
        taps = []
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index in self.design.taps:
                taps.append(x)
        return taps


class DenseASPP(nn.Module):
    """Densely connected dilated convolutions (Yang et al., CVPR 2018): every branch sees the input and all earlier branches.

    Activations follow the convolutions (conv, batch norm, ReLU) so that every batch norm folds into a convolution.
    """

    def __init__(self, width: int, growth: int, rates: tuple[int, ...], dropout: float) -> None:
        super().__init__()
        self.reduce = nn.ModuleList(Conv(width + growth * index, width, 1) for index in range(len(rates)))
        self.dilate = nn.ModuleList(Conv(width, growth, 3, dilation=rate) for rate in rates)
        self.merge = Conv(width + growth * len(rates), width, 1)
        self.dropout = nn.Dropout2d(dropout)

    def forward(self, x: Tensor) -> Tensor:
        features = x  # [B, width, h, w]
        for reduce, dilate in zip(self.reduce, self.dilate):
            features = torch.cat([features, self.dropout(dilate(reduce(features)))], 1)
        return self.merge(features)  # [B, width, h, w]


class ChannelAttention(nn.Module):
    """Squeeze-and-excitation (Hu et al., CVPR 2018): per-channel gates in (0, 1) from the global average."""

    def __init__(self, width: int, reduction: int) -> None:
        super().__init__()
        hidden = max(4, width // reduction)
        self.squeeze = Conv(width, hidden, 1, norm=False)
        self.excite = Conv(hidden, width, 1, norm=False, activation="linear")

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(self.excite(self.squeeze(x.mean((2, 3), keepdim=True))))


class ResidualChannelAttention(nn.Module):
    """RCAB (Zhang et al., ECCV 2018): two 3x3 convolutions, channel attention, identity shortcut."""

    def __init__(self, width: int, reduction: int) -> None:
        super().__init__()
        self.first = Conv(width, width, 3)
        self.second = Conv(width, width, 3, activation="linear")
        self.attention = ChannelAttention(width, reduction)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.attention(self.second(self.first(x)))


class SummedDilations(nn.Module):
    """Parallel 3x3 convolutions of several dilations whose outputs are summed (paper, DepthCorrectionNet)."""

    def __init__(self, inputs: int, outputs: int, rates: tuple[int, ...]) -> None:
        super().__init__()
        self.branches = nn.ModuleList(
            Conv(inputs, outputs, 3, dilation=rate, norm=False, activation="linear") for rate in rates
        )

    def forward(self, x: Tensor) -> Tensor:
        return sum((branch(x) for branch in self.branches[1:]), self.branches[0](x))


def upsample(x: Tensor, factor: int) -> Tensor:
    """Bilinear, half-pixel centres (align_corners=False)."""
    if factor == 1:
        return x
    return functional.interpolate(x, scale_factor=float(factor), mode="bilinear", align_corners=False)
