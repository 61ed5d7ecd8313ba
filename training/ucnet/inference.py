"""Samples, consensus and uncertainty of a trained network, as the application computes them."""

import numpy as np
import torch
from torch import Tensor

from ucnet.model import UcNet

Array = np.ndarray


def normalise_rgb(rgb: Tensor) -> Tensor:
    """uint8 [B,3,H,W] to float in [-1,1]."""
    return rgb.float() / 127.5 - 1


@torch.no_grad()
def sample_maps(network: UcNet, batch: dict[str, Tensor], count: int) -> tuple[Tensor, Tensor]:
    """(maps [C,B,1,H,W] in [0,1] with z from the prior, corrected depth [B,1,H,W])."""
    rgb = normalise_rgb(batch["rgb"])
    prior = network.prior(rgb, batch["depth"], batch["valid"])
    features, corrected = network.deterministic(rgb, batch["depth"], batch["valid"])
    maps = [torch.sigmoid(network.prediction_net(features, prior.sample())) for _ in range(count)]
    return torch.stack(maps), corrected


def consensus(maps: Array) -> Array:
    """Majority vote (paper, section 3): agreement times the mean of the samples that agree; [C,H,W] to [H,W]."""
    thresholds = np.minimum(2 * maps.mean((1, 2), keepdims=True), 1)
    votes = maps >= thresholds
    majority = 2 * votes.sum(0) > len(maps)
    agrees = votes == majority
    agreeing = agrees.sum(0)
    return agreeing / len(maps) * (maps * agrees).sum(0) / np.maximum(agreeing, 1)
