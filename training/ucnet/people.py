"""What people mark: a picture has candidates, and a person, a vector of three preferences, decides which of them are in.

A person a ~ N(0, 1)^3 says how generous they are, whether they prefer what is near, and whether they prefer what is large. A candidate
that a share p of all people would mark is in where

    probit(p) + (a1 + NEAR a2 n + LARGE a3 s) / sqrt(1 + (NEAR n)^2 + (LARGE s)^2) > 0

with its nearness n and its size s among the candidates of the picture, both in [-1, 1]. The fraction is a standard normal number, so
a share p of all people marks it, whatever n and s are; but everybody marks something, so that the only candidate of a picture is
in for all. The latents of the network are these three numbers, in standard deviations of
the prior: that is what gives each slider its meaning.
"""

from dataclasses import dataclass
from statistics import NormalDist

import cv2
import numpy as np
from numpy.random import Generator

Array = np.ndarray

PREFERENCES = 3
"""Generous, near, large."""
NEAR = 0.9
LARGE = 1.2
"""Weight of the second and the third preference beside the first."""
CLEARLY_NEARER = 0.12
"""Difference in depth that counts as half nearer."""
TINY = 0.004
"""Share of the picture below which a candidate has neither nearness nor size worth a preference."""


@dataclass(frozen=True)
class Candidate:
    """Something a person might mark."""

    mask: Array
    """uint8 [H,W], 0 to 255, soft at its edge."""
    share: float
    """How many of all people mark it, in (0, 1)."""


def probit(share: float) -> float:
    """Quantile of the standard normal distribution; shares of 0 and 1 count as a fifth of a thousandth from them."""
    return NormalDist().inv_cdf(min(max(share, 0.0002), 0.9998))


class People:
    """All people, looking at one picture."""

    def __init__(self, candidates: list[Candidate], depth: Array) -> None:
        """`depth` float [H,W], 1 is near: the picture's true or estimated geometry. Raises ValueError without a candidate."""
        if not candidates:
            raise ValueError("a picture needs a candidate")
        self.candidates = candidates
        self._thresholds = np.array([probit(candidate.share) for candidate in candidates])
        masks = [candidate.mask > 127 for candidate in candidates]
        areas = np.array([mask.mean() for mask in masks])
        counts = areas >= TINY
        near, large = np.zeros(len(masks)), np.zeros(len(masks))
        if counts.sum() > 1:
            medians = np.array([float(np.median(depth[mask])) if enough else 0.0 for mask, enough in zip(masks, counts)])
            near[counts] = np.tanh((medians[counts] - medians[counts].mean()) / CLEARLY_NEARER)
            sizes = np.log(areas[counts])
            large[counts] = np.tanh(sizes - sizes.mean())
        length = np.sqrt(1 + (NEAR * near) ** 2 + (LARGE * large) ** 2)
        self._weights = np.stack([np.ones(len(masks)), NEAR * near, LARGE * large], 1) / length[:, None]

    def chosen(self, person: Array) -> Array:
        """Which candidates a person a [3], or each of several [N,3], marks: bool [candidates] or [N,candidates].

        Everybody marks something: the candidate nearest to being in, where none is.
        """
        scores = self._thresholds + np.atleast_2d(person) @ self._weights.T
        chosen = scores > 0
        nothing = ~chosen.any(1)
        chosen[nothing, scores[nothing].argmax(1)] = True
        return chosen if np.ndim(person) == 2 else chosen[0]

    def answer(self, person: Array) -> Array:
        """What a person marks, uint8 [H,W]."""
        return np.maximum.reduce([candidate.mask for candidate, is_in in zip(self.candidates, self.chosen(person)) if is_in])

    def share(self, random: Generator, count: int = 64) -> Array:
        """How many of `count` people mark each pixel, float32 [H,W] in [0,1]."""
        shares = self.chosen(random.standard_normal((count, PREFERENCES))).mean(0)
        total = np.zeros(self.candidates[0].mask.shape, np.float32)
        for candidate, share in zip(self.candidates, shares):
            total = np.maximum(total, candidate.mask * np.float32(share / 255))
        return total


def share_candidates(levels: Array, people: int) -> list[Candidate]:
    """The candidates of a map that says how many of so many people marked each pixel, uint8 [H,W]: one for each level and place.

    Pixels of one level that touch are one candidate; those nobody marked are none.
    """
    candidates = []
    for level in np.unique(levels[levels > 0]):
        count, labels, statistics, _ = cv2.connectedComponentsWithStats((levels == level).astype(np.uint8), connectivity=8)
        small = np.zeros(levels.shape, bool)
        for place in range(1, count):
            mask = labels == place
            if statistics[place, cv2.CC_STAT_AREA] < TINY * levels.size:
                small |= mask
            else:
                candidates.append(Candidate(mask.astype(np.uint8) * 255, level / people))
        if small.any():
            candidates.append(Candidate(small.astype(np.uint8) * 255, level / people))
    return candidates
