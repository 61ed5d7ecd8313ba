"""Weights in 8 bits with a scale a channel: half the bytes of float16.

A tensor `NAME` of int8 has `NAME.scale` beside it, float32 with as many dimensions, and value = integer * scale. The scale is that of
a channel of the output (the last axis; the third of a depthwise kernel HWC1), so that the largest weight of each channel is 127.
"""

import numpy as np

SCALE = ".scale"
SMALLEST = 2048
"""Tensors with fewer values stay float16: they are next to nothing of the file, and small layers decide much."""

LARGEST_INTEGER = 127


def to_eight_bits(tensors: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The large weights of `tensors` (float32) as int8 with their scales, the others as float16.

    Raises OverflowError for a small one's value beyond the range of float16, and for a large one's that is not finite.
    """
    stored: dict[str, np.ndarray] = {}
    for name, values in tensors.items():
        if values.ndim < 2 or values.size < SMALLEST:
            with np.errstate(over="ignore"):
                stored[name] = values.astype(np.float16)
            refuse_infinite(name, stored[name])
            continue
        refuse_infinite(name, values)
        channel = 2 if values.ndim == 4 and values.shape[3] == 1 else values.ndim - 1
        others = tuple(axis for axis in range(values.ndim) if axis != channel)
        scale = np.maximum(np.abs(values).max(others, keepdims=True), np.finfo(np.float32).tiny) / LARGEST_INTEGER
        stored[name] = np.rint(values / scale).astype(np.int8)
        stored[name + SCALE] = scale.astype(np.float32)
    return stored


def refuse_infinite(name: str, values: np.ndarray) -> None:
    """Raises OverflowError where a value is not finite."""
    if not np.isfinite(values).all():
        raise OverflowError(f"{name} has values that are not finite in the type of the file")


def from_eight_bits(tensors: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The same tensors with every int8 one multiplied by its scale, which leaves. Raises KeyError for integers without scales."""
    scales = {name + SCALE for name, values in tensors.items() if values.dtype == np.int8}
    return {
        name: values * tensors[name + SCALE] if values.dtype == np.int8 else values
        for name, values in tensors.items()
        if name not in scales
    }
