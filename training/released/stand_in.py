"""Weights and inputs that any language can regenerate; the released network's outputs for them are on record."""

import math
import zlib

import numpy as np
import torch
from torch import Tensor

from released.network import INPUT_SIZE, ReleasedUcNet

SEED = 1
RGB_MEAN = (0.485, 0.456, 0.406)
RGB_STANDARD_DEVIATION = (0.229, 0.224, 0.225)


def _mix(x: np.ndarray) -> np.ndarray:
    x = x.astype(np.uint32)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    return x ^ (x >> np.uint32(16))


def uniforms(name: str, count: int) -> np.ndarray:
    """u(name, 0) to u(name, count - 1), float64 in [-1,1)."""
    key = np.uint32(zlib.crc32(name.encode()) ^ SEED)
    return _mix(_mix(np.arange(1, count + 1)) ^ key) / 2**32 * 2 - 1


def _weight(name: str, shape: torch.Size) -> np.ndarray:
    u = uniforms(name, math.prod(shape)).reshape(shape)
    if name.endswith("running_var"):
        return 1 + 0.5 * u
    if name.endswith(("running_mean", "bias")):
        return 0.1 * u
    return 1 + 0.2 * u if len(shape) == 1 else u * math.sqrt(3 / math.prod(shape[1:]))


def load_stand_in_weights(network: ReleasedUcNet) -> None:
    values = {
        name: torch.zeros_like(tensor)
        if name.endswith("num_batches_tracked")
        else torch.from_numpy(_weight(name, tensor.shape).astype(np.float32))
        for name, tensor in network.state_dict().items()
    }
    network.load_state_dict(values)


def stand_in_input() -> tuple[Tensor, Tensor, Tensor]:
    """(normalised rgb, depth, ground truth), [1,3,S,S], [1,3,S,S] and [1,1,S,S]."""
    y, x = np.mgrid[:INPUT_SIZE, :INPUT_SIZE] / (INPUT_SIZE - 1)

    def plane(kind: str, channel: int) -> np.ndarray:
        u = uniforms(f"input.{kind}.{channel}", 4)
        return 0.5 + 0.5 * np.sin(2 * np.pi * ((1 + 3 * abs(u[0])) * x + (1 + 3 * abs(u[1])) * y + u[2]))

    channels = enumerate(zip(RGB_MEAN, RGB_STANDARD_DEVIATION))
    rgb = np.stack([(plane("rgb", channel) - mean) / deviation for channel, (mean, deviation) in channels])
    depth = np.stack([plane("depth", 0)] * 3)
    rgb, depth, truth = (torch.from_numpy(value[None].astype(np.float32)) for value in (rgb, depth, rgb[:1] > 0))
    return rgb, depth, truth
