"""Network, consensus, metrics and export on tiny inputs."""

import json
import struct
from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
import torch

import export
from network_inputs import random_input
from ucnet.baselines import Baseline, BaselineConfiguration
from ucnet.blocks import Conv
from ucnet.configuration import UcNetConfiguration, configuration_from
from ucnet.eight_bits import from_eight_bits, to_eight_bits
from ucnet.folding import fold_batch_norm, round_to_half
from ucnet.inference import consensus
from ucnet.metrics import auroc, entropy, mean_absolute_error, s_measure, sample_distance
from ucnet.model import UcNet, mean_reading
from ucnet.photo_depth import PhotoDepthConfiguration, PhotoDepthNet
from ucnet.warm_start import adopt_statistics, batch_norms, copy_exported, load_safetensors, run_all_parts, start_from_exported


@pytest.fixture(scope="module")
def network() -> UcNet:
    torch.manual_seed(0)
    network = UcNet(UcNetConfiguration())
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    return network.eval()


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
def test_weights_in_eight_bits_are_half_the_bytes_and_nearly_the_same(network: UcNet, tmp_path: Path) -> None:
    folded = fold_batch_norm(network)
    files = {eight: tmp_path / f"{eight}.safetensors" for eight in (False, True)}
    for eight, path in files.items():
        export.save_safetensors(path, export.weight_tensors(folded, eight), {})
    halves, eights = (load_safetensors(path) for path in files.values())
    assert halves.keys() == eights.keys()
    for name, expected in halves.items():
        # Half a step of the channel with the largest weights.
        assert np.abs(eights[name] - expected).max() <= np.abs(expected).max() * (0.5 / 127 + 1e-3), name
    assert files[True].stat().st_size < 0.55 * files[False].stat().st_size


def test_every_channel_has_a_scale_of_its_own() -> None:
    dense = np.random.default_rng(1).normal(size=(3, 3, 16, 16)).astype(np.float32) * 10.0 ** np.arange(-8, 8, dtype=np.float32)
    depthwise = np.moveaxis(dense.reshape(12, 12, 1, 16), 2, 3)
    for values, axis in ((dense, 3), (depthwise, 2)):
        stored = to_eight_bits({"w": values})
        assert stored["w"].dtype == np.int8 and stored["w.scale"].shape == tuple(16 if each == axis else 1 for each in range(4))
        relative = np.abs(from_eight_bits(stored)["w"] - values).max(tuple({0, 1, 2, 3} - {axis})) / np.abs(values).max(tuple({0, 1, 2, 3} - {axis}))
        assert relative.max() < 0.5 / 127 + 1e-6


def test_small_layers_stay_float16() -> None:
    small, bias = np.ones((1, 1, 16, 8), np.float32), np.ones(5000, np.float32)
    stored = to_eight_bits({"w": small, "b": bias})
    assert [values.dtype for values in stored.values()] == [np.float16, np.float16]


def test_weights_that_fit_no_type_of_the_file_are_refused() -> None:
    for values in (np.full(8, 1e6, np.float32), np.full((64, 64), np.nan, np.float32)):
        with pytest.raises(OverflowError, match="w has values"):
            to_eight_bits({"w": values})


@torch.no_grad()
def test_exported_weights_go_on_where_they_were(network: UcNet, tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    export.save_safetensors(path, export.weight_tensors(fold_batch_norm(network)), {})
    again = UcNet(UcNetConfiguration(dropout=0.0))
    inputs = tuple(torch.cat(tensors) for tensors in zip(*(random_input() for _ in range(8))))
    start_from_exported(again, load_safetensors(path), lambda: run_all_parts(again, (*inputs, inputs[2])))
    z = torch.randn(8, 3)
    before, after = (each.prediction_net(each.deterministic(*inputs)[0], z) for each in (network, again))
    assert (torch.sigmoid(before) - torch.sigmoid(after)).abs().max() < 0.02
    kernels = [module.conv.weight for module in again.modules() if isinstance(module, Conv) and module.bn is not None]
    assert all(torch.allclose(kernel.flatten(1).norm(dim=1), torch.ones(len(kernel)), atol=1e-5) for kernel in kernels)
    # In training mode the statistics of the same pictures take the place of the adopted ones.
    trained = again.train().prediction_net(again.deterministic(*inputs)[0], z)
    assert (torch.sigmoid(trained) - torch.sigmoid(after)).abs().max() < 0.05


@torch.no_grad()
def test_an_exported_photo_depth_net_goes_on_where_it_was(tmp_path: Path) -> None:
    torch.manual_seed(3)
    network, again = (PhotoDepthNet(PhotoDepthConfiguration()).eval() for _ in range(2))
    path = tmp_path / "weights.safetensors"
    export.save_safetensors(path, export.weight_tensors(fold_batch_norm(network)), {})
    photos = torch.rand(4, 3, 64, 64) * 2 - 1
    assert (again(photos) - network(photos)).abs().max() > 0.01
    start_from_exported(again, load_safetensors(path), lambda: again(photos))
    torch.testing.assert_close(again(photos), network(photos), atol=1e-3, rtol=0)
    assert all(norm.running_var.mean() != 1 for norm in batch_norms(again))


@torch.no_grad()
def test_batch_norms_that_only_add_an_offset_adopt_the_statistics_of_pictures(network: UcNet) -> None:
    """As those of a backbone that came folded, whose kernels have their scale already."""
    again = deepcopy(network)
    for norm in batch_norms(again.backbone):
        norm.running_mean.zero_()
        norm.running_var.fill_(1 - norm.eps)
        norm.weight.fill_(1)
    inputs = tuple(torch.cat(tensors) for tensors in zip(*(random_input() for _ in range(8))))
    rgbd = torch.cat(inputs[:2], 1)
    before = again.backbone(rgbd)
    adopt_statistics(again, lambda: run_all_parts(again, (*inputs, inputs[2])), batch_norms(again.backbone))
    for tap, expected in zip(again.backbone(rgbd), before, strict=True):
        assert (tap - expected).abs().max() < 1e-3 * expected.abs().max()
    assert all(norm.running_var.mean() != 1 for norm in batch_norms(again.backbone))


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
