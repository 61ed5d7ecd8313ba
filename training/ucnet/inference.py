"""Samples, consensus and uncertainty of a trained network, as the application computes them."""

import numpy as np
from torch import Tensor

from ucnet.baselines import Baseline
from ucnet.model import UcNet

Array = np.ndarray


def normalise_rgb(rgb: Tensor) -> Tensor:
    """uint8 [B,3,H,W] to float in [-1,1]."""
    return rgb.float() / 127.5 - 1


def sample_maps(network: UcNet | Baseline, batch: dict[str, Tensor], count: int) -> tuple[Tensor, Tensor]:
    """(maps [C,B,1,H,W] in [0,1], corrected depth [B,1,H,W]); of a baseline one map, and the reading."""
    return network.saliency_maps(normalise_rgb(batch["rgb"]), batch["depth"], batch["valid"], count)


def consensus(maps: Array) -> Array:
    """Majority vote (paper, section 3): agreement times the mean of the samples that agree; [C,H,W] to [H,W]."""
    thresholds = np.minimum(2 * maps.mean((1, 2), keepdims=True), 1)
    votes = (maps >= thresholds) & (maps > 0)
    majority = 2 * votes.sum(0) > len(maps)
    agrees = votes == majority
    agreeing = agrees.sum(0)
    return agreeing / len(maps) * (maps * agrees).sum(0) / np.maximum(agreeing, 1)
