"""Where training items are cut out of their pictures."""

import cv2
import numpy as np
from numpy.random import Generator

Array = np.ndarray
Window = tuple[slice, slice]
"""Rows and columns of a crop."""


def random_window(shape: tuple[int, int], smallest: float, random: Generator) -> Window:
    """A crop anywhere, each side at least `smallest` of the picture's."""
    sides = [int(side * share) for side, share in zip(shape, random.uniform(smallest, 1, 2), strict=True)]
    starts = [int(random.integers(whole - side + 1)) for whole, side in zip(shape, sides, strict=True)]
    return np.s_[starts[0] : starts[0] + sides[0], starts[1] : starts[1] + sides[1]]


CLOSE_UP_SHARES = (0.36, 0.56)
"""Of a close-up, how much of it the object fills."""
SMALLEST_SIDE = 32
"""Of a close-up, in pixels of the photo: a smaller one shows nothing."""


def close_up(truth: Array, random: Generator) -> Window:
    """A crop around the object's middle that it fills to a share of CLOSE_UP_SHARES, if the picture reaches that far."""
    area = (truth > 127).mean() / random.uniform(*CLOSE_UP_SHARES)
    stretched = np.exp(random.uniform(-0.2, 0.2))
    scales = np.sqrt(area) * np.array([stretched, 1 / stretched])
    places = np.argwhere(truth > 127)
    middle = places.mean(0) if len(places) else np.array(truth.shape) / 2
    window = []
    for whole, scale, centre in zip(truth.shape, scales, middle, strict=True):
        side = int(np.clip(whole * scale, min(SMALLEST_SIDE, whole), whole))
        start = int(np.clip(centre - side * random.uniform(0.4, 0.6), 0, whole - side))
        window.append(slice(start, start + side))
    return window[0], window[1]


def turned(plane: Array, degrees: float, interpolation: int = cv2.INTER_LINEAR) -> Array:
    """A picture or plane turned about its middle to the left, at the same size; what comes in at the corners is its mirror image."""
    if degrees == 0:
        return plane
    height, width = plane.shape[:2]
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1)
    return cv2.warpAffine(plane, turn, (width, height), flags=interpolation, borderMode=cv2.BORDER_REFLECT_101)
