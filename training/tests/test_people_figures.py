"""Figures against twelve people, on networks whose answers are known."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

import evaluate
from packed_files import write_packed
from ucnet.checkpoint import save_checkpoint
from ucnet.configuration import UcNetConfiguration
from ucnet.depth_synthesis import MODES
from ucnet.metrics import differences, means
from ucnet.model import UcNet
from ucnet.packing import PEOPLE, PackedPairs
from ucnet.people_figures import correlation, distances, latent_moves, mean_pair, people_figures, people_masks, undecided

SIDE = 32


@pytest.fixture
def levels() -> np.ndarray:
    """All twelve mark the left quarter, six the one beside it."""
    levels = np.zeros((SIDE, SIDE), np.uint8)
    levels[:, :8], levels[:, 8:16] = PEOPLE, 6
    return levels


@pytest.fixture
def people(levels: np.ndarray, tmp_path) -> PackedPairs:
    return write_packed(tmp_path / "people", ["1"], [np.zeros((SIDE, SIDE, 3), np.uint8)], [levels], [np.zeros((SIDE, SIDE))])


class Answering(nn.Module):
    """A network that always gives the same maps, [N,H,W]."""

    def __init__(self, maps: np.ndarray) -> None:
        super().__init__()
        self.maps = torch.from_numpy(maps.astype(np.float32))
        self.configuration = SimpleNamespace(input_size=SIDE)

    def saliency_maps(self, rgb: torch.Tensor, depth: torch.Tensor, valid: torch.Tensor, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        return self.maps[:, None, None], depth


def test_distances_are_those_of_jaccard() -> None:
    masks = np.array([[True, True, False, False], [False, True, True, False], [False] * 4])
    assert distances(masks, masks) == pytest.approx(np.array([[0, 2 / 3, 1], [2 / 3, 0, 1], [1, 1, 0]]))
    assert mean_pair(distances(masks, masks)) == pytest.approx((2 / 3 + 1 + 1) / 3)
    assert mean_pair(np.zeros((1, 1))) == 0


def test_nested_people_mark_what_the_levels_say(levels: np.ndarray) -> None:
    masks = people_masks(levels)
    assert masks.shape == (PEOPLE, SIDE * SIDE)
    assert np.array_equal(masks.sum(0).reshape(levels.shape), levels)


def test_samples_that_are_the_people_are_nearest_to_them(levels: np.ndarray, people: PackedPairs) -> None:
    masks = people_masks(levels).reshape(PEOPLE, SIDE, SIDE)
    figures = means(people_figures(Answering(masks), people))
    own = 0.5 * 2 * 6 * 6 / (12 * 11)
    assert figures["apart"] == figures["apart, disagreed"] == pytest.approx(own)
    assert figures["correlation"] == figures["correlation, disagreed"]
    # Each sample meets itself among the people, which makes this estimate a little less than zero.
    assert figures["energy distance"] == pytest.approx(-own / 6)
    assert figures["correlation"] == pytest.approx(1) and figures["mean map's error"] == pytest.approx(0, abs=1e-6)
    assert "apart, agreed" not in figures

    twice = means(people_figures(Answering(np.stack([masks[0], masks[0]])), people))
    assert twice["energy distance"] == pytest.approx(2 * 0.25 - own) and twice["apart"] == 0
    assert twice["energy distance"] == twice["of the mean map"] and "correlation" in twice and np.isnan(twice["correlation"])


def test_a_sample_is_undecided_where_it_is_neither_sure_of_a_pixel_nor_leaves_it_out() -> None:
    sample = np.zeros((SIDE, SIDE))
    assert undecided(sample[None]) == 0
    sample[:, :6], sample[:, 6:8] = 1, 0.5
    assert undecided(sample[None]) == pytest.approx(0.25)


def test_where_people_agree_the_samples_should(people: PackedPairs, tmp_path) -> None:
    levels = np.zeros((SIDE, SIDE), np.uint8)
    levels[:, :8] = PEOPLE
    agreed = write_packed(tmp_path / "agreed", ["1"], [np.zeros((SIDE, SIDE, 3), np.uint8)], [levels])
    figures = means(people_figures(Answering(np.stack([levels > 0, levels == 0])), agreed))
    assert figures["apart, agreed"] == 1 and "apart, disagreed" not in figures and "correlation, disagreed" not in figures


def test_correlation_of_a_constant_is_nothing() -> None:
    assert correlation(np.array([1.0, 2, 3]), np.array([2.0, 4, 6])) == pytest.approx(1)
    assert np.isnan(correlation(np.ones(3), np.array([2.0, 4, 6])))


class FirstLatentAlone(nn.Module):
    """A PredictionNet whose left half follows the first latent."""

    def forward(self, features: torch.Tensor, z: torch.Tensor) -> torch.Tensor:
        logits = torch.zeros(1, 1, SIDE, SIDE)
        logits[..., : SIDE // 2] = z[:, 0]
        return logits


SMALL = UcNetConfiguration(input_size=SIDE, latent_input_size=32)


@torch.no_grad()
def test_a_latent_moves_the_share_of_pixels_that_follow_it() -> None:
    network = UcNet(SMALL).eval()
    network.prediction_net = FirstLatentAlone()
    plane = torch.zeros(1, 1, SIDE, SIDE)
    moves = latent_moves(network, {"rgb": plane.repeat(1, 3, 1, 1), "depth": plane, "valid": plane})
    assert moves == {"z1 moves": 0.5, "z2 moves": 0, "z3 moves": 0}


def test_evaluate_prints_them_without_and_with_depth(people: PackedPairs, tmp_path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    network = UcNet(SMALL)
    save_checkpoint(tmp_path / "last.pt", {"network": SMALL.values(), "average": network.state_dict()})
    monkeypatch.setattr("sys.argv", ["evaluate.py", str(tmp_path / "last.pt"), "--people", str(tmp_path / "people")])
    assert evaluate.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:13].strip() for line in lines] == ["without depth", "with depth"]
    assert all("energy distance" in line and "z3 moves" in line for line in lines)


def test_evaluate_tells_what_a_network_has_more_than_another(people: PackedPairs, tmp_path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    network = UcNet(SMALL)
    save_checkpoint(tmp_path / "last.pt", {"network": SMALL.values(), "average": network.state_dict()})
    last = str(tmp_path / "last.pt")
    monkeypatch.setattr("sys.argv", ["evaluate.py", last, "--against", last, "--people", str(tmp_path / "people"), "--data", str(tmp_path)])
    truths = [np.eye(SIDE, dtype=np.uint8) * 255] * 2
    write_packed(tmp_path / "val", ["1", "2"], [np.zeros((SIDE, SIDE, 3), np.uint8)] * 2, truths, [np.zeros((SIDE, SIDE))] * 2)
    assert evaluate.main() == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  more by")]
    assert len(lines) == 2 + len(MODES) and all("MAE +0.0000 ±0.0000" in line for line in lines[:-2])


def test_differences_are_of_the_same_pictures_and_have_a_standard_error() -> None:
    rows = [{"S": 1.0, "few": 1.0}, {"S": 2.0}, {"S": 6.0, "few": float("nan")}, {"S": float("nan")}]
    others = [{"S": 1.0, "few": 1.0}, {"S": 1.0, "few": 2.0}, {"S": 4.0, "few": 1.0}, {"S": 1.0}]
    figures = differences(rows, others)
    assert list(figures) == ["S"]
    assert figures["S"] == pytest.approx((1, 1 / np.sqrt(3)))
    with pytest.raises(ValueError):
        differences(rows, others[:2])


def test_evaluate_asks_for_something_to_measure_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setattr("sys.argv", ["evaluate.py", "last.pt"])
    with pytest.raises(SystemExit):
        evaluate.main()
    assert "give --data, --people or both" in capsys.readouterr().err
