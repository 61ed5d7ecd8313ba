"""Writes packed validation pairs with synthesised depth, or rendered scenes, to a folder that `ucnet evaluate` reads.

    python3 training/synthesise.py --packed DIR --out DIR [--mode right] [--polarity bright] [--limit N] [--seed 7] [--other-camera]
    python3 training/synthesise.py --scenes DIR --out DIR ...

The folder holds, per pair and at the photo's own size: RGB/NAME.png, depth/NAME.png (16 bits, 0 = no reading),
GT/NAME.png, clean/NAME.png (16 bits, the true geometry, near = bright) and near.json, which says of every pair whether
bright or dark depth is near. The same seed writes the same folder. With `--other-camera` the photos, not the depth, are as other
cameras and poor files have them.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.random import Generator, default_rng

from ucnet.dataset import PackedPairs, made_up_geometry
from ucnet.depth_synthesis import MODES, observe
from ucnet.photo_augmentation import other_camera
from ucnet.rendered_scenes import RenderedScenes

Array = np.ndarray

FOLDERS = ("RGB", "depth", "GT", "clean")
POLARITIES = ("bright", "dark", "random")


def encode_depth(depth: Array, valid: Array, near: str) -> Array:
    """Depth in [0,1], 1 near, as 16-bit levels from 1 on; 0 where there is no reading, uint16 [H,W]."""
    stored = depth if near == "bright" else 1 - depth
    return np.where(valid, 1 + np.round(stored * 65534), 0).astype(np.uint16)


class Pictures(Protocol):
    """Photos with ground truth and geometry, by number."""

    def __len__(self) -> int: ...

    def read(self, number: int, random: Generator) -> tuple[str, Array, Array, Array]:
        """(name, photo uint8 [H,W,3], ground truth uint8 [H,W], clean depth float32 [H,W] in [0,1])."""


class PhotosWithMadeUpGeometry:
    """Packed photos; the geometry comes from `random`."""

    def __init__(self, pairs: PackedPairs) -> None:
        self.pairs = pairs

    def __len__(self) -> int:
        return len(self.pairs)

    def read(self, number: int, random: Generator) -> tuple[str, Array, Array, Array]:
        photo, truth = self.pairs[number]
        return self.pairs.index[number][0], photo, truth, made_up_geometry(photo, truth, self.pairs, random)


class ScenesWithTrueGeometry:
    """Rendered scenes; every salient thing is in the ground truth."""

    def __init__(self, scenes: RenderedScenes) -> None:
        self.scenes = scenes

    def __len__(self) -> int:
        return len(self.scenes)

    def read(self, number: int, _: Generator) -> tuple[str, Array, Array, Array]:
        scene = self.scenes[number]
        return self.scenes.folders[number].name, scene.photo, np.maximum.reduce(scene.masks), scene.nearness


def write_pairs(pictures: Pictures, out: Path, mode: str, polarity: str, limit: int, seed: int, changes_photo: bool = False) -> int:
    """Writes the first `limit` pairs and returns how many there were."""
    for folder in FOLDERS:
        (out / folder).mkdir(parents=True, exist_ok=True)
    count = min(limit, len(pictures))
    near_ends = {}
    for number in range(count):
        random = default_rng((seed, number))
        name, photo, truth, clean = pictures.read(number, random)
        depth, valid, clean = observe(clean, photo, mode, random)
        near = str(default_rng((seed, number, 1)).choice(("bright", "dark"))) if polarity == "random" else polarity
        near_ends[name] = near
        if changes_photo:
            photo = other_camera(photo, default_rng((seed, number, 2)))
        files = {
            "RGB": cv2.cvtColor(photo, cv2.COLOR_RGB2BGR),
            "depth": encode_depth(depth, valid, near),
            "GT": truth,
            "clean": encode_depth(clean, np.ones(clean.shape, bool), "bright"),
        }
        for folder, picture in files.items():
            path = out / folder / f"{name}.png"
            if not cv2.imwrite(str(path), picture):
                raise OSError(f"{path} cannot be written")
    (out / "near.json").write_text(json.dumps(near_ends, indent=1) + "\n")
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--packed", type=Path, help="folder with photos.u8, truths.u8 and index.json")
    source.add_argument("--scenes", type=Path, help="folder of rendered scenes (training/scenes)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--mode", choices=MODES, default="right", help="what the depth is like")
    parser.add_argument("--polarity", choices=POLARITIES, default="bright", help="which end of the stored depth is near")
    parser.add_argument("--other-camera", action="store_true", help="change the photos' colour, gamma, noise and compression")
    parser.add_argument("--limit", type=int, default=sys.maxsize)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    pictures = (
        ScenesWithTrueGeometry(RenderedScenes(arguments.scenes))
        if arguments.scenes
        else PhotosWithMadeUpGeometry(PackedPairs(arguments.packed))
    )
    count = write_pairs(
        pictures, arguments.out, arguments.mode, arguments.polarity, arguments.limit, arguments.seed, arguments.other_camera
    )
    print(f"{arguments.out}: {count} pairs, depth {arguments.mode}, near is {arguments.polarity}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
