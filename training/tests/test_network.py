"""Network, data set, recipe, checkpoints and export on tiny inputs."""

import json
import struct
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.random import default_rng

import export
import train
from ucnet.ablations import VARIANTS
from ucnet.baselines import HEADS, Baseline, BaselineConfiguration
from ucnet.checkpoint import load_network, save_checkpoint
from ucnet.configuration import UcNetConfiguration, configuration_from
from ucnet.dataset import Augmentation, PackedPairs, SaliencyDataset, ValidationDataset, annotator_choice, resize_readings, separate_objects
from ucnet.folding import fold_batch_norm, round_to_half
from ucnet.inference import consensus
from ucnet.metrics import auroc, entropy, mean_absolute_error, s_measure, sample_distance
from ucnet.model import UcNet, mean_reading
from ucnet.objectives import BaselineObjective, UcNetObjective, new_objective
from ucnet.recipe import BaselineRecipe, DepthRecipe, load_recipe
from ucnet.warm_start import copy_exported, load_safetensors, start_from_exported

CONFIGURATION = Path(__file__).resolve().parents[1] / "configurations" / "ucnet-mobilenetv2.toml"


@pytest.fixture(scope="module")
def network() -> UcNet:
    torch.manual_seed(0)
    network = UcNet(UcNetConfiguration())
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    return network.eval()


@pytest.fixture
def pairs(tmp_path: Path) -> PackedPairs:
    """Eight pictures with a bright disc on noise, packed as `pack` writes them."""
    random = default_rng(0)
    index, offset = [], 0
    with open(tmp_path / "photos.u8", "wb") as photos, open(tmp_path / "truths.u8", "wb") as truths:
        for number in range(8):
            photo = random.integers(0, 120, (60, 80, 3), dtype=np.uint8)
            truth = np.zeros((60, 80), np.uint8)
            cv2.circle(truth, (20 + 4 * number, 30), 14, 255, -1)
            photo[truth > 0] += 120
            photos.write(photo.tobytes())
            truths.write(truth.tobytes())
            index.append([f"disc{number}", 60, 80, offset])
            offset += truth.size
    (tmp_path / "index.json").write_text(json.dumps(index))
    return PackedPairs(tmp_path)


def random_input(size: int = 64) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    return torch.rand(1, 3, size, size) * 2 - 1, torch.rand(1, 1, size, size), (torch.rand(1, 1, size, size) > 0.2).float()


@torch.no_grad()
def test_shapes_and_ranges(network: UcNet) -> None:
    rgb, depth, valid = random_input()
    features, corrected = network.deterministic(rgb, depth * valid, valid)
    prior = network.prior(rgb, depth * valid, valid)
    assert features.shape == (1, 32, 16, 16) and corrected.shape == (1, 1, 64, 64) and prior.mu.shape == (1, 3)
    assert 0 <= corrected.min() and corrected.max() <= 1
    assert network.prediction_net(features, prior.sample()).shape == (1, 1, 64, 64)


@torch.no_grad()
def test_holes_do_not_read_the_depth_under_them(network: UcNet) -> None:
    rgb, depth, valid = random_input()
    first = network.depth_correction_net(rgb, depth, valid)
    second = network.depth_correction_net(rgb, torch.where(valid > 0, depth, torch.rand_like(depth)), valid)
    assert torch.allclose(first, second, atol=1e-6)


@torch.no_grad()
@pytest.mark.parametrize("radius", [3, 20, 60])
def test_a_hole_of_any_size_is_filled_from_its_rim(radius: int) -> None:
    y, x = torch.meshgrid(torch.arange(352.0), torch.arange(352.0), indexing="ij")
    hole = (torch.hypot(x - 176, y - 176) < radius)[None, None]
    depth = torch.where(hole, 0.9, 0.2)
    assert abs(mean_reading(depth, (~hole).float())[0, 0, 176, 176] - 0.2) < 0.005
    assert mean_reading(depth, torch.zeros_like(depth))[0, 0, 176, 176] == 0.5


@torch.no_grad()
def test_folding_changes_nothing(network: UcNet) -> None:
    folded = fold_batch_norm(network)
    rgb, depth, valid = random_input()
    z = torch.randn(1, 3)
    maps = [torch.sigmoid(each.prediction_net(each.deterministic(rgb, depth, valid)[0], z)) for each in (network, folded)]
    assert (maps[0] - maps[1]).abs().max() < 1e-4
    assert not any(isinstance(module, torch.nn.BatchNorm2d) for module in folded.modules())


