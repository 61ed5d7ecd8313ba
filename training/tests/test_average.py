"""Averages of two networks: both ends, the middle, sharper logits, and that unfolding changes nothing."""

import pytest
import torch

from average import average, average_measured, sharpen, unfold
from ucnet.configuration import UcNetConfiguration
from ucnet.folding import fold_batch_norm
from ucnet.model import UcNet
from ucnet.warm_start import Batch, batch_norms


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
    assert torch.allclose(logits_of(average(before, after, 0)), logits_of(before), atol=1e-5)
    assert torch.allclose(logits_of(average(before, after, 1)), logits_of(after), atol=1e-5)
    middle = average(before, after, 0.5)
    for mean, first, second in zip(middle.parameters(), before.parameters(), after.parameters()):
        assert torch.allclose(mean, (first + second) / 2, atol=1e-6)


def test_a_part_is_taken_over_alone() -> None:
    before, after = folded_network(1), folded_network(2)
    network = average(before, after, 1, "depth_correction_net")
    for name, value in network.state_dict().items():
        source = after if name.startswith("depth_correction_net.") else before
        assert torch.equal(value, source.state_dict()[name])
    with pytest.raises(ValueError, match="no part is called depth_net; there are prior_net"):
        average(before, after, 1, "depth_net")


def test_sharper_logits_are_multiplied() -> None:
    before, after = folded_network(1), folded_network(2)
    network = average(before, after, 1)
    sharpen(network, 1.5)
    assert torch.allclose(logits_of(network), 1.5 * logits_of(after), atol=1e-4)


def test_unfolding_and_folding_again_changes_nothing() -> None:
    folded = folded_network(3)
    assert torch.allclose(logits_of(unfold(folded)), logits_of(folded), atol=1e-4)
    assert torch.allclose(logits_of(fold_batch_norm(unfold(folded))), logits_of(folded), atol=1e-4)


def test_networks_of_different_shape_are_refused() -> None:
    other = fold_batch_norm(UcNet(UcNetConfiguration(input_size=64)))
    with pytest.raises(ValueError, match="different configurations"):
        average(folded_network(1), other, 0.5)


def batches_of(count: int) -> list[Batch]:
    torch.manual_seed(4)
    return [(torch.rand(4, 3, 64, 64) * 2 - 1, *(torch.rand(4, 1, 64, 64) for _ in range(3))) for _ in range(count)]


def test_measured_batch_norms_leave_the_ends_nearly_as_they_are() -> None:
    before, after = folded_network(1), folded_network(2)
    batches = batches_of(1)
    # Of the batch that the statistics are from; variances with and without the last degree of freedom differ a little.
    for share, end in ((0, before), (1, after)):
        logits = logits_of(average_measured(before, after, share, None, batches))
        assert (logits - logits_of(end)).abs().max() < 0.05 * logits_of(end).abs().max()


@torch.no_grad()
def test_activations_of_a_measured_average_vary_as_much_as_those_of_its_ends() -> None:
    before, after = folded_network(1), folded_network(2)
    batches = batches_of(2)

    def spread(network: UcNet) -> float:
        rgb, depth, valid, _ = batches[1]
        return float(network.deterministic(rgb, depth, valid)[0].std((0, 2, 3)).mean())

    ends = (spread(before) + spread(after)) / 2
    plain, measured = (spread(network) for network in (average(before, after, 0.5), average_measured(before, after, 0.5, None, batches)))
    assert plain < 0.6 * ends
    assert measured == pytest.approx(ends, rel=0.25)


@torch.no_grad()
def test_measured_statistics_are_the_mean_of_the_batches() -> None:
    network = average_measured(folded_network(1), folded_network(2), 0.5, None, batches_of(2))
    first = network.prior_net.layers[0]
    means: list[torch.Tensor] = []
    first.bn.register_forward_pre_hook(lambda _, inputs: means.append(inputs[0].mean((0, 2, 3))))
    for batch in batches_of(2):
        network.prior(*batch[:3])
    assert torch.allclose(first.bn.running_mean, sum(means) / 2, atol=1e-4)
    assert not any(norm.training for norm in batch_norms(network)) and first.bn.momentum == torch.nn.BatchNorm2d(1).momentum
