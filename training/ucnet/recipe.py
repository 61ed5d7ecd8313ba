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
    """The part that learns; only depth_correction_net has a loss of its own."""
    depth_boundary_share: float
    network: UcNetConfiguration

    def __post_init__(self) -> None:
        if self.trained != "depth_correction_net":
            raise ValueError(f"trained: only depth_correction_net can be trained alone, not {self.trained}")


@dataclass(frozen=True)
class BaselineRecipe(Recipe):
    """A baseline's."""

    baseline: BaselineConfiguration


def read_strictly(path: Path, recipe: type) -> dict[str, Any]:
    """Values of a TOML file for the dataclass `recipe`; raises ValueError naming unknown and missing keys."""
    values = tomllib.loads(path.read_text())
    known = {field.name for field in fields(recipe)}
    unknown, missing = sorted(set(values) - known), sorted(known - set(values))
    if unknown or missing:
        raise ValueError(f"{path}: unknown keys {unknown}, missing keys {missing}")
    return values | {"augmentation": Augmentation(**values["augmentation"])}


def load_recipe(path: Path) -> UcNetRecipe | DepthRecipe | BaselineRecipe:
    """Reads a TOML file: a baseline's if it has a table `baseline`, DepthCorrectionNet's if it says what is `trained`.

    Raises ValueError naming unknown and missing keys.
    """
    keys = tomllib.loads(path.read_text())
    if "baseline" in keys:
        values = read_strictly(path, BaselineRecipe)
        return BaselineRecipe(**values | {"baseline": BaselineConfiguration(**values["baseline"])})
    if "trained" in keys:
        values = read_strictly(path, DepthRecipe)
        return DepthRecipe(**values | {"network": configuration_from(values["network"])})
    values = read_strictly(path, UcNetRecipe)
    if values["variant"] not in VARIANTS:
        raise ValueError(f"{path}: variant must be one of {', '.join(VARIANTS)}, got {values['variant']!r}")
    return UcNetRecipe(**values | {"network": configuration_from(values["network"])})
