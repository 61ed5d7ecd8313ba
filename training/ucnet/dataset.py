"""RGB photos with ground truth, with depth synthesised while loading, and rendered scenes with true depth mixed in.

`pack` decodes tar files (`RGB/<name>.<ext>`, `GT/<name>.<ext>`) once into two flat arrays that loader processes share
through the page cache; the data set cuts, flips and corrupts from there.
"""

import json
import tarfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.random import Generator, default_rng
from torch.utils.data import Dataset

from ucnet.crops import close_up, random_window
from ucnet.depth_synthesis import MODES, SHARES, clean_depth, observe, photo_region, stretch
from ucnet.photo_augmentation import hide_patches, jitter, other_camera
from ucnet.rendered_scenes import RenderedScenes

Array = np.ndarray


def training_archives(data: Path) -> list[Path]:
    """The tar files of DUTS-TR to train on; raises FileNotFoundError where there are none."""
    archives = sorted(data.glob("train-*.tar"))
    if not archives:
        raise FileNotFoundError(f"{data} holds no train-*.tar")
    return archives


def pack(sources: list[Path], destination: Path) -> int:
    """Decodes tar files into `destination` (photos.u8, truths.u8, index.json); returns the number of pairs.

    Raises ValueError for a photo without ground truth or of another size than it, and for what is no picture.
    """
    destination.mkdir(parents=True, exist_ok=True)
    index = []
    offset = 0
    with open(destination / "photos.u8", "wb") as photos, open(destination / "truths.u8", "wb") as truths:
        for source in sources:
            members = _read_members(source)
            for name in sorted(key.removeprefix("RGB/") for key in members if key.startswith("RGB/")):
                if f"GT/{name}" not in members:
                    raise ValueError(f"{source}: no ground truth in GT for the photo {name}")
                photo = cv2.cvtColor(_decode(source, members, f"RGB/{name}", cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
                truth = _decode(source, members, f"GT/{name}", cv2.IMREAD_GRAYSCALE)
                if photo.shape[:2] != truth.shape:
                    raise ValueError(f"{source}: {name} is {photo.shape[:2]}, its ground truth {truth.shape}")
                photos.write(photo.tobytes())
                truths.write(truth.tobytes())
                index.append([name, *truth.shape, offset])
                offset += truth.size
    (destination / "index.json").write_text(json.dumps(index))
    return len(index)


def _read_members(source: Path) -> dict[str, Array]:
    """The bytes of each file by its folder and its name without the extension: photos and masks may be of different kinds."""
    with tarfile.open(source) as archive:
        return {
            "/".join(member.name.split("/")[-2:]).rsplit(".", 1)[0]: np.frombuffer(archive.extractfile(member).read(), np.uint8)
            for member in archive
            if member.isfile()
        }


def _decode(source: Path, members: dict[str, Array], name: str, mode: int) -> Array:
    picture = cv2.imdecode(members[name], mode)
    if picture is None:
        raise ValueError(f"{source}: {name} is no picture")
    return picture


class PackedPairs:
    """Random access to packed pairs: photo uint8 [H,W,3] and truth uint8 [H,W]."""

    def __init__(self, folder: Path) -> None:
        self.index = json.loads((folder / "index.json").read_text())
        self._photos = np.memmap(folder / "photos.u8", np.uint8, "r")
        self._truths = np.memmap(folder / "truths.u8", np.uint8, "r")
        self._others = folder / "others"

    def __len__(self) -> int:
        return len(self.index)

    def __getitem__(self, number: int) -> tuple[Array, Array]:
        _, height, width, offset = self.index[number]
        size = height * width
        photo = np.array(self._photos[3 * offset : 3 * (offset + size)]).reshape(height, width, 3)
        return photo, np.array(self._truths[offset : offset + size]).reshape(height, width)

    def other_answer(self, number: int) -> Array:
        """What another annotator might have marked (`annotate.py`), uint8 [H,W]; all 0 where nothing is known."""
        name, height, width, _ = self.index[number]
        path = self._others / f"{name}.png"
        return cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) if path.exists() else np.zeros((height, width), np.uint8)


@dataclass(frozen=True)
class Augmentation:
    """How often, and how far, a training pair is changed."""

    crop_minimum: float = 0.65
    """Smallest side of a crop as a share of the photo's side."""
    close_up: float = 0.0
    """How often the crop is a close-up instead, about half filled by the object: rare in the photos, and where the vote is hard."""
    paste: float = 0.2
    """Share of photos into which an object of another photo is pasted (several annotators' answers are then known)."""
    other_answer: float = 0.12
    """How often, where another annotator's region is known, it is marked instead of the object or along with it."""
    rendered: float = 0.15
    """Share of the items that are rendered scenes with true depth, where such scenes are given."""
    hide_and_seek: float = 0.15
    """Share of photos of which patches of a 4x4 grid are hidden, each with probability one half."""
    other_camera: float = 0.0
    """Share of the photos that are as another camera or a poor file would have them: colour, gamma, noise, JPEG."""
    other_resolution: float = 0.0
    """Share of the items whose depth is measured at a coarser or finer resolution than the network's, and resized to it."""


def separate_objects(truth: Array) -> list[Array]:
    """Masks (bool [H,W]) of the connected components that a person would call objects, largest first.

    A component counts if it covers 1.5 % of the picture and a tenth of the largest; the rest joins the largest.
    """
    binary = (truth > 127).astype(np.uint8)
    count, labels, statistics, _ = cv2.connectedComponentsWithStats(binary, connectivity=8)
    areas = statistics[1:, cv2.CC_STAT_AREA]
    if count <= 1:
        return []
    order = np.argsort(-areas)
    kept = [int(i) for i in order if areas[i] >= max(0.015 * truth.size, 0.1 * areas[order[0]])] or [int(order[0])]
    masks = [labels == i + 1 for i in kept]
    masks[0] = binary.astype(bool) & ~np.any(masks[1:], axis=0) if len(masks) > 1 else binary.astype(bool)
    return masks


def annotator_choice(objects: list[Array], random: Generator) -> list[Array]:
    """One annotator's answer: all objects half of the time, else a random non-empty proper subset of up to three."""
    if len(objects) < 2 or random.random() < 0.5:
        return objects
    chosen = [mask for mask in objects[:3] if random.random() < 0.5]
    return chosen if 0 < len(chosen) < len(objects) else [objects[int(random.integers(min(3, len(objects))))]]


@dataclass(frozen=True)
class _Scene:
    """A picture at the training size, before a sensor has measured its depth and an annotator has marked it."""

    photo: Array
    truth: Array
    objects: list[Array]
    other: Array
    """Another annotator's region, uint8 like the truth, 0 where the truth is not; all 0 where nothing is known."""
    clean: Array

    @property
    def ambiguous(self) -> bool:
        """Whether another annotator's region is worth marking."""
        return bool((self.other > 127).mean() > 0.01)


class SaliencyDataset(Dataset):
    """Training items: rgb uint8 [3,S,S], depth/valid/clean float [1,S,S], truth float [1,S,S], several bool.

    `several` says that the picture has several right answers, of which truth is one: several objects, or another
    annotator's region.

    A number beyond the length is the same pair with another augmentation, so that epochs differ. Where `scenes` are
    given, a share of the items is one of them instead, whatever the number.
    """

    def __init__(
        self, pairs: PackedPairs, size: int, seed: int, augmentation: Augmentation, scenes: RenderedScenes | None = None
    ) -> None:
        self.pairs = pairs
        self.size = size
        self.seed = seed
        self.augmentation = augmentation
        self.scenes = scenes

    def __len__(self) -> int:
        return len(self.pairs)

    def __getitem__(self, number: int) -> dict[str, torch.Tensor]:
        random = default_rng((self.seed, number))
        is_rendered = self.scenes is not None and random.random() < self.augmentation.rendered
        size = self.size
        if self.augmentation.other_resolution > 0 and random.random() < self.augmentation.other_resolution:
            size = round(self.size * random.uniform(*OTHER_RESOLUTIONS))
        scene = self._rendered_scene(size, random) if is_rendered else self._photographed_scene(number, size, random)
        mode = MODES[int(random.choice(len(MODES), p=SHARES))]
        depth, valid, clean = observe(scene.clean, scene.photo, mode, random)
        chosen = annotator_choice(scene.objects, random)
        truth = scene.truth
        if len(chosen) != len(scene.objects):
            truth = np.where(np.any(chosen, axis=0), truth, np.uint8(0))
        if scene.ambiguous and random.random() < self.augmentation.other_answer:
            truth = scene.other if random.random() < 0.5 else np.maximum(truth, scene.other)
        photo = self._change(scene.photo, random)
        if size != self.size:
            photo, clean, truth = (resize(plane, self.size) for plane in (photo, clean, truth))
            depth, valid = resize_readings(depth, valid, self.size)
        return {
            "rgb": torch.from_numpy(np.ascontiguousarray(photo.transpose(2, 0, 1))),
            "depth": torch.from_numpy(depth)[None],
            "valid": torch.from_numpy(valid.astype(np.float32))[None],
            "clean": torch.from_numpy(clean)[None],
            "truth": torch.from_numpy(truth.astype(np.float32) / 255)[None],
            "several": torch.tensor(len(scene.objects) > 1 or scene.ambiguous),
        }

    def _change(self, photo: Array, random: Generator) -> Array:
        """What neither the depth nor the ground truth tells."""
        if random.random() < self.augmentation.hide_and_seek:
            photo = hide_patches(photo, random)
        photo = jitter(photo, random)
        if random.random() < self.augmentation.other_camera:
            photo = other_camera(photo, random)
        return photo

    def _photographed_scene(self, number: int, size: int, random: Generator) -> _Scene:
        """A photo of the pairs, perhaps with a pasted object, and a made-up geometry."""
        place = number % len(self.pairs)
        photo, truth, other = self._cut((*self.pairs[place], self.pairs.other_answer(place)), 1, size, random)
        photo, truth, objects = self._paste(photo, truth, separate_objects(truth), random)
        other = np.where(truth > 127, np.uint8(0), other)
        regions = [*distractors(photo, self.pairs, random), *([other > 127] if other.any() else [])]
        return _Scene(photo, truth, objects, other, clean_depth(photo, objects, regions, random))

    def _rendered_scene(self, size: int, random: Generator) -> _Scene:
        """A rendered scene, whose geometry is true; every salient thing in it is an object."""
        scene = self.scenes[int(random.integers(len(self.scenes)))]
        planes = (np.maximum.reduce(scene.masks), scene.photo, scene.nearness, *scene.masks)
        truth, photo, nearness, *masks = self._cut(planes, 0, size, random)
        objects = [mask > 127 for mask in masks if (mask > 127).any()]
        return _Scene(photo, truth, objects, np.zeros_like(truth), stretch(nearness))

    def _cut(self, planes: tuple[Array, ...], truth_place: int, size: int, random: Generator) -> tuple[Array, ...]:
        """A random crop that keeps some of the object, flipped half of the time, resized to `size`."""
        truth = planes[truth_place]
        is_close_up = random.random() < self.augmentation.close_up
        for _ in range(4):
            window = close_up(truth, random) if is_close_up else random_window(truth.shape, self.augmentation.crop_minimum, random)
            if truth[window].sum(dtype=np.int64) >= 0.6 * truth.sum(dtype=np.int64):
                planes = tuple(plane[window] for plane in planes)
                break
        if random.random() < 0.5:
            planes = tuple(plane[:, ::-1] for plane in planes)
        return tuple(cv2.resize(np.ascontiguousarray(plane), (size, size)) for plane in planes)

    def _paste(
        self, photo: Array, truth: Array, objects: list[Array], random: Generator
    ) -> tuple[Array, Array, list[Array]]:
        """Pastes the main object of another photo where it leaves the present objects mostly visible."""
        if random.random() >= self.augmentation.paste:
            return photo, truth, objects
        other_photo, other_truth = self.pairs[int(random.integers(len(self.pairs)))]
        rows, columns = np.nonzero(other_truth > 127)
        if rows.size < 400:
            return photo, truth, objects
        box = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        height, width = other_truth[box].shape
        side = truth.shape[0]
        scale = side * random.uniform(0.25, 0.55) / max(height, width)
        size = (max(8, int(width * scale)), max(8, int(height * scale)))
        piece, cover = cv2.resize(other_photo[box], size), cv2.resize(other_truth[box], size)
        top = int(random.integers(side - size[1] + 1))
        left = int(random.integers(side - size[0] + 1))
        place = np.s_[top : top + size[1], left : left + size[0]]
        if (truth[place] > 127).sum() > 0.1 * max(1, (truth > 127).sum()):
            return photo, truth, objects
        alpha = cv2.GaussianBlur(cover, (3, 3), 0).astype(np.float32)[..., None] / 255
        photo, truth = photo.copy(), truth.copy()
        photo[place] = (alpha * piece + (1 - alpha) * photo[place]).astype(np.uint8)
        truth[place] = np.maximum(truth[place], cover)
        pasted = np.zeros(truth.shape, bool)
        pasted[place] = cover > 127
        return photo, truth, [*(mask & ~pasted for mask in objects), pasted]


OTHER_RESOLUTIONS = (0.65, 1.3)
"""Range of an `other_resolution`, as a share of the network's."""


def resize(plane: Array, size: int) -> Array:
    """A square plane or picture at another size, averaging where it shrinks."""
    return cv2.resize(plane, (size, size), interpolation=cv2.INTER_AREA if size < len(plane) else cv2.INTER_LINEAR)


def resize_readings(depth: Array, valid: Array, size: int) -> tuple[Array, Array]:
    """Depth float [H,H] and its validity bool [H,H] at another size: the mean of the readings, where they cover at least half of it."""
    cover = resize(valid.astype(np.float32), size)
    total = resize((depth * valid).astype(np.float32), size)
    # Weights that add up to one half may come out a rounding below it.
    enough = cover >= 0.5 - 1e-6
    return np.where(enough, total / np.maximum(cover, 1e-6), 0).clip(0, 1).astype(np.float32), enough


def distractors(photo: Array, pairs: PackedPairs, random: Generator) -> list[Array]:
    """Regions at depths of their own that are not salient, bool [H,W]: regions of the photo, and the shape of another pair's objects."""
    masks = [photo_region(photo, random) for _ in range(int(random.integers(0, 4)))]
    if random.random() < 0.3:
        _, other = pairs[int(random.integers(len(pairs)))]
        masks.append(cv2.resize(other, photo.shape[1::-1]) > 127)
    return masks


def made_up_geometry(photo: Array, truth: Array, pairs: PackedPairs, random: Generator) -> Array:
    """A clean depth for a photo (uint8 [H,W,3]) and its ground truth (uint8 [H,W]) of these pairs, [H,W]."""
    return clean_depth(photo, separate_objects(truth), distractors(photo, pairs, random), random)


class ValidationDataset(Dataset):
    """Validation items at the network's size, with depth synthesised from a seed per picture and a given mode.

    `truth` is uint8 [H,W] at the ground truth's own size, 0 to 255.
    """

    def __init__(self, pairs: PackedPairs, size: int, mode: str, seed: int = 7) -> None:
        self.pairs = pairs
        self.size = size
        self.mode = mode
        self.seed = seed

    def __len__(self) -> int:
        return len(self.pairs)

    def __getitem__(self, number: int) -> dict[str, torch.Tensor]:
        random = default_rng((self.seed, number))
        photo, truth = self.pairs[number]
        size = (self.size, self.size)
        photo, small_truth = cv2.resize(photo, size), cv2.resize(truth, size)
        clean = made_up_geometry(photo, small_truth, self.pairs, random)
        depth, valid, clean = observe(clean, photo, self.mode, random)
        return {
            "rgb": torch.from_numpy(np.ascontiguousarray(photo.transpose(2, 0, 1))),
            "depth": torch.from_numpy(depth)[None],
            "valid": torch.from_numpy(valid.astype(np.float32))[None],
            "clean": torch.from_numpy(clean)[None],
            "truth": torch.from_numpy(truth),
        }
