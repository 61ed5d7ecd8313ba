"""Depth as a stereo camera would measure it: the photo is warped into a second view by its clean depth, and a real matcher
(semi-global matching, Hirschmüller, CVPR 2005, as in OpenCV) compares the two. Its errors then follow the photo's own
texture and edges: streaks, bleeding over thin parts, nothing on plain walls, shadows beside the foreground.
"""

import cv2
import numpy as np
from numpy.random import Generator

Array = np.ndarray

FLOW_SHARE = 0.4
"""How often the two views are compared by optical flow instead of semi-global matching."""


def fill_rows(values: Array, known: Array) -> Array:
    """Fills unknown values of [H,W] with the smaller (farther) of the nearest known ones on their row; 0 on empty rows."""
    height, width = values.shape
    columns = np.broadcast_to(np.arange(width), (height, width))
    left = np.maximum.accumulate(np.where(known, columns, -1), axis=1)
    right = np.minimum.accumulate(np.where(known, columns, width)[:, ::-1], axis=1)[:, ::-1]
    rows = np.arange(height)[:, None]
    beyond = np.float32(np.inf)
    from_left = np.where(left >= 0, values[rows, np.maximum(left, 0)], beyond)
    from_right = np.where(right < width, values[rows, np.minimum(right, width - 1)], beyond)
    nearest = np.minimum(from_left, from_right)
    return np.where(known, values, np.where(np.isfinite(nearest), nearest, 0)).astype(np.float32)


def second_view(photo: Array, disparity: Array) -> Array:
    """The photo (uint8 [H,W,3]) as seen by a camera to the right; `disparity` [H,W] in pixels, near parts hide far ones."""
    height, width = disparity.shape
    # Whole numbers of 16 bits are sorted several times as fast; a hundredth of a pixel hides nothing.
    order = np.argsort((disparity * 100).astype(np.int16), axis=None, kind="stable")
    rows, columns = np.divmod(order, width)
    target = np.rint(columns - disparity.reshape(-1)[order]).astype(int)
    inside = target >= 0
    # Later assignments win, and the order runs from far to near.
    seen = np.full((height, width), np.nan, np.float32)
    seen[rows[inside], target[inside]] = disparity.reshape(-1)[order][inside]
    known = np.isfinite(seen)
    there = fill_rows(np.where(known, seen, 0), known)
    grid_x = np.arange(width, dtype=np.float32)[None, :] + there
    grid_y = np.broadcast_to(np.arange(height, dtype=np.float32)[:, None], (height, width)).copy()
    return cv2.remap(photo, grid_x, grid_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


def match(photo: Array, other: Array, reach: int, random: Generator) -> tuple[Array, Array]:
    """Semi-global matching of random quality: (disparity in pixels, found), [H,W]; `reach` is the largest disparity."""
    candidates = 16 * int(np.ceil((reach + 4) / 16))
    block = int(random.choice((3, 5, 7, 9)))
    penalty = block * block * random.uniform(0.3, 3)
    matcher = cv2.StereoSGBM_create(
        minDisparity=0,
        numDisparities=candidates,
        blockSize=block,
        P1=int(8 * penalty),
        P2=int(32 * penalty),
        disp12MaxDiff=int(random.choice((-1, 1, 2))),
        uniquenessRatio=int(random.integers(0, 12)),
        speckleWindowSize=int(random.choice((0, 50, 150))),
        speckleRange=2,
        mode=cv2.STEREO_SGBM_MODE_SGBM_3WAY,
    )
    # The matcher leaves the first columns empty; a reflected margin keeps them inside the picture.
    margins = [
        cv2.copyMakeBorder(cv2.cvtColor(view, cv2.COLOR_RGB2GRAY), 0, 0, candidates, 0, cv2.BORDER_REFLECT_101)
        for view in (photo, other)
    ]
    disparity = matcher.compute(*margins)[:, candidates:].astype(np.float32) / 16
    return disparity, disparity >= 0


def flow(photo: Array, other: Array, random: Generator) -> Array:
    """Disparity in pixels by dense optical flow (DIS, Kroeger et al., ECCV 2016, as in OpenCV), [H,W]: no holes, edges round and displaced."""
    quality = (cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST, cv2.DISOPTICAL_FLOW_PRESET_FAST, cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    method = cv2.DISOpticalFlow_create(quality[int(random.integers(3))])
    views = [cv2.cvtColor(view, cv2.COLOR_RGB2GRAY) for view in (photo, other)]
    return np.maximum(-method.calc(*views, None)[..., 0], 0)


def measure_by_stereo(clean: Array, photo: Array, random: Generator) -> tuple[Array, Array]:
    """What a stereo camera makes of the clean depth: (disparity scaled to about [0,1], found), [H,W] float32 and bool.

    A part comes from optical flow, which leaves no holes. Of the rest, half of the time holes are filled from the farther side of their row and smoothed, as dense depth maps of
    published data sets are; otherwise they stay holes.
    """
    width = clean.shape[1]
    reach = width * random.uniform(0.05, 0.16)
    offset = random.uniform(0, 3)
    other = second_view(photo, clean * reach + offset).astype(np.float32)
    other = other * random.uniform(0.9, 1.1) + random.standard_normal(other.shape, np.float32) * random.uniform(0, 6)
    if random.random() < 0.3:
        other = cv2.GaussianBlur(other, (0, 0), random.uniform(0.4, 1.2))
    other = np.clip(other, 0, 255).astype(np.uint8)
    if random.random() < FLOW_SHARE:
        depth = (flow(photo, other, random) - offset) / reach
        return np.clip(depth, 0, 1).astype(np.float32), np.ones(depth.shape, bool)
    disparity, found = match(photo, other, int(reach + offset) + 1, random)
    depth = (disparity - offset) / reach
    if random.random() < 0.5:
        depth = fill_rows(depth, found)
        depth = cv2.medianBlur(depth, 5)
        if random.random() < 0.5:
            depth = cv2.GaussianBlur(depth, (0, 0), random.uniform(0.5, 3))
        found = np.ones_like(found)
    return np.where(found, np.clip(depth, 0, 1), 0).astype(np.float32), found
