"""A network and its losses as one module, so that DistributedDataParallel sees a single forward pass."""

from copy import deepcopy

import torch
from torch import Tensor, nn

from ucnet.ablations import VARIANTS
from ucnet.baselines import Baseline
from ucnet.inference import normalise_rgb
from ucnet.losses import agreement_loss, boundary_weight, depth_loss, hybrid_loss, kept_difference, structure_loss
from ucnet.model import DiagonalGaussian, UcNet
from ucnet.recipe import AgreementRecipe, BaselineRecipe, DepthRecipe, Recipe, UcNetRecipe

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


class AgreementObjective(nn.Module):
    """Teaches the samples of a trained UC-Net to agree on a large object that is the only right answer, and to stay elsewhere.

    The vote counts a value as salient from twice the map's mean on. For an object of about half the picture that lies among
    the values inside it, so that sound samples which differ a little vote against each other and the consensus is patchy.
    The network is its own teacher: what it gave before is wanted again, but for the differences of samples where they do
    harm (`kept_difference`). Only what comes after the fusion learns: PredictionNet, and the attention before it, whose
    squeeze sees the whole picture and so can tell how large the object is.
    """

    def __init__(self, network: UcNet, recipe: AgreementRecipe) -> None:
        super().__init__()
        self.network = network
        self.recipe = recipe
        network.requires_grad_(False)
        self.learning = [network.saliency_net.attention[0], network.prediction_net]
        self.teacher = nn.ModuleList(deepcopy(self.learning))
        for module in self.learning:
            module.requires_grad_(True)

    def train(self, mode: bool = True) -> "AgreementObjective":
        """Statistics and dropout stay those of use: the teacher's answers are to be met, nothing else is learnt."""
        return super().train(False)

    def forward(self, batch: dict[str, Tensor], _: int) -> tuple[Tensor, Parts]:
        recipe, network = self.recipe, self.network
        rgb = photo_of(batch)
        depth, valid = batch["depth"], batch["valid"]
        with torch.autocast(rgb.device.type, torch.bfloat16):
            with torch.no_grad():
                fused = network.saliency_net.fused(rgb, network.depth_correction_net(rgb, depth, valid))
                prior = network.prior(rgb, depth, valid)
                taught = self.teacher[0](fused)
            features = network.saliency_net.attention[0](fused)
        # What the vote hangs on is finer than bf16.
        latents = antithetic_draws(DiagonalGaussian(prior.mu.float(), prior.log_var.float()), recipe.draws)
        logits, before = (
            torch.stack([prediction.coarse(each.float(), z) for z in latents])
            for prediction, each in ((network.prediction_net, features), (self.teacher[1], taught))
        )
        mean = before.mean(0)
        kept = kept_difference(before, batch["several"], recipe.apart_below, recipe.alike_from)
        level, spread = agreement_loss(logits, mean + kept[:, None, None, None] * (before - mean))
        weight = kept * recipe.apart_weight + (1 - kept) * recipe.alike_weight
        parts = {"level": level.mean(), "apart": (kept * spread).mean(), "alike": ((1 - kept) * spread).mean()}
        return (level + weight * spread).mean(), {key: value.detach() for key, value in parts.items()}


def antithetic_draws(gaussian: DiagonalGaussian, count: int) -> list[Tensor]:
    """An even number of draws [B,K], each with its mirror image about the mean: their own mean says more of all draws."""
    draws = [gaussian.sample() for _ in range(count // 2)]
    return draws + [2 * gaussian.mu - draw for draw in draws]


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


def new_network(recipe: Recipe) -> UcNet | Baseline:
    """The network that a recipe trains."""
    if isinstance(recipe, BaselineRecipe):
        return Baseline(recipe.baseline)
    if isinstance(recipe, UcNetRecipe):
        return VARIANTS[recipe.variant](recipe.network)
    return UcNet(recipe.network)


def objective_of(
    network: UcNet | Baseline, recipe: Recipe
) -> UcNetObjective | DepthObjective | AgreementObjective | BaselineObjective:
    """That network, started, with the losses of the recipe."""
    if isinstance(recipe, BaselineRecipe):
        return BaselineObjective(network)
    if isinstance(recipe, DepthRecipe):
        return DepthObjective(network, recipe)
    if isinstance(recipe, AgreementRecipe):
        return AgreementObjective(network, recipe)
    return UcNetObjective(network, recipe)
