"""The hybrid loss of the paper (section 3.4): a conditional variational autoencoder and a Gaussian stochastic neural network."""

from typing import Protocol

import torch
from torch import Tensor

from ucnet.losses import boundary_weight, depth_loss, kl_divergence, smoothness_loss, structure_loss
from ucnet.model import DiagonalGaussian


class LossWeights(Protocol):
    """What a recipe says of the losses."""

    cvae_share: float
    """Of the autoencoder; the other network has the rest."""
    smoothness_weight: float
    depth_weight: float
    depth_boundary_share: float


def hybrid_loss(
    weights: LossWeights,
    kl_weight: float,
    latents: tuple[DiagonalGaussian, DiagonalGaussian],
    logits: tuple[Tensor, Tensor],
    corrected_depth: Tensor,
    batch: dict[str, Tensor],
    grey: Tensor,
) -> tuple[Tensor, dict[str, Tensor]]:
    """The total, a scalar, and its parts to report.

    `latents` are those of the posterior and of the prior, `logits` [B,1,H,W] those of a draw from each; `batch` holds truth, depth,
    clean and known of the training items; grey [B,1,H,W] in [0,1].
    """
    posterior, prior = latents
    posterior_logits, prior_logits = logits
    truth = batch["truth"]
    weight = boundary_weight(truth)
    reconstruction = structure_loss(posterior_logits, truth, weight).mean()
    generation = structure_loss(prior_logits, truth, weight).mean()
    divergence = kl_divergence(posterior, prior).mean()
    smoothness = smoothness_loss(torch.sigmoid(prior_logits), truth)
    depth_error = depth_loss(corrected_depth, batch["depth"], batch["clean"], batch["known"], grey, weights.depth_boundary_share)
    total = (
        weights.cvae_share * (reconstruction + kl_weight * divergence)
        + (1 - weights.cvae_share) * generation
        + weights.smoothness_weight * smoothness
        + weights.depth_weight * depth_error
    )
    parts = {"posterior": reconstruction, "prior": generation, "KL": divergence, "depth": depth_error}
    return total, {key: value.detach() for key, value in parts.items()}
