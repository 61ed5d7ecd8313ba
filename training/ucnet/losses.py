"""Losses of UC-Net (paper, sections 3.2 to 3.4). Maps are [B,1,H,W]; every loss returns a scalar unless it says otherwise."""

from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional

from ucnet.model import DiagonalGaussian


def boundary_weight(ground_truth: Tensor, window: int = 31) -> Tensor:
    """1 + 5 * |average over a window - y|: pixels near the object's boundary weigh up to six times more.

    The square window is averaged as a row after a column, which gives the same sum at a fraction of the cost.
    """
    half = window // 2
    averaged = functional.avg_pool2d(ground_truth, (window, 1), 1, (half, 0))
    averaged = functional.avg_pool2d(averaged, (1, window), 1, (0, half))
    return 1 + 5 * (averaged - ground_truth).abs()


def structure_loss(logits: Tensor, ground_truth: Tensor, weight: Tensor) -> Tensor:
    """Weighted binary cross-entropy plus weighted IoU loss, one value per image, [B].

    The cross-entropy is weighted per pixel before it is averaged.
    """
    cross_entropy = functional.binary_cross_entropy_with_logits(logits, ground_truth, reduction="none")
    weighted_cross_entropy = (weight * cross_entropy).sum((1, 2, 3)) / weight.sum((1, 2, 3))
    probability = torch.sigmoid(logits)
    intersection = (probability * ground_truth * weight).sum((1, 2, 3))
    union = ((probability + ground_truth) * weight).sum((1, 2, 3)) - intersection
    return weighted_cross_entropy + 1 - (intersection + 1) / (union + 1)


def kl_divergence(q: DiagonalGaussian, p: DiagonalGaussian) -> Tensor:
    """KL(q || p) of diagonal Gaussians in nats, summed over the latent dimensions, one value per image, [B]."""
    ratio = torch.exp(q.log_var - p.log_var)
    distance = (q.mu - p.mu).square() / torch.exp(p.log_var)
    return 0.5 * (ratio + distance - 1 - (q.log_var - p.log_var)).sum(1)


def smoothness_loss(saliency_map: Tensor, ground_truth: Tensor) -> Tensor:
    """First derivatives of the map, damped where the ground truth has an edge, under a Charbonnier penalty."""
    total = saliency_map.new_zeros(())
    for axis in (2, 3):
        derivative = saliency_map.diff(dim=axis)
        damping = torch.exp(-10 * ground_truth.diff(dim=axis).abs())
        total = total + torch.sqrt((derivative * damping).square() + 1e-6).mean()
    return total


def gradient_magnitude(image: Tensor) -> Tensor:
    """Magnitude of forward differences of [B,1,H,W], same size (zero on the last row and column)."""
    vertical = functional.pad(image.diff(dim=2), (0, 0, 0, 1))
    horizontal = functional.pad(image.diff(dim=3), (0, 1))
    return torch.sqrt(vertical.square() + horizontal.square() + 1e-8)


def boundary_iou_loss(corrected_depth: Tensor, grey: Tensor) -> Tensor:
    """1 - 2 |gD ∩ gI| / (|gD| + |gI|) between gradient magnitudes ("semantic guided" term of the depth loss)."""
    depth_edges = gradient_magnitude(corrected_depth)
    photo_edges = gradient_magnitude(grey)
    shared = torch.minimum(depth_edges, photo_edges).sum((1, 2, 3))
    return (1 - 2 * shared / (depth_edges + photo_edges).sum((1, 2, 3)).clamp_min(1e-6)).mean()


def depth_loss(corrected_depth: Tensor, depth: Tensor, clean_depth: Tensor, grey: Tensor, boundary_share: float) -> Tensor:
    """Mean absolute error against the clean depth, whether it is less than the reading's, and the weighted boundary term.

    `depth` is the reading, 0 in holes. The error of a picture is divided by its reading's own (plus 0.015): else pictures whose
    depth is useless outweigh the sound ones, and the network never learns to leave a sound reading alone. The second term is
    the share of pictures that the correction makes worse, with a sigmoid instead of a step: most of those, sound ones, are
    missed by some thousandths of their reading's error, of which a mean takes no notice.
    """
    difference = corrected_depth - clean_depth
    error = smooth_absolute(difference).mean((1, 2, 3))
    reading_error = (depth - clean_depth).abs().mean((1, 2, 3))
    ratio = difference.abs().mean((1, 2, 3)) / (reading_error + 0.0002)
    worse = torch.sigmoid((ratio - 1) / WORSE_SOFTNESS)
    return (0.08 * error / (reading_error + 0.015) + 0.05 * worse).mean() + boundary_share * boundary_iou_loss(
        corrected_depth, grey
    )


WORSE_SOFTNESS = 0.05
"""How far from the reading's error, as a share of it, a correction's still counts as in part better or worse."""


def smooth_absolute(difference: Tensor) -> Tensor:
    """|difference|, quadratic below 0.002, so that its derivative is continuous."""
    return functional.smooth_l1_loss(difference, torch.zeros_like(difference), beta=0.002, reduction="none")


def best_of_many(losses: Tensor, several: Tensor) -> Tensor:
    """Losses [N,B] of N draws from the prior: the least of a picture that has several right answers, else the mean; [B].

    One answer is taught at a time. The mean would pull every draw towards a mixture of the answers; the least lets each
    draw keep to one (Bhattacharyya et al., CVPR 2018).
    """
    return torch.where(several, losses.amin(0), losses.mean(0))