def test_rounding_refuses_what_float16_cannot_hold(network: UcNet) -> None:
    folded = fold_batch_norm(network)
    with torch.no_grad():
        folded.prediction_net.third.conv.bias.fill_(1e6)
    with pytest.raises(OverflowError, match="prediction_net.third"):
        round_to_half(folded)


def test_multiply_adds_fit_the_budget(network: UcNet) -> None:
    counts = {"once": 0, "sample": 0}

    def count(kind: str):
        def hook(module: torch.nn.Conv2d, _: tuple, output: torch.Tensor) -> None:
            counts[kind] += output.shape[2] * output.shape[3] * module.weight.numel()

        return hook

    handles = [
        module.register_forward_hook(count("sample" if name.startswith("prediction_net") else "once"))
        for name, module in network.named_modules()
        if isinstance(module, torch.nn.Conv2d)
    ]
    with torch.no_grad():
        rgb, depth, valid = random_input(352)
        features, _ = network.deterministic(rgb, depth, valid)
        network.prediction_net(features, network.prior(rgb, depth, valid).mu)
    for handle in handles:
        handle.remove()
    assert counts["once"] <= 2.0e9 and counts["sample"] <= 0.03e9


def test_configuration_is_strict() -> None:
    with pytest.raises(ValueError, match="unknown configuration keys"):
        configuration_from({"latent_dimension": 3})
    with pytest.raises(ValueError, match="permutation"):
        UcNetConfiguration(latent_dim=4)
    assert UcNetConfiguration().to_json()["stageWidths"] == (32, 32, 64, 64)


def test_recipe_is_strict(tmp_path: Path) -> None:
    recipe = load_recipe(CONFIGURATION)
    assert recipe.total_images == sum(images for _, images in recipe.phases)
    assert recipe.phase_at(0)[0] == recipe.phases[0][0] and recipe.phase_at(10**9)[0] == recipe.phases[-1][0]
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(CONFIGURATION.read_text().replace("kl_weight", "kl_wait"))
    with pytest.raises(ValueError, match="kl_wait.*kl_weight"):
        load_recipe(wrong)


def test_items_repeat_for_a_seed_and_differ_between_epochs(pairs: PackedPairs) -> None:
    dataset = SaliencyDataset(pairs, 64, 1, Augmentation())
    first, again, later = dataset[2], dataset[2], dataset[2 + len(pairs)]
    assert all(torch.equal(first[key], again[key]) for key in first)
    assert not torch.equal(first["rgb"], later["rgb"])
    assert first["rgb"].shape == (3, 64, 64) and first["truth"].shape == (1, 64, 64)
    assert 0 <= first["truth"].min() and first["truth"].max() <= 1


def test_a_depth_of_another_resolution_comes_at_the_networks_size(pairs: PackedPairs) -> None:
    same = [SaliencyDataset(pairs, 64, 1, Augmentation())[number] for number in range(8)]
    other = [SaliencyDataset(pairs, 64, 1, Augmentation(other_resolution=1.0))[number] for number in range(8)]
    assert {key: value.shape for key, value in other[0].items()} == {key: value.shape for key, value in same[0].items()}
    assert not all(torch.equal(before["depth"], after["depth"]) for before, after in zip(same, other))
    for item in other:
        assert item["rgb"].dtype == torch.uint8 and set(item["valid"].unique().tolist()) <= {0.0, 1.0}
        assert (item["depth"][item["valid"] == 0] == 0).all()
        assert all(0 <= item[key].min() and item[key].max() <= 1 for key in ("depth", "clean", "truth"))


def test_resized_readings_are_means_of_readings_alone() -> None:
    depth, valid = np.full((4, 4), 0.6, np.float32), np.ones((4, 4), bool)
    valid[:2, :2], valid[0, 2], valid[2:, 0] = [[True, False], [False, False]], False, False
    depth[valid == 0] = 0
    resized, enough = resize_readings(depth, valid, 2)
    assert enough.tolist() == [[False, True], [True, True]]
    assert resized == pytest.approx(np.array([[0, 0.6], [0.6, 0.6]]), abs=1e-6)


