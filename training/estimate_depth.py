"""Estimates the depth of packed photos with PhotoDepthNet, where none came with them.

    python3 training/estimate_depth.py CHECKPOINT --packed DIR

Writes depths.u8 beside photos.u8: 8 bits, near is bright, at each photo's own size.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from ucnet.checkpoint import load_network
from ucnet.packing import PackedPairs
from ucnet.photo_depth import estimate_depth
from ucnet.whole_file import whole_file


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--packed", type=Path, required=True, help="folder with photos.u8 and index.json")
    arguments = parser.parse_args()
    network = load_network(arguments.checkpoint)
    pairs = PackedPairs(arguments.packed)
    with whole_file(arguments.packed / "depths.u8") as unfinished, open(unfinished, "wb") as depths:
        for number in range(len(pairs)):
            depths.write(np.round(255 * estimate_depth(network, pairs[number][0])).astype(np.uint8).tobytes())
    print(f"depth of {len(pairs)} photos")
    return 0


if __name__ == "__main__":
    sys.exit(main())
