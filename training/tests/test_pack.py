"""Packing a data set: pairs are found by name, and what does not fit is told."""

import io
import tarfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from ucnet.packing import PackedPairs, pack, pack_annotators, training_archives, validation_numbers


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


def test_a_depth_is_packed_with_each_photo(tmp_path: Path) -> None:
    files = {"RGB/a.png": encoded(PHOTO, ".png"), "GT/a.png": encoded(TRUTH, ".png")}
    source = archive(tmp_path / "one.tar", files)
    grey = np.arange(54, dtype=np.uint8).reshape(6, 9)
    depths = archive(tmp_path / "depth.tar", {"depth/a.png": encoded(grey, ".png"), "depth/b.png": b"of another photo"})
    pack([source], tmp_path / "packed", depths)
    depth = PackedPairs(tmp_path / "packed").depth(0)
    assert depth.dtype == np.float32 and depth == pytest.approx(grey / 255)
    with pytest.raises(ValueError, match="packed without a depth"):
        pack([source], tmp_path / "without")
        PackedPairs(tmp_path / "without").depth(0)
    with pytest.raises(ValueError, match="no depth for the photo a"):
        pack([source], tmp_path / "packed", archive(tmp_path / "none.tar", {}))
    small = archive(tmp_path / "small.tar", {"depth/a.png": encoded(grey[:3], ".png")})
    with pytest.raises(ValueError, match=r"a is \(3, 9\), its photo \(6, 9\)"):
        pack([source], tmp_path / "packed", small)


def annotators_archive(path: Path, numbers: range, most: int = 12) -> Path:
    share = np.where(TRUTH > 0, np.uint8(most), np.uint8(0))
    files = {}
    for number in numbers:
        files |= {f"RGB/{number}.png": encoded(PHOTO, ".png"), f"share/{number}.png": encoded(share, ".png")}
    return archive(path, files)


def test_photos_of_annotators_are_packed_in_two_parts_that_are_those_of_the_unpacked_folders(tmp_path: Path) -> None:
    numbers = range(2, 60, 3)
    source = annotators_archive(tmp_path / "annotators.tar", numbers)
    assert pack_annotators(source, tmp_path / "people", False) + pack_annotators(source, tmp_path / "people-val", True) == len(numbers)
    training, validation = PackedPairs(tmp_path / "people"), PackedPairs(tmp_path / "people-val")
    assert [int(entry[0]) for entry in validation.index] == validation_numbers(list(numbers)) == [5, 20, 35, 50]
    assert {entry[0] for entry in training.index}.isdisjoint({entry[0] for entry in validation.index})
    photo, levels = training[3]
    assert photo[0, 0].tolist() == [200, 20, 10] and set(np.unique(levels)) == {0, 12}


def test_more_people_than_there_are_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="values up to 13"):
        pack_annotators(annotators_archive(tmp_path / "annotators.tar", range(1, 3), 13), tmp_path / "people", False)


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
