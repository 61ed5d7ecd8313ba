"""The backbone's start: from a folder of folded kernels and from a checkpoint with torchvision's names."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from ucnet.backbone import IMAGENET_MEAN, IMAGENET_STD, load_backbone
from ucnet.blocks import BACKBONES, Backbone, Conv


def normed(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> list[nn.Module]:
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, (kernel - 1) // 2, groups=groups, bias=False)
    norm = nn.BatchNorm2d(outputs)
    for parameter in (norm.weight, norm.running_var):
        nn.init.uniform_(parameter, 0.5, 1.5)
    for parameter in (norm.bias, norm.running_mean):
        nn.init.normal_(parameter, std=0.1)
    return [convolution, norm]


class TorchvisionLike(nn.Module):
    """MobileNetV2 with the module names of torchvision's, and a last layer that ours does not have; ReLU as in ours, not ReLU6."""

    def __init__(self) -> None:
        super().__init__()
        features: list[nn.Module] = [nn.Sequential(*normed(3, 32, 3, 2), nn.ReLU())]
        channels = 32
        for expansion, outputs, repeats, stride, _ in BACKBONES["mobilenetv2"].settings:
            for index in range(repeats):
                features.append(Block(channels, outputs, stride if index == 0 else 1, expansion))
                channels = outputs
        features.append(nn.Sequential(*normed(channels, 1280, 1), nn.ReLU()))
        self.features = nn.Sequential(*features)


class Block(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int) -> None:
        super().__init__()
        hidden = inputs * expansion
        expand = [nn.Sequential(*normed(inputs, hidden, 1), nn.ReLU())] if expansion > 1 else []
        depthwise = nn.Sequential(*normed(hidden, hidden, 3, stride, hidden), nn.ReLU())
        self.conv = nn.Sequential(*expand, depthwise, *normed(hidden, outputs, 1))
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.conv(x) if self.residual else self.conv(x)


@torch.no_grad()
def test_a_checkpoint_of_torchvision_computes_the_same(tmp_path: Path) -> None:
    torch.manual_seed(3)
    other = TorchvisionLike().eval()
    path = tmp_path / "mobilenet_v2.pth"
    torch.save(other.state_dict(), path)
    backbone = Backbone(BACKBONES["mobilenetv2"], 4).eval()
    load_backbone(backbone, path)
    # The stem alone, away from the border: there the two pad differently, and by the step of a pixel as well.
    picture = torch.rand(1, 3, 32, 32)
    mean, std = (torch.tensor(values)[None, :, None, None] for values in (IMAGENET_MEAN, IMAGENET_STD))
    expected = other.features[0]((picture - mean) / std)[:, :, 1:-1, 1:-1]
    shifted = functional.pad(torch.cat([picture * 2 - 1, torch.rand(1, 1, 32, 32)], 1), (1, 0, 1, 0))[..., :-1, :-1]
    assert torch.allclose(backbone.stem(shifted)[:, :, 1:-1, 1:-1], expected, atol=1e-5)
    # A block of stride 1 pads alike.
    features = torch.rand(1, 24, 8, 8)
    assert torch.allclose(backbone.blocks[2](features), other.features[3](features), atol=1e-5)


LITE_NORMS = {"_expand_conv": "_bn0", "_depthwise_conv": "_bn1", "_project_conv": "_bn2"}


def lite_state(backbone: Backbone) -> tuple[dict[str, torch.Tensor], list[tuple[torch.Tensor, torch.Tensor]]]:
    """A checkpoint with the names of EfficientNet-Lite and arbitrary batch norms; and each convolution with its batch norm folded."""
    state, folded = {}, []

    def add(path: str, norm: str, convolution: Conv) -> None:
        kernel = torch.randn_like(convolution.conv.weight) / convolution.conv.weight[0].numel() ** 0.5
        scale, offset, mean, variance = torch.rand(4, len(kernel)) + 0.5
        state.update({f"{path}.weight": kernel, f"{norm}.weight": scale, f"{norm}.bias": offset})
        state.update({f"{norm}.running_mean": mean, f"{norm}.running_var": variance})
        factor = scale / torch.sqrt(variance + 1e-3)
        folded.append((kernel * factor[:, None, None, None], offset - mean * factor))

    add("_conv_stem", "_bn0", backbone.stem)
    for number, block in enumerate(backbone.blocks):
        for name, part in (("_expand_conv", block.expand), ("_depthwise_conv", block.depthwise), ("_project_conv", block.project)):
            if part is not None:
                add(f"_blocks.{number}.{name}", f"_blocks.{number}.{LITE_NORMS[name]}", part)
    return state, folded


@torch.no_grad()
@pytest.mark.parametrize("name", ["efficientnet-lite0", "efficientnet-lite1"])
def test_a_checkpoint_of_efficientnet_lite_is_folded_with_its_own_names(name: str, tmp_path: Path) -> None:
    torch.manual_seed(4)
    backbone = Backbone(BACKBONES[name])
    state, folded = lite_state(backbone)
    torch.save(state, tmp_path / "lite.pth")
    load_backbone(backbone, tmp_path / "lite.pth")
    convolutions = [module.conv for module in backbone.modules() if isinstance(module, Conv)]
    for convolution, (kernel, bias) in zip(convolutions, folded, strict=True):
        assert torch.allclose(convolution.weight, kernel, atol=1e-6)
        assert torch.allclose(convolution.bias, bias, atol=1e-6)