VOTE_SOFTNESS = 0.05
"""How far from its threshold a value still changes a soft vote."""
MAJORITY_SOFTNESS = 0.1
"""How far from one half a share of votes still changes a soft majority."""


def soft_consensus(maps: Tensor) -> Tensor:
    """Consensus by majority vote of maps [C,B,1,H,W] in [0,1] (paper, section 3.5) with votes that have a derivative, [B,1,H,W].

    A vote is a sigmoid of the distance to the adaptive threshold, twice the map's mean, and the majority one of the distance
    of the votes' share to one half. The thresholds are taken as given: a map must not move its own. They are not cut at 1:
    no value lies above it, so the hard vote is the same, and the soft one is not left undecided.
    """
    thresholds = 2 * maps.detach().mean((3, 4), keepdim=True)
    votes = torch.sigmoid((maps - thresholds) / VOTE_SOFTNESS)
    majority = torch.sigmoid((votes.mean(0) - 0.5) / MAJORITY_SOFTNESS)
    return majority * (votes * maps).mean(0) + (1 - majority) * ((1 - votes) * maps).mean(0)


def consensus_loss(maps: Tensor, ground_truth: Tensor, several: Tensor) -> Tensor:
    """Mean absolute error of the soft consensus of several draws, over the pictures of a batch that have one right answer.

    It is what is shown in the end, and the vote is hard on values between a map's two levels: where the threshold of a
    large object lies among its own values, sound samples vote against each other.
    """
    error = (soft_consensus(maps) - ground_truth).abs().mean((1, 2, 3))
    return torch.where(several, torch.zeros_like(error), error).mean()


def kept_difference(logits: Tensor, several: Tensor, apart_below: float, alike_from: float) -> Tensor:
    """How much of the samples' differences is to be left where one large object is the only right answer, [B] in [0,1].

    All of it where the maps of draws, given as logits [N,B,1,H,W], cover at most `apart_below` of the picture on average, nothing
    where they cover `alike_from` or more, linearly between; all of it where there are `several` right answers, [B].
    """
    covered = torch.sigmoid(logits).mean((0, 2, 3, 4))
    kept = ((alike_from - covered) / (alike_from - apart_below)).clamp(0, 1)
    return torch.where(several, torch.ones_like(kept), kept)


SUREST_LOGIT = 9.0
"""Logits beyond it are all the same to `agreement_loss`: 0.9999 as a probability, 1 in a map of 8 bits."""


def agreement_loss(logits: Tensor, wanted: Tensor) -> tuple[Tensor, Tensor]:
    """How far draws [N,B,1,H,W] lie from those wanted, and their differences among each other from those wanted, [B] each.

    The second is what the vote sees: of a large object whose values lie about its threshold, draws that differ by a hundredth
    vote against each other. So its penalty is absolute near zero: a difference is to vanish, not to become small.
    """
    wanted = wanted.clamp(-SUREST_LOGIT, SUREST_LOGIT)
    sure_enough = (wanted.abs() >= SUREST_LOGIT) & (logits / wanted >= 1)
    difference = torch.where(sure_enough, torch.zeros_like(logits), logits - wanted)
    level = functional.smooth_l1_loss(difference, torch.zeros_like(difference), beta=0.3, reduction="none")
    spread = (difference - difference.mean(0)).abs()
    return level.mean((0, 2, 3, 4)), spread.mean((0, 2, 3, 4))


class LossWeights(Protocol):
    """What a recipe says of the losses."""

    cvae_share: float
    consensus_weight: float
    smoothness_weight: float
    depth_weight: float
    depth_boundary_share: float


def hybrid_loss(
    weights: LossWeights,
    kl_weight: float,
    latents: tuple[DiagonalGaussian, DiagonalGaussian],
    logits: tuple[Tensor, list[Tensor]],
    corrected_depth: Tensor,
    batch: dict[str, Tensor],
    grey: Tensor,
) -> tuple[Tensor, dict[str, Tensor]]:
    """CVAE and GSNN hybrid (paper, section 3.4) with the consensus, smoothness and depth terms: (total, its parts to report).

    `latents` are those of the posterior and of the prior; `logits` those of one draw from the posterior and of any number of
    draws from the prior; `batch` holds truth, depth, clean and several of the training items; grey in [0,1].
    """
    posterior, prior = latents
    posterior_logits, prior_logits = logits
    truth = batch["truth"]
    weight = boundary_weight(truth)
    reconstruction = structure_loss(posterior_logits, truth, weight).mean()
    draws = torch.stack([structure_loss(draw, truth, weight) for draw in prior_logits])
    generation = best_of_many(draws, batch["several"]).mean()
    divergence = kl_divergence(posterior, prior).mean()
    maps = torch.sigmoid(torch.stack(prior_logits))
    agreed = consensus_loss(maps, truth, batch["several"])
    smoothness = smoothness_loss(maps[0], truth)
    depth_error = depth_loss(corrected_depth, batch["depth"], batch["clean"], grey, weights.depth_boundary_share)
    total = (
        weights.cvae_share * (reconstruction + kl_weight * divergence)
        + (1 - weights.cvae_share) * generation
        + weights.consensus_weight * agreed
        + weights.smoothness_weight * smoothness
        + weights.depth_weight * depth_error
    )
    parts = {"posterior": reconstruction, "prior": generation, "KL": divergence, "consensus": agreed, "depth": depth_error}
    return total, {key: value.detach() for key, value in parts.items()}
