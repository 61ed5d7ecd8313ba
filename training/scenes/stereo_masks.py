"""Ground-truth masks of the two stereo photographs, cut out of the true disparity that their authors measured with structured light.

The numbers are chosen by eye for these two pictures: both subjects stand clear of everything else by their depth.
"""

from pathlib import Path

import cv2
import numpy as np

# Motorcycle: patches (top, bottom, left, right) of bare floor, and the disparity that all shelves, bench and wall stay below.
BARE_FLOOR = ((380, 480, 10, 110), (430, 490, 350, 520), (380, 440, 700, 735))
BEHIND = 32.0
CLEARANCE = 1.6
# Aloe: columns that show the cloth in almost every row, and by how much the plant stands clear of it (top, bottom, left, right,
# disparity). The cloth bulges forward on the left; the thin leaves on the right and the foot of the pot are close to it; the last
# rows show the edge of the table.
BARE_CLOTH = ((20, 160), (1140, 1270))
CLEARANCES = ((0, 1110, 0, 1282, 23.0), (0, 940, 750, 1282, 12.0), (1000, 1075, 742, 1030, 8.0),
              (1096, 1110, 0, 1282, 255.0))


def motorcycle_mask(path: Path) -> np.ndarray:
    """What stands clear of the floor plane and of everything farther away, 0/255, at the size of the true disparity."""
    truth = np.load(path)["arr_0"].astype(np.float64)
    rows, columns = np.indices(truth.shape)
    plane = np.stack([columns, rows, np.ones_like(rows)], -1)
    bare = np.zeros(truth.shape, bool)
    for top, bottom, left, right in BARE_FLOOR:
        bare[top:bottom, left:right] = True
    bare &= np.isfinite(truth)
    floor = plane @ np.linalg.lstsq(plane[bare], truth[bare], rcond=None)[0]
    return _tidy(np.isfinite(truth) & (truth > np.maximum(floor, BEHIND) + CLEARANCE), 7, 60)


def aloe_mask(path: Path) -> np.ndarray:
    """What stands clear of the cloth beside it in the same row, 0/255, at the size of the true disparity."""
    truth = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE).astype(np.float32)
    beside = np.concatenate([truth[:, left:right] for left, right in BARE_CLOTH], 1)
    # Unmeasured pixels are 0, leaves are higher: the 40th percentile of the measured ones is cloth.
    cloth = np.nanpercentile(np.where(beside > 0, beside, np.nan), 40, axis=1).astype(np.float32)
    cloth = cv2.GaussianBlur(cloth[:, None], (0, 0), 4)
    needed = np.zeros_like(truth)
    for top, bottom, left, right, clearance in CLEARANCES:
        needed[top:bottom, left:right] = clearance
    return _tidy(truth - cloth > needed, 9, 2500)


def _tidy(mask: np.ndarray, gap: int, hole: int) -> np.ndarray:
    """Closes slits of up to `gap` pixels and holes of less than `hole` pixels, drops specks; 0/255."""
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (gap, gap)))
    without_specks = _drop_small(closed, closed.size // 500)
    return 255 * (1 - _drop_small(1 - without_specks, hole))


def _drop_small(mask: np.ndarray, smallest: int) -> np.ndarray:
    """A 0/1 mask without its connected parts of less than `smallest` pixels."""
    _, labels, figures, _ = cv2.connectedComponentsWithStats(mask)
    large = figures[:, cv2.CC_STAT_AREA] >= smallest
    large[0] = False
    return large[labels].astype(np.uint8)
