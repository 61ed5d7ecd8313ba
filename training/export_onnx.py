"""Writes a trained network as ONNX, for comparing speeds with other runtimes.

    python3 training/export_onnx.py CHECKPOINT --out DIR

Two graphs, as the application splits the work: `image.onnx` runs once an image (rgb, depth, valid to the prior, the
corrected depth and the deterministic features), `sample.onnx` once a latent (features and z to the map, whose batch is
free). Batch norm is folded and weights are rounded to float16, so the numbers are those of the shipped file; they are
stored as float32, which every runtime has kernels for. Layout NCHW, sizes fixed to the network's own.
"""

import argparse
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    network = round_to_half(fold_batch_norm(load_network(arguments.checkpoint)))
    configuration = network.configuration
    size = configuration.input_size
    arguments.out.mkdir(parents=True, exist_ok=True)
    plane = torch.full((1, 1, size, size), 0.5)
    features = torch.zeros(1, configuration.feature_width, size // 4, size // 4)
    torch.onnx.export(
        ImagePart(network).eval(),
        (plane.expand(1, 3, size, size), plane, torch.ones_like(plane)),
        str(arguments.out / "image.onnx"),
        input_names=["rgb", "depth", "valid"],
        output_names=["mu", "log_var", "corrected_depth", "features"],
        opset_version=OPSET,
        dynamo=False,
    )
    torch.onnx.export(
        SamplePart(network).eval(),
        (features, torch.zeros(2, configuration.latent_dim)),
        str(arguments.out / "sample.onnx"),
        input_names=["features", "z"],
        output_names=["map"],
        dynamic_axes={"z": {0: "samples"}, "map": {0: "samples"}},
        opset_version=OPSET,
        dynamo=False,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
