"""The released network: agreement with its recorded outputs, and a training step that helps."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from released.losses import hybrid_loss
from released.network import ReleasedUcNet
from released.recipe import load_released_recipe
from released.stand_in import load_stand_in_weights, stand_in_input, uniforms
from released.train import ReleasedTraining, learning_rate, training_step
from ucnet.losses import boundary_weight, kl_divergence, structure_loss
from ucnet.model import DiagonalGaussian

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "src" / "released" / "testing" / "golden.json"
CONFIGURATION = ROOT / "training" / "configurations" / "ucnet-released-resnet50.toml"


def test_stand_in_numbers_are_the_documented_ones() -> None:
    expected = [0.184143320, 0.361384944, 0.524178431, -0.555501175]
    assert uniforms("sal_encoder.resnet.conv1.weight", 4) == pytest.approx(expected, abs=1e-9)


def test_names_and_shapes_are_those_of_the_official_checkpoint() -> None:
    lines = sorted(f"{name} {','.join(map(str, value.shape))}" for name, value in ReleasedUcNet().state_dict().items())
    assert len(lines) == 924
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert digest == "937fc27625090d853b6e97a711ceb2f93757f9c15ebcc5628cc7e2682c96fb13"


@torch.no_grad()
def test_computes_what_the_released_code_computes() -> None:
    golden = json.loads(GOLDEN.read_text())
    network = ReleasedUcNet().eval()
    load_stand_in_weights(network)
    rgb, depth, truth = stand_in_input()
    prior, posterior = network.prior(rgb, depth), network.posterior(rgb, depth, truth)
    for gaussian, name in ((prior, "prior"), (posterior, "posterior")):
        assert gaussian.mu[0].tolist() == pytest.approx(golden[f"{name}_mu"], abs=1e-4)
        assert gaussian.log_var[0].tolist() == pytest.approx(golden[f"{name}_logvar"], abs=1e-4)
    saliency, depths = network.sal_encoder(rgb, depth, torch.tensor([golden["z"]]))
    for logits, recorded in (
        (saliency, golden["saliency_logits"]["every64"]),
        (depths, golden["depth_logits"]["every64_channel0"]),
    ):
        assert (logits[0, 0, ::64, ::64] - torch.tensor(recorded)).abs().max() < 1e-3


def test_the_learning_rate_decays_once() -> None:
    recipe = load_released_recipe(CONFIGURATION)
    after = recipe.decay_after_images
    assert learning_rate(after - 1, recipe) == pytest.approx(5e-5)
    assert learning_rate(after, recipe) == learning_rate(recipe.total_images, recipe) == pytest.approx(5e-6)


def test_the_hybrid_loss_has_the_shares_of_the_paper() -> None:
    recipe = replace(load_released_recipe(CONFIGURATION), smoothness_weight=0, depth_weight=0)
    assert recipe.cvae_share == 0.4
    truth = (torch.rand(1, 1, 16, 16) > 0.5).float()
    logits = (torch.randn_like(truth), torch.randn_like(truth))
    latents = (DiagonalGaussian(torch.ones(1, 3), torch.zeros(1, 3)), DiagonalGaussian(torch.zeros(1, 3), torch.zeros(1, 3)))
    batch = {"truth": truth, "depth": truth, "clean": truth, "known": torch.ones(1)}
    total, parts = hybrid_loss(recipe, 0.05, latents, logits, truth, batch, truth)
    posterior, prior = (structure_loss(each, truth, boundary_weight(truth)).item() for each in logits)
    assert kl_divergence(*latents).item() == pytest.approx(1.5)
    assert total.item() == pytest.approx(0.4 * (posterior + 0.05 * 1.5) + 0.6 * prior, rel=1e-5)
    assert set(parts) == {"posterior", "prior", "KL", "depth"}


def test_unknown_keys_of_a_recipe_fail(tmp_path: Path) -> None:
    file = tmp_path / "recipe.toml"
    file.write_text("learning_rat = 1\n" + CONFIGURATION.read_text())
    with pytest.raises(ValueError, match="learning_rat"):
        load_released_recipe(file)


def test_steps_reduce_the_loss() -> None:
    torch.manual_seed(3)
    recipe = load_released_recipe(CONFIGURATION)
    network = ReleasedUcNet(input_size=64)
    truth = torch.zeros(2, 1, 64, 64)
    truth[0, :, 16:48, 8:40] = truth[1, :, 30:60, 20:60] = 1
    rgb = (truth * 150 + torch.rand(2, 3, 64, 64) * 80).to(torch.uint8)
    depth = truth * 0.6 + 0.2
    batch = {"rgb": rgb, "depth": depth, "valid": torch.ones_like(depth), "clean": depth, "truth": truth}
    batch["known"] = torch.ones(2)
    training = ReleasedTraining(network, recipe).train()
    optimizer = torch.optim.Adam(network.parameters())
    before = [parameter.clone() for parameter in network.parameters()]
    losses = [training_step(training, optimizer, batch, recipe, 1000)[0] for _ in range(12)]
    changed = sum(bool((old != new).any()) for old, new in zip(before, network.parameters()))
    used = sum(not any(part in name for part in ("layer5.conv", "layer7", "bn5")) for name, _ in network.named_parameters())
    assert changed == used
    # Latents and dropout are drawn anew at every step, so single losses say little.
    assert sum(losses[-3:]) < 0.95 * sum(losses[:3])
