"""Losses against closed forms and finite differences."""

import math

import numpy as np
import pytest
import torch

from ucnet.inference import consensus
from ucnet.losses import (
    boundary_iou_loss,
    boundary_weight,
    depth_loss,
    energy_score,
    gradient_magnitude,
    kl_divergence,
    mean_map_loss,
    smoothness_loss,
    structure_loss,
)
from ucnet.model import DiagonalGaussian


def gaussian(mu: list[float], log_var: list[float]) -> DiagonalGaussian:
    return DiagonalGaussian(torch.tensor([mu]), torch.tensor([log_var]))


def test_kl_of_equal_gaussians_is_zero() -> None:
    p = gaussian([0.3, -1.0], [0.5, -0.5])
    assert kl_divergence(p, p).item() == pytest.approx(0, abs=1e-6)


def test_kl_takes_log_variance_not_log_deviation() -> None:
    # KL(N(1, 4) || N(0, 1)) = (4 + 1 - 1 - ln 4) / 2
    value = kl_divergence(gaussian([1.0], [math.log(4)]), gaussian([0.0], [0.0])).item()
    assert value == pytest.approx((4 - math.log(4)) / 2, rel=1e-6)


def test_kl_matches_a_monte_carlo_estimate() -> None:
    q, p = gaussian([0.5, -0.2], [-0.4, 0.3]), gaussian([0.1, 0.4], [0.2, -0.1])
    z = q.mu + torch.exp(0.5 * q.log_var) * torch.randn(400_000, 2)

    def log_density(value: torch.Tensor, g: DiagonalGaussian) -> torch.Tensor:
        return (-0.5 * ((value - g.mu) ** 2 / torch.exp(g.log_var) + g.log_var + math.log(2 * math.pi))).sum(1)

    estimate = (log_density(z, q) - log_density(z, p)).mean().item()
    assert kl_divergence(q, p).item() == pytest.approx(estimate, abs=0.01)


def test_boundary_weight_is_the_square_window_average() -> None:
    truth = (torch.rand(1, 1, 40, 37) > 0.5).float()
    square = torch.nn.functional.avg_pool2d(truth, 31, 1, 15)
    assert torch.allclose(boundary_weight(truth), 1 + 5 * (square - truth).abs(), atol=1e-5)


def test_structure_loss_of_one_pixel_is_closed_form() -> None:
    logit, weight = 0.7, 3.0
    value = structure_loss(torch.full((1, 1, 1, 1), logit), torch.ones(1, 1, 1, 1), torch.full((1, 1, 1, 1), weight)).item()
    probability = 1 / (1 + math.exp(-logit))
    intersection = probability * weight
    union = (probability + 1) * weight - intersection
    assert value == pytest.approx(-math.log(probability) + 1 - (intersection + 1) / (union + 1), rel=1e-5)


def test_structure_loss_weights_pixels_before_averaging() -> None:
    truth = torch.tensor([[[[1.0, 0.0]]]])
    logits = torch.tensor([[[[2.0, 2.0]]]])
    heavy_on_right = structure_loss(logits, truth, torch.tensor([[[[1.0, 6.0]]]]))
    heavy_on_left = structure_loss(logits, truth, torch.tensor([[[[6.0, 1.0]]]]))
    assert heavy_on_right.item() > heavy_on_left.item()


def test_perfect_map_costs_next_to_nothing() -> None:
    truth = torch.zeros(2, 1, 32, 32)
    truth[:, :, 8:20, 8:20] = 1
    loss = structure_loss((truth * 2 - 1) * 20, truth, boundary_weight(truth))
    assert loss.shape == (2,)
    assert loss.max().item() < 1e-3


