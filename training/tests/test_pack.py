"""Packing a data set: pairs are found by name, and what does not fit is told."""

import io
import tarfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from ucnet.dataset import PackedPairs, pack, training_archives


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return path


def encoded(picture: np.ndarray, extension: str) -> bytes:
    return cv2.imencode(extension, picture)[1].tobytes()


PHOTO = np.full((6, 9, 3), (10, 20, 200), np.uint8)
TRUTH = np.where(np.arange(9) > 4, 255, 0).astype(np.uint8)[None].repeat(6, 0)


def test_photos_and_masks_of_different_kinds_are_paired_by_name(tmp_path: Path) -> None:
    files = {
        "set/RGB/a.b.png": encoded(PHOTO, ".png"), "set/GT/a.b.bmp": encoded(TRUTH, ".bmp"),
        "RGB/c.bmp": encoded(PHOTO[:4], ".bmp"), "GT/c.png": encoded(TRUTH[:4], ".png"),
    }
    assert pack([archive(tmp_path / "one.tar", files)], tmp_path / "packed") == 2
    pairs = PackedPairs(tmp_path / "packed")
    assert [entry[0] for entry in pairs.index] == ["a.b", "c"]
    photo, truth = pairs[1]
    assert photo.shape == (4, 9, 3) and photo[0, 0].tolist() == [200, 20, 10]
    assert np.array_equal(truth, TRUTH[:4])


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"RGB/a.png": encoded(PHOTO, ".png")}, "no ground truth in GT for the photo a"),
        ({"RGB/a.png": encoded(PHOTO, ".png"), "GT/a.png": encoded(TRUTH[:3], ".png")}, r"a is \(6, 9\), its ground truth \(3, 9\)"),
        ({"RGB/a.png": b"text", "GT/a.png": encoded(TRUTH, ".png")}, "RGB/a is no picture"),
    ],
)
def test_what_does_not_fit_is_told(files: dict[str, bytes], message: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=message):
        pack([archive(tmp_path / "one.tar", files)], tmp_path / "packed")


def test_a_folder_without_training_archives_is_refused_before_anything_is_packed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds no train-"):
        training_archives(tmp_path)
    for name in ("train-2.tar", "train-1.tar", "val.tar"):
        archive(tmp_path / name, {})
    assert [path.name for path in training_archives(tmp_path)] == ["train-1.tar", "train-2.tar"]
