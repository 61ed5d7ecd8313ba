"""Writes the sample pairs of the page: one folder a pair, and the manifest `samples.json` beside them."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

LONGEST_SIDE = 640
JPEG_QUALITY = 88
LARGEST_JPEG = 120_000


@dataclass(frozen=True)
class Sample:
    """What the manifest says about a pair beside its files."""

    id: str
    title: str
    kind: str
    depthSource: str
    origin: str
    licence: str
    credit: str


def write_sample(folder: Path, sample: Sample, rgb: np.ndarray, depth: np.ndarray, mask: np.ndarray | None) -> None:
    """Writes a pair and puts its entry into the manifest, in the place of an older one of the same id.

    `rgb` is 8-bit RGB, `depth` 16 bits with near bright and 0 for no reading, `mask` 0/255.
    """
    height, width = rgb.shape[:2]
    if max(height, width) > LONGEST_SIDE or depth.shape != (height, width) or depth.dtype != np.uint16:
        raise ValueError(f"sample {sample.id}: picture {rgb.shape} and depth {depth.shape} {depth.dtype} do not fit")
    place = folder / sample.id
    place.mkdir(parents=True, exist_ok=True)
    _write_jpeg(place / "rgb.jpg", rgb)
    cv2.imwrite(str(place / "depth.png"), depth, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    entry = {"id": sample.id, "title": sample.title, "rgb": f"{sample.id}/rgb.jpg", "depth": f"{sample.id}/depth.png"}
    if mask is not None:
        cv2.imwrite(str(place / "gt.png"), mask, [cv2.IMWRITE_PNG_COMPRESSION, 9])
        entry["gt"] = f"{sample.id}/gt.png"
    # `scripts/makePictures.ts` makes these.
    entry |= {"thumb": f"{sample.id}/thumb.jpg", "depthThumb": f"{sample.id}/depth-thumb.jpg"}
    entry |= {"near": "bright", "width": width, "height": height} | asdict(sample)
    manifest = folder / "samples.json"
    entries = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else []
    ids = [other["id"] for other in entries]
    if sample.id in ids:
        entries[ids.index(sample.id)] = entry
    else:
        entries.append(entry)
    manifest.write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_jpeg(path: Path, rgb: np.ndarray) -> None:
    quality = JPEG_QUALITY
    while True:
        _, data = cv2.imencode(".jpg", rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1])
        if len(data) <= LARGEST_JPEG or quality <= 60:
            path.write_bytes(data.tobytes())
            return
        quality -= 3
