"""The released UC-Net, described once more in PyTorch, from the facts in the paper's and our own documentation.

It has the names and shapes of the official checkpoint, so that weights can be exchanged. Its quirks are kept, because a
checkpoint trained with them needs them; each one is marked where it occurs. It is what `src/released` is timed
against, and what the ResNet-50 configuration trains.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 32
LATENT_DIM = 3
INPUT_SIZE = 352
STAGE_WIDTHS = (256, 512, 1024, 2048)
DENSE_RATES = (3, 6, 12, 18, 24)
SUMMED_RATES = (6, 12, 18, 24)
LATENT_WIDTHS = (32, 64, 128, 256, 256)


def enlarge(x: Tensor, factor: int) -> Tensor:
    """Quirk: aligned corners everywhere inside the network."""
    if factor == 1:
        return x
    return functional.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=True)


class NormedConv(nn.Module):
    """Convolution and batch norm. Quirk: no activation."""

    def __init__(self, inputs: int, outputs: int, kernel: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False)
        self.bn = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return self.bn(self.conv(x))


class TripleConv(nn.Module):
    """1x1, 3x3, 3x3. Quirk: one linear map, borders apart."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.reduce = nn.Sequential(NormedConv(inputs, WIDTH, 1), NormedConv(WIDTH, WIDTH, 3), NormedConv(WIDTH, WIDTH, 3))

    def forward(self, x: Tensor) -> Tensor:
        return self.reduce(x)


class Bottleneck(nn.Module):
    """ResNet's block; the 3x3 convolution has the stride, as in torchvision."""

    def __init__(self, inputs: int, width: int, stride: int, changes_shape: bool) -> None:
        super().__init__()
        outputs = 4 * width
        self.conv1 = nn.Conv2d(inputs, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, outputs, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if changes_shape:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x: Tensor) -> Tensor:
        shortcut = x if self.downsample is None else self.downsample(x)
        x = functional.relu(self.bn1(self.conv1(x)))
        x = functional.relu(self.bn2(self.conv2(x)))
        return functional.relu(self.bn3(self.conv3(x)) + shortcut)


class ResNet50(nn.Module):
    """Without its classifier, by torchvision's names."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        inputs = 64
        for stage, (blocks, outputs) in enumerate(zip((3, 4, 6, 3), STAGE_WIDTHS), 1):
            stride = 1 if stage == 1 else 2
            layer = [Bottleneck(inputs, outputs // 4, stride, True)]
            layer += [Bottleneck(outputs, outputs // 4, 1, False) for _ in range(blocks - 1)]
            setattr(self, f"layer{stage}", nn.Sequential(*layer))
            inputs = outputs

    def forward(self, x: Tensor) -> list[Tensor]:
        """[B,3,H,W] to strides 4, 8, 16 and 32."""
        x = functional.max_pool2d(functional.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        stages = []
        for layer in (self.layer1, self.layer2, self.layer3, self.layer4):
            x = layer(x)
            stages.append(x)
        return stages


class DenseBranch(nn.Module):
    """[Batch norm,] ReLU, 1x1, batch norm, ReLU, dilated 3x3, dropout. Quirk: the first branch has no batch norm before."""

    def __init__(self, inputs: int, rate: int, is_first: bool) -> None:
        super().__init__()
        layers = [] if is_first else [nn.BatchNorm2d(inputs)]
        layers += [nn.ReLU(), nn.Conv2d(inputs, 2 * WIDTH, 1), nn.BatchNorm2d(2 * WIDTH), nn.ReLU()]
        layers += [nn.Conv2d(2 * WIDTH, WIDTH, 3, padding=rate, dilation=rate)]
        self.asppconv = nn.Sequential(*layers)
        self.dropout = nn.Dropout2d(0.1)

    def forward(self, x: Tensor) -> Tensor:
        return self.dropout(self.asppconv(x))


class ReleasedDenseASPP(nn.Module):
    """Quirks: the input loses its negative values for all branches, and new features go before old ones."""

    def __init__(self) -> None:
        super().__init__()
        for index, rate in enumerate(DENSE_RATES):
            setattr(self, f"ASPP_{rate}", DenseBranch(WIDTH * (index + 1), rate, index == 0))
        self.classification = nn.Sequential(nn.Dropout2d(0.1), nn.Conv2d(WIDTH * (len(DENSE_RATES) + 1), WIDTH, 1))

    def forward(self, x: Tensor) -> Tensor:
        features = functional.relu(x)
        for rate in DENSE_RATES:
            features = torch.cat([getattr(self, f"ASPP_{rate}")(features), features], 1)
        return self.classification(features)


class SummedDilations(nn.Module):
    """Parallel 3x3 convolutions of several dilations, summed."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.conv2d_list = nn.ModuleList(nn.Conv2d(inputs, outputs, 3, padding=rate, dilation=rate) for rate in SUMMED_RATES)

    def forward(self, x: Tensor) -> Tensor:
        return sum(convolution(x) for convolution in self.conv2d_list)


