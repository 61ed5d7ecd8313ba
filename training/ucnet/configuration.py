"""One configuration object holds every hyperparameter of the network and is exported into `model.json`."""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class UcNetConfiguration:
    """Hyperparameters of the network."""

    name: str = "ucnet-mobilenetv2"
    backbone: str = "mobilenetv2"
    """One of `BACKBONES`."""
    input_size: int = 352
    latent_dim: int = 3
    """K of the paper: dimensions of z."""
    feature_width: int = 32
    """M of the paper: channels of the deterministic features."""
    stage_widths: tuple[int, ...] = (32, 32, 64, 64)
    """Decoder width at strides 4, 8, 16 and 32."""
    dilation_rates: tuple[int, ...] = (3, 6, 12, 18, 24)
    """DenseASPP rates (Yang et al., CVPR 2018)."""
    growth_divisor: int = 2
    """Each DenseASPP branch adds width / growth_divisor channels."""
    attention_reduction: int = 16
    """Squeeze-and-excitation bottleneck of the channel attention (never below 4 channels)."""
    dropout: float = 0.1
    latent_input_size: int = 160
    """Side to which the latent encoders' input is resized, so that their linear heads fit every photo."""
    latent_widths: tuple[int, ...] = (32, 64, 128, 128, 128)
    depth_widths: tuple[int, ...] = (16, 24, 48, 96, 96)
    """DepthCorrectionNet's encoder, strides 2 to 32."""
    depth_level_width: int = 16
    """Common width to which the levels of that encoder are brought."""
    depth_fusion_width: int = 24
    depth_refine_widths: tuple[int, ...] = (16, 8)
    depth_dilation_rates: tuple[int, ...] = (6, 12, 18, 24)
    prediction_widths: tuple[int, ...] = (32, 16)
    channel_order: tuple[int, ...] = (
        8, 25, 31, 2, 17, 33, 12, 21, 0, 28, 5, 14, 34, 19, 9, 23, 30, 3, 11, 26, 16, 6, 32, 20, 1, 13, 29, 7, 24, 18,
        10, 27, 4, 22, 15,
    )
    """Fixed shuffled order in which PredictionNet sees the concatenated deterministic and stochastic channels."""

    def __post_init__(self) -> None:
        channels = self.feature_width + self.latent_dim
        if sorted(self.channel_order) != list(range(channels)):
            raise ValueError(f"channel_order must be a permutation of 0..{channels - 1}, got {self.channel_order}")

    def to_json(self) -> dict[str, Any]:
        """The configuration with camelCase keys, as the TypeScript side reads it."""
        return {_camel_case(key): value for key, value in asdict(self).items()}

    def values(self) -> dict[str, Any]:
        """Plain values, as a checkpoint keeps them and `configuration_from` reads them back."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


def configuration_from(values: dict[str, Any]) -> UcNetConfiguration:
    """Builds a configuration; unknown keys fail so that a misspelt one is never ignored."""
    known = {field.name for field in fields(UcNetConfiguration)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ValueError(f"unknown configuration keys {unknown}; known are {sorted(known)}")
    return UcNetConfiguration(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})


def configuration_from_json(values: dict[str, Any]) -> UcNetConfiguration:
    """Reads back what `UcNetConfiguration.to_json` wrote; unknown keys fail."""
    return configuration_from(fields_from_json(values))


def fields_from_json(values: dict[str, Any]) -> dict[str, Any]:
    """The fields of a configuration whose `to_json` gave these values: keys in snake_case, lists as tuples."""
    return {_snake_case(key): tuple(value) if isinstance(value, list) else value for key, value in values.items()}


def _camel_case(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def _snake_case(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
