"""A network and its losses as one module, so that DistributedDataParallel sees a single forward pass."""

from functools import cache
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from ucnet.ablations import VARIANTS
from ucnet.baselines import Baseline
from ucnet.blocks import upsample
from ucnet.inference import normalise_rgb
from ucnet.losses import (
    boundary_weight,
    depth_loss,
    energy_score,
    inference_loss,
    kl_divergence,
    mean_map_loss,
    smoothness_loss,
    structure_loss,
)
from ucnet.model import DiagonalGaussian, UcNet
from ucnet.photo_depth import PhotoDepthNet, distillation_loss
from ucnet.recipe import BaselineRecipe, PhotoDepthRecipe, Recipe, UcNetRecipe
from ucnet.warm_start import batch_norms

Parts = dict[str, Tensor]
"""Terms of the loss to report, by name."""


def autocast(device: torch.device) -> torch.autocast:
    """bf16 where the hardware multiplies in it: elsewhere it is emulated, at a tenth of the speed."""
    if device.type == "cuda":
        # A recorded step must not find weights that were cast before it.
        return torch.autocast("cuda", torch.bfloat16, cache_enabled=False)
    return torch.autocast("cpu", torch.bfloat16, enabled=cpu_has_bf16())


@cache
def cpu_has_bf16() -> bool:
    """Whether this processor has bf16 instructions (AVX-512 BF16 or AMX); False where the system does not tell."""
    facts = Path("/proc/cpuinfo")
    return facts.exists() and bool({"avx512_bf16", "amx_bf16"} & set(facts.read_text().split()))


def photo_of(batch: dict[str, Tensor]) -> Tensor:
    """The photos as the networks take them, in the memory format that convolutions want."""
    return normalise_rgb(batch["rgb"]).contiguous(memory_format=torch.channels_last)


def grey_of(rgb: Tensor) -> Tensor:
    """Brightness in [0,1] of photos in [-1,1], [B,1,H,W]."""
    return rgb.mean(1, keepdim=True) * 0.5 + 0.5


class UcNetObjective(nn.Module):
    """UC-Net with its losses.

    Several people look at each picture. The latent of a known person is the prior's mean and, in its standard deviations, their
    preferences: so these latents are draws from the prior. Each map is held against what its person marked, and all maps as a set
    against what the others marked.
    """

    def __init__(self, network: UcNet, recipe: UcNetRecipe) -> None:
        super().__init__()
        self.network = network
        self.recipe = recipe

    def train(self, mode: bool = True) -> "UcNetObjective":
        super().train(mode)
        if not self.recipe.norms_learn:
            for norm in batch_norms(self.network):
                norm.eval()
        return self

    def forward(self, batch: dict[str, Tensor], images_seen: int | Tensor) -> tuple[Tensor, Parts]:
        recipe, network = self.recipe, self.network
        rgb = photo_of(batch)
        depth, valid, truth = batch["depth"], batch["valid"], batch["truth"]
        with autocast(rgb.device):
            features, corrected = network.deterministic(rgb, depth, valid)
            prior = network.prior(rgb, depth, valid)
            posterior = network.posterior(rgb, depth, valid, truth)
            prior, posterior = (DiagonalGaussian(*(value.float() for value in pair)) for pair in (prior, posterior))
            latents = prior.mu + torch.exp(0.5 * prior.log_var) * batch["people"].transpose(0, 1)  # [N, B, K]
            draws = torch.stack([network.prediction_net.coarse(features, z) for z in latents]).float()  # [N, B, 1, H/4, W/4]
            posterior_logits = network.prediction_net(features, posterior.sample())
        person_logits = upsample(draws[0], 4)
        weight = boundary_weight(truth)
        maps, answers = torch.sigmoid(draws), batch["answers"].transpose(0, 1)
        coarse_weights = torch.stack([boundary_weight(answer, 7) for answer in answers])
        # The first person is asked at full size, which is where edges are learnt; the others at the size of the features.
        asked = [structure_loss(person_logits, truth, weight)]
        asked += [structure_loss(*each) for each in zip(draws[1:], answers[1:], coarse_weights[1:])]
        if recipe.set_loss == "energy":
            set_loss = energy_score(maps, answers).mean()
        else:
            # Draws from the prior, so held against another person than their own.
            others = (answers.roll(1, 0), coarse_weights.roll(1, 0))
            set_loss = torch.stack([structure_loss(*each) for each in zip(draws, *others)]).mean()
        unit = DiagonalGaussian(torch.zeros_like(prior.mu), torch.zeros_like(prior.mu))
        kl_weight = recipe.kl_weight * torch.as_tensor(images_seen / recipe.kl_annealing_images).clamp(max=1)
        divergence = kl_divergence(posterior, prior).mean()
        reconstruction = structure_loss(posterior_logits, truth, weight).mean()
        terms = {
            "person": (recipe.person_weight, torch.stack(asked).mean()),
            "posterior": (recipe.cvae_weight, reconstruction + kl_weight * divergence),
            "found": (recipe.inference_weight, inference_loss(posterior, latents[0].detach(), DiagonalGaussian(prior.mu.detach(), prior.log_var.detach()))),
            "prior": (recipe.prior_weight, kl_divergence(prior, unit).mean()),
            "set": (recipe.set_weight, set_loss),
            "mean": (recipe.mean_weight, mean_map_loss(maps, functional.avg_pool2d(batch["share"], 4))),
            "smooth": (recipe.smoothness_weight, smoothness_loss(torch.sigmoid(person_logits), truth)),
            "depth": (recipe.depth_weight, self._depth_loss(corrected, batch, rgb)),
        }
        total = sum(weight * value for weight, value in terms.values())
        return total, {key: value.detach() for key, (_, value) in terms.items()} | {"KL": divergence.detach()}

    def _depth_loss(self, corrected: Tensor, batch: dict[str, Tensor], rgb: Tensor) -> Tensor:
        return depth_loss(corrected, batch["depth"], batch["clean"], batch["known"], grey_of(rgb), self.recipe.depth_boundary_share)