def test_validation_items_differ_only_in_depth_between_modes(pairs: PackedPairs) -> None:
    right, absent = ValidationDataset(pairs, 64, "right")[1], ValidationDataset(pairs, 64, "absent")[1]
    assert torch.equal(right["rgb"], absent["rgb"]) and torch.equal(right["truth"], absent["truth"])
    assert absent["valid"].sum() == 0 and right["valid"].sum() > 0


def test_objects_are_counted_as_a_person_would() -> None:
    truth = np.zeros((100, 100), np.uint8)
    truth[10:40, 10:40] = 255
    truth[60:80, 60:80] = 255
    truth[95:97, 2:4] = 255
    masks = separate_objects(truth)
    assert len(masks) == 2
    assert np.array_equal(np.any(masks, axis=0), truth > 127)
    chosen = [annotator_choice(masks, default_rng(seed)) for seed in range(60)]
    assert {len(choice) for choice in chosen} == {1, 2}


def test_consensus_by_hand() -> None:
    # Thresholds are twice the means; pixel 0 wins 2 of 3 votes, pixel 1 none.
    maps = np.array([[[0.9, 0.1, 0, 0]], [[0.8, 0.0, 0, 0]], [[0.1, 0.2, 0.9, 0]]], np.float32)
    result = consensus(maps)
    assert result[0, 0] == pytest.approx(2 / 3 * (0.9 + 0.8) / 2)
    assert result[0, 1] == pytest.approx((0.1 + 0.0 + 0.2) / 3)
    assert result[0, 2] == pytest.approx(2 / 3 * 0)


def test_metrics_of_a_perfect_and_an_opposite_map() -> None:
    truth = np.zeros((40, 40), bool)
    truth[10:30, 8:25] = True
    assert s_measure(truth.astype(float), truth) == pytest.approx(1, abs=1e-6)
    assert mean_absolute_error(truth.astype(float), truth) == 0
    assert s_measure(1 - truth.astype(float), truth) < 0.3


def test_export_round_trip(network: UcNet, tmp_path: Path) -> None:
    folded = round_to_half(fold_batch_norm(network))
    tensors = export.weight_tensors(folded)
    path = tmp_path / "weights.safetensors"
    export.save_safetensors(path, tensors, {})
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    place = header["saliency_net.backbone.stem.weight"]
    assert place["shape"] == [3, 3, 4, 32] and place["dtype"] == "F16"
    start, end = (8 + length + offset for offset in place["data_offsets"])
    values = np.frombuffer(content[start:end], np.float16).reshape(place["shape"])
    expected = folded.saliency_net.backbone.stem.conv.weight.detach().permute(2, 3, 1, 0).numpy()
    assert np.array_equal(values.astype(np.float32), expected)
    assert len(content) <= 12_000_000


