"""Averages a network with the one that its training started from, and may make its maps surer.

    python3 training/average.py BEFORE CHECKPOINT --share 0.6 --sharpen 1.2 --out AVERAGED.pt [--packed RUN/packed]

BEFORE is the folder of the exported network that `train.py --start-from` was given, CHECKPOINT what came of it. Each weight of the
average is (1 - share) of the first and share of the second, batch norms folded in: networks that share a start lie in one valley
of the loss, and their mean often generalises better than either (Wortsman et al., "Model soups", ICML 2022). Where they lie far
apart its activations vary less than those of either: with `--packed` each gets batch norms again, which are averaged too, and those of
the average are measured anew on training pairs (Jordan et al., "REPAIR", ICLR 2023). `--sharpen` multiplies the logits, by the last
layer's weights. `--part` averages one module alone, or takes it over with a share of 1. The result is a checkpoint for `export.py`,
`evaluate.py` and `contact_sheets.py`.
"""

import argparse
import sys
from copy import deepcopy
from pathlib import Path

import torch

from ucnet.blocks import Conv
from ucnet.checkpoint import load_network, save_checkpoint
from ucnet.dataset import Augmentation, PackedPairs, SaliencyDataset
from ucnet.folding import fold_batch_norm
from ucnet.model import UcNet
from ucnet.warm_start import Batch, adopt_statistics, batch_of, load_exported, measure_statistics

MEASURED_BATCHES = 3
MEASURED_BATCH_SIZE = 96
"""With 16 the statistics of a channel are so uncertain that the average loses some thousandths of S."""


@torch.no_grad()
def average(before: UcNet, after: UcNet, share: float, part: str | None = None) -> UcNet:
    """The average of two networks, both folded or neither, or `before` with the average of one `part` (a module's name).

    Raises ValueError for networks of different configuration, and for a part that they do not have.
    """
    if before.configuration != after.configuration:
        raise ValueError("average: the networks have different configurations")
    if part is not None and part not in dict(before.named_children()):
        raise ValueError(f"average: no part is called {part}; there are {', '.join(dict(before.named_children()))}")
    mean = deepcopy(before)
    for (name, target), other in zip(mean.named_parameters(), after.parameters(), strict=True):
        if part is None or name.startswith(f"{part}."):
            target.lerp_(other, share)
    return mean


def average_measured(before: UcNet, after: UcNet, share: float, part: str | None, batches: list[Batch]) -> UcNet:
    """As `average` of two folded networks, unfolded, with batch norms that were measured on these batches."""
    before, after = unfold(before), unfold(after)
    for network in (before, after):
        adopt_statistics(network, batches[0])
    mean = average(before, after, share, part)
    measure_statistics(mean, batches)
    return mean


@torch.no_grad()
def sharpen(network: UcNet, factor: float) -> None:
    """Multiplies the logits."""
    last = network.prediction_net.third.conv
    for parameter in (last.weight, last.bias):
        parameter.mul_(factor)


def training_batches(packed: Path, size: int) -> list[Batch]:
    """Some training pairs as a network takes them, with nothing done to what is in the photos: so they are in use."""
    as_they_are = Augmentation(crop_minimum=1, paste=0, other_answer=0, hide_and_seek=0)
    dataset = SaliencyDataset(PackedPairs(packed / "train"), size, 0, as_they_are)
    starts = range(0, MEASURED_BATCHES * MEASURED_BATCH_SIZE, MEASURED_BATCH_SIZE)
    return [batch_of(dataset, range(start, start + MEASURED_BATCH_SIZE)) for start in starts]


@torch.no_grad()
def unfold(folded: UcNet) -> UcNet:
    """The same network with batch norms that do nothing but add the offset, so that it can be trained and exported as any other."""
    network = UcNet(folded.configuration).eval()
    sources = dict(folded.named_modules())
    for path, target in network.named_modules():
        # Folding leaves the paths of these two kinds as they are.
        source = sources.get(path)
        if isinstance(target, Conv):
            target.conv.weight.copy_(source.conv.weight)
            if target.bn is None:
                target.conv.bias.copy_(source.conv.bias)
            else:
                target.bn.running_var.fill_(1 - target.bn.eps)
                target.bn.bias.copy_(source.conv.bias)
        elif isinstance(target, torch.nn.Linear):
            target.load_state_dict(source.state_dict())
    return network


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path, help="folder of an exported UC-Net")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the checkpoint's weights, 0 to 1")
    parser.add_argument("--part", help="average this module alone, such as depth_correction_net; all others stay those of BEFORE")
    parser.add_argument("--packed", type=Path, help="packed training pairs to measure the average's batch norms with")
    parser.add_argument("--sharpen", type=float, default=1.0, help="factor of the logits")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    if not 0 <= arguments.share <= 1 or arguments.sharpen <= 0:
        parser.error("--share must be from 0 to 1, --sharpen above 0")
    before, after = load_exported(arguments.before), fold_batch_norm(load_network(arguments.checkpoint))
    if arguments.packed is None:
        network = unfold(average(before, after, arguments.share, arguments.part))
    else:
        batches = training_batches(arguments.packed, before.configuration.input_size)
        network = average_measured(before, after, arguments.share, arguments.part, batches)
    sharpen(network, arguments.sharpen)
    state = {"network": network.configuration.values(), "variant": "full", "average": network.state_dict()}
    save_checkpoint(arguments.out, state)
    return 0


if __name__ == "__main__":
    sys.exit(main())
