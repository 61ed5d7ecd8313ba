"""The mean of two checkpoints."""

from pathlib import Path

import pytest
import torch

import average
from ucnet.checkpoint import load_network
from ucnet.photo_depth import PhotoDepthConfiguration, PhotoDepthNet


def checkpoint(path: Path, seed: int, **changes: int) -> Path:
    torch.manual_seed(seed)
    configuration = PhotoDepthConfiguration(**changes)
    weights = PhotoDepthNet(configuration).state_dict()
    torch.save({"network": configuration.values(), "variant": "full", "weights": {}, "average": weights, "images_seen": 9}, path)
    return path


def test_every_weight_is_the_mean_and_the_file_is_a_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [checkpoint(tmp_path / f"{seed}.pt", seed) for seed in (1, 2)]
    out = tmp_path / "mean.pt"
    monkeypatch.setattr("sys.argv", ["average.py", *map(str, paths), "--out", str(out)])
    assert average.main() == 0
    first, second, mean = (load_network(path).state_dict() for path in (*paths, out))
    for name, value in mean.items():
        torch.testing.assert_close(value.float(), (first[name].float() + second[name].float()) / 2)
    assert not torch.equal(first["stem.conv.weight"], mean["stem.conv.weight"])


def test_two_networks_have_no_mean(tmp_path: Path) -> None:
    first, second = (torch.load(checkpoint(tmp_path / f"{side}.pt", 1, input_size=side)) for side in (224, 256))
    with pytest.raises(ValueError, match="checkpoints of two networks"):
        average.mean_of(first, second)