@torch.no_grad()
@pytest.mark.parametrize("name", ["mobilenetv2", "efficientnet-lite0"])
def test_batch_norms_of_a_checkpoint_stay_to_be_trained(name: str, tmp_path: Path) -> None:
    torch.manual_seed(5)
    folded, normed = (Backbone(BACKBONES[name], 4, norm).eval() for norm in (False, True))
    state = TorchvisionLike().state_dict() if name == "mobilenetv2" else lite_state(Backbone(BACKBONES[name]))[0]
    torch.save(state, tmp_path / "checkpoint.pth")
    for backbone in (folded, normed):
        load_backbone(backbone, tmp_path / "checkpoint.pth")
    picture = torch.rand(1, 4, 64, 64) * 2 - 1
    for tap, expected in zip(normed(picture), folded(picture), strict=True):
        assert (tap - expected).abs().max() < 1e-4 * expected.abs().max()
    first = next(iter(state.values()))
    assert torch.equal(normed.stem.conv.weight[:, :3], first * 0.5 / torch.tensor(IMAGENET_STD)[None, :, None, None] if name == "mobilenetv2" else first)


@torch.no_grad()
@pytest.mark.parametrize("name", list(BACKBONES))
def test_every_backbone_has_its_taps_at_strides_4_to_32(name: str) -> None:
    backbone = Backbone(BACKBONES[name]).eval()
    taps = backbone(torch.zeros(1, 3, 64, 64))
    assert [tap.shape[1:] for tap in taps] == [
        torch.Size([channels, 64 // stride, 64 // stride]) for channels, stride in zip(BACKBONES[name].tap_channels, (4, 8, 16, 32))
    ]


@torch.no_grad()
def test_five_by_five_at_stride_two_pads_as_tensorflow_does() -> None:
    """SAME padding of an even size: one before, two after. A kernel that takes the pixel at its centre takes those at 1, 3, 5 …"""
    convolution = Conv(1, 1, 5, 2, norm=False, activation="linear")
    convolution.conv.weight.zero_()
    convolution.conv.weight[0, 0, 2, 2] = 1
    convolution.conv.bias.zero_()
    picture = torch.arange(64.0).reshape(1, 1, 8, 8)
    assert torch.equal(convolution(picture), picture[:, :, 1::2, 1::2])


@torch.no_grad()
def test_a_folder_of_folded_kernels_is_read_in_order(tmp_path: Path) -> None:
    expected = Backbone(BACKBONES["mobilenetv2"]).eval()
    layers, values = [], []
    for number, convolution in enumerate(module for module in expected.modules() if isinstance(module, Conv)):
        nn.init.normal_(convolution.conv.bias)
        is_depthwise = convolution.conv.groups > 1
        kernel = convolution.conv.weight.permute(*((2, 3, 0, 1) if is_depthwise else (2, 3, 1, 0))).numpy()
        layer = {"name": f"layer{number}", "op": "depthwise" if is_depthwise else "conv"}
        for key, value in (("kernel", kernel), ("bias", convolution.conv.bias.numpy())):
            layer[key] = {"off": sum(map(np.size, values)), "shape": list(value.shape)}
            values.append(value.ravel())
        layers += [layer, {"op": "add"}]
    np.concatenate(values).astype(np.float32).tofile(tmp_path / "weights.f32.bin")
    (tmp_path / "layers.json").write_text(json.dumps({"layers": layers}))
    backbone = Backbone(BACKBONES["mobilenetv2"]).eval()
    load_backbone(backbone, tmp_path)
    picture = torch.rand(1, 3, 64, 64)
    for tap, other in zip(backbone(picture), expected(picture), strict=True):
        assert torch.equal(tap, other)


def test_a_checkpoint_of_another_network_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.pth"
    state = TorchvisionLike().state_dict()
    torch.save({name: value for name, value in state.items() if name.startswith("features.0.")}, path)
    with pytest.raises(ValueError, match="1 kernels, and the backbone has 51"):
        load_backbone(Backbone(BACKBONES["mobilenetv2"]), path)


def test_pictures_skip_residual_blocks_in_training_alone_and_the_mean_stays() -> None:
    backbone = Backbone(BACKBONES["mobilenetv2"])
    backbone.leave_out(0.5)
    shares = [block.left_out for block in backbone.blocks]
    assert shares[0] == 0 and shares[-1] == 0.5 and shares == sorted(shares)
    block = backbone.blocks[-2]
    assert block.residual
    x = torch.rand(1, 160, 2, 2)
    whole = block.eval()(x)
    outcomes = torch.stack([block.train()(x) for _ in range(400)])
    skipped = [bool(torch.equal(outcome, x)) for outcome in outcomes]
    assert np.mean(skipped) == pytest.approx(block.left_out, abs=0.1)
    assert torch.allclose(outcomes.mean(0), whole, atol=0.15 * (whole - x).abs().max().item() + 1e-6)
