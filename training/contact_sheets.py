"""Draws the contact sheets in docs/: what the synthesis makes of depth, what the network answers, and where it fails.

    python3 training/contact_sheets.py corruptions --packed DIR --scenes DIR --out docs/depth-synthesis.jpg
    python3 training/contact_sheets.py results CHECKPOINT --packed DIR --out docs/validation-results.jpg
    python3 training/contact_sheets.py failures CHECKPOINT --packed DIR --out docs/failures.jpg
"""

import argparse
import sys
from heapq import nlargest
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.random import Generator, default_rng

from ucnet.checkpoint import load_network
from ucnet.dataset import ValidationDataset
from ucnet.depth_synthesis import MODES, observe, stretch
from ucnet.inference import consensus, sample_maps
from ucnet.metrics import entropy, mean_absolute_error
from ucnet.model import UcNet
from ucnet.packing import PackedPairs
from ucnet.pictures import made_up_geometry
from ucnet.rendered_scenes import RenderedScenes

Array = np.ndarray

TILE = 132
CAPTION = 16
CORRUPTIONS = 32
EXAMPLES_A_ROW = 4
RESULTS = 24
FAILURES = 12
SAMPLES = 3
JPEG_QUALITY = 80
OTHER_MODES = tuple(mode for mode in MODES if mode != "right")


def as_picture(values: Array) -> Array:
    """A map in [0,1] or a photo (uint8 RGB) as a BGR tile, uint8 [TILE,TILE,3]."""
    if values.dtype != np.uint8:
        values = (np.clip(values, 0, 1) * 255).astype(np.uint8)
    picture = cv2.resize(values, (TILE, TILE), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR if picture.ndim == 2 else cv2.COLOR_RGB2BGR)


def with_holes(depth: Array, valid: Array) -> Array:
    """A depth map as grey tile, pixels without a reading in dark blue."""
    tile = as_picture(depth)
    hole = cv2.resize(valid.astype(np.uint8), (TILE, TILE), interpolation=cv2.INTER_NEAREST) == 0
    tile[hole] = (110, 40, 20)
    return tile


def caption(texts: list[str]) -> Array:
    """A line of texts, one above each tile."""
    line = np.full((CAPTION, TILE * len(texts), 3), 255, np.uint8)
    for column, text in enumerate(texts):
        cv2.putText(line, text, (column * TILE + 3, CAPTION - 5), cv2.FONT_HERSHEY_SIMPLEX, 0.36, (0, 0, 0), 1, cv2.LINE_AA)
    return line


