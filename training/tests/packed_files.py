"""A few packed pictures, as `ucnet.packing` writes them."""

import json
from pathlib import Path

import numpy as np

from ucnet.packing import PackedPairs

Array = np.ndarray


def write_packed(folder: Path, names: list[str], photos: list[Array], truths: list[Array], depths: list[Array] | None = None) -> PackedPairs:
    """Photos uint8 [H,W,3], truths uint8 [H,W] and depths float [H,W] in [0,1]."""
    folder.mkdir(parents=True, exist_ok=True)
    index, offset = [], 0
    for name, truth in zip(names, truths, strict=True):
        index.append([name, *truth.shape, offset])
        offset += truth.size
    (folder / "photos.u8").write_bytes(b"".join(photo.tobytes() for photo in photos))
    (folder / "truths.u8").write_bytes(b"".join(truth.tobytes() for truth in truths))
    if depths is not None:
        (folder / "depths.u8").write_bytes(b"".join(np.round(255 * depth).astype(np.uint8).tobytes() for depth in depths))
    (folder / "index.json").write_text(json.dumps(index))
    return PackedPairs(folder)


def standing_out(truth: Array) -> Array:
    """A floor that comes nearer towards the lower edge, and the object of a truth before it, float [H,W] in [0,1]."""
    floor = np.linspace(0, 0.5, truth.shape[0])[:, None].repeat(truth.shape[1], 1)
    return np.where(truth > 127, 0.9, floor)
