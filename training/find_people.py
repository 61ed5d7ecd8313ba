"""Finishes a trained UC-Net: gives its latents the units of its prior, and teaches PosteriorNet alone to find the person behind an answer.

    python3 training/find_people.py RUN/last.pt --packed PACKED [--kinect DIR] [--scenes DIR] --minutes 8 --out RUN/finished.pt

Nothing holds the scale of the latents in training, and the logarithm of their variance may come to lie beyond its bound, from where it
has no gradient back. A change of units mends that without changing a map: PredictionNet's weights take the old units up. PriorNet then
gives about a standard normal distribution, and PosteriorNet can say how sure it is. The rest of the network stays as it is.
"""

import argparse
import math
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader

from train import EndlessSampler, find_sources, limit_loader_threads
from ucnet.checkpoint import load_network, save_checkpoint
from ucnet.dataset import SaliencyDataset
from ucnet.losses import inference_loss
from ucnet.model import LOG_VARIANCE_BOUND, DiagonalGaussian, LatentEncoder, UcNet
from ucnet.objectives import autocast, photo_of
from ucnet.recipe import UcNetRecipe, load_recipe
from ucnet.warm_start import Batch, batch_of

SIDE = 320
"""Of the pictures: twice what the latent encoders see of them."""
BATCH = 16
RATE = 1e-3
UNIT_IMAGES = 128
"""Training items whose priors are the unit."""
REPORT_SECONDS = 15


@torch.no_grad()
def adopt_prior_units(network: UcNet, batch: Batch) -> None:
    """Changes the units of z so that the priors of a batch are standard normal on average; the maps stay what they were.

    A logarithm of a variance that is beyond its bound for the whole batch becomes the constant that it is.
    """
    rgb, depth, valid, truth = batch
    prior = network.prior(rgb, depth, valid)
    centre, scale = prior.mu.mean(0), torch.exp(0.5 * prior.log_var.mean(0))
    readings = torch.cat([rgb, (depth * 2 - 1) * valid, valid], 1)
    for encoder, inputs in ((network.prior_net, readings), (network.posterior_net, torch.cat([readings, truth * 2 - 1], 1))):
        _change_units(encoder, inputs, centre, scale)
    first = network.prediction_net.first.conv
    features = network.configuration.feature_width
    for latent, (its_centre, its_scale) in enumerate(zip(centre, scale)):
        place = network.configuration.channel_order.index(features + latent)
        first.bias.add_(first.weight[:, place, 0, 0] * its_centre)
        first.weight[:, place].mul_(its_scale)


def _change_units(encoder: LatentEncoder, inputs: Tensor, centre: Tensor, scale: Tensor) -> None:
    encoder.mu.weight.div_(scale[:, None])
    encoder.mu.bias.copy_((encoder.mu.bias - centre) / scale)
    constant = (encoder.unbounded_log_var(inputs) > LOG_VARIANCE_BOUND).all(0)
    encoder.log_var.weight[constant] = 0
    encoder.log_var.bias[constant] = LOG_VARIANCE_BOUND
    encoder.log_var.bias.sub_(2 * torch.log(scale))


def loss_of(network: UcNet, batch: dict[str, Tensor]) -> Tensor:
    """How well the posterior finds each of the people from what they marked, in nats."""
    rgb, depth, valid = photo_of(batch), batch["depth"], batch["valid"]
    side = network.configuration.latent_input_size
    # Of the first person the answer is sharp, as a ground truth is.
    sharp, coarse = (
        functional.interpolate(answer, size=(side, side), mode="bilinear", align_corners=False)
        for answer in (batch["truth"], batch["answers"].flatten(0, 1))
    )
    answers = coarse.unflatten(0, batch["answers"].shape[:2]).transpose(0, 1).clone()
    answers[0] = sharp
    readings = torch.cat([rgb, (depth * 2 - 1) * valid, valid], 1)
    readings = functional.interpolate(readings, size=(side, side), mode="bilinear", align_corners=False)
    with autocast(rgb.device):
        with torch.no_grad():
            prior = network.prior_net(readings)
        inputs = torch.cat([readings.repeat(len(answers), 1, 1, 1), answers.flatten(0, 1) * 2 - 1], 1)
        posterior = network.posterior_net(inputs)
    prior = DiagonalGaussian(*(value.float().repeat(len(answers), 1) for value in prior))
    z = prior.mu + torch.exp(0.5 * prior.log_var) * batch["people"].transpose(0, 1).flatten(0, 1)
    return inference_loss(DiagonalGaussian(*(value.float() for value in posterior)), z, prior)


def finish(network: UcNet, batches: Iterable[dict[str, Tensor]], minutes: float) -> None:
    """Trains PosteriorNet for so long; the rate falls to zero over half a cosine."""
    network.requires_grad_(False).eval()
    posterior = network.posterior_net.requires_grad_(True).train()
    optimizer = torch.optim.AdamW(posterior.parameters(), RATE, weight_decay=1e-3)
    started = reported = time.monotonic()
    losses: list[float] = []
    for batch in batches:
        progress = (time.monotonic() - started) / (60 * minutes)
        if progress >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = RATE * 0.5 * (1 + math.cos(math.pi * progress))
        optimizer.zero_grad()
        loss = loss_of(network, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(posterior.parameters(), 5.0)
        optimizer.step()
        losses.append(loss.item())
        if time.monotonic() - reported > REPORT_SECONDS:
            print(f"{progress:.0%}  found {sum(losses) / len(losses):.4f}  (1.5 is what the prior alone knows)  {len(losses)} steps", flush=True)
            reported, losses = time.monotonic(), []
    network.eval()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--configuration", type=Path, default=Path(__file__).parent / "configurations" / "ucnet-lite1.toml", help="of the data")
    parser.add_argument("--packed", type=Path, required=True)
    parser.add_argument("--kinect", type=Path)
    parser.add_argument("--scenes", type=Path)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    network, recipe = load_network(arguments.checkpoint), load_recipe(arguments.configuration)
    if not (isinstance(network, UcNet) and isinstance(recipe, UcNetRecipe)):
        parser.error("only a UC-Net has a PosteriorNet")
    torch.manual_seed(recipe.seed)
    sources = find_sources(arguments.packed, arguments)
    dataset = SaliencyDataset(sources, SIDE, recipe.seed, recipe.augmentation)
    adopt_prior_units(network, batch_of(dataset, range(UNIT_IMAGES)))
    sampler = EndlessSampler(len(dataset), recipe.seed, UNIT_IMAGES, 0, 1)
    finish(network, DataLoader(dataset, BATCH, sampler=sampler, num_workers=arguments.workers, worker_init_fn=limit_loader_threads), arguments.minutes)
    state = torch.load(arguments.checkpoint, map_location="cpu")
    kept = {key: state[key] for key in ("configuration", "network", "variant", "images_seen")}
    save_checkpoint(arguments.out, kept | {"weights": network.state_dict(), "average": network.state_dict()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
