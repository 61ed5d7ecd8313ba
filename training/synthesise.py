"""Writes packed validation pairs with synthesised depth to a folder that `ucnet evaluate` reads.

    python3 training/synthesise.py --packed DIR --out DIR [--mode right] [--polarity bright] [--limit N] [--seed 7]

The folder holds, per pair and at the photo's own size: RGB/NAME.png, depth/NAME.png (16 bits, 0 = no reading),
GT/NAME.png, clean/NAME.png (16 bits, the true geometry, near = bright) and near.json, which says of every pair whether
bright or dark depth is near. The same seed writes the same folder.
"""

import argparse
import json
import sys
from pathlib import Path

import cv2
import numpy as np
from numpy.random import default_rng

from ucnet.dataset import PackedPairs, separate_objects
from ucnet.depth_synthesis import MODES, clean_depth, observe, photo_region

Array = np.ndarray

FOLDERS = ("RGB", "depth", "GT", "clean")
POLARITIES = ("bright", "dark", "random")


def encode_depth(depth: Array, valid: Array, near: str) -> Array:
    """Depth in [0,1], 1 near, as 16-bit levels from 1 on; 0 where there is no reading, uint16 [H,W]."""
    stored = depth if near == "bright" else 1 - depth
    return np.where(valid, 1 + np.round(stored * 65534), 0).astype(np.uint16)


def synthesise(photo: Array, truth: Array, mode: str, seed: tuple[int, int]) -> tuple[Array, Array, Array]:
    """(clean depth, depth as observed, valid) of a photo (uint8 [H,W,3]) with ground truth (uint8 [H,W]), each [H,W]."""
    random = default_rng(seed)
    distractors = [photo_region(photo, random) for _ in range(int(random.integers(0, 4)))]
    clean = clean_depth(photo, separate_objects(truth), distractors, random)
    depth, valid, clean = observe(clean, photo, mode, random)
    return clean, depth, valid


def write_pairs(pairs: PackedPairs, out: Path, mode: str, polarity: str, limit: int, seed: int) -> int:
    """Writes the first `limit` pairs and returns how many there were."""
    for folder in FOLDERS:
        (out / folder).mkdir(parents=True, exist_ok=True)
    count = min(limit, len(pairs))
    near_ends = {}
    for number in range(count):
        name = pairs.index[number][0]
        photo, truth = pairs[number]
        clean, depth, valid = synthesise(photo, truth, mode, (seed, number))
        near = str(default_rng((seed, number, 1)).choice(("bright", "dark"))) if polarity == "random" else polarity
        near_ends[name] = near
        pictures = {
            "RGB": cv2.cvtColor(photo, cv2.COLOR_RGB2BGR),
            "depth": encode_depth(depth, valid, near),
            "GT": truth,
            "clean": encode_depth(clean, np.ones(clean.shape, bool), "bright"),
        }
        for folder, picture in pictures.items():
            path = out / folder / f"{name}.png"
            if not cv2.imwrite(str(path), picture):
                raise OSError(f"{path} cannot be written")
    (out / "near.json").write_text(json.dumps(near_ends, indent=1) + "\n")
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packed", type=Path, required=True, help="folder with photos.u8, truths.u8 and index.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--mode", choices=MODES, default="right", help="what the depth is like")
    parser.add_argument("--polarity", choices=POLARITIES, default="bright", help="which end of the stored depth is near")
    parser.add_argument("--limit", type=int, default=sys.maxsize)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    pairs = PackedPairs(arguments.packed)
    count = write_pairs(pairs, arguments.out, arguments.mode, arguments.polarity, arguments.limit, arguments.seed)
    print(f"{arguments.out}: {count} pairs, depth {arguments.mode}, near is {arguments.polarity}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
