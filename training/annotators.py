"""Unpacks photos with the answers of several people into folders for `ucnet evaluate --truth-levels`.

    python3 training/annotators.py annotators.tar --part validation --out DIR

The tar file holds photos of PASCAL-S (Li et al., CVPR 2014) as `RGB/N.webp` and, as `share/N.png`, how many of 12 people marked each
pixel. The first 75 of the numbers N that are multiples of 5 are the validation part, which nothing is ever trained on; the rest is the
training part. DIR gets `RGB/` and `share/`. Takes a second.
"""

import argparse
import re
import sys
import tarfile
from pathlib import Path

from ucnet.packing import validation_numbers

PARTS = ("validation", "training")
MEMBER = re.compile(r"(?:.*/)?(RGB|share)/(\d+)(\.\w+)")


def members_by_number(archive: tarfile.TarFile) -> dict[int, dict[str, tarfile.TarInfo]]:
    """The photo ("RGB") and the share map ("share") of each number. ValueError where one of the two is missing."""
    found: dict[int, dict[str, tarfile.TarInfo]] = {}
    for member in archive:
        match = MEMBER.fullmatch(member.name)
        if match is not None and member.isfile():
            found.setdefault(int(match[2]), {})[match[1]] = member
    if not found:
        raise ValueError("the archive holds no RGB/N and share/N with a number N")
    for number, pair in sorted(found.items()):
        if len(pair) < 2:
            raise ValueError(f"picture {number} has a file in {next(iter(pair))} alone")
    return found


def unpack(source: Path, part: str, out: Path) -> int:
    """Writes one of `PARTS` to `out`; returns how many pictures it has.

    Raises ValueError for an archive of something else, and for a folder that is not empty: a picture of the other part left in it would
    go unnoticed.
    """
    if out.exists() and any(out.iterdir()):
        raise ValueError(f"{out} is not empty: give a new folder")
    with tarfile.open(source) as archive:
        found = members_by_number(archive)
        held_back = set(validation_numbers(list(found)))
        chosen = [number for number in sorted(found) if (number in held_back) == (part == "validation")]
        for folder in ("RGB", "share"):
            (out / folder).mkdir(parents=True, exist_ok=True)
            for number in chosen:
                member = found[number][folder]
                content = archive.extractfile(member)
                assert content is not None, "members are files"
                (out / folder / f"{number}{Path(member.name).suffix}").write_bytes(content.read())
    return len(chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--part", choices=PARTS, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    try:
        pictures = unpack(arguments.archive, arguments.part, arguments.out)
    except (OSError, ValueError, tarfile.TarError) as error:
        sys.exit(f"annotators.py: {error}")
    print(f"{pictures} pictures in {arguments.out}")


if __name__ == "__main__":
    main()
