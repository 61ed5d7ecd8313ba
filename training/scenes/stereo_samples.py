"""Makes sample pairs out of two real stereo photographs: depth by semi-global matching, as a stereo camera computes it.

The ground-truth masks come from the true disparity, which the photographs' authors measured with structured light.

    /usr/bin/python3 training/scenes/stereo_samples.py --out public/samples

Needs Debian's python3-opencv, python3-skimage (Motorcycle) and opencv-doc (Aloe).
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from sample_files import LONGEST_SIDE, Sample, write_sample
from stereo_masks import aloe_mask, motorcycle_mask

SKIMAGE = Path("/usr/lib/python3/dist-packages/skimage/data")
OPENCV = Path("/usr/share/doc/opencv-doc/examples/data")
LICENCE = "Middlebury: permission to use and publish, with citation"
MATCHING_WIDTH = 741
LARGEST_CODE = 65535


@dataclass(frozen=True)
class StereoPair:
    """Where a rectified pair lies, how large its disparities get at the width it is matched at, and what to say of it."""

    left: Path
    right: Path
    disparities: int
    sample: Sample
    mask: Callable[[], np.ndarray]


PAIRS = (
    StereoPair(
        SKIMAGE / "motorcycle_left.png",
        SKIMAGE / "motorcycle_right.png",
        96,
        Sample(
            "motorcycle", "Motorcycle in a garage", "photo", "stereo, semi-global matching",
            "Middlebury Stereo 2014, scene Motorcycle, as shipped with scikit-image", LICENCE,
            "D. Scharstein, H. Hirschmüller, Y. Kitajima, G. Krathwohl, N. Nešić, X. Wang, P. Westling: High-resolution stereo "
            "datasets with subpixel-accurate ground truth. GCPR 2014",
        ),
        partial(motorcycle_mask, SKIMAGE / "motorcycle_disp.npz"),
    ),
    StereoPair(
        OPENCV / "aloeL.jpg",
        OPENCV / "aloeR.jpg",
        160,
        Sample(
            "aloe", "Aloe before a patterned cloth", "photo", "stereo, semi-global matching",
            "Middlebury Stereo 2006, scene Aloe, as shipped with OpenCV", LICENCE,
            "D. Scharstein, C. Pal: Learning conditional random fields for stereo. CVPR 2007. "
            "H. Hirschmüller, D. Scharstein: Evaluation of cost functions for stereo matching. CVPR 2007",
        ),
        partial(aloe_mask, OPENCV / "aloeGT.png"),
    ),
)


def match(left: np.ndarray, right: np.ndarray, disparities: int) -> np.ndarray:
    """Disparity of the left picture in pixels by semi-global matching with a left-right check; 0 where nothing matched."""
    block = 5
    matcher = cv2.StereoSGBM_create(
        minDisparity=0, numDisparities=disparities, blockSize=block, P1=8 * 3 * block**2, P2=32 * 3 * block**2, disp12MaxDiff=1,
        preFilterCap=31, uniquenessRatio=6, speckleWindowSize=120, speckleRange=2, mode=cv2.STEREO_SGBM_MODE_HH,
    )
    # The matcher leaves out the first columns, in as many as there are disparities, though most of them do have a partner.
    wide = [cv2.copyMakeBorder(picture, 0, 0, disparities, 0, cv2.BORDER_CONSTANT) for picture in (left, right)]
    disparity = matcher.compute(*wide)[:, disparities:].astype(np.float32) / 16
    partner = np.arange(left.shape[1])[None, :] - disparity
    return np.where((disparity >= 1) & (partner >= 0), disparity, 0)


def without_outliers(disparity: np.ndarray) -> np.ndarray:
    """Drops small islands that are much nearer or farther than what is around them, which are false matches."""
    filled = disparity.astype(np.float32)
    median = cv2.medianBlur(np.clip(filled, 0, 255).astype(np.uint8), 31).astype(np.float32)
    clipped = filled > median * 2.2 + 6
    return np.where(clipped, 0, filled)


def make(pair: StereoPair, out: Path) -> None:
    """Computes and writes one pair."""
    pictures = [cv2.imread(str(path)) for path in (pair.left, pair.right)]
    if any(picture is None for picture in pictures):
        raise FileNotFoundError(f"{pair.left} or {pair.right} is missing")
    height = round(pictures[0].shape[0] * MATCHING_WIDTH / pictures[0].shape[1])
    left, right = (cv2.resize(picture, (MATCHING_WIDTH, height), interpolation=cv2.INTER_AREA) for picture in pictures)
    disparity = without_outliers(match(left, right, pair.disparities))
    size = (LONGEST_SIDE, round(height * LONGEST_SIDE / MATCHING_WIDTH))
    small = cv2.resize(disparity, size, interpolation=cv2.INTER_NEAREST)
    code = np.where(small > 0, 1 + (LARGEST_CODE - 1) * small / small.max(), 0)
    rgb = cv2.resize(pictures[0], size, interpolation=cv2.INTER_AREA)[..., ::-1]
    mask = cv2.threshold(cv2.resize(pair.mask(), size, interpolation=cv2.INTER_AREA), 127, 255, cv2.THRESH_BINARY)[1]
    write_sample(out, pair.sample, rgb, np.rint(code).astype(np.uint16), mask)
    print(f"{pair.sample.id}: {100 * (small == 0).mean():.0f} % without a reading")


def main() -> None:
    """Makes all pairs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="the samples folder")
    options = parser.parse_args()
    for pair in PAIRS:
        make(pair, options.out)


if __name__ == "__main__":
    main()