class BaselineObjective(nn.Module):
    """A baseline with the structure loss."""

    def __init__(self, network: Baseline) -> None:
        super().__init__()
        self.network = network

    def forward(self, batch: dict[str, Tensor], _: int | Tensor) -> tuple[Tensor, Parts]:
        rgb = photo_of(batch)
        truth = batch["truth"]
        with autocast(rgb.device):
            logits = self.network(rgb, batch["depth"], batch["valid"])
        loss = structure_loss(logits, truth, boundary_weight(truth)).mean()
        return loss, {"structure": loss.detach()}


class PhotoDepthObjective(nn.Module):
    """PhotoDepthNet with the distance from its teacher's depth."""

    def __init__(self, network: PhotoDepthNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, batch: dict[str, Tensor], _: int | Tensor) -> tuple[Tensor, Parts]:
        rgb = photo_of(batch)
        with autocast(rgb.device):
            estimate = self.network(rgb)
        loss = distillation_loss(estimate, batch["depth"])
        return loss, {"distance": (estimate - batch["depth"]).abs().mean().detach()}


def new_network(recipe: Recipe) -> UcNet | Baseline | PhotoDepthNet:
    """The network that a recipe trains."""
    if isinstance(recipe, BaselineRecipe):
        return Baseline(recipe.baseline)
    if isinstance(recipe, PhotoDepthRecipe):
        return PhotoDepthNet(recipe.photo_depth)
    if isinstance(recipe, UcNetRecipe):
        network = VARIANTS[recipe.variant](recipe.network)
        network.backbone.leave_out(recipe.left_out)
        return network
    raise TypeError(f"no network for a {type(recipe).__name__}")


def objective_of(network: UcNet | Baseline | PhotoDepthNet, recipe: Recipe) -> nn.Module:
    """That network, started, with the losses of the recipe."""
    if isinstance(recipe, BaselineRecipe):
        return BaselineObjective(network)
    if isinstance(recipe, PhotoDepthRecipe):
        return PhotoDepthObjective(network)
    return UcNetObjective(network, recipe)
