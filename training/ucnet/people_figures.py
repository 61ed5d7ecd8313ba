"""How the samples of a network compare with what twelve people marked on each photo; the reference is `src/metrics/peopleEvaluator.ts`."""

import cv2
import numpy as np
import torch

from ucnet.inference import sample_maps
from ucnet.metrics import Rows
from ucnet.model import UcNet
from ucnet.packing import PEOPLE, PackedPairs

Array = np.ndarray

AGREE_BELOW, DISAGREE_ABOVE = 0.03, 0.15
"""Mean distance between two people up to which they agree on a photo, and from which on they disagree."""


def distances(first: Array, second: Array) -> Array:
    """1 - IoU of each mask of [N,P] with each of [M,P], both bool, [N,M]; two empty masks agree."""
    first, second = first.astype(np.float32), second.astype(np.float32)
    shared = first @ second.T
    union = first.sum(1)[:, None] + second.sum(1)[None] - shared
    return np.where(union > 0, 1 - shared / np.maximum(union, 1), 0)


def mean_pair(pairs: Array) -> float:
    """Mean over the pairs of two different ones of a square matrix of distances; 0 for a single one."""
    count = len(pairs)
    return float((pairs.sum() - np.trace(pairs)) / (count * (count - 1))) if count > 1 else 0.0


def people_masks(levels: Array) -> Array:
    """The level sets of a map that says how many people marked each pixel: what each of PEOPLE nested people marked, bool [PEOPLE,P]."""
    return levels.reshape(1, -1) >= np.arange(1, PEOPLE + 1)[:, None]


@torch.no_grad()
def people_figures(network: torch.nn.Module, pairs: PackedPairs, sample_count: int = 5, size: int | None = None, with_depth: bool = False) -> Rows:
    """Of each of the photos, whose truths are such maps: energy distance of the samples and of their mean map alone to the people,
    correlation of the samples' variance with share * (1 - share), also for the photos alone where people disagree (where they agree it has next
    to nothing to go by), how far samples lie apart, how undecided each is, and what each latent moves.

    Without depth, or with the packed one; at the network's size, the people's maps resized to it.
    """
    network.eval()
    torch.manual_seed(1)
    side = size or network.configuration.input_size
    rows = []
    for number in range(len(pairs)):
        photo, levels = pairs[number]
        levels = cv2.resize(levels, (side, side), interpolation=cv2.INTER_NEAREST)
        photo = cv2.resize(photo, (side, side), interpolation=cv2.INTER_AREA if min(photo.shape[:2]) > side else cv2.INTER_LINEAR)
        depth = torch.zeros(1, 1, side, side)
        if with_depth:
            depth[0, 0] = torch.from_numpy(cv2.resize(pairs.depth(number), (side, side)))
        batch = {"rgb": torch.from_numpy(photo.transpose(2, 0, 1).copy())[None], "depth": depth, "valid": torch.full_like(depth, float(with_depth))}
        maps = sample_maps(network, batch, sample_count)[0][:, 0, 0].numpy()
        people, samples, mean = people_masks(levels), maps.reshape(len(maps), -1) > 0.5, maps.mean(0).reshape(1, -1)
        own = mean_pair(distances(people, people))
        apart = mean_pair(distances(samples, samples))
        share = levels / PEOPLE
        row = {
            "energy distance": 2 * distances(samples, people).mean() - apart - own,
            "of the mean map": 2 * distances(mean > 0.5, people).mean() - own,
            "correlation": correlation(maps.var(0), share * (1 - share)),
            "mean map's error": float(np.abs(mean - share.reshape(1, -1)).mean()),
            "apart": apart,
            "undecided": undecided(maps),
        }
        if own < AGREE_BELOW:
            row["apart, agreed"] = apart
        if own > DISAGREE_ABOVE:
            row["apart, disagreed"] = apart
            row["correlation, disagreed"] = row["correlation"]
            if isinstance(network, UcNet):
                row |= latent_moves(network, batch)
        rows.append(row)
    return rows


def undecided(maps: Array, margin: float = 0.1) -> float:
    """Of the pixels that samples [N,H,W] may mark (above `margin`), the share that they are not sure of (below 1 - `margin`); 0 where they mark none.

    A person's answer has no such pixels but at its edges.
    """
    marked = (maps > margin).sum()
    return float(((maps > margin) & (maps < 1 - margin)).sum() / marked) if marked else 0.0


def latent_moves(network: UcNet, batch: dict[str, torch.Tensor], sigmas: float = 2.0, by: float = 0.1) -> dict[str, float]:
    """For each latent, the share of pixels that move by more than `by` from -`sigmas` to +`sigmas` with the others at their means."""
    rgb = batch["rgb"].float() / 127.5 - 1
    prior = network.prior(rgb, batch["depth"], batch["valid"])
    features, _ = network.deterministic(rgb, batch["depth"], batch["valid"])
    moves = {}
    for place in range(prior.mu.shape[1]):
        step = torch.zeros_like(prior.mu)
        step[:, place] = sigmas * torch.exp(0.5 * prior.log_var[:, place])
        low, high = (torch.sigmoid(network.prediction_net(features, prior.mu + sign * step)) for sign in (-1, 1))
        moves[f"z{place + 1} moves"] = float(((high - low).abs() > by).float().mean())
    return moves


def correlation(first: Array, second: Array) -> float:
    """Pearson's; NaN where one of them is constant."""
    if min(first.std(), second.std()) < 1e-9:
        return float("nan")
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])
