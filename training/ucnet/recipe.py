"""Training configuration files, read strictly: unknown or missing keys fail."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ucnet.ablations import VARIANTS
from ucnet.baselines import BaselineConfiguration
from ucnet.configuration import UcNetConfiguration, configuration_from
from ucnet.dataset import Augmentation


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
    phases: list[list[int]]
    augmentation: Augmentation

    @property
    def total_images(self) -> int:
        return sum(images for _, images in self.phases)

    def phase_at(self, images_seen: int) -> tuple[int, int]:
        """(side of the pictures, image count at which the phase ends)."""
        end = 0
        for side, images in self.phases:
            end += images
            if images_seen < end:
                return side, end
        return self.phases[-1][0], end


@dataclass(frozen=True)
class UcNetRecipe(Recipe):
    """UC-Net's, with the weights of its losses."""

    variant: str
    """One of VARIANTS."""
    cvae_share: float
    prior_draws: int
    kl_weight: float
    kl_annealing_images: int
    consensus_weight: float
    smoothness_weight: float
    depth_weight: float
    depth_boundary_share: float
    network: UcNetConfiguration


@dataclass(frozen=True)
class DepthRecipe(Recipe):
    """DepthCorrectionNet's alone, all else of a trained UC-Net as it is."""

    trained: str
    depth_boundary_share: float
    network: UcNetConfiguration


@dataclass(frozen=True)
class AgreementRecipe(Recipe):
    """PredictionNet's with the attention before it, so that samples agree on large objects; see `AgreementObjective`."""

    trained: str
    draws: int
    """Even, because they come in pairs."""
    apart_below: float
    """Share of the picture up to which the one object may cover it with the samples as they are."""
    alike_from: float
    """Share from which on they are to be alike."""
    apart_weight: float
    """Of a difference between samples that is not what it was, where they are to stay as they are."""
    alike_weight: float
    """Of one that is left where they are to be alike."""
    network: UcNetConfiguration


@dataclass(frozen=True)
class BaselineRecipe(Recipe):
    """A baseline's."""

    baseline: BaselineConfiguration


PART_RECIPES = {"depth_correction_net": DepthRecipe, "prediction_net": AgreementRecipe}
"""By the part of a trained UC-Net that learns while all else stays as it is."""


def strict_values(path: Path, values: dict[str, Any], recipe: type) -> dict[str, Any]:
    """The values of a TOML file for the dataclass `recipe`; raises ValueError naming unknown and missing keys."""
    known = {field.name for field in fields(recipe)}
    unknown, missing = sorted(set(values) - known), sorted(known - set(values))
    if unknown or missing:
        raise ValueError(f"{path}: unknown keys {unknown}, missing keys {missing}")
    return values | {"augmentation": Augmentation(**values["augmentation"])}


def load_recipe(path: Path) -> UcNetRecipe | DepthRecipe | AgreementRecipe | BaselineRecipe:
    """Reads a TOML file: a baseline's if it has a table `baseline`, that of one part if it says what is `trained`.

    Raises ValueError naming unknown and missing keys, and for a variant or a part that cannot be trained.
    """
    values = tomllib.loads(path.read_text())
    if "baseline" in values:
        recipe = BaselineRecipe
    elif "trained" in values:
        recipe = _one_of(PART_RECIPES, values["trained"], f"{path}: trained")
    else:
        recipe = UcNetRecipe
    values = strict_values(path, values, recipe)
    if recipe is UcNetRecipe:
        _one_of(VARIANTS, values["variant"], f"{path}: variant")
    if recipe is BaselineRecipe:
        values["baseline"] = BaselineConfiguration(**values["baseline"])
    else:
        values["network"] = configuration_from(values["network"])
    return recipe(**values)


def _one_of(choices: dict[str, type], name: str, what: str) -> type:
    if name not in choices:
        raise ValueError(f"{what} must be one of {', '.join(choices)}, got {name!r}")
    return choices[name]
