"""Writes the mean of two checkpoints of one network: the weights of before a further run and of after it.

    python3 training/average.py BEFORE AFTER --out FILE

Where the run started from BEFORE the two lie in one valley of the loss, and their mean keeps what BEFORE could do beside what the run brought
(Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022). It is to be exported, not to train on from where AFTER was.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import torch

from ucnet.checkpoint import save_checkpoint


def mean_of(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """A checkpoint whose averaged network is the mean of theirs. Raises ValueError where they are not of one network."""
    of_one = all(before[key] == after[key] for key in ("network", "variant"))
    if not of_one or before["average"].keys() != after["average"].keys():
        raise ValueError("these are checkpoints of two networks, which have no mean")
    # Counts of batches are no weights.
    average = {name: (value + after["average"][name]) / 2 if value.is_floating_point() else value for name, value in before["average"].items()}
    return {key: after[key] for key in ("network", "variant")} | {"average": average}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    before, after = (torch.load(path, map_location="cpu") for path in (arguments.before, arguments.after))
    save_checkpoint(arguments.out, mean_of(before, after))
    return 0


if __name__ == "__main__":
    sys.exit(main())
