"""Building blocks that know nothing of UC-Net. Tensors are NCHW; shapes stand at the end of the line."""

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
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, bias=not norm)
        self.bn = nn.BatchNorm2d(outputs) if norm else None
        nn.init.kaiming_normal_(self.conv.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor:
        if self.stride == 2 and self.conv.kernel_size[0] == 3:
            x = functional.pad(x, (0, 1, 0, 1))
        x = self.conv(x)
        if self.bn is not None:
            x = self.bn(x)
        if self.activation == "relu":
            return functional.relu(x)
        if self.activation == "leaky_relu":
            return functional.leaky_relu(x, 0.01)
        return x


class InvertedResidual(nn.Module):
    """MobileNetV2 block (Sandler et al., CVPR 2018): expand 1x1, depthwise 3x3, project 1x1; a pretrained one comes without batch norm."""

    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int, norm: bool = False) -> None:
        super().__init__()
        hidden = inputs * expansion
        self.residual = stride == 1 and inputs == outputs
        self.expand = Conv(inputs, hidden, 1, norm=norm) if expansion > 1 else None
        self.depthwise = Conv(hidden, hidden, 3, stride, groups=hidden, norm=norm)
        self.project = Conv(hidden, outputs, 1, norm=norm, activation="linear")

    def forward(self, x: Tensor) -> Tensor:
        hidden = x if self.expand is None else self.expand(x)
        out = self.project(self.depthwise(hidden))
        return x + out if self.residual else out


class MobileNetV2(nn.Module):
    """MobileNetV2 1.0 with taps at strides 4, 8, 16 and 32 (24, 32, 96 and 320 channels)."""

    TAPS = (2, 5, 12, 16)
    TAP_CHANNELS = (24, 32, 96, 320)
    _SETTINGS = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))

    def __init__(self, input_channels: int = 3) -> None:
        super().__init__()
        self.stem = Conv(input_channels, 32, 3, 2, norm=False)
        blocks = []
        channels = 32
        for expansion, outputs, repeats, stride in self._SETTINGS:
            for index in range(repeats):
                blocks.append(InvertedResidual(channels, outputs, stride if index == 0 else 1, expansion))
                channels = outputs
        self.blocks = nn.ModuleList(blocks)

    def forward(self, x: Tensor) -> list[Tensor]:
        x = self.stem(x)  # [B, 32, H/2, W/2]
        taps = []
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index in self.TAPS:
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
