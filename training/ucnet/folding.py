"""Folds batch norm into the convolutions, as inference needs it."""

from copy import deepcopy
from typing import TypeVar

import torch
from torch import nn

from ucnet.blocks import Conv

Network = TypeVar("Network", bound=nn.Module)


def fold_batch_norm(network: Network) -> Network:
    """A copy in evaluation mode whose convolutions carry scale and offset of their batch norm."""
    folded = deepcopy(network).eval()
    for module in folded.modules():
        if isinstance(module, Conv) and module.bn is not None:
            scale = module.bn.weight / torch.sqrt(module.bn.running_var + module.bn.eps)
            convolution = nn.Conv2d(
                module.conv.in_channels,
                module.conv.out_channels,
                module.conv.kernel_size,
                module.conv.stride,
                module.conv.padding,
                module.conv.dilation,
                module.conv.groups,
            )
            with torch.no_grad():
                convolution.weight.copy_(module.conv.weight * scale[:, None, None, None])
                convolution.bias.copy_(module.bn.bias - module.bn.running_mean * scale)
            module.conv, module.bn = convolution, None
    return folded


def round_to_half(network: Network) -> Network:
    """Rounds every parameter to the nearest float16 in place, so that figures are those of the shipped file.

    Raises OverflowError for a value beyond the range of float16.
    """
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            rounded = parameter.half().float()
            if not torch.isfinite(rounded).all():
                raise OverflowError(f"{name} does not fit float16: largest magnitude {parameter.abs().max().item():g}")
            parameter.copy_(rounded)
    return network
