"""Trains the released network with the losses of the paper on the data of the shipped one; resumes by itself from --out.

    python3 training/released/train.py CONFIGURATION.toml --data DIR --out DIR [--backbone resnet50.pth]

`--data` holds `train-*.tar` and `depth.tar`, packed into --out at first. `--backbone` is torchvision's ResNet-50 state_dict. On several
GPUs start the same command with `torchrun --nproc_per_node N`. `--out/network.pth` is a checkpoint that the page and
`ucnet convert` read.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from released.losses import hybrid_loss
from released.network import INPUT_SIZE, ReleasedUcNet
from released.recipe import ReleasedRecipe, load_released_recipe
from released.stand_in import RGB_MEAN, RGB_STANDARD_DEVIATION
from train import EndlessSampler, limit_loader_threads
from ucnet.dataset import SaliencyDataset, Sources
from ucnet.packing import PackedPairs, pack, training_archives
from ucnet.whole_file import whole_file

SAVE_SECONDS = 300
REPORT_STEPS = 100


def normalise(rgb: Tensor) -> Tensor:
    """uint8 [B,3,H,W] by ImageNet's mean and standard deviation."""
    mean, deviation = (torch.tensor(values, device=rgb.device)[:, None, None] for values in (RGB_MEAN, RGB_STANDARD_DEVIATION))
    return (rgb.float() / 255 - mean) / deviation


class ReleasedTraining(nn.Module):
    """Network and losses as one module. The losses are the paper's: the released code's traps are left out."""

    def __init__(self, network: ReleasedUcNet, recipe: ReleasedRecipe) -> None:
        super().__init__()
        self.network = network
        self.recipe = recipe

    def forward(self, batch: dict[str, Tensor], kl_weight: float) -> tuple[Tensor, dict[str, Tensor]]:
        recipe, network = self.recipe, self.network
        rgb, truth = normalise(batch["rgb"]), batch["truth"]
        depth = (batch["depth"] * batch["valid"]).expand(-1, 3, -1, -1)
        prior = network.prior(rgb, depth)
        posterior = network.posterior(rgb, depth, truth)
        posterior_logits, _ = network.sal_encoder(rgb, depth, posterior.sample())
        prior_logits, depth_logits = network.sal_encoder(rgb, depth, prior.sample())
        corrected = torch.sigmoid(depth_logits).mean(1, keepdim=True)
        grey = batch["rgb"].float().mean(1, keepdim=True) / 255
        latents, logits = (posterior, prior), (posterior_logits, prior_logits)
        return hybrid_loss(recipe, kl_weight, latents, logits, corrected, batch, grey)


def learning_rate(images_seen: int, recipe: ReleasedRecipe) -> float:
    """Constant, and lower by a factor after a while."""
    return recipe.learning_rate * (recipe.decay_factor if images_seen >= recipe.decay_after_images else 1)


def training_step(
    training: nn.Module, optimizer: torch.optim.Optimizer, batch: dict[str, Tensor], recipe: ReleasedRecipe, images_seen: int
) -> tuple[float, dict[str, Tensor]]:
    """One step of the optimiser; returns the loss before it and its parts."""
    for group in optimizer.param_groups:
        group["lr"] = learning_rate(images_seen, recipe)
    loss, parts = training(batch, recipe.kl_weight * min(1.0, images_seen / recipe.kl_annealing_images))
    if not torch.isfinite(loss):
        raise FloatingPointError(f"the loss is {loss.item()} at image {images_seen}")
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(training.parameters(), recipe.gradient_norm)
    optimizer.step()
    return loss.item(), parts


def load_resnet(network: ReleasedUcNet, file: Path) -> None:
    """Copies torchvision's ResNet-50, whose classifier is left out; raises RuntimeError where names or shapes differ."""
    values = torch.load(file, map_location="cpu")
    network.sal_encoder.resnet.load_state_dict({name: value for name, value in values.items() if not name.startswith("fc.")})


def train(arguments: argparse.Namespace) -> None:
    recipe = load_released_recipe(arguments.configuration)
    world, rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    has_gpu = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if has_gpu else torch.device("cpu")
    if world > 1:
        torch.distributed.init_process_group("nccl" if has_gpu else "gloo")
    packed = arguments.out / "packed" / "train"
    if rank == 0 and not (packed / "index.json").exists():
        pack(training_archives(arguments.data), packed, arguments.data / "depth.tar")
    if world > 1:
        torch.distributed.barrier()
    pairs = PackedPairs(packed)

    torch.manual_seed(recipe.seed)
    network = ReleasedUcNet()
    if arguments.backbone is not None:
        load_resnet(network, arguments.backbone)
    network = network.to(device)
    optimizer = torch.optim.Adam(network.parameters(), recipe.learning_rate)
    images_seen = 0
    last = arguments.out / "last.pt"
    if last.exists():
        state = torch.load(last, map_location=device)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        images_seen = state["images_seen"]
    torch.manual_seed(recipe.seed + rank + images_seen)
    training: nn.Module = ReleasedTraining(network, recipe)
    if world > 1:
        # Some of the checkpoint's tensors are never used.
        training = nn.parallel.DistributedDataParallel(training, find_unused_parameters=True)

    def save() -> None:
        state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "images_seen": images_seen}
        with whole_file(last) as unfinished:
            torch.save(state, unfinished)
        with whole_file(arguments.out / "network.pth") as unfinished:
            torch.save(network.state_dict(), unfinished)

    loader = DataLoader(
        SaliencyDataset(Sources(pairs), INPUT_SIZE, recipe.seed, recipe.augmentation),
        recipe.batch_size,
        sampler=EndlessSampler(len(pairs), recipe.seed, images_seen, rank, world),
        num_workers=arguments.workers,
        worker_init_fn=limit_loader_threads,
        pin_memory=has_gpu,
    )
    network.train()
    saved_at, step = time.time(), 0
    for batch in loader:
        if images_seen >= recipe.total_images:
            break
        batch = {key: value.to(device, non_blocking=True) for key, value in batch.items()}
        loss, parts = training_step(training, optimizer, batch, recipe, images_seen)
        images_seen += recipe.batch_size * world
        step += 1
        if rank == 0 and step % REPORT_STEPS == 0:
            figures = "  ".join(f"{key} {value.item():.4f}" for key, value in parts.items())
            print(f"{images_seen}/{recipe.total_images}  loss {loss:.4f}  {figures}", flush=True)
        if rank == 0 and time.time() - saved_at > SAVE_SECONDS:
            save()
            saved_at = time.time()
    if rank == 0:
        save()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("configuration", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder with train-*.tar and depth.tar")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, outside the repository")
    parser.add_argument("--backbone", type=Path, help="torchvision's ResNet-50, a state_dict")
    parser.add_argument("--workers", type=int, default=4, help="loader processes")
    train(parser.parse_args())
    return 0


if __name__ == "__main__":
    sys.exit(main())
