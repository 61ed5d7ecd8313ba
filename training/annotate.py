"""Finds what another annotator might have marked: hides the salient object and asks a trained network again.

    python3 training/annotate.py CHECKPOINT --packed DIR/train [--size 256] [--batch 16]

This is the augmented ground truth of the paper (section 4.1). Where the network is sure of another region once the object
is painted over, that region goes to --packed/others/NAME.png, from where training takes it; pictures without one have no
file. Expected time: about five minutes on two CPU cores.
"""

import argparse
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import torch

from ucnet.checkpoint import load_network
from ucnet.inference import normalise_rgb
from ucnet.model import UcNet
from ucnet.objectives import autocast
from ucnet.packing import PackedPairs
from ucnet.whole_file import whole_file

Array = np.ndarray

CONFIDENT = 0.5
"""A pixel belongs to the next region from this value of the map on."""
SURE = 0.85
"""Least mean value over the region."""
SOLID = 0.75
"""Least share of its convex hull that a region fills: ground, water and foliage seldom do, objects mostly."""
LEAST_SHARE = 0.02
LARGEST_SHARE = 0.5
"""Share of the picture that a region must and may cover."""


def hide(photo: Array, truth: Array) -> tuple[Array, Array]:
    """(photo with the object and its rim filled with the photo's mean colour, the filled pixels): uint8 [H,W,3], bool [H,W]."""
    rim = 1 + 2 * (min(truth.shape) // 40)
    filled = cv2.dilate((truth > 127).astype(np.uint8), np.ones((rim, rim), np.uint8)) > 0
    photo = photo.copy()
    photo[filled] = photo.reshape(-1, 3).mean(0)
    return photo, filled


def next_region(prediction: Array, filled: Array) -> Array | None:
    """The largest region outside `filled` that a map (float [H,W] in [0,1]) is sure of, bool [H,W]; None if there is none."""
    candidate = ((prediction > CONFIDENT) & ~filled).astype(np.uint8)
    candidate = cv2.morphologyEx(candidate, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    count, labels, statistics, _ = cv2.connectedComponentsWithStats(candidate, connectivity=8)
    if count <= 1:
        return None
    region = labels == 1 + int(np.argmax(statistics[1:, cv2.CC_STAT_AREA]))
    sure = prediction[region].mean() >= SURE and LEAST_SHARE <= region.mean() <= LARGEST_SHARE
    return region if sure and solidity(region) >= SOLID else None


def solidity(region: Array) -> float:
    """Share of its convex hull that a region (bool [H,W]) fills."""
    points = cv2.findNonZero(region.astype(np.uint8))
    hull = np.zeros(region.shape, np.uint8)
    cv2.fillConvexPoly(hull, cv2.convexHull(points), 1)
    return float(region.sum() / hull.sum())


@torch.no_grad()
def predict(network: UcNet, photos: list[Array]) -> Array:
    """Maps of the prior's mean without any depth, [N,H,W] in [0,1]; photos uint8 [H,W,3] of one size."""
    rgb = normalise_rgb(torch.from_numpy(np.stack(photos).transpose(0, 3, 1, 2))).contiguous(memory_format=torch.channels_last)
    nothing = torch.zeros(len(photos), 1, *photos[0].shape[:2])
    with autocast(rgb.device):
        features, _ = network.deterministic(rgb, nothing, nothing)
        logits = network.prediction_net(features, network.prior(rgb, nothing, nothing).mu.float())
    return torch.sigmoid(logits)[:, 0].float().numpy()


def annotate(network: UcNet, pairs: PackedPairs, out: Path, size: int, batch: int) -> int:
    """Writes the other answers of all pairs; returns how many there are."""
    out.mkdir(parents=True, exist_ok=True)
    found, started = 0, time.time()
    for first in range(0, len(pairs), batch):
        numbers = range(first, min(first + batch, len(pairs)))
        originals = [pairs[number] for number in numbers]
        hidden = [hide(cv2.resize(photo, (size, size)), cv2.resize(truth, (size, size))) for photo, truth in originals]
        maps = predict(network, [photo for photo, _ in hidden])
        for number, (_, truth), (_, filled), prediction in zip(numbers, originals, hidden, maps):
            region = next_region(prediction, filled)
            if region is None:
                continue
            found += 1
            answer = cv2.resize(region.astype(np.uint8) * 255, truth.shape[::-1])
            # A training may be reading these files meanwhile.
            with whole_file(out / f"{pairs.index[number][0]}.png") as unfinished:
                unfinished.write_bytes(cv2.imencode(".png", answer)[1].tobytes())
        if first // batch % 40 == 0:
            done = numbers.stop
            left = (time.time() - started) / done * (len(pairs) - done) / 60
            print(f"{done}/{len(pairs)}: another answer in {found}, {left:.0f} min left", flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path, help="a checkpoint, or the folder of a shipped model")
    parser.add_argument("--packed", type=Path, required=True, help="folder with photos.u8, truths.u8 and index.json")
    parser.add_argument("--size", type=int, default=256, help="side of the pictures that the network sees")
    parser.add_argument("--batch", type=int, default=16)
    arguments = parser.parse_args()
    pairs = PackedPairs(arguments.packed)
    network = load_network(arguments.checkpoint).to(memory_format=torch.channels_last)
    found = annotate(network, pairs, arguments.packed / "others", arguments.size, arguments.batch)
    print(f"another answer in {found} of {len(pairs)} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
