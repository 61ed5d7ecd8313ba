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
from ucnet.dataset import Augmentation, PackedPairs, SaliencyDataset
from ucnet.folding import fold_batch_norm, round_to_half
from ucnet.model import DiagonalGaussian, UcNet
from ucnet.objectives import AgreementObjective, BaselineObjective, UcNetObjective, antithetic_draws, new_network, objective_of
from ucnet.recipe import AgreementRecipe, BaselineRecipe, DepthRecipe, load_recipe

CONFIGURATION = Path(__file__).resolve().parents[1] / "configurations" / "ucnet-mobilenetv2.toml"


def test_recipe_is_strict(tmp_path: Path) -> None:
    recipe = load_recipe(CONFIGURATION)
    assert recipe.total_images == sum(images for _, images in recipe.phases)
    assert recipe.phase_at(0)[0] == recipe.phases[0][0] and recipe.phase_at(10**9)[0] == recipe.phases[-1][0]
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(CONFIGURATION.read_text().replace("kl_weight", "kl_wait"))
    with pytest.raises(ValueError, match="kl_wait.*kl_weight"):
        load_recipe(wrong)
    wrong.write_text(CONFIGURATION.with_name("depth-correction.toml").read_text().replace('"depth_correction_net"', '"prior_net"'))
    with pytest.raises(ValueError, match="trained must be one of depth_correction_net, prediction_net, got 'prior_net'"):
        load_recipe(wrong)


def losses_of_steps(
    objective: torch.nn.Module, pairs: PackedPairs, several: bool | None = None
) -> tuple[list[float], dict[str, torch.Tensor]]:
    """The loss of each of twelve steps over the same eight pictures, and the parts of the last; `several` is said of all of them."""
    optimizer = torch.optim.AdamW(objective.parameters(), 1e-3)
    dataset = SaliencyDataset(pairs, 64, 1, Augmentation())
    batch = torch.utils.data.default_collate([dataset[number] for number in range(8)])
    if several is not None:
        batch["several"][:] = several
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


def test_a_run_of_another_configuration_is_not_gone_on_with() -> None:
    arguments = Namespace(configuration=CONFIGURATION, out=Path("RUN"))
    train.refuse_other_configuration({"configuration": CONFIGURATION.name}, arguments)
    with pytest.raises(ValueError, match=f"RUN holds a run of agreement.toml: give {CONFIGURATION.name} another folder"):
        train.refuse_other_configuration({"configuration": "agreement.toml"}, arguments)


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


def test_a_run_goes_on_with_the_network_of_the_first_one() -> None:
    first, later = (load_recipe(CONFIGURATION.with_name(f"ucnet-mobilenetv2{suffix}.toml")) for suffix in ("", "-continue"))
    assert later.network == first.network and later.augmentation == first.augmentation
    assert later.learning_rate < first.learning_rate and later.total_images < first.total_images


def test_the_depth_can_be_trained_alone(pairs: PackedPairs) -> None:
    recipe = load_recipe(CONFIGURATION.with_name("depth-correction.toml"))
    assert isinstance(recipe, DepthRecipe) and recipe.network == load_recipe(CONFIGURATION).network
    torch.manual_seed(0)
    network = new_network(recipe)
    objective = objective_of(network, recipe)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    losses, parts = losses_of_steps(objective, pairs)
    assert set(parts) == {"depth", "improved"} and 0 <= parts["improved"] <= 1
    assert np.mean(losses[-3:]) < np.mean(losses[:3])
    changed = {name.split(".")[0] for name, value in network.state_dict().items() if not torch.equal(value, before[name])}
    assert changed == {"depth_correction_net"}


def test_samples_learn_to_agree_and_nothing_else_changes(pairs: PackedPairs) -> None:
    recipe = load_recipe(CONFIGURATION.with_name("agreement.toml"))
    assert isinstance(recipe, AgreementRecipe) and recipe.network == load_recipe(CONFIGURATION).network
    torch.manual_seed(0)
    network = new_network(recipe)
    # Every map covers enough for samples to be wanted alike: an untrained network's logits are all far below zero.
    with torch.no_grad():
        network.prediction_net.third.conv.weight.mul_(0.05)
        network.prediction_net.third.conv.bias.fill_(2.0)
    objective = objective_of(network, recipe)
    assert isinstance(objective, AgreementObjective)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    spreads = []
    objective.register_forward_hook(lambda _, __, result: spreads.append(result[1]["alike"].item()))
    objective.train()
    losses_of_steps(objective, pairs, several=False)
    assert np.mean(spreads[-3:]) < 0.7 * np.mean(spreads[:3])
    changed = {name for name, value in network.state_dict().items() if not torch.equal(value, before[name])}
    assert changed and all(name.startswith(("prediction_net.", "saliency_net.attention.0.")) for name in changed)
    assert not any("running" in name for name in changed)


def test_the_teacher_of_agreement_is_the_network_as_it_was(pairs: PackedPairs) -> None:
    recipe = load_recipe(CONFIGURATION.with_name("agreement.toml"))
    network = new_network(recipe)
    objective = objective_of(network, recipe)
    batch = torch.utils.data.default_collate([SaliencyDataset(pairs, 64, 1, Augmentation())[number] for number in range(4)])
    # Where there are several answers the samples stay as they are.
    batch["several"][:] = True
    objective.train()
    assert objective(batch, 0)[0].item() == pytest.approx(0, abs=1e-3)


def test_antithetic_draws_come_in_pairs_about_the_mean() -> None:
    torch.manual_seed(0)
    gaussian = DiagonalGaussian(torch.tensor([[1.0, -2.0]]), torch.tensor([[0.0, 1.0]]))
    draws = antithetic_draws(gaussian, 4)
    assert len(draws) == 4 and not torch.equal(draws[0], draws[1])
    assert torch.allclose(torch.stack(draws).mean(0), gaussian.mu)


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
    network = new_network(recipe)
    objective = objective_of(network, recipe)
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
