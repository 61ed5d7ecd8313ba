"""Unpacking the photos that several people answered about."""

import io
import tarfile
from pathlib import Path

import pytest

from annotators import unpack


def archive(path: Path, names: list[str]) -> Path:
    with tarfile.open(path, "w") as tar:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = len(name)
            tar.addfile(entry, io.BytesIO(name.encode()))
    return path


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Every second number up to 900, the largest first."""
    numbers = range(900, 0, -2)
    return archive(tmp_path / "all.tar", [f"{folder}/{n}.{end}" for n in numbers for folder, end in (("RGB", "webp"), ("share", "png"))])


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_validation_is_the_first_75_multiples_of_5(pictures: Path, tmp_path: Path) -> None:
    assert unpack(pictures, "validation", tmp_path / "out") == 75
    assert names(tmp_path / "out" / "RGB") == {f"{n}.webp" for n in range(10, 760, 10)}
    assert names(tmp_path / "out" / "share") == {f"{n}.png" for n in range(10, 760, 10)}
    assert (tmp_path / "out" / "share" / "20.png").read_text() == "share/20.png"


def test_training_is_the_rest(pictures: Path, tmp_path: Path) -> None:
    assert unpack(pictures, "training", tmp_path / "rest") == 450 - 75
    rest = names(tmp_path / "rest" / "RGB")
    assert {"2.webp", "760.webp", "900.webp"} <= rest and "750.webp" not in rest


def test_parts_are_not_mixed_in_one_folder(pictures: Path, tmp_path: Path) -> None:
    unpack(pictures, "validation", tmp_path / "out")
    with pytest.raises(ValueError, match="not empty"):
        unpack(pictures, "training", tmp_path / "out")


def test_a_photo_without_answers_and_another_archive_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="picture 4 has a file in RGB alone"):
        unpack(archive(tmp_path / "a.tar", ["RGB/2.webp", "share/2.png", "RGB/4.webp"]), "training", tmp_path / "a")
    with pytest.raises(ValueError, match="no RGB/N and share/N"):
        unpack(archive(tmp_path / "b.tar", ["README.md"]), "training", tmp_path / "b")
