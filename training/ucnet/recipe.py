"""Training configuration files, read strictly: unknown or missing keys fail."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from ucnet.ablations import VARIANTS
from ucnet.baselines import BaselineConfiguration
from ucnet.configuration import UcNetConfiguration, configuration_from
from ucnet.dataset import Augmentation
from ucnet.photo_depth import PhotoDepthConfiguration


class Phase(NamedTuple):
    """A part of a run: its pictures are of one size."""

    side: int
    images: int
    crop_minimum: float | None = None
    """In place of the augmentation's. The larger the side, the less may be cropped for things to look as large as they do in whole photos at
    the size of inference."""


@dataclass(frozen=True)
class Recipe:
    """What decides the training of any network, apart from where its files lie."""

    seed: int
    batch_size: int
    learning_rate: float
    backbone_learning_rate: float
    weight_decay: float
    warm_up_images: int
    gradient_norm: float
    moving_average: float
    phases: list[Phase]
    augmentation: Augmentation

    @property
    def total_images(self) -> int:
        return sum(phase.images for phase in self.phases)


@dataclass(frozen=True)
class UcNetRecipe(Recipe):
    """UC-Net's, with the weights of its losses."""

    variant: str
    """One of VARIANTS."""
    person_weight: float
    """Of the structure loss between what a known person marks and the map of their latent."""
    cvae_weight: float
    """Of the structure loss of a draw from the posterior, with the divergence."""
    kl_weight: float
    kl_annealing_images: int
    inference_weight: float
    """Of how well the posterior finds the person."""
    prior_weight: float
    """Of the prior's divergence from a standard normal distribution, which holds the scale of the latents."""
    set_loss: str
    """One of SET_LOSSES: what holds draws from the prior against what people marked."""
    set_weight: float
    mean_weight: float
    """Of the squared distance of the draws' mean from the share of all people."""
    smoothness_weight: float
    depth_weight: float
    depth_boundary_share: float
    left_out: float
    """How often a picture skips the backbone's last residual block (stochastic depth)."""
    norms_learn: bool
    """Whether batch norms measure anew; those of a finished network that goes on with smaller batches keep their statistics."""
    network: UcNetConfiguration


@dataclass(frozen=True)
class BaselineRecipe(Recipe):
    """A baseline's."""

    baseline: BaselineConfiguration


@dataclass(frozen=True)
class PhotoDepthRecipe(Recipe):
    """PhotoDepthNet's."""

    photo_depth: PhotoDepthConfiguration


SET_LOSSES = ("energy", "gsnn")
"""The energy score, or the paper's Gaussian stochastic neural network: the structure loss of each draw."""


def strict_values(path: Path, values: dict[str, Any], recipe: type) -> dict[str, Any]:
    """The values of a TOML file for the dataclass `recipe`; raises ValueError naming unknown and missing keys."""
    known = {field.name for field in fields(recipe)}
    unknown, missing = sorted(set(values) - known), sorted(known - set(values))
    if unknown or missing:
        raise ValueError(f"{path}: unknown keys {unknown}, missing keys {missing}")
    return values | {"augmentation": Augmentation(**values["augmentation"])}


def load_recipe(path: Path) -> Recipe:
    """Reads a TOML file: a baseline's if it has a table `baseline`, PhotoDepthNet's if it has `photo_depth`, else UC-Net's.

    Raises ValueError naming unknown and missing keys, and for a variant or a loss that there is none of.
    """
    values = tomllib.loads(path.read_text())
    recipe = BaselineRecipe if "baseline" in values else PhotoDepthRecipe if "photo_depth" in values else UcNetRecipe
    values = strict_values(path, values, recipe)
    values["phases"] = [Phase(*phase) for phase in values["phases"]]
    if recipe is PhotoDepthRecipe:
        values["photo_depth"] = PhotoDepthConfiguration(**values["photo_depth"])
    elif recipe is BaselineRecipe:
        values["baseline"] = BaselineConfiguration(**values["baseline"])
    else:
        _one_of(VARIANTS, values["variant"], f"{path}: variant")
        _one_of(SET_LOSSES, values["set_loss"], f"{path}: set_loss")
        values["network"] = configuration_from(values["network"])
    return recipe(**values)


def _one_of(choices: Collection[str], name: str, what: str) -> None:
    if name not in choices:
        raise ValueError(f"{what} must be one of {', '.join(choices)}, got {name!r}")
