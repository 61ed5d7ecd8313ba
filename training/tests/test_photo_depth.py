"""PhotoDepthNet: it learns, is exported and read back; and its figures."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

import estimate_depth as estimate_depth_command
import export
from ucnet.checkpoint import load_network, save_checkpoint
from ucnet.dataset import Augmentation, PhotoDepthDataset
from ucnet.folding import fold_batch_norm
from ucnet.objectives import PhotoDepthObjective
from ucnet.packing import PackedPairs
from ucnet.photo_depth import PhotoDepthConfiguration, PhotoDepthNet, distillation_loss, equalised_difference, estimate_depth, rank_correlation
from ucnet.warm_start import load_safetensors

SMALL = PhotoDepthConfiguration(input_size=64, context_widths=(32, 32), decoder_widths=(16, 16, 12, 8))


@pytest.fixture
def network() -> PhotoDepthNet:
    """A small network with statistics of its own."""
    torch.manual_seed(0)
    network = PhotoDepthNet(SMALL)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    return network.eval()


@pytest.fixture
def checkpoint(network: PhotoDepthNet, tmp_path: Path) -> Path:
    save_checkpoint(tmp_path / "last.pt", {"network": SMALL.values(), "average": network.state_dict()})
    return tmp_path / "last.pt"


def test_steps_reduce_the_distance_from_the_teacher(pairs: PackedPairs) -> None:
    objective = PhotoDepthObjective(PhotoDepthNet(SMALL)).train()
    dataset = PhotoDepthDataset(pairs, 64, 1, Augmentation())
    batch = torch.utils.data.default_collate([dataset[number] for number in range(8)])
    optimizer = torch.optim.AdamW(objective.parameters(), 2e-3)
    distances = []
    for _ in range(15):
        loss, parts = objective(batch, 0)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        distances.append(parts["distance"].item())
    assert np.mean(distances[-3:]) < 0.8 * np.mean(distances[:3])


def test_an_exported_network_is_read_back_and_gives_its_golden_values(
    checkpoint: Path, network: PhotoDepthNet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = np.random.default_rng(0).integers(0, 255, (120, 90, 3), dtype=np.uint8)
    cv2.imwrite(str(tmp_path / "photo.png"), photo)
    folder = tmp_path / "model"
    monkeypatch.setattr("sys.argv", ["export.py", str(checkpoint), "--photo", str(tmp_path / "photo.png"), "--out", str(folder)])
    assert export.main() == 0
    model = json.loads((folder / "model.json").read_text())
    assert model["configuration"] == {"name": "photo-depth", "inputSize": 64, "contextWidths": [32, 32], "decoderWidths": [16, 16, 12, 8]}
    assert (folder / "golden.safetensors").exists() and model["weights"]["dtype"] == "F16"

    again = load_network(folder)
    assert isinstance(again, PhotoDepthNet) and again.configuration == SMALL and not again.training
    golden = load_safetensors(folder / "golden.safetensors")
    with torch.no_grad():
        rgb = torch.from_numpy(golden["input.photo"].copy()).permute(2, 0, 1)[None].float() / 127.5 - 1
        assert again(rgb)[0, 0].numpy() == pytest.approx(golden["output.depth"], abs=1e-5)
        whole = again(export.pattern(64)[0])
    assert export.thinned(whole) == pytest.approx(golden["pattern.depth"], abs=1e-5)
    assert estimate_depth(again, photo) == pytest.approx(estimate_depth(network, photo), abs=0.02), "float16 changes little"
    assert golden["output.depth"].shape == (96, 96) and golden["stem"].shape == (48, 48, 32)
    names = {*(f"blocks.{n}" for n in range(10)), "context.0", "context.1", *(f"refine.{n}" for n in range(4)), "stem", "output"}
    assert set(golden) == names | {"input.photo", "output.depth", "pattern.depth"}
    assert {f"{part}.0.{end}" for part in ("lateral", "down") for end in ("weight", "bias")} <= set(load_safetensors(folder / "weights.safetensors"))


def test_export_takes_no_depth_for_it(checkpoint: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setattr("sys.argv", ["export.py", str(checkpoint), "--photo", "a", "--depth", "b", "--out", str(checkpoint.parent / "model")])
    with pytest.raises(SystemExit):
        export.main()
    assert "holds photo-depth" in capsys.readouterr().err


def test_depths_are_written_beside_packed_photos(
    checkpoint: Path, network: PhotoDepthNet, pairs: PackedPairs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "depths.u8").unlink()
    monkeypatch.setattr("sys.argv", ["estimate_depth.py", str(checkpoint), "--packed", str(tmp_path)])
    assert estimate_depth_command.main() == 0
    depth = PackedPairs(tmp_path).depth(3)
    assert depth == pytest.approx(estimate_depth(network, pairs[3][0]), abs=0.003)
    assert depth.min() < 0.1 and depth.max() > 0.9


def test_an_estimate_is_stretched_but_for_a_thousandth_at_either_end(network: PhotoDepthNet) -> None:
    photo = np.random.default_rng(1).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    depth = estimate_depth(network.eval(), photo)
    # Of the 4096 values of the network's square, five lie at or beyond either end.
    assert [(depth == 0).sum(), (depth == 1).sum()] == [5, 5]


def test_folding_changes_nothing(network: PhotoDepthNet) -> None:
    photo = torch.rand(1, 3, 64, 96) * 2 - 1
    with torch.no_grad():
        first, second = network(photo), fold_batch_norm(network)(photo)
    assert first.shape == (1, 1, 64, 96) and (first - second).abs().max() < 1e-4
    assert 0 <= first.min() and first.max() <= 1


def test_distillation_loss_is_the_error_and_that_of_the_steps() -> None:
    teacher = torch.rand(1, 1, 32, 32) * 0.5
    assert distillation_loss(teacher, teacher).item() == 0
    raised = teacher + 0.25
    level = 0.25 + equalised_difference(raised, teacher).abs().mean().item()
    assert distillation_loss(raised, teacher).item() == pytest.approx(level, abs=1e-5), "a level has no steps"
    edge, flat = torch.zeros(1, 1, 32, 32), torch.zeros(1, 1, 32, 32)
    edge[..., 16:] = 0.5
    # One of 31, 15, 7 and 3 steps along the rows.
    steps = 0.25 * (1 / 31 + 1 / 15 + 1 / 7 + 1 / 3)
    level = 0.25 + equalised_difference(edge, flat).abs().mean().item()
    assert distillation_loss(edge, flat).item() == pytest.approx(level + steps)


def test_a_difference_counts_by_how_much_of_the_photo_lies_in_it() -> None:
    # Nine tenths of the depth between .4 and .5, the rest spread over all.
    values = torch.cat([torch.linspace(0.4, 0.5, 922), torch.linspace(0, 1, 102)])
    teacher = values.repeat(16).sort().values.reshape(1, 1, 128, 128)
    teacher = teacher[..., torch.randperm(128)]
    difference = equalised_difference(teacher + 0.02, teacher)
    crowded = (teacher > 0.42) & (teacher < 0.48)
    empty = (teacher > 0.55) & (teacher < 0.95)
    assert difference[crowded].mean() > 5 * difference[empty].mean()
    assert difference.min() > 0, "it keeps the order"
    ends = equalised_difference(torch.ones_like(teacher), torch.zeros_like(teacher))
    assert ends.unique().tolist() == pytest.approx([1.0]), "0 and 1 stay where they are"


def test_rank_correlation_is_spearmans() -> None:
    values = np.random.default_rng(0).random((6, 7))
    assert rank_correlation(values, values**3) == pytest.approx(1)
    assert rank_correlation(values, -values) == pytest.approx(-1)
    assert rank_correlation(values, np.ones_like(values)) == 0
    # Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4.
    assert rank_correlation(np.array([1, 2, 2, 3]), np.array([1, 2, 3, 4])) == pytest.approx(4.5 / np.sqrt(4.5 * 5))
