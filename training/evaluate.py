"""Measures a checkpoint on packed validation pairs, one line per depth mode, and against photos that twelve people marked.

    python3 training/evaluate.py CHECKPOINT --data DIR [--limit N] [--modes right flat]
    python3 training/evaluate.py CHECKPOINT --people DIR [--against OTHER]

With --against also what it has more than another checkpoint, picture by picture, and the standard error of that: what another choice of such
pictures would change. It says nothing of what another seed of the training would.

The pairs are those in --data/val; --people is a folder that `pack_annotators.py` wrote, whose photos are given without depth, and with one
where `estimate_depth.py` has made it. Of a PhotoDepthNet: the rank correlation of its estimates with the packed depth.
"""

import argparse
import sys
from pathlib import Path

import cv2
import numpy as np
import torch

from ucnet.baselines import Baseline
from ucnet.checkpoint import load_network
from ucnet.dataset import ValidationDataset
from ucnet.depth_synthesis import MODES
from ucnet.inference import consensus, sample_maps
from ucnet.metrics import Rows, auroc, differences, entropy, mean_absolute_error, means, s_measure, sample_distance
from ucnet.model import UcNet
from ucnet.packing import PackedPairs
from ucnet.people_figures import people_figures
from ucnet.photo_depth import PhotoDepthNet, estimate_depth, rank_correlation
from ucnet.pictures import separate_objects


def evaluate(
    network: UcNet | Baseline, pairs: PackedPairs, mode: str, limit: int, sample_count: int = 5, size: int | None = None
) -> Rows:
    """Of each of `limit` pairs: S and MAE of consensus and of single samples, how far the samples lie apart, and how depth
    correction fares. AUROC: how well the entropy finds the consensus map's wrong pixels, of pictures that have any.
    """
    network.eval()
    torch.manual_seed(1)
    dataset = ValidationDataset(pairs, size or network.configuration.input_size, mode)
    device = next(network.parameters()).device
    rows = []
    for number in range(0, min(limit, len(dataset))):
        item = dataset[number]
        batch = {key: value[None].to(device) for key, value in item.items()}
        maps, corrected = sample_maps(network, batch, sample_count)
        truth = pairs[number][1]
        full = truth > 128
        shape = (full.shape[1], full.shape[0])
        maps = maps[:, 0, 0].float().cpu().numpy()
        small = cv2.resize(full.astype(np.uint8), maps.shape[:0:-1], interpolation=cv2.INTER_NEAREST) > 0
        objects = "several objects" if len(separate_objects(truth)) > 1 else "one object"
        vote = consensus(maps)
        agreed = cv2.resize(vote.astype(np.float32), shape)
        single = cv2.resize(maps[0], shape)
        error_in = (batch["depth"] - batch["clean"]).abs().mean().item()
        error_out = (corrected - batch["clean"]).abs().mean().item()
        rows.append(
            {
                "S": s_measure(agreed, full),
                "MAE": mean_absolute_error(agreed, full),
                "S single": s_measure(single, full),
                "MAE single": mean_absolute_error(single, full),
                "spread": float(maps.std(0).mean()),
                "AUROC": auroc(entropy(maps.mean(0)), (vote > 0.5) != small),
                f"distance, {objects}": sample_distance(maps),
                "depth error in": error_in,
                "depth error out": error_out,
                "depth improved": float(error_out < error_in),
            }
        )
    return rows


def print_figures(title: str, rows: Rows, others: Rows | None = None) -> None:
    """A line of means; below it, what they are more than those of another network on the same pictures."""
    print(f"{title:13s} " + "  ".join(f"{key} {value:.4f}" for key, value in means(rows).items()), flush=True)
    if others is not None:
        more = differences(rows, others).items()
        print(f"{'  more by':13s} " + "  ".join(f"{key} {value:+.4f} ±{error:.4f}" for key, (value, error) in more), flush=True)


def depth_figures(network: PhotoDepthNet, pairs: PackedPairs, limit: int) -> Rows:
    """Spearman's rank correlation of the estimates with the packed depth, of each of the first `limit` photos."""
    return [
        {"rank correlation": rank_correlation(estimate_depth(network, pairs[number][0]), pairs.depth(number))}
        for number in range(min(limit, len(pairs)))
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path, help="a checkpoint, or the folder of a shipped model")
    parser.add_argument("--data", type=Path, help="folder with the packed validation pairs in val")
    parser.add_argument("--people", type=Path, help="folder of packed photos that twelve people marked")
    parser.add_argument("--limit", type=int, default=500)
    parser.add_argument("--size", type=int, help="side of the pictures, if not the network's own")
    parser.add_argument("--against", type=Path, help="another checkpoint of the same kind, to be told what this one has more")
    parser.add_argument("--modes", nargs="+", choices=MODES, default=list(MODES))
    arguments = parser.parse_args()
    if arguments.data is None and arguments.people is None:
        parser.error("give --data, --people or both")
    networks = [load_network(path) for path in (arguments.checkpoint, arguments.against) if path is not None]
    of_depth = [isinstance(network, PhotoDepthNet) for network in networks]
    if len(set(of_depth)) > 1:
        parser.error("one of the two estimates depth: they have no figure in common")
    if of_depth[0]:
        if arguments.data is None:
            parser.error(f"{arguments.checkpoint} estimates depth: give --data with photos and their depth")
        pairs = PackedPairs(arguments.data / "val")
        print_figures("depth", *[depth_figures(network, pairs, arguments.limit) for network in networks])
        return 0
    if arguments.data is not None:
        pairs = PackedPairs(arguments.data / "val")
        for mode in arguments.modes:
            print_figures(mode, *[evaluate(network, pairs, mode, arguments.limit, size=arguments.size) for network in networks])
    if arguments.people is not None:
        pairs = PackedPairs(arguments.people)
        for with_depth in (False, True) if (arguments.people / "depths.u8").exists() else (False,):
            title = "with depth" if with_depth else "without depth"
            print_figures(title, *[people_figures(network, pairs, size=arguments.size, with_depth=with_depth) for network in networks])
    return 0


if __name__ == "__main__":
    sys.exit(main())