def corruption_sheet(pairs: PackedPairs, scenes: RenderedScenes, side: int = 256) -> Array:
    """32 examples as (photo, clean depth, depth given), four to a row: two photos with their estimated geometry, one with a made-up one, and a
    rendered scene.

    The depth given is that of a sensor, but for the second of a row, where the other modes take turns.
    """
    examples = []
    for number in range(CORRUPTIONS):
        random = default_rng((5, number))
        place = number % EXAMPLES_A_ROW
        if place < 2:
            title, (photo, clean) = "estimated", _estimated_geometry(pairs, number, side)
        elif place == 2:
            title, (photo, clean) = "made up", _made_up_geometry(pairs, number, side, random)
        else:
            title, (photo, clean) = "rendered", _rendered_geometry(scenes, number, side)
        mode = OTHER_MODES[number // EXAMPLES_A_ROW % len(OTHER_MODES)] if place == 1 else "right"
        depth, valid, clean = observe(clean, photo, mode, random)
        tiles = np.hstack([as_picture(photo), as_picture(clean), with_holes(depth, valid)])
        examples.append(np.vstack([caption(["photo", f"depth: {title}", f"given: {mode}"]), tiles]))
    return in_columns(examples, EXAMPLES_A_ROW)


def _estimated_geometry(pairs: PackedPairs, number: int, side: int) -> tuple[Array, Array]:
    return cv2.resize(pairs[number][0], (side, side)), stretch(cv2.resize(pairs.depth(number), (side, side)))


def _made_up_geometry(pairs: PackedPairs, number: int, side: int, random: Generator) -> tuple[Array, Array]:
    photo, truth = (cv2.resize(plane, (side, side)) for plane in pairs[number])
    return photo, made_up_geometry(photo, truth, pairs, random)


def _rendered_geometry(scenes: RenderedScenes, number: int, side: int) -> tuple[Array, Array]:
    scene = scenes[number % len(scenes)]
    photo, nearness = (cv2.resize(plane, (side, side)) for plane in (scene.photo, scene.nearness))
    return photo, stretch(nearness)


def result_row(network: UcNet, pairs: PackedPairs, number: int, mode: str) -> tuple[Array, float]:
    """One validation result (photo, depth in, corrected, samples, consensus, uncertainty, truth) and its consensus' MAE."""
    torch.manual_seed(number)
    item = ValidationDataset(pairs, network.configuration.input_size, mode)[number]
    maps, corrected = sample_maps(network, {key: value[None] for key, value in item.items()}, 5)
    maps = maps[:, 0, 0].numpy()
    agreed = consensus(maps)
    truth = cv2.resize(item["truth"].numpy().astype(np.float32), agreed.shape[::-1], interpolation=cv2.INTER_AREA)
    tiles = [
        as_picture(item["rgb"].numpy().transpose(1, 2, 0)),
        with_holes(item["depth"][0].numpy(), item["valid"][0].numpy() > 0),
        *(as_picture(picture) for picture in (corrected[0, 0].numpy(), *maps[:SAMPLES], agreed, entropy(maps.mean(0)))),
        as_picture(item["truth"].numpy()),
    ]
    samples = (f"sample {i + 1}" for i in range(SAMPLES))
    titles = ["photo", f"depth: {mode}", "corrected", *samples, "consensus", "entropy", "truth"]
    return np.vstack([caption(titles), np.hstack(tiles)]), mean_absolute_error(agreed, truth > 128)


def result_sheet(network: UcNet, pairs: PackedPairs) -> Array:
    """24 validation results spread over the set, two to a row; every third with another depth than a sound one."""
    rows = []
    for row in range(RESULTS):
        mode = "right" if row % 3 else OTHER_MODES[row // 3 % len(OTHER_MODES)]
        rows.append(result_row(network, pairs, row * len(pairs) // RESULTS, mode)[0])
    return in_columns(rows, 2)


def failure_sheet(network: UcNet, pairs: PackedPairs) -> Array:
    """The 12 validation results with sound depth whose consensus is farthest from the truth, the worst first, two to a row."""
    results = (result_row(network, pairs, number, "right") for number in range(len(pairs)))
    worst = nlargest(FAILURES, results, key=lambda result: result[1])
    return in_columns([row for row, _ in worst], 2)


def in_columns(pictures: list[Array], columns: int) -> Array:
    """Pictures of one size side by side, with a white gap between columns."""
    gap = np.full((pictures[0].shape[0], 10, 3), 255, np.uint8)
    rows = []
    for first in range(0, len(pictures), columns):
        parts = [part for picture in pictures[first : first + columns] for part in (picture, gap)]
        rows.append(np.hstack(parts[:-1]))
    return np.vstack(rows)


NETWORK_SHEETS = {"results": result_sheet, "failures": failure_sheet}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sheets = parser.add_subparsers(dest="sheet", required=True)
    corruptions, *of_network = (sheets.add_parser(name) for name in ("corruptions", *NETWORK_SHEETS))
    for sheet in of_network:
        sheet.add_argument("checkpoint", type=Path, help="a checkpoint, or the folder of a shipped model")
    corruptions.add_argument("--scenes", type=Path, required=True, help="folder of rendered scenes with true depth")
    for sheet in (corruptions, *of_network):
        sheet.add_argument("--packed", type=Path, required=True, help="folder with photos.u8, truths.u8 and index.json")
        sheet.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    pairs = PackedPairs(arguments.packed)
    if arguments.sheet == "corruptions":
        picture = corruption_sheet(pairs, RenderedScenes(arguments.scenes))
    else:
        picture = NETWORK_SHEETS[arguments.sheet](load_network(arguments.checkpoint), pairs)
    if not cv2.imwrite(str(arguments.out), picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]):
        raise OSError(f"{arguments.out} cannot be written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