@torch.no_grad()
def test_exported_weights_go_on_where_they_were(network: UcNet, tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    export.save_safetensors(path, export.weight_tensors(fold_batch_norm(network)), {})
    again = UcNet(UcNetConfiguration(dropout=0.0))
    inputs = tuple(torch.cat(tensors) for tensors in zip(*(random_input() for _ in range(8))))
    start_from_exported(again, load_safetensors(path), (*inputs, inputs[2]))
    z = torch.randn(8, 3)
    before, after = (each.prediction_net(each.deterministic(*inputs)[0], z) for each in (network, again))
    assert (torch.sigmoid(before) - torch.sigmoid(after)).abs().max() < 0.02
    # In training mode the statistics of the same pictures take the place of the adopted ones.
    trained = again.train().prediction_net(again.deterministic(*inputs)[0], z)
    assert (torch.sigmoid(trained) - torch.sigmoid(after)).abs().max() < 0.05


def losses_of_steps(objective: torch.nn.Module, pairs: PackedPairs) -> tuple[list[float], dict[str, torch.Tensor]]:
    """The loss of each of twelve steps over the same eight pictures, and the parts of the last."""
    optimizer = torch.optim.AdamW(objective.parameters(), 1e-3)
    dataset = SaliencyDataset(pairs, 64, 1, Augmentation())
    batch = torch.utils.data.default_collate([dataset[number] for number in range(8)])
    losses = []
    for _ in range(12):
        loss, parts = objective(batch, 100_000)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, parts


def test_training_steps_reduce_the_loss_and_a_checkpoint_holds_the_weights(pairs: PackedPairs, tmp_path: Path) -> None:
    recipe = load_recipe(CONFIGURATION)
    torch.manual_seed(0)
    network = UcNet(recipe.network)
    objective = UcNetObjective(network, recipe)
    losses, parts = losses_of_steps(objective, pairs)
    assert set(parts) == {"posterior", "prior", "KL", "consensus", "depth"}
    assert np.mean(losses[-3:]) < 0.8 * np.mean(losses[:3])
    save_checkpoint(tmp_path / "last.pt", {"network": network.configuration.values(), "average": network.state_dict()})
    restored = load_network(tmp_path / "last.pt")
    assert all(torch.equal(a, b) for a, b in zip(restored.state_dict().values(), network.state_dict().values()))


def test_a_resumed_run_takes_the_rates_of_the_recipe_at_hand_and_keeps_its_moments() -> None:
    recipe = load_recipe(CONFIGURATION)
    network = UcNet(recipe.network)
    before = train.make_optimizer(network, recipe)
    for parameter in network.parameters():
        parameter.grad = torch.ones_like(parameter)
    before.step()
    slower = replace(recipe, learning_rate=recipe.learning_rate / 4, weight_decay=0.5)
    after = train.make_optimizer(network, slower)
    train.resume_optimizer(after, before.state_dict())
    rates = [(group["full_rate"], group["weight_decay"]) for group in after.param_groups]
    assert rates == [
        (slower.backbone_learning_rate, 0.5),
        (slower.backbone_learning_rate, 0.0),
        (slower.learning_rate, 0.5),
        (slower.learning_rate, 0.0),
    ]
    first = next(network.parameters())
    assert torch.equal(after.state[first]["exp_avg"], before.state[first]["exp_avg"])


@pytest.mark.parametrize("head", HEADS)
def test_a_baseline_learns_and_is_exported(head: str, pairs: PackedPairs, tmp_path: Path) -> None:
    network = Baseline(BaselineConfiguration(head, "tiny", input_size=64))
    objective = BaselineObjective(network)
    losses, _ = losses_of_steps(objective, pairs)
    # Its scores start at zero, so the first steps are small ones.
    assert losses[0] - losses[-1] > 0.01
    save_checkpoint(tmp_path / "last.pt", {"network": network.configuration.values(), "average": network.state_dict()})
    folded = round_to_half(fold_batch_norm(load_network(tmp_path / "last.pt")))
    rgb, depth, valid = random_input()
    network.eval()
    assert torch.allclose(torch.sigmoid(network(rgb, depth, valid)), torch.sigmoid(folded(rgb, depth, valid)), atol=5e-3)
    golden = export.golden_tensors(folded, np.zeros((96, 96, 3), np.uint8), np.full((96, 96), 9000, np.uint16))
    assert golden["output.map"].shape == (96, 96) and golden["pattern.map"].shape == (16, 16)
    assert golden["backbone.blocks.16"].shape == (3, 3, 320)


def test_a_baseline_starts_with_the_backbone_of_uc_net(network: UcNet) -> None:
    folded = fold_batch_norm(network)
    tensors = export.weight_tensors(folded)
    baseline = Baseline(BaselineConfiguration("u-net", "tiny"))
    copy_exported(baseline.backbone, tensors, "saliency_net.backbone.")
    rgbd = torch.rand(1, 4, 64, 64)
    for tap, expected in zip(baseline.backbone(rgbd), folded.saliency_net.backbone(rgbd)):
        assert (tap - expected).abs().max() < 1e-2 * expected.abs().max()
    with pytest.raises(KeyError):
        copy_exported(baseline, tensors, "saliency_net.")


def test_a_run_goes_on_with_the_network_of_the_first_one() -> None:
    first, later = (load_recipe(CONFIGURATION.with_name(f"ucnet-mobilenetv2{suffix}.toml")) for suffix in ("", "-continue"))
    assert later.network == first.network and later.augmentation == first.augmentation
    assert later.learning_rate < first.learning_rate and later.total_images < first.total_images


def test_the_depth_can_be_trained_alone(pairs: PackedPairs) -> None:
    recipe = load_recipe(CONFIGURATION.with_name("depth-correction.toml"))
    assert isinstance(recipe, DepthRecipe) and recipe.network == load_recipe(CONFIGURATION).network
    torch.manual_seed(0)
    objective = new_objective(recipe)
    network = objective.network
    before = {name: value.clone() for name, value in network.state_dict().items()}
    losses, parts = losses_of_steps(objective, pairs)
    assert set(parts) == {"depth", "improved"} and 0 <= parts["improved"] <= 1
    assert np.mean(losses[-3:]) < np.mean(losses[:3])
    changed = {name.split(".")[0] for name, value in network.state_dict().items() if not torch.equal(value, before[name])}
    assert changed == {"depth_correction_net"}


def test_the_configurations_of_baselines_are_read() -> None:
    for head in HEADS:
        recipe = load_recipe(CONFIGURATION.with_name(f"{head}.toml"))
        assert isinstance(recipe, BaselineRecipe) and recipe.baseline.head == head
    with pytest.raises(ValueError, match="segnet"):
        BaselineConfiguration("segnet", "a")


@pytest.mark.parametrize("variant", ["m2", "m4", "m6"])
def test_an_ablation_learns_draws_and_is_loaded_again(variant: str, pairs: PackedPairs, tmp_path: Path) -> None:
    recipe = load_recipe(CONFIGURATION.with_name(f"ablation-{variant}.toml"))
    full = load_recipe(CONFIGURATION.with_name("ablation-full.toml"))
    assert (recipe.variant, recipe.phases, recipe.augmentation) == (variant, full.phases, full.augmentation)
    objective = new_objective(recipe)
    network = objective.network
    assert type(network) is VARIANTS[variant]
    losses, _ = losses_of_steps(objective, pairs)
    assert np.mean(losses[-3:]) < 0.9 * np.mean(losses[:3])
    state = {"network": network.configuration.values(), "variant": variant, "average": network.state_dict()}
    save_checkpoint(tmp_path / "last.pt", state)
    restored = load_network(tmp_path / "last.pt")
    assert type(restored) is type(network)
    rgb, depth, valid = random_input()
    maps, corrected = restored.saliency_maps(rgb, depth, valid, 3)
    assert maps.shape == (3, 1, 1, 64, 64) and (maps[0] - maps[1]).abs().max() > 1e-4
    assert torch.equal(corrected, depth * valid) == (variant == "m2")
    assert not any(module.training for module in restored.modules())


def test_auroc_and_sample_distance_of_small_cases() -> None:
    positives = np.array([False, True, False, True])
    assert auroc(np.array([0.1, 0.9, 0.2, 0.8]), positives) == 1
    assert auroc(np.array([0.9, 0.1, 0.9, 0.1]), positives) == 0
    assert auroc(np.zeros(4), positives) == 0.5
    assert np.isnan(auroc(np.zeros(4), np.zeros(4, bool)))
    assert entropy(np.array([0.5, 0.0, 1.0])) == pytest.approx([1, 0, 0], abs=1e-5)
    maps = np.zeros((3, 1, 4))
    maps[0, 0, :2] = maps[1, 0, 1:3] = 1
    assert sample_distance(maps) == pytest.approx((2 / 3 + 1 + 1) / 3)
    assert sample_distance(maps[2:]) == 0 and sample_distance(maps[[2, 2]]) == 0


def test_sampler_visits_every_pair_once_an_epoch_on_every_rank() -> None:
    def take(rank: int, world: int, count: int, start: int = 0) -> list[int]:
        iterator = iter(train.EndlessSampler(10, 3, start, rank, world))
        return [next(iterator) for _ in range(count)]

    assert sorted(number % 10 for number in take(0, 1, 10)) == list(range(10))
    assert sorted(take(0, 2, 5) + take(1, 2, 5)) == sorted(take(0, 1, 10))
    assert take(0, 1, 6, start=4) == take(0, 1, 10)[4:]


def test_tally_tells_means_over_images_and_refuses_what_is_not_finite() -> None:
    tally = train.Tally()
    tally.add({"loss": torch.tensor(2.0)}, 8)
    tally.add({"loss": torch.tensor(5.0)}, 16)
    assert tally.images == 24 and tally.means() == {"loss": pytest.approx(4)}
    tally.add({"loss": torch.tensor(float("nan"))}, 8)
    with pytest.raises(FloatingPointError, match="no longer finite"):
        tally.means()
