"""Packs the photos that twelve people marked, beside the packed photos of DUTS-TR, where training and evaluation look for them.

    python3 training/pack_annotators.py annotators.tar --packed DIR

Writes --packed/people to train on and --packed/people-val to measure on, which nothing is ever trained on. Training takes the first
once `estimate_depth.py` has added a depth to it.
"""

import argparse
import sys
from pathlib import Path

from ucnet.packing import pack_annotators


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path, help="tar file with RGB/N.webp and share/N.png")
    parser.add_argument("--packed", type=Path, required=True, help="folder with the packed photos, or for them")
    arguments = parser.parse_args()
    for folder, validation in (("people", False), ("people-val", True)):
        count = pack_annotators(arguments.archive, arguments.packed / folder, validation)
        print(f"{count} photos in {arguments.packed / folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
