"""The graphs for other runtimes compute what the shipped network computes."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch

import export
import export_onnx
from ucnet.checkpoint import save_checkpoint
from ucnet.configuration import UcNetConfiguration, configuration_from_json
from ucnet.folding import fold_batch_norm, round_to_half
from ucnet.model import UcNet
from ucnet.photo_depth import PhotoDepthConfiguration, PhotoDepthNet
from ucnet.safetensors_file import save_safetensors
from ucnet.warm_start import load_safetensors

SHIPPED = Path(__file__).resolve().parents[2] / "public" / "models" / "ucnet-lite1"
SMALL = UcNetConfiguration(input_size=96, latent_input_size=96)


@pytest.fixture
def folded() -> UcNet:
    """A small network with statistics of its own, folded and rounded as for shipping."""
    network = UcNet(SMALL)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    return round_to_half(fold_batch_norm(network))


@pytest.fixture
def model_folder(folded: UcNet, tmp_path: Path) -> Path:
    save_safetensors(tmp_path / "weights.safetensors", export.weight_tensors(folded), {})
    (tmp_path / "model.json").write_text(json.dumps({"configuration": SMALL.to_json()}))
    return tmp_path


def test_configuration_survives_json() -> None:
    assert configuration_from_json(json.loads(json.dumps(SMALL.to_json()))) == SMALL


def test_the_graphs_of_a_model_folder_compute_what_the_network_does(folded: UcNet, model_folder: Path) -> None:
    loaded = export_onnx.load(model_folder)
    image = torch.jit.trace(export_onnx.ImagePart(loaded).eval(), export_onnx.image_example(loaded))
    sample = torch.jit.trace(export_onnx.SamplePart(loaded).eval(), export_onnx.sample_example(loaded))
    rgb, depth, valid = export.pattern(SMALL.input_size)
    with torch.no_grad():
        prior = folded.prior(rgb, depth, valid)
        features, corrected = folded.deterministic(rgb, depth, valid)
        mu, log_var, traced_corrected, traced_features = image(rgb, depth, valid)
        for actual, expected in (
            (mu, prior.mu),
            (log_var, prior.log_var),
            (traced_corrected, corrected),
            (traced_features, features),
        ):
            assert torch.allclose(actual, expected, atol=1e-5)
        # Traced with two latents; any number goes in.
        z = torch.randn(3, SMALL.latent_dim)
        maps = torch.cat([torch.sigmoid(folded.prediction_net(features, each[None])) for each in z])
        assert torch.allclose(sample(features, z), maps, atol=1e-5)


@torch.no_grad()
def test_the_shipped_folder_gives_its_golden_map() -> None:
    network = export_onnx.load(SHIPPED)
    golden = load_safetensors(SHIPPED.parents[2] / "golden" / f"{SHIPPED.name}.safetensors")
    inputs = export.pattern(network.configuration.input_size)
    mu, log_var, corrected, features = export_onnx.ImagePart(network)(*inputs)
    z = mu + torch.exp(0.5 * log_var) * torch.from_numpy(golden["golden_z"].copy())[None]
    maps = export_onnx.SamplePart(network)(features, z)
    assert abs(export.thinned(corrected) - golden["pattern.corrected_depth"]).max() < 1e-4
    assert abs(export.thinned(maps) - golden["pattern.map"]).max() < 1e-4


@pytest.mark.skipif(
    int(torch.__version__.split(".")[0]) >= 2 and find_spec("onnx") is None,
    reason="PyTorch 2 writes ONNX with the help of the package onnx: pip install onnx",
)
def test_both_files_are_written(folded: UcNet, tmp_path: Path) -> None:
    export_onnx.write_onnx(folded, tmp_path / "onnx")
    for file, names in (("image.onnx", (b"rgb", b"valid", b"log_var")), ("sample.onnx", (b"features", b"samples"))):
        content = (tmp_path / "onnx" / file).read_bytes()
        assert all(name in content for name in names)


def test_other_networks_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="baseline"):
        export_onnx.load(SHIPPED.parent / "u-net-mobilenetv2")
    network = PhotoDepthNet(PhotoDepthConfiguration())
    save_checkpoint(tmp_path / "last.pt", {"network": network.configuration.values(), "average": network.state_dict()})
    with pytest.raises(ValueError, match="last.pt holds photo-depth, not UC-Net"):
        export_onnx.load(tmp_path / "last.pt")
