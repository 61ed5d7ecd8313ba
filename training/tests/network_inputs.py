"""Inputs of networks in tests."""

import torch


def random_input(size: int = 64) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Photo in [-1,1], depth and validity, [1,_,size,size]."""
    return torch.rand(1, 3, size, size) * 2 - 1, torch.rand(1, 1, size, size), (torch.rand(1, 1, size, size) > 0.2).float()