class ChannelAttention(nn.Module):
    """Squeeze and excitation."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        hidden = channels // 16
        self.conv_du = nn.Sequential(nn.Conv2d(channels, hidden, 1), nn.ReLU(), nn.Conv2d(hidden, channels, 1), nn.Sigmoid())

    def forward(self, x: Tensor) -> Tensor:
        return x * self.conv_du(x.mean((2, 3), keepdim=True))


class ResidualChannelAttention(nn.Module):
    """x + attention(conv(relu(conv(x)))), no batch norm."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        first, second = (nn.Conv2d(channels, channels, 3, padding=1) for _ in range(2))
        self.body = nn.Sequential(first, nn.ReLU(), second, ChannelAttention(channels))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x)


class SaliencyEncoder(nn.Module):
    """Backbone, depth head and saliency head in one. Quirk: z enters before everything else."""

    def __init__(self) -> None:
        super().__init__()
        self.resnet = ResNet50()
        # Quirk: layer5 and layer7 are in every checkpoint and never used.
        self.layer5 = SummedDilations(STAGE_WIDTHS[-1], WIDTH)
        self.layer6 = SummedDilations(WIDTH, 1)
        self.layer7 = SummedDilations(WIDTH, 1)
        for stage, channels in enumerate(STAGE_WIDTHS, 1):
            setattr(self, f"conv{stage}", TripleConv(channels))
            setattr(self, f"asppconv{stage}", ReleasedDenseASPP())
            setattr(self, f"conv{stage}_depth", TripleConv(channels))
        self.conv_depth1 = NormedConv(3 + 3 + LATENT_DIM, 3, 3)
        for levels in ("43", "432", "4321"):
            setattr(self, f"racb_{levels}", ResidualChannelAttention(WIDTH * len(levels)))
            setattr(self, f"conv{levels}", TripleConv(WIDTH * len(levels)))
        self.layer_depth = SummedDilations(4 * WIDTH, 3)

    def forward(self, rgb: Tensor, depth: Tensor, z: Tensor) -> tuple[Tensor, Tensor]:
        """rgb and depth [B,3,H,W], z [B,K]; returns logits of the saliency [B,1,H,W] and of the depth [B,3,H,W]."""
        tiled = z[:, :, None, None].expand(-1, -1, *rgb.shape[2:])
        stages = self.resnet(self.conv_depth1(torch.cat([rgb, depth, tiled], 1)))
        numbered = list(enumerate(stages, 1))
        depths = [enlarge(getattr(self, f"conv{n}_depth")(stage), 2 ** (n - 1)) for n, stage in numbered]
        depth_logits = enlarge(self.layer_depth(torch.cat(depths[::-1], 1)), 4)
        level1, level2, level3, level4 = (
            getattr(self, f"asppconv{n}")(getattr(self, f"conv{n}")(stage)) for n, stage in numbered
        )
        level4 = enlarge(level4, 2)
        level43 = enlarge(self.conv43(self.racb_43(torch.cat([level4, level3], 1))), 2)
        together = torch.cat([enlarge(level4, 2), level43, level2], 1)
        level432 = enlarge(self.conv432(self.racb_432(together)), 2)
        together = torch.cat([enlarge(level4, 4), enlarge(level43, 2), level432, level1], 1)
        level4321 = self.conv4321(self.racb_4321(together))
        return enlarge(self.layer6(level4321), 4), depth_logits


class DiagonalGaussian(NamedTuple):
    """Mean and log **variance**, both [B, K]."""

    mu: Tensor
    log_var: Tensor

    def sample(self) -> Tensor:
        return self.mu + torch.exp(0.5 * self.log_var) * torch.randn_like(self.mu)


class LatentEncoder(nn.Module):
    """Five stride-2 convolutions, flatten, two heads. Quirk: bn4 follows layers 4 and 5, bn5 is never used."""

    def __init__(self, channels: int, input_size: int) -> None:
        super().__init__()
        for layer, width in enumerate(LATENT_WIDTHS, 1):
            setattr(self, f"layer{layer}", nn.Conv2d(channels, width, 4, 2, 1))
            setattr(self, f"bn{layer}", nn.BatchNorm2d(width))
            channels = width
        flat = channels * (input_size // 32) ** 2
        self.fc1 = nn.Linear(flat, LATENT_DIM)
        self.fc2 = nn.Linear(flat, LATENT_DIM)

    def forward(self, x: Tensor) -> DiagonalGaussian:
        for layer in range(1, 6):
            norm = getattr(self, f"bn{min(layer, 4)}")
            x = functional.leaky_relu(norm(getattr(self, f"layer{layer}")(x)), 0.01)
        flat = x.flatten(1)
        return DiagonalGaussian(self.fc1(flat), self.fc2(flat))


class ReleasedUcNet(nn.Module):
    """The whole network. `input_size` other than 352 does not fit official checkpoints; it is for tests."""

    def __init__(self, input_size: int = INPUT_SIZE) -> None:
        super().__init__()
        self.sal_encoder = SaliencyEncoder()
        self.xy_encoder = LatentEncoder(7, input_size)
        self.x_encoder = LatentEncoder(6, input_size)

    def prior(self, rgb: Tensor, depth: Tensor) -> DiagonalGaussian:
        """p(z | x), rgb and depth [B,3,H,W]."""
        return self.x_encoder(torch.cat([rgb, depth], 1))

    def posterior(self, rgb: Tensor, depth: Tensor, truth: Tensor) -> DiagonalGaussian:
        """q(z | x, y), truth [B,1,H,W] in [0,1]."""
        return self.xy_encoder(torch.cat([rgb, depth, truth], 1))
