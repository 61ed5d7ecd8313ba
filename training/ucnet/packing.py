"""Packed pictures: tar files decoded once into flat arrays that loader processes share through the page cache."""

import json
import os
import tarfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import cv2
import numpy as np

Array = np.ndarray


def training_archives(data: Path) -> list[Path]:
    """The tar files of DUTS-TR to train on; raises FileNotFoundError where there are none."""
    archives = sorted(data.glob("train-*.tar"))
    if not archives:
        raise FileNotFoundError(f"{data} holds no train-*.tar")
    return archives


def pack(sources: list[Path], destination: Path, depths: Path | None = None) -> int:
    """Decodes tar files (`RGB/<name>.<ext>`, `GT/<name>.<ext>`) into `destination` (photos.u8, truths.u8, index.json); returns the number of pairs.

    `depths` is a tar file with an estimated depth `depth/<name>.<ext>` for each photo, which goes to depths.u8: 8 bits, near is bright.
    Raises ValueError for a photo without ground truth or depth, or of another size than they, and for what is no picture.
    """
    destination.mkdir(parents=True, exist_ok=True)
    depth_members = {} if depths is None else _read_members(depths)
    index = []
    offset = 0
    with ExitStack() as stack:
        decoders = stack.enter_context(ThreadPoolExecutor(os.cpu_count()))
        files = [stack.enter_context(open(destination / f"{name}.u8", "wb")) for name in ("photos", "truths", *([] if depths is None else ["depths"]))]
        for source in sources:
            members = _read_members(source)
            names = sorted(key.removeprefix("RGB/") for key in members if key.startswith("RGB/"))
            # Some hundred at a time: decoded photos take far more memory than their files.
            for some in (names[start : start + DECODED_AT_ONCE] for start in range(0, len(names), DECODED_AT_ONCE)):
                for name, planes in zip(some, decoders.map(lambda name: _decode_pair(source, members, depths, depth_members, name), some)):
                    for file, plane in zip(files, planes, strict=True):
                        file.write(plane.tobytes())
                    index.append([name, *planes[1].shape, offset])
                    offset += planes[1].size
    (destination / "index.json").write_text(json.dumps(index))
    return len(index)


DECODED_AT_ONCE = 256


def _decode_pair(source: Path, members: dict[str, Array], depths: Path | None, depth_members: dict[str, Array], name: str) -> list[Array]:
    """Photo (RGB), truth and, where there are depths, the depth."""
    if f"GT/{name}" not in members:
        raise ValueError(f"{source}: no ground truth in GT for the photo {name}")
    photo = cv2.cvtColor(_decode(source, members, f"RGB/{name}", cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    truth = _decode(source, members, f"GT/{name}", cv2.IMREAD_GRAYSCALE)
    if photo.shape[:2] != truth.shape:
        raise ValueError(f"{source}: {name} is {photo.shape[:2]}, its ground truth {truth.shape}")
    if depths is None:
        return [photo, truth]
    if f"depth/{name}" not in depth_members:
        raise ValueError(f"{depths}: no depth for the photo {name}")
    depth = _decode(depths, depth_members, f"depth/{name}", cv2.IMREAD_GRAYSCALE)
    if depth.shape != truth.shape:
        raise ValueError(f"{depths}: {name} is {depth.shape}, its photo {truth.shape}")
    return [photo, truth, depth]


def validation_numbers(numbers: list[int]) -> list[int]:
    """Those of the numbers of `annotators.tar` that are held back for validation: the first 75 multiples of 5."""
    return [number for number in sorted(numbers) if number % 5 == 0][:VALIDATION_PICTURES]


VALIDATION_PICTURES = 75


def pack_annotators(archive: Path, destination: Path, validation: bool) -> int:
    """Packs the training or the validation part of `annotators.tar` (`RGB/N.webp`, `share/N.png`); returns the number of photos.

    The truth of a photo is its share map: how many of PEOPLE people marked each pixel.
    """
    members = _read_members(archive)
    numbers = sorted(int(key.removeprefix("RGB/")) for key in members if key.startswith("RGB/"))
    held_out = set(validation_numbers(numbers))
    chosen = [number for number in numbers if (number in held_out) == validation]
    destination.mkdir(parents=True, exist_ok=True)
    index, offset = [], 0
    with open(destination / "photos.u8", "wb") as photos, open(destination / "truths.u8", "wb") as truths:
        for number in chosen:
            photo = cv2.cvtColor(_decode(archive, members, f"RGB/{number}", cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
            share = _decode(archive, members, f"share/{number}", cv2.IMREAD_GRAYSCALE)
            if photo.shape[:2] != share.shape or share.max() > PEOPLE:
                raise ValueError(f"{archive}: {number} is {photo.shape[:2]}, its share {share.shape} with values up to {share.max()}")
            photos.write(photo.tobytes())
            truths.write(share.tobytes())
            index.append([str(number), *share.shape, offset])
            offset += share.size
    (destination / "index.json").write_text(json.dumps(index))
    return len(index)


PEOPLE = 12
"""How many people marked each photo of PASCAL-S."""


def _read_members(source: Path) -> dict[str, Array]:
    """The bytes of each file by its folder and its name without the extension: photos and masks may be of different kinds."""
    with tarfile.open(source) as archive:
        return {
            "/".join(member.name.split("/")[-2:]).rsplit(".", 1)[0]: np.frombuffer(archive.extractfile(member).read(), np.uint8)
            for member in archive
            if member.isfile()
        }


def _decode(source: Path, members: dict[str, Array], name: str, mode: int) -> Array:
    picture = cv2.imdecode(members[name], mode)
    if picture is None:
        raise ValueError(f"{source}: {name} is no picture")
    return picture


def _mapped(path: Path) -> Array:
    """The bytes of a file, read when they are looked at; a plain array, since slices of a memmap are slow to make."""
    return np.asarray(np.memmap(path, np.uint8, "r"))


class PackedPairs:
    """Random access to packed pairs: photo uint8 [H,W,3] and truth uint8 [H,W], neither to be written to."""

    def __init__(self, folder: Path) -> None:
        self.index = json.loads((folder / "index.json").read_text())
        self._photos, self._truths = _mapped(folder / "photos.u8"), _mapped(folder / "truths.u8")
        self._others = folder / "others"
        depths = folder / "depths.u8"
        self._depths = _mapped(depths) if depths.exists() else None

    def __len__(self) -> int:
        return len(self.index)

    def __getitem__(self, number: int) -> tuple[Array, Array]:
        _, height, width, offset = self.index[number]
        size = height * width
        photo = self._photos[3 * offset : 3 * (offset + size)].reshape(height, width, 3)
        return photo, self._truths[offset : offset + size].reshape(height, width)

    def depth(self, number: int) -> Array:
        """The estimated depth of a photo, float32 [H,W] in [0,1], 1 is near; raises ValueError where none was packed."""
        if self._depths is None:
            raise ValueError("these pairs were packed without a depth: pack them again with one")
        _, height, width, offset = self.index[number]
        return self._depths[offset : offset + height * width].reshape(height, width).astype(np.float32) / 255

    def other_answer(self, number: int) -> Array:
        """What another annotator might have marked (`annotate.py`), uint8 [H,W]; all 0 where nothing is known."""
        name, height, width, _ = self.index[number]
        path = self._others / f"{name}.png"
        return cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) if path.exists() else np.zeros((height, width), np.uint8)
