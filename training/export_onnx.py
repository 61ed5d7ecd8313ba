"""Writes a network as ONNX, for comparing speeds with other runtimes.

    python3 training/export_onnx.py public/models/ucnet-lite1 --out DIR

The network is a shipped model folder or the checkpoint of a training run. Two graphs, as the application splits the work: `image.onnx` runs once an image (rgb, depth, valid to the prior, the
corrected depth and the deterministic features), `sample.onnx` once a latent (features and z to the map, whose batch is
free). Batch norm is folded and weights are rounded to float16, so the numbers are those of the shipped file; they are
stored as float32, which every runtime has kernels for. Layout NCHW, sizes fixed to the network's own.
"""

import argparse
import inspect
import sys
from pathlib import Path

import torch
from torch import Tensor, nn

from ucnet.checkpoint import load_network
from ucnet.folding import fold_batch_norm, round_to_half
from ucnet.model import UcNet

OPSET = 17


class ImagePart(nn.Module):
    """Everything that runs once an image."""

    def __init__(self, network: UcNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, rgb: Tensor, depth: Tensor, valid: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        prior = self.network.prior(rgb, depth, valid)
        features, corrected_depth = self.network.deterministic(rgb, depth, valid)
        return prior.mu, prior.log_var, corrected_depth, features


class SamplePart(nn.Module):
    """A map in [0,1] for each latent; the features are those of one image."""

    def __init__(self, network: UcNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, features: Tensor, z: Tensor) -> Tensor:
        return torch.sigmoid(self.network.prediction_net(features.expand(z.shape[0], -1, -1, -1), z))


def image_example(network: UcNet) -> tuple[Tensor, Tensor, Tensor]:
    """Inputs of `ImagePart`: rgb, depth and valid, each [1,C,size,size]."""
    size = network.configuration.input_size
    plane = torch.full((1, 1, size, size), 0.5)
    return plane.repeat(1, 3, 1, 1), plane, torch.ones_like(plane)


def sample_example(network: UcNet) -> tuple[Tensor, Tensor]:
    """Inputs of `SamplePart`: features [1,M,size/4,size/4] and two latents [2,K]."""
    configuration = network.configuration
    side = configuration.input_size // 4
    return torch.zeros(1, configuration.feature_width, side, side), torch.zeros(2, configuration.latent_dim)


def load(source: Path) -> UcNet:
    """The folded network of a shipped model folder, as it is stored, or of a checkpoint, its weights rounded to float16."""
    network = load_network(source)
    if not isinstance(network, UcNet):
        raise ValueError(f"{source} holds {network.configuration.name}, not UC-Net")
    return network if source.is_dir() else round_to_half(fold_batch_norm(network))


def write_onnx(network: UcNet, folder: Path) -> None:
    """Writes `image.onnx` and `sample.onnx`."""
    folder.mkdir(parents=True, exist_ok=True)
    # Newer versions of PyTorch trace another way unless told not to; older ones do not know the argument.
    tracing = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    torch.onnx.export(
        ImagePart(network).eval(),
        image_example(network),
        str(folder / "image.onnx"),
        input_names=["rgb", "depth", "valid"],
        output_names=["mu", "log_var", "corrected_depth", "features"],
        opset_version=OPSET,
        **tracing,
    )
    torch.onnx.export(
        SamplePart(network).eval(),
        sample_example(network),
        str(folder / "sample.onnx"),
        input_names=["features", "z"],
        output_names=["map"],
        dynamic_axes={"z": {0: "samples"}, "map": {0: "samples"}},
        opset_version=OPSET,
        **tracing,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path, help="a shipped model folder, or the checkpoint of a training run")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    write_onnx(load(arguments.network), arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
