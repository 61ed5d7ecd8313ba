"""The command that trains, from tar files to a checkpoint that goes on, on tiny pictures."""

import io
import re
import sys
import tarfile
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.random import default_rng

import train
from packed_files import standing_out
from ucnet.checkpoint import load_network
from ucnet.packing import PackedPairs, training_archives
from ucnet.photo_depth import PhotoDepthNet

CONFIGURATION = Path(train.__file__).parent / "configurations" / "photo-depth.toml"


def write_archive(path: Path, files: dict[str, np.ndarray]) -> None:
    with tarfile.open(path, "w") as tar:
        for name, picture in files.items():
            content = cv2.imencode(".png", picture)[1].tobytes()
            entry = tarfile.TarInfo(f"{name}.png")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Eight photos to train on and forty to watch the run by, with their depth."""
    folder = tmp_path / "data"
    folder.mkdir()
    random, depths = default_rng(0), {}
    for archive, count in (("train-1", 8), ("val", 40)):
        files = {}
        for number in range(count):
            truth = cv2.circle(np.zeros((40, 40), np.uint8), (14 + number % 12, 20), 9, 255, -1)
            name = f"{archive}-{number}"
            files |= {f"RGB/{name}": random.integers(0, 255, (40, 40, 3), dtype=np.uint8), f"GT/{name}": truth}
            depths[f"depth/{name}"] = np.round(255 * standing_out(truth)).astype(np.uint8)
        write_archive(folder / f"{archive}.tar", files)
    write_archive(folder / "depth.tar", depths)
    return folder


def test_a_run_packs_trains_saves_and_goes_on(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    recipe = tmp_path / "tiny.toml"
    text = CONFIGURATION.read_text()
    for key, value in (("batch_size", "4"), ("phases", "[[32, 8], [64, 8]]"), ("warm_up_images", "4")):
        text = re.sub(rf"^{key} = .*$", f"{key} = {value}", text, flags=re.MULTILINE)
    recipe.write_text(text)
    monkeypatch.setattr(train, "load_backbone", lambda backbone, source: None)
    # One thread is enough for pictures this small.
    monkeypatch.setattr(train.os, "cpu_count", lambda: 1)
    out = tmp_path / "run"
    monkeypatch.setattr("sys.argv", ["train.py", str(recipe), "--data", str(data), "--backbone", "none", "--out", str(out)])
    with monkeypatch.context() as first:
        first.setattr("sys.argv", [*sys.argv, "--stop-at", "4"])
        assert train.main() == 0
    assert "8 photos" in capsys.readouterr().out
    assert torch.load(out / "last.pt", map_location="cpu")["images_seen"] == 4
    assert train.main() == 0
    told = capsys.readouterr().out
    assert "resuming at image 4" in told and "after the phase at 32: rank correlation" in told and "after the phase at 64" in told
    assert len(PackedPairs(out / "packed" / "val")) == 40 and PackedPairs(out / "packed" / "train").depth(0).max() > 0.85
    assert isinstance(load_network(out / "last.pt"), PhotoDepthNet)
    assert torch.load(out / "last.pt", map_location="cpu")["images_seen"] == 16
    assert train.main() == 0
    assert "resuming at image 16" in capsys.readouterr().out


def test_what_starts_from_an_exported_uc_net_is_told(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert training_archives(data)
    model = Path(train.__file__).parents[1] / "public" / "models" / "ucnet-lite1"
    monkeypatch.setattr("sys.argv", ["train.py", str(CONFIGURATION), "--data", str(data), "--start-from", str(model), "--out", str(tmp_path / "run")])
    with pytest.raises(ValueError, match="give a PhotoDepthNet its start with --backbone"):
        train.main()


def test_a_checkpoint_beside_a_backbone_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    checkpoint = str(tmp_path / "last.pt")
    monkeypatch.setattr(
        "sys.argv",
        ["train.py", str(CONFIGURATION), "--data", ".", "--start-from", checkpoint, "--backbone", "b.pth", "--out", str(tmp_path / "run")],
    )
    with pytest.raises(SystemExit):
        train.main()
    assert "a checkpoint brings its own backbone" in capsys.readouterr().err
