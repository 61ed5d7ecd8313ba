"""Loads MobileNetV2 weights into the backbone, from a folder (batch norm folded) or from a PyTorch checkpoint.

A folder holds a flat float32 blob and a `layers.json` that lists, in order, convolutions (kernel HWIO) and depthwise
convolutions (kernel HWC1) with offsets. A checkpoint is a state dict with the names of torchvision's `mobilenet_v2`. The
order of either is that of `MobileNetV2.blocks`. Ours applies ReLU where those were trained with ReLU6, which has no bf16 gradient on a CPU:
the weights are the same, what they compute begins some way off.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import numpy as np
import torch
from torch import Tensor, nn

from ucnet.blocks import Backbone, Conv

NORM_EPSILON = 1e-5
LITE_NORM_EPSILON = 1e-3
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


@dataclass(frozen=True)
class _Layer:
    """A convolution of a source, for pictures in [-1,1]: its kernel (OIHW), and the batch norm behind it."""

    name: str
    kernel: Tensor
    scale: Tensor
    offset: Tensor
    mean: Tensor
    variance: Tensor
    epsilon: float

    def folded(self) -> tuple[Tensor, Tensor]:
        """Kernel and bias of one convolution that does the same."""
        scale = self.scale / torch.sqrt(self.variance + self.epsilon)
        return self.kernel * scale[:, None, None, None], self.offset - self.mean * scale


def load_backbone(backbone: Backbone, source: Path) -> None:
    """Copies the weights of a folder or a checkpoint into `backbone`; input channels beyond RGB start at zero.

    A folder says nothing of batch norms: where the backbone has some, they do nothing but add the bias until they are given
    statistics (`warm_start.adopt_statistics`). Raises ValueError if there are too few kernels or one's shape does not fit.
    """
    layers = _folder_layers(source) if source.is_dir() else _checkpoint_layers(torch.load(source, map_location="cpu"))
    convolutions = [module for module in backbone.modules() if isinstance(module, Conv)]
    for number, convolution in enumerate(convolutions):
        layer = next(layers, None)
        if layer is None:
            raise ValueError(f"{source}: {number} kernels, and the backbone has {len(convolutions)}")
        _copy(convolution, layer)


def _folder_layers(folder: Path) -> Iterator[_Layer]:
    values = np.fromfile(folder / "weights.f32.bin", np.float32)

    def tensor(place: dict) -> Tensor:
        count = int(np.prod(place["shape"]))
        return torch.from_numpy(values[place["off"] : place["off"] + count].reshape(place["shape"]).copy())

    for layer in json.loads((folder / "layers.json").read_text())["layers"]:
        if layer["op"] == "add":
            continue
        kernel, bias = tensor(layer["kernel"]), tensor(layer["bias"])
        # HWIO becomes OIHW; a depthwise HWC1 becomes C1HW.
        kernel = kernel.permute(3, 2, 0, 1) if layer["op"] == "conv" else kernel.permute(2, 3, 0, 1)
        ones = torch.ones_like(bias)
        yield _Layer(layer["name"], kernel, ones, bias, torch.zeros_like(bias), ones, 0.0)


def _checkpoint_layers(state: dict[str, Tensor]) -> Iterator[_Layer]:
    lite = "_conv_stem.weight" in state
    names = [name.removesuffix(".weight") for name, value in state.items() if name.endswith(".weight") and value.dim() == 4]
    for place, name in enumerate(names):
        norm = _lite_norm(name) if lite else _next_module(name)
        kernel, measured = state[f"{name}.weight"], state[f"{norm}.running_mean"]
        if place == 0 and not lite:
            # torchvision's wants ((x + 1) / 2 - mean) / std for x in [-1,1]; EfficientNet-Lite takes pictures in [-1,1].
            mean, std = (torch.tensor(values)[None, :, None, None] for values in (IMAGENET_MEAN, IMAGENET_STD))
            measured = measured - (kernel * (0.5 - mean) / std).sum((1, 2, 3))
            kernel = kernel * 0.5 / std
        epsilon = LITE_NORM_EPSILON if lite else NORM_EPSILON
        yield _Layer(name, kernel, state[f"{norm}.weight"], state[f"{norm}.bias"], measured, state[f"{norm}.running_var"], epsilon)


def _next_module(name: str) -> str:
    """torchvision's name of the batch norm behind a convolution: `features.1.conv.0.0` has `features.1.conv.0.1`."""
    path, index = name.rsplit(".", 1)
    return f"{path}.{int(index) + 1}"


def _lite_norm(name: str) -> str:
    """EfficientNet-Lite's: the first two of a block are `_bn0` and `_bn1`, and the last is `_bn2`; a block without expansion has no `_bn0`."""
    path, _, convolution = name.rpartition(".")
    norms = {"_conv_stem": "_bn0", "_conv_head": "_bn1", "_expand_conv": "_bn0", "_depthwise_conv": "_bn1", "_project_conv": "_bn2"}
    return f"{path}.{norms[convolution]}" if path else norms[convolution]


@torch.no_grad()
def _copy(target: Conv, layer: _Layer) -> None:
    kernel, bias = (layer.kernel, None) if target.bn is not None else layer.folded()
    weight = target.conv.weight
    inputs = kernel.shape[1]
    if weight[:, :inputs].shape != kernel.shape or (target.bn is None and target.conv.bias is None):
        raise ValueError(f"{layer.name}: kernel {tuple(kernel.shape)} does not fit {tuple(weight.shape)}")
    weight.zero_()
    weight[:, :inputs].copy_(kernel)
    if target.bn is None:
        target.conv.bias.copy_(bias)
        return
    target.bn.weight.copy_(layer.scale)
    target.bn.bias.copy_(layer.offset)
    target.bn.running_mean.copy_(layer.mean)
    # The norm adds its own epsilon; what it computes from these statistics is the same.
    target.bn.running_var.copy_(layer.variance + layer.epsilon - target.bn.eps)
