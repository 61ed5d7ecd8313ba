"""Loads MobileNetV2 weights (batch norm folded) into the backbone.

The file is a flat float32 blob with a `layers.json` that lists, in order, convolutions (kernel HWIO) and depthwise
convolutions (kernel HWC1) with offsets; their order is that of `MobileNetV2.blocks`.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ucnet.blocks import Conv, MobileNetV2


def load_backbone(backbone: MobileNetV2, folder: Path) -> None:
    """Copies the weights of `folder` into `backbone`; input channels beyond RGB start at zero.

    Raises ValueError if a kernel's shape does not fit.
    """
    values = np.fromfile(folder / "weights.f32.bin", np.float32)
    layers = [layer for layer in json.loads((folder / "layers.json").read_text())["layers"] if layer["op"] != "add"]
    convolutions = [module for module in backbone.modules() if isinstance(module, Conv)]
    for convolution, layer in zip(convolutions, layers):
        kernel = _tensor(values, layer["kernel"])
        # HWIO becomes OIHW; a depthwise HWC1 becomes C1HW.
        kernel = kernel.permute(3, 2, 0, 1) if layer["op"] == "conv" else kernel.permute(2, 3, 0, 1)
        _copy(convolution.conv, kernel, _tensor(values, layer["bias"]), layer["name"])


def _tensor(values: np.ndarray, place: dict) -> torch.Tensor:
    count = int(np.prod(place["shape"]))
    return torch.from_numpy(values[place["off"] : place["off"] + count].reshape(place["shape"]).copy())


def _copy(target: nn.Conv2d, kernel: torch.Tensor, bias: torch.Tensor, name: str) -> None:
    inputs = kernel.shape[1]
    if target.weight[:, :inputs].shape != kernel.shape or target.bias is None:
        raise ValueError(f"{name}: kernel {tuple(kernel.shape)} does not fit {tuple(target.weight.shape)}")
    with torch.no_grad():
        target.weight.zero_()
        target.weight[:, :inputs].copy_(kernel)
        target.bias.copy_(bias)
