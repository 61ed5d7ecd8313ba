"""Averages of two networks: both ends, the middle, sharper logits, and that unfolding changes nothing."""

import pytest
import torch

from average import average, unfold
from ucnet.configuration import UcNetConfiguration
from ucnet.folding import fold_batch_norm
from ucnet.model import UcNet


def folded_network(seed: int) -> UcNet:
    torch.manual_seed(seed)
    network = UcNet(UcNetConfiguration())
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    return fold_batch_norm(network)


@torch.no_grad()
def logits_of(network: UcNet) -> torch.Tensor:
    torch.manual_seed(9)
    rgb, depth, valid = torch.rand(1, 3, 64, 64) * 2 - 1, torch.rand(1, 1, 64, 64), torch.ones(1, 1, 64, 64)
    features, _ = network.deterministic(rgb, depth, valid)
    return network.prediction_net(features, network.prior(rgb, depth, valid).mu)


def test_the_ends_are_the_networks_and_the_middle_their_mean() -> None:
    before, after = folded_network(1), folded_network(2)
    assert torch.allclose(logits_of(average(before, after, 0, 1)), logits_of(before), atol=1e-5)
    assert torch.allclose(logits_of(average(before, after, 1, 1)), logits_of(after), atol=1e-5)
    middle = average(before, after, 0.5, 1)
    for mean, first, second in zip(middle.parameters(), before.parameters(), after.parameters()):
        assert torch.allclose(mean, (first + second) / 2, atol=1e-6)


def test_a_part_is_taken_over_alone() -> None:
    before, after = folded_network(1), folded_network(2)
    network = average(before, after, 1, 1, "depth_correction_net")
    for name, value in network.state_dict().items():
        source = after if name.startswith("depth_correction_net.") else before
        assert torch.equal(value, source.state_dict()[name])
    with pytest.raises(ValueError, match="no part is called depth_net; there are prior_net"):
        average(before, after, 1, 1, "depth_net")


def test_sharper_logits_are_multiplied() -> None:
    before, after = folded_network(1), folded_network(2)
    assert torch.allclose(logits_of(average(before, after, 1, 1.5)), 1.5 * logits_of(after), atol=1e-4)


def test_unfolding_and_folding_again_changes_nothing() -> None:
    folded = folded_network(3)
    assert torch.allclose(logits_of(unfold(folded)), logits_of(folded), atol=1e-4)
    assert torch.allclose(logits_of(fold_batch_norm(unfold(folded))), logits_of(folded), atol=1e-4)


def test_networks_of_different_shape_are_refused() -> None:
    other = fold_batch_norm(UcNet(UcNetConfiguration(input_size=64)))
    with pytest.raises(ValueError, match="different configurations"):
        average(folded_network(1), other, 0.5, 1)
