"""The finish of a network: units of its latents, and a posterior that learns."""

import sys
from copy import deepcopy
from pathlib import Path

import pytest
import torch
from torch.utils.data import default_collate

import find_people
from find_people import adopt_prior_units, finish, loss_of
from network_inputs import random_input
from ucnet.checkpoint import load_network
from ucnet.configuration import UcNetConfiguration
from ucnet.dataset import Augmentation, SaliencyDataset, Sources
from ucnet.model import LOG_VARIANCE_BOUND, UcNet
from ucnet.packing import PackedPairs

MOBILENET = UcNetConfiguration()


def odd_network() -> UcNet:
    """One whose prior is far from standard normal, and whose first variances are beyond their bound."""
    network = UcNet(MOBILENET).eval()
    with torch.no_grad():
        for encoder in (network.prior_net, network.posterior_net):
            encoder.mu.bias.copy_(torch.tensor([-90.0, 4.0, 0.5]))
            encoder.log_var.bias.copy_(torch.tensor([17.0, 3.0, -1.0]))
        network.prediction_net.first.conv.weight[:, [MOBILENET.channel_order.index(32 + latent) for latent in range(3)]] *= 0.01
    return network


@torch.no_grad()
def test_other_units_of_the_latents_change_no_map() -> None:
    network = odd_network()
    rgb, depth, valid = (torch.cat(tensors) for tensors in zip(*(random_input() for _ in range(4))))
    truth = torch.rand_like(depth).round()
    again = deepcopy(network)
    adopt_prior_units(again, (rgb, depth, valid, truth))
    prior = again.prior(rgb, depth, valid)
    assert torch.allclose(prior.mu.mean(0), torch.zeros(3), atol=1e-4)
    assert torch.allclose(prior.log_var.mean(0), torch.zeros(3), atol=1e-4)
    features, _ = network.deterministic(rgb, depth, valid)
    noise = torch.randn(4, 3)
    for part, inputs in (("prior", (rgb, depth, valid)), ("posterior", (rgb, depth, valid, truth))):
        before, after = (
            torch.sigmoid(each.prediction_net(features, gaussian.mu + torch.exp(0.5 * gaussian.log_var) * noise))
            for each in (network, again)
            for gaussian in [getattr(each, part)(*inputs)]
        )
        assert (before - after).abs().max() < 1e-4
        assert before.std() > 1e-3
    # What was beyond the bound is the constant that it was, and can move again.
    raw = again.prior_net.unbounded_log_var(torch.cat([rgb, (depth * 2 - 1) * valid, valid], 1))
    assert torch.allclose(raw[:, 0], torch.zeros(4), atol=1e-4) and raw.abs().max() < LOG_VARIANCE_BOUND


@pytest.fixture
def clock_of_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second each time somebody looks: as many steps on any machine."""
    ticks = iter(range(10_000))
    monkeypatch.setattr(find_people.time, "monotonic", lambda: float(next(ticks)))


def items_of(pairs: PackedPairs) -> dict[str, torch.Tensor]:
    dataset = SaliencyDataset(Sources(pairs), 64, 5, Augmentation())
    return default_collate([dataset[number] for number in range(8)])


@pytest.mark.usefixtures("clock_of_steps")
def test_the_posterior_learns_to_find_people(pairs: PackedPairs) -> None:
    torch.manual_seed(1)
    network, batch = UcNet(MOBILENET), items_of(pairs)
    with torch.no_grad():
        before = loss_of(network.eval(), batch)
    finish(network, [batch] * 100, 1)
    # The same forty answers all the time: it knows them in the end.
    assert loss_of(network.train(), batch) < before - 0.3


@pytest.mark.usefixtures("clock_of_steps")
def test_the_command_leaves_the_rest_of_the_network_alone(pairs: PackedPairs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = odd_network()
    state = {"configuration": "any", "network": MOBILENET.values(), "variant": "full", "images_seen": 0, "average": network.state_dict()}
    torch.save(state, tmp_path / "last.pt")
    (tmp_path / "packed" / "train").mkdir(parents=True)
    for name in ("photos.u8", "truths.u8", "depths.u8", "index.json"):
        (tmp_path / "packed" / "train" / name).write_bytes((tmp_path / name).read_bytes())
    for name, value in (("SIDE", 64), ("BATCH", 4), ("UNIT_IMAGES", 8)):
        monkeypatch.setattr(find_people, name, value)
    out = tmp_path / "finished.pt"
    command = ["find_people.py", str(tmp_path / "last.pt"), "--packed", str(tmp_path / "packed"), "--minutes", "0.5", "--workers", "0", "--out", str(out)]
    monkeypatch.setattr(sys, "argv", command)
    assert find_people.main() == 0
    finished = load_network(out)
    assert isinstance(finished, UcNet)
    for name, value in network.saliency_net.state_dict().items():
        assert torch.equal(finished.saliency_net.state_dict()[name], value)
    before, after = network.posterior_net.layers[0].conv.weight, finished.posterior_net.layers[0].conv.weight
    assert len(pairs) and not torch.equal(before, after)
