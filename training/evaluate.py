"""Measures a checkpoint on packed validation pairs, one line per depth mode, and against photos that twelve people marked.

    python3 training/evaluate.py CHECKPOINT --data DIR [--limit N] [--modes right flat]
    python3 training/evaluate.py CHECKPOINT --people DIR

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
from ucnet.metrics import auroc, entropy, mean_absolute_error, s_measure, sample_distance
from ucnet.model import UcNet
from ucnet.packing import PackedPairs
from ucnet.people_figures import people_figures
from ucnet.photo_depth import PhotoDepthNet, estimate_depth, rank_correlation
from ucnet.pictures import separate_objects


def evaluate(
    network: UcNet | Baseline, pairs: PackedPairs, mode: str, limit: int, sample_count: int = 5, size: int | None = None
) -> dict[str, float]:
    """Means over `limit` pairs: S and MAE of consensus and of single samples, how far the samples lie apart, and how depth
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
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: float(np.nanmean([row[key] for row in rows if key in row])) for key in keys}


def figures_line(title: str, figures: dict[str, float]) -> str:
    """What is printed of one measurement."""
    return f"{title:13s} " + "  ".join(f"{key} {value:.4f}" for key, value in figures.items())


def depth_figures(network: PhotoDepthNet, pairs: PackedPairs, limit: int) -> dict[str, float]:
    """Spearman's rank correlation of the estimates with the packed depth, the mean over the first `limit` photos."""
    count = min(limit, len(pairs))
    scores = [rank_correlation(estimate_depth(network, pairs[number][0]), pairs.depth(number)) for number in range(count)]
    return {"rank correlation": float(np.mean(scores))}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path, help="a checkpoint, or the folder of a shipped model")
    parser.add_argument("--data", type=Path, help="folder with the packed validation pairs in val")
    parser.add_argument("--people", type=Path, help="folder of packed photos that twelve people marked")
    parser.add_argument("--limit", type=int, default=500)
    parser.add_argument("--size", type=int, help="side of the pictures, if not the network's own")
    parser.add_argument("--modes", nargs="+", choices=MODES, default=list(MODES))
    arguments = parser.parse_args()
    if arguments.data is None and arguments.people is None:
        parser.error("give --data, --people or both")
    network = load_network(arguments.checkpoint)
    if isinstance(network, PhotoDepthNet):
        if arguments.data is None:
            parser.error(f"{arguments.checkpoint} estimates depth: give --data with photos and their depth")
        print(figures_line("depth", depth_figures(network, PackedPairs(arguments.data / "val"), arguments.limit)))
        return 0
    if arguments.data is not None:
        pairs = PackedPairs(arguments.data / "val")
        for mode in arguments.modes:
            print(figures_line(mode, evaluate(network, pairs, mode, arguments.limit, size=arguments.size)), flush=True)
    if arguments.people is not None:
        pairs = PackedPairs(arguments.people)
        for with_depth in (False, True) if (arguments.people / "depths.u8").exists() else (False,):
            title = "with depth" if with_depth else "without depth"
            print(figures_line(title, people_figures(network, pairs, size=arguments.size, with_depth=with_depth)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
