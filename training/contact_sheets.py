"""Draws the contact sheets in docs/: what the network learns from, what it answers, and where it fails.

    python3 training/contact_sheets.py items --packed DIR --kinect DIR --configuration FILE --out docs/training-items.jpg
    python3 training/contact_sheets.py people CHECKPOINT --packed DIR --out docs/people.jpg
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

from ucnet.checkpoint import load_network
from ucnet.dataset import Augmentation, SaliencyDataset, Sources, ValidationDataset
from ucnet.depth_synthesis import MODES
from ucnet.inference import consensus, sample_maps
from ucnet.metrics import entropy, mean_absolute_error
from ucnet.model import UcNet
from ucnet.packing import PEOPLE, PackedPairs
from ucnet.pictures import KinectPictures
from ucnet.recipe import load_recipe

Array = np.ndarray

TILE = 132
CAPTION = 16
ITEMS = 24
RESULTS = 24
FAILURES = 12
SAMPLES = 5
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


def items_sheet(sources: Sources, augmentation: Augmentation, side: int = 256) -> Array:
    """24 training items, two to a row: photo, depth given, geometry, share of people, and what one of them marked."""
    items = SaliencyDataset(sources, side, 5, augmentation)
    rows = []
    for number in range(ITEMS):
        item = items[number]
        tiles = [
            as_picture(item["rgb"].numpy().transpose(1, 2, 0)),
            with_holes(item["depth"][0].numpy(), item["valid"][0].numpy() > 0),
            *(as_picture(item[key][0].numpy()) for key in ("clean", "share", "truth")),
        ]
        rows.append(np.vstack([caption(["photo", "depth given", "geometry", "share of people", "one person"]), np.hstack(tiles)]))
    return in_columns(rows, 2)


def people_row(network: UcNet, pairs: PackedPairs, number: int) -> Array:
    """A photo that twelve people marked: how many marked each pixel, five samples without depth, their mean and their variance."""
    torch.manual_seed(number)
    photo, levels = pairs[number]
    side = network.configuration.input_size
    nothing = torch.zeros(1, 1, side, side)
    rgb = torch.from_numpy(cv2.resize(photo, (side, side)).transpose(2, 0, 1).copy())[None]
    maps = sample_maps(network, {"rgb": rgb, "depth": nothing, "valid": nothing}, 5)[0][:, 0, 0].numpy()
    # The variance of values in [0,1] is at most a quarter.
    tiles = [as_picture(photo), as_picture(levels / PEOPLE), *(as_picture(each) for each in (*maps, maps.mean(0), 4 * maps.var(0)))]
    titles = ["photo", "12 people", *(f"sample {place + 1}" for place in range(5)), "mean", "variance x 4"]
    return np.vstack([caption(titles), np.hstack(tiles)])


def people_sheet(network: UcNet, pairs: PackedPairs) -> Array:
    """24 photos that twelve people marked, spread over the set, two to a row."""
    return in_columns([people_row(network, pairs, row * len(pairs) // RESULTS) for row in range(RESULTS)], 2)


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


NETWORK_SHEETS = {"results": result_sheet, "failures": failure_sheet, "people": people_sheet}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sheets = parser.add_subparsers(dest="sheet", required=True)
    items, *of_network = (sheets.add_parser(name) for name in ("items", *NETWORK_SHEETS))
    for sheet in of_network:
        sheet.add_argument("checkpoint", type=Path, help="a checkpoint, or the folder of a shipped model")
        sheet.add_argument("--packed", type=Path, required=True, help="folder with photos.u8, truths.u8 and index.json")
    items.add_argument("--packed", type=Path, required=True, help="folder that a training run packed: train, and people if it has them")
    items.add_argument("--kinect", type=Path, help="folder of Kinect pictures")
    items.add_argument("--configuration", type=Path, required=True, help="whose augmentation is shown")
    for sheet in (items, *of_network):
        sheet.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    if arguments.sheet == "items":
        people = arguments.packed / "people"
        sources = Sources(
            PackedPairs(arguments.packed / "train"),
            PackedPairs(people) if people.exists() else None,
            None if arguments.kinect is None else KinectPictures(arguments.kinect),
        )
        picture = items_sheet(sources, load_recipe(arguments.configuration).augmentation)
    else:
        picture = NETWORK_SHEETS[arguments.sheet](load_network(arguments.checkpoint), PackedPairs(arguments.packed))
    if not cv2.imwrite(str(arguments.out), picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]):
        raise OSError(f"{arguments.out} cannot be written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
