"""Writes the safetensors format: header length (u64), JSON header, raw little-endian values."""

import json
import struct
from pathlib import Path

import numpy as np

_NAMES = {"float16": "F16", "float32": "F32", "uint8": "U8", "int8": "I8"}


def save_safetensors(path: Path, tensors: dict[str, np.ndarray], metadata: dict[str, str]) -> None:
    """Writes `tensors` in their order; the header is padded so that the values start at a multiple of eight."""
    header: dict[str, object] = {"__metadata__": metadata}
    offset = 0
    for name, values in tensors.items():
        header[name] = {
            "dtype": _NAMES[values.dtype.name],
            "shape": list(values.shape),
            "data_offsets": [offset, offset + values.nbytes],
        }
        offset += values.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        for values in tensors.values():
            file.write(np.ascontiguousarray(values).tobytes())