@pytest.mark.parametrize(
    "loss",
    [
        lambda x, y: structure_loss(x, y, boundary_weight(y)).mean(),
        lambda x, y: smoothness_loss(torch.sigmoid(x), y),
        lambda x, y: depth_loss(torch.sigmoid(x), y * 0.8, y, torch.ones(1), y * 0.5 + 0.2, 0.1),
        lambda x, y: energy_score(torch.sigmoid(torch.stack([x, 0.3 - x])), torch.stack([y, 1 - y])).sum(),
        lambda x, y: mean_map_loss(torch.sigmoid(torch.stack([x, x * 0.5])), y),
    ],
    ids=["structure", "smoothness", "depth", "energy", "mean map"],
)
def test_gradient_matches_finite_differences(loss) -> None:
    x = torch.randn(1, 1, 5, 4, dtype=torch.float64, requires_grad=True)
    y = torch.rand(1, 1, 5, 4, dtype=torch.float64)
    assert torch.autograd.gradcheck(lambda value: loss(value, y), (x,), eps=1e-6, atol=1e-5)


def test_smoothness_ignores_the_edges_of_the_truth() -> None:
    edge = torch.zeros(1, 1, 8, 8)
    edge[..., 4:] = 1
    assert smoothness_loss(edge, edge).item() < 0.1 * smoothness_loss(edge, torch.zeros_like(edge)).item()


def test_boundary_iou_is_zero_for_equal_edges_and_one_for_disjoint_ones() -> None:
    left, right = torch.zeros(1, 1, 16, 16), torch.zeros(1, 1, 16, 16)
    left[..., :4], right[..., 12:] = 1, 1
    assert boundary_iou_loss(left, left).item() == pytest.approx(0, abs=1e-5)
    assert boundary_iou_loss(left, right).item() == pytest.approx(1, abs=0.01)


def test_gradient_magnitude_of_a_ramp() -> None:
    ramp = torch.arange(6.0).repeat(4, 1)[None, None] * 0.5
    assert torch.allclose(gradient_magnitude(ramp)[..., :-1], torch.full((1, 1, 4, 5), 0.5), atol=1e-3)


def test_depth_loss_weighs_an_error_by_the_readings_own_and_counts_the_pictures_made_worse() -> None:
    clean = torch.zeros(3, 1, 8, 8)
    reading = torch.stack([torch.full((1, 8, 8), value) for value in (0.1, 0.2, 0.4)])
    corrected = torch.full_like(clean, 0.2)
    each = [depth_loss(corrected[i : i + 1], reading[i : i + 1], clean[:1], torch.ones(1), clean[:1], 0).item() for i in range(3)]
    error = 0.199  # |difference| minus half of the quadratic part
    for value, loss in zip((0.1, 0.2, 0.4), each):
        worse = 1 / (1 + math.exp(-(0.2 / (value + 0.0002) - 1) / 0.05))
        assert loss == pytest.approx(0.08 * error / (value + 0.015) + 0.05 * worse, abs=1e-6)


def test_depth_loss_leaves_out_pictures_of_unknown_geometry() -> None:
    clean, reading, grey = (torch.rand(2, 1, 8, 8) for _ in range(3))
    corrected = torch.rand(2, 1, 8, 8, requires_grad=True)
    both = depth_loss(corrected, reading, clean, torch.tensor([1.0, 0.0]), grey, 0.1)
    alone = depth_loss(corrected[:1], reading[:1], clean[:1], torch.ones(1), grey[:1], 0.1)
    assert both.item() == pytest.approx(alone.item())
    (gradient,) = torch.autograd.grad(both, corrected)
    assert gradient[0].abs().max() > 0 and gradient[1].abs().max() == 0
    assert depth_loss(corrected, reading, clean, torch.zeros(2), grey, 0.1).item() == 0


def test_a_map_of_zeros_has_no_vote() -> None:
    maps = np.zeros((3, 2, 2))
    maps[0, 0, 0] = 0.9
    agreed = consensus(maps)
    assert agreed.max() == 0, "one of three marks the pixel"
    maps[1] = maps[0]
    assert consensus(maps)[0, 0] == pytest.approx(2 / 3 * 0.9)
