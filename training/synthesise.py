"""Writes packed validation pairs with a sensor's depth, or rendered scenes, to a folder that `ucnet evaluate` reads.

    python3 training/synthesise.py --packed DIR --out DIR [--mode right] [--polarity bright] [--limit N] [--seed 7] [--other-camera]
    python3 training/synthesise.py --packed DIR --twins --out DIR ...
    python3 training/synthesise.py --scenes DIR --out DIR ...

The folder holds, per pair and at the photo's own size: RGB/NAME.png, depth/NAME.png (16 bits, 0 = no reading),
GT/NAME.png, clean/NAME.png (16 bits, the geometry, near = bright) and near.json, which says of every pair whether
bright or dark depth is near. The geometry of a photo is the estimated one that was packed with it; with `--made-up`, one made up along the
outlines of its truth. With `--twins` a photo has copies of its own object at other depths, and the truth is the nearest of them alone: only
the depth tells which that is. The same seed writes the same folder. With `--other-camera` the photos, not the depth, are as other cameras
and poor files have them.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

import cv2
import numpy as np
from numpy.random import Generator, default_rng

from ucnet.depth_synthesis import MODES, observe, stretch
from ucnet.packing import PackedPairs
from ucnet.photo_augmentation import other_camera
from ucnet.pictures import TWIN_SHARES, Picture, made_up_geometry, object_candidates, with_twins
from ucnet.rendered_scenes import RenderedScenes

Array = np.ndarray

FOLDERS = ("RGB", "depth", "GT", "clean")
POLARITIES = ("bright", "dark", "random")


def encode_depth(depth: Array, valid: Array, near: str) -> Array:
    """Depth in [0,1], 1 near, as 16-bit levels from 1 on; 0 where there is no reading, uint16 [H,W]."""
    stored = depth if near == "bright" else 1 - depth
    return np.where(valid, 1 + np.round(stored * 65534), 0).astype(np.uint16)


class Pair(NamedTuple):
    """A photo with what is known of it."""

    name: str
    photo: Array
    """uint8 [H,W,3]."""
    truth: Array
    """uint8 [H,W]."""
    clean: Array
    """Its geometry, float32 [H,W] in [0,1], 1 is near."""


class Pictures(Protocol):
    """Photos with ground truth and geometry, by number."""

    def __len__(self) -> int: ...

    def read(self, number: int, random: Generator) -> Pair | None:
        """One of them; None where nothing can be made of it."""


class PhotosWithEstimatedGeometry:
    """Packed photos with the geometry that was packed with them."""

    def __init__(self, pairs: PackedPairs) -> None:
        self.pairs = pairs

    def __len__(self) -> int:
        return len(self.pairs)

    def read(self, number: int, _: Generator) -> Pair:
        return Pair(self.pairs.index[number][0], *self.pairs[number], stretch(self.pairs.depth(number)))


class PhotosWithTwins(PhotosWithEstimatedGeometry):
    """The same with copies of their own objects, of which the truth is the nearest; none where no copy finds a place."""

    def read(self, number: int, random: Generator) -> Pair | None:
        name, photo, truth, clean = super().read(number, random)
        candidates = object_candidates(truth)
        if not candidates:
            return None
        picture = with_twins(Picture(photo, clean, candidates), random)
        nearest = [candidate.mask for candidate in picture.candidates if candidate.share == TWIN_SHARES[0]]
        return Pair(name, picture.photo, nearest[0], picture.depth) if nearest else None


class PhotosWithMadeUpGeometry:
    """Packed photos; the geometry comes from `random`."""

    def __init__(self, pairs: PackedPairs) -> None:
        self.pairs = pairs

    def __len__(self) -> int:
        return len(self.pairs)

    def read(self, number: int, random: Generator) -> Pair:
        photo, truth = self.pairs[number]
        return Pair(self.pairs.index[number][0], photo, truth, made_up_geometry(photo, truth, self.pairs, random))


class ScenesWithTrueGeometry:
    """Rendered scenes; every salient thing is in the ground truth, of a row or a heap the nearest."""

    def __init__(self, scenes: RenderedScenes) -> None:
        self.scenes = scenes

    def __len__(self) -> int:
        return len(self.scenes)

    def read(self, number: int, _: Generator) -> Pair:
        scene = self.scenes[number]
        return Pair(self.scenes.folders[number].name, scene.photo, scene.truth, scene.nearness)


def write_pairs(
    pictures: Pictures, out: Path, mode: str, polarity: str, limit: int, seed: int, changes_photo: bool = False
) -> tuple[int, int]:
    """Writes what can be made of the first `limit` pictures; returns how many pairs there are and how many pictures were left out."""
    for folder in FOLDERS:
        (out / folder).mkdir(parents=True, exist_ok=True)
    count = min(limit, len(pictures))
    near_ends = {}
    for number in range(count):
        random = default_rng((seed, number))
        pair = pictures.read(number, random)
        if pair is None:
            continue
        name, photo, truth, clean = pair
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
    return len(near_ends), count - len(near_ends)


def chosen_pictures(arguments: argparse.Namespace) -> Pictures:
    """The pictures that the command asks for."""
    if arguments.scenes is not None:
        return ScenesWithTrueGeometry(RenderedScenes(arguments.scenes, arguments.held_out))
    pairs = PackedPairs(arguments.packed)
    if arguments.twins:
        return PhotosWithTwins(pairs)
    return PhotosWithMadeUpGeometry(pairs) if arguments.made_up else PhotosWithEstimatedGeometry(pairs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--packed", type=Path, help="folder with photos.u8, truths.u8, depths.u8 and index.json")
    source.add_argument("--scenes", type=Path, help="folder of rendered scenes (training/scenes)")
    parser.add_argument("--out", type=Path, required=True)
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--made-up", action="store_true", help="of photos: a geometry made up along the outlines of the truth")
    kind.add_argument("--twins", action="store_true", help="of photos: copies of their own object at other depths, the nearest is the truth")
    parser.add_argument("--held-out", action="store_true", help="of scenes: those of the models that no training sees")
    parser.add_argument("--mode", choices=MODES, default="right", help="what the depth is like")
    parser.add_argument("--polarity", choices=POLARITIES, default="bright", help="which end of the stored depth is near")
    parser.add_argument("--other-camera", action="store_true", help="change the photos' colour, gamma, noise and compression")
    parser.add_argument("--limit", type=int, default=sys.maxsize)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    if arguments.scenes is not None and (arguments.made_up or arguments.twins):
        parser.error("--made-up and --twins are for photos: give --packed instead of --scenes")
    if arguments.held_out and arguments.scenes is None:
        parser.error("--held-out is for rendered scenes: give --scenes")
    count, left_out = write_pairs(
        chosen_pictures(arguments),
        arguments.out,
        arguments.mode,
        arguments.polarity,
        arguments.limit,
        arguments.seed,
        arguments.other_camera,
    )
    print(f"{arguments.out}: {count} pairs, depth {arguments.mode}, near is {arguments.polarity}, seed {arguments.seed}")
    if left_out > 0:
        print(f"{left_out} photos were left out: no copy of their object found a place")
    return 0


if __name__ == "__main__":
    sys.exit(main())
