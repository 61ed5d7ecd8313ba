"""Losses of UC-Net (paper, sections 3.2 to 3.4). Maps are [B,1,H,W]; every loss returns a scalar unless it says otherwise."""

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
    """1 - 2 |gD ∩ gI| / (|gD| + |gI|) between gradient magnitudes ("semantic guided" term of the depth loss), [B]."""
    depth_edges = gradient_magnitude(corrected_depth)
    photo_edges = gradient_magnitude(grey)
    shared = torch.minimum(depth_edges, photo_edges).sum((1, 2, 3))
    return 1 - 2 * shared / (depth_edges + photo_edges).sum((1, 2, 3)).clamp_min(1e-6)


def depth_loss(
    corrected_depth: Tensor, depth: Tensor, clean_depth: Tensor, known: Tensor, grey: Tensor, boundary_share: float
) -> Tensor:
    """Mean absolute error against the clean depth, whether it is less than the reading's, and the weighted boundary term.

    `depth` is the reading, 0 in holes; `known` [B] is 1 where the clean depth is known, and other pictures do not count. The error of a picture is divided by its reading's own (plus 0.015): else pictures whose
    depth is useless outweigh the sound ones, and the network never learns to leave a sound reading alone. The second term is
    the share of pictures that the correction makes worse, with a sigmoid instead of a step: most of those, sound ones, are
    missed by some thousandths of their reading's error, of which a mean takes no notice.
    """
    difference = corrected_depth - clean_depth
    error = smooth_absolute(difference).mean((1, 2, 3))
    reading_error = (depth - clean_depth).abs().mean((1, 2, 3))
    ratio = difference.abs().mean((1, 2, 3)) / (reading_error + 0.0002)
    worse = torch.sigmoid((ratio - 1) / WORSE_SOFTNESS)
    each = 0.08 * error / (reading_error + 0.015) + 0.05 * worse + boundary_share * boundary_iou_loss(corrected_depth, grey)
    return (known * each).sum() / known.sum().clamp_min(1)


WORSE_SOFTNESS = 0.05
"""How far from the reading's error, as a share of it, a correction's still counts as in part better or worse."""


def smooth_absolute(difference: Tensor) -> Tensor:
    """|difference|, quadratic below 0.002, so that its derivative is continuous."""
    return functional.smooth_l1_loss(difference, torch.zeros_like(difference), beta=0.002, reduction="none")


def soft_jaccard(first: Tensor, second: Tensor) -> Tensor:
    """1 - sum of minima / sum of maxima of maps [...,1,H,W] in [0,1]: the Jaccard distance where they are binary, [...]."""
    smaller, larger = torch.minimum(first, second).sum((-3, -2, -1)), torch.maximum(first, second).sum((-3, -2, -1))
    return 1 - smaller / larger.clamp_min(1e-6)


def map_distance(first: Tensor, second: Tensor) -> Tensor:
    """What the energy score takes for the distance of two maps [...,1,H,W]: soft Jaccard plus twice the mean absolute difference."""
    return soft_jaccard(first, second) + 2 * (first - second).abs().mean((-3, -2, -1))


def energy_score(maps: Tensor, answers: Tensor) -> Tensor:
    """Energy score (Gneiting and Raftery, JASA 2007) of draws [N,B,1,H,W] for the answers of N people [N,B,1,H,W], [B]; N of 2 or more.

    Mean distance of a draw from another person's answer, less half the mean distance of two different draws. It is least where the
    draws are distributed as the answers are: a draw is not pulled to their mean, as it is by a loss between one draw and one answer.
    Draw i may be that of person i, who tells nothing of the others; so the two are not held against each other here.
    """
    count = len(maps)
    score = maps.new_zeros(maps.shape[1])
    for first in range(count):
        for second in range(first):
            crossed = map_distance(maps[first], answers[second]) + map_distance(maps[second], answers[first])
            score = score + (crossed - map_distance(maps[first], maps[second])) / (count * (count - 1))
    return score


def mean_map_loss(maps: Tensor, share: Tensor) -> Tensor:
    """Squared distance of the mean of all draws from the share of people who mark each pixel [B,1,H,W], estimated from N draws
    [N,B,1,H,W]: a scalar, which may be negative.

    Least where the mean is that share, so that it is a calibrated probability. The mean of the products of different draws' errors
    has the square of the expected error for its own expectation. The square of a mean of few draws has their variance in it as well,
    and would punish draws for being different.
    """
    errors = maps - share
    count = len(maps)
    return ((errors.sum(0).square() - errors.square().sum(0)) / (count * (count - 1))).mean()


def inference_loss(posterior: DiagonalGaussian, z: Tensor, prior: DiagonalGaussian) -> Tensor:
    """Negative log-likelihood, in nats without its constant, of the latent z [B,K] under the posterior, z and posterior in the prior's units: a scalar.

    The person behind an answer is known in training; this teaches the posterior to find them, and to stay with the prior where the
    answer does not tell (as the sleep phase of Hinton et al., Science 1995, trains a recognition network).
    """
    scale = torch.exp(-0.5 * prior.log_var)
    distance = ((z - posterior.mu) * scale).square()
    log_variance = posterior.log_var - prior.log_var
    return 0.5 * (distance * torch.exp(-log_variance) + log_variance).sum(1).mean()
