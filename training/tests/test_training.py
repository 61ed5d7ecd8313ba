"""Recipes, losses that fall, runs that resume, on tiny inputs."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

import export
import train
from network_inputs import random_input
from ucnet.ablations import VARIANTS
from ucnet.baselines import HEADS, Baseline, BaselineConfiguration
from ucnet.checkpoint import load_network, save_checkpoint
from ucnet.dataset import Augmentation, SaliencyDataset, Sources
from ucnet.folding import fold_batch_norm, round_to_half
from ucnet.model import UcNet
from ucnet.objectives import BaselineObjective, UcNetObjective, autocast, new_network, objective_of
from ucnet.packing import PackedPairs
from ucnet.recipe import BaselineRecipe, UcNetRecipe, load_recipe

CONFIGURATION = Path(__file__).resolve().parents[1] / "configurations" / "ucnet-lite1.toml"


TERMS = {"person", "posterior", "found", "prior", "set", "mean", "smooth", "depth", "KL"}


def test_recipe_is_strict(tmp_path: Path) -> None:
    recipe = load_recipe(CONFIGURATION)
    assert recipe.total_images == sum(phase.images for phase in recipe.phases)
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(CONFIGURATION.read_text().replace("kl_weight", "kl_wait"))
    with pytest.raises(ValueError, match="kl_wait.*kl_weight"):
        load_recipe(wrong)
    wrong.write_text(CONFIGURATION.read_text().replace('"energy"', '"mean"'))
    with pytest.raises(ValueError, match="set_loss must be one of energy, gsnn, got 'mean'"):
        load_recipe(wrong)


def test_every_configuration_can_be_read() -> None:
    for path in CONFIGURATION.parent.glob("*.toml"):
        if "released" not in path.name:
            assert load_recipe(path).total_images > 0


def batch_of_eight(pairs: PackedPairs) -> dict[str, torch.Tensor]:
    dataset = SaliencyDataset(Sources(pairs), 64, 1, Augmentation())
    return torch.utils.data.default_collate([dataset[number] for number in range(8)])


def losses_of_steps(objective: torch.nn.Module, batch: dict[str, torch.Tensor]) -> tuple[list[float], dict[str, torch.Tensor]]:
    """The loss of each of twelve steps over the same pictures, and the parts of the last."""
    optimizer = torch.optim.AdamW(objective.parameters(), 1e-3)
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
    losses, parts = losses_of_steps(objective, batch_of_eight(pairs))
    assert set(parts) == TERMS
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


def test_a_run_of_another_configuration_is_not_gone_on_with() -> None:
    arguments = Namespace(configuration=CONFIGURATION, out=Path("RUN"))
    train.refuse_other_configuration({"configuration": CONFIGURATION.name}, arguments)
    with pytest.raises(ValueError, match=f"RUN holds a run of u-net.toml: give {CONFIGURATION.name} another folder"):
        train.refuse_other_configuration({"configuration": "u-net.toml"}, arguments)


@pytest.mark.parametrize("head", HEADS)
def test_a_baseline_learns_and_is_exported(head: str, pairs: PackedPairs, tmp_path: Path) -> None:
    network = Baseline(BaselineConfiguration(head, "tiny", input_size=64))
    objective = BaselineObjective(network)
    losses, _ = losses_of_steps(objective, batch_of_eight(pairs))
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


def test_the_latent_of_a_person_decides_the_map_that_is_held_against_their_answer(pairs: PackedPairs) -> None:
    recipe = load_recipe(CONFIGURATION)
    objective = UcNetObjective(UcNet(recipe.network), recipe).eval()
    batch = batch_of_eight(pairs)
    with torch.no_grad():
        person, other = (objective(batch | {"people": factor * batch["people"]}, 0)[1] for factor in (1, -1))
    assert person["person"] != other["person"] and person["depth"] == other["depth"]


def test_the_scale_of_the_latents_is_held_where_the_recipe_says_so(pairs: PackedPairs) -> None:
    recipe = load_recipe(CONFIGURATION)
    divergences = {}
    for weight in (0.0, 1.0):
        torch.manual_seed(0)
        network = UcNet(recipe.network)
        torch.nn.init.constant_(network.prior_net.log_var.bias, 2.0)
        _, parts = losses_of_steps(UcNetObjective(network, replace(recipe, prior_weight=weight)), batch_of_eight(pairs))
        divergences[weight] = parts["prior"].item()
    assert divergences[1.0] < 0.8 * divergences[0.0]


def test_a_run_goes_on_from_a_checkpoint_and_batch_norms_rest_where_the_recipe_says_so(pairs: PackedPairs, tmp_path: Path) -> None:
    recipe = load_recipe(CONFIGURATION)
    trained = new_network(recipe)
    checkpoint = tmp_path / "last.pt"
    save_checkpoint(checkpoint, {"network": trained.configuration.values(), "variant": "full", "average": trained.state_dict()})
    batch = batch_of_eight(pairs)
    for learn in (True, False):
        network = new_network(recipe)
        train.start_network(network, recipe, Sources(pairs), Namespace(backbone=None, start_from=checkpoint))
        before = {name: value.clone() for name, value in network.state_dict().items()}
        assert all(torch.equal(value, trained.state_dict()[name]) for name, value in before.items())
        objective = UcNetObjective(network, replace(recipe, norms_learn=learn)).train()
        objective(batch, 0)[0].backward()
        moved = {name for name, value in network.state_dict().items() if not torch.equal(value, before[name])}
        assert (len(moved) > 0) == learn and all("running_" in name or "num_batches" in name for name in moved)
        assert network.prior_net.training and network.prior_net.layers[0].bn.weight.grad is not None


def test_the_ablation_of_the_energy_score_holds_each_draw_against_one_answer(pairs: PackedPairs) -> None:
    recipe, full = (load_recipe(CONFIGURATION.with_name(f"ablation-{name}.toml")) for name in ("gsnn", "full"))
    assert isinstance(recipe, UcNetRecipe) and replace(recipe, set_loss="energy") == full
    _, parts = objective_of(new_network(recipe), recipe)(batch_of_eight(pairs), 0)
    # Of an untrained network the structure loss of a draw is that of the person's map.
    assert parts["set"] == pytest.approx(parts["person"].item(), rel=0.3)


def test_bf16_is_used_only_where_the_processor_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for has_bf16 in (False, True):
        monkeypatch.setattr("ucnet.objectives.cpu_has_bf16", lambda: has_bf16)
        with autocast(torch.device("cpu")):
            assert torch.is_autocast_cpu_enabled() == has_bf16


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
    assert isinstance(recipe, UcNetRecipe) and (recipe.variant, recipe.phases, recipe.augmentation) == (variant, full.phases, full.augmentation)
    network = new_network(recipe)
    objective = objective_of(network, recipe)
    assert type(network) is VARIANTS[variant]
    losses, _ = losses_of_steps(objective, batch_of_eight(pairs))
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
