"""A network and its losses as one module, so that DistributedDataParallel sees a single forward pass."""

import torch
from torch import Tensor, nn

from ucnet.ablations import VARIANTS
from ucnet.baselines import Baseline
from ucnet.inference import normalise_rgb
from ucnet.losses import boundary_weight, depth_loss, hybrid_loss, structure_loss
from ucnet.model import UcNet
from ucnet.recipe import BaselineRecipe, DepthRecipe, Recipe, UcNetRecipe

Parts = dict[str, Tensor]
"""Terms of the loss to report, by name."""


def photo_of(batch: dict[str, Tensor]) -> Tensor:
    """The photos as the networks take them, in the memory format that convolutions want."""
    return normalise_rgb(batch["rgb"]).contiguous(memory_format=torch.channels_last)


def grey_of(rgb: Tensor) -> Tensor:
    """Brightness in [0,1] of photos in [-1,1], [B,1,H,W]."""
    return rgb.mean(1, keepdim=True) * 0.5 + 0.5


class UcNetObjective(nn.Module):
    """UC-Net with its hybrid loss."""

    def __init__(self, network: UcNet, recipe: UcNetRecipe) -> None:
        super().__init__()
        self.network = network
        self.recipe = recipe

    def forward(self, batch: dict[str, Tensor], images_seen: int) -> tuple[Tensor, Parts]:
        recipe, network = self.recipe, self.network
        rgb = photo_of(batch)
        depth, valid, truth = batch["depth"], batch["valid"], batch["truth"]
        with torch.autocast(rgb.device.type, torch.bfloat16):
            features, corrected = network.deterministic(rgb, depth, valid)
            prior = network.prior(rgb, depth, valid)
            posterior = network.posterior(rgb, depth, valid, truth)
            prior, posterior = (type(prior)(*(value.float() for value in pair)) for pair in (prior, posterior))
            posterior_logits = network.prediction_net(features, posterior.sample())
            prior_logits = [network.prediction_net(features, prior.sample()) for _ in range(recipe.prior_draws)]
        kl_weight = recipe.kl_weight * min(1.0, images_seen / recipe.kl_annealing_images)
        latents, logits = (posterior, prior), (posterior_logits, prior_logits)
        return hybrid_loss(recipe, kl_weight, latents, logits, corrected, batch, grey_of(rgb))


class DepthObjective(nn.Module):
    """The loss of the corrected depth alone; nothing but DepthCorrectionNet runs or learns."""

    def __init__(self, network: UcNet, recipe: DepthRecipe) -> None:
        super().__init__()
        self.network = network
        self.recipe = recipe
        network.requires_grad_(False)
        network.depth_correction_net.requires_grad_(True)

    def forward(self, batch: dict[str, Tensor], _: int) -> tuple[Tensor, Parts]:
        rgb = photo_of(batch)
        depth, clean = batch["depth"], batch["clean"]
        with torch.autocast(rgb.device.type, torch.bfloat16):
            corrected = self.network.depth_correction_net(rgb, depth, batch["valid"])
        loss = depth_loss(corrected, depth, clean, grey_of(rgb), self.recipe.depth_boundary_share)
        better = (corrected - clean).abs().mean((1, 2, 3)) < (depth - clean).abs().mean((1, 2, 3))
        return loss, {"depth": loss.detach(), "improved": better.float().mean()}


class BaselineObjective(nn.Module):
    """A baseline with the structure loss."""

    def __init__(self, network: Baseline) -> None:
        super().__init__()
        self.network = network

    def forward(self, batch: dict[str, Tensor], _: int) -> tuple[Tensor, Parts]:
        rgb = photo_of(batch)
        truth = batch["truth"]
        with torch.autocast(rgb.device.type, torch.bfloat16):
            logits = self.network(rgb, batch["depth"], batch["valid"])
        loss = structure_loss(logits, truth, boundary_weight(truth)).mean()
        return loss, {"structure": loss.detach()}


def new_objective(recipe: Recipe) -> UcNetObjective | DepthObjective | BaselineObjective:
    """The network that a recipe trains, with its losses."""
    if isinstance(recipe, BaselineRecipe):
        return BaselineObjective(Baseline(recipe.baseline))
    if isinstance(recipe, DepthRecipe):
        return DepthObjective(UcNet(recipe.network), recipe)
    return UcNetObjective(VARIANTS[recipe.variant](recipe.network), recipe)
