"""Pictures to train on: a photo, its geometry, and the candidates that people might mark, at the training size.

Four kinds: photos of DUTS-TR with the depth that a network estimated of them, some with copies of their own object or an object of
another photo pasted in; photos that twelve people marked; Kinect pictures with a mask for each object; rendered scenes.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator

from ucnet.crops import Window, close_up, random_window
from ucnet.depth_synthesis import clean_depth, photo_region, stretch
from ucnet.packing import PEOPLE, PackedPairs
from ucnet.people import Candidate, share_candidates
from ucnet.rendered_scenes import RenderedScene, nearest_of

Array = np.ndarray

SURE = 0.97
"""How many people mark the only object of a photo of DUTS-TR once there is something else to mark: pasted, or found behind it."""
FIRST_SHARE, FURTHER_SHARE = 0.95, 0.85
"""How many mark the largest of several, and each of the others."""
TwinShares = tuple[float, float]
"""How many mark the nearest of several alike, and each of the others: a generous person takes all."""
TWIN_SHARES: TwinShares = (0.88, 0.22)
"""Where a recipe gives no others."""
PASTED_SHARE = 0.6
"""How many mark an object of another photo."""
OTHER_SHARE = 0.15
"""How many mark what is found once the object is hidden (`annotate.py`)."""
THING_SHARE = 0.55
"""How many mark each thing of a Kinect picture, of which nobody said what is salient."""


@dataclass(frozen=True)
class Picture:
    """A picture before a sensor has measured its depth and a person has marked it."""

    photo: Array
    """uint8 [H,W,3], RGB."""
    depth: Array
    """Its geometry, estimated, made up, true or, where `measured` says so, read by a sensor; float32 [H,W] in [0,1], 1 is near."""
    candidates: list[Candidate]
    measured: Array | None = None
    """Where a sensor has a reading, bool [H,W]; None where the geometry is known everywhere."""


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


def object_candidates(truth: Array) -> list[Candidate]:
    """The objects of a ground truth, soft at their edges as it is."""
    masks = separate_objects(truth)
    if len(masks) == 1:
        return [Candidate(truth, SURE)]
    rims = [cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0 for mask in masks]
    return [
        Candidate(np.where(rim, truth, np.uint8(0)), FIRST_SHARE if place == 0 else FURTHER_SHARE) for place, rim in enumerate(rims)
    ]


def cut(planes: tuple[Array, ...], window: Window, flipped: bool, size: int) -> tuple[Array, ...]:
    """The same crop of planes and pictures of one shape, resized to a square."""
    planes = tuple(plane[window] for plane in planes)
    if flipped:
        planes = tuple(plane[:, ::-1] for plane in planes)
    return tuple(cv2.resize(np.ascontiguousarray(plane), (size, size)) for plane in planes)


def window_with_object(truth: Array, smallest: float, close_up_share: float, random: Generator) -> Window:
    """A random crop that keeps most of what is bright in `truth`; the whole picture where none of four does."""
    is_close_up = random.random() < close_up_share
    for _ in range(4):
        window = close_up(truth, random) if is_close_up else random_window(truth.shape, smallest, random)
        if truth[window].sum(dtype=np.int64) >= 0.6 * truth.sum(dtype=np.int64):
            return window
    return np.s_[:, :]


def levels_picture(photo: Array, levels: Array, depth: Array, size: int, smallest: float, random: Generator) -> Picture:
    """A photo that twelve people marked; `levels` uint8 [H,W] says how many of them marked each pixel."""
    window = window_with_object(levels, smallest, 0, random)
    flipped = random.random() < 0.5
    photo, depth = cut((photo, depth), window, flipped, size)
    levels = levels[window][:, ::-1] if flipped else levels[window]
    levels = cv2.resize(np.ascontiguousarray(levels), (size, size), interpolation=cv2.INTER_NEAREST)
    return Picture(photo, stretch(depth), share_candidates(levels, PEOPLE))


def scene_picture(scene: RenderedScene, size: int, smallest: float, random: Generator, twin_shares: TwinShares = TWIN_SHARES) -> Picture:
    """A rendered scene, whose geometry is true."""
    truth = np.maximum.reduce(scene.masks)
    window = window_with_object(truth, smallest, 0, random)
    photo, nearness, *masks = cut((scene.photo, scene.nearness, *scene.masks), window, random.random() < 0.5, size)
    masks = [mask for mask in masks if (mask > 127).any()]
    shares = [FURTHER_SHARE] * len(masks)
    if scene.one_of_many and len(masks) > 1:
        nearest, farther = twin_shares
        shares = [farther] * len(masks)
        shares[nearest_of(masks, nearness)] = nearest
    elif masks:
        shares[int(np.argmax([mask.sum(dtype=np.int64) for mask in masks]))] = SURE if len(masks) == 1 else FIRST_SHARE
    return Picture(photo, stretch(nearness), [Candidate(mask, share) for mask, share in zip(masks, shares)])


class KinectPictures:
    """`kinect-objects.tar`, unpacked: RGB/NAME, depth/NAME in millimetres (0 is no reading) and objects/NAME, one value an object."""

    def __init__(self, folder: Path) -> None:
        self._pictures = []
        for path in sorted((folder / "RGB").iterdir()):
            photo = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
            millimetres = cv2.imread(str(folder / "depth" / f"{path.stem}.png"), cv2.IMREAD_UNCHANGED)
            objects = cv2.imread(str(folder / "objects" / f"{path.stem}.png"), cv2.IMREAD_GRAYSCALE)
            shape = photo.shape[1::-1]
            self._pictures.append((photo, cv2.resize(millimetres, shape, interpolation=cv2.INTER_NEAREST), objects))

    def __len__(self) -> int:
        return len(self._pictures)

    def picture(self, number: int, size: int, smallest: float, random: Generator) -> Picture:
        """A crop of one of them; its depth is what the sensor read, and 0 where it read nothing."""
        photo, millimetres, objects = self._pictures[number % len(self._pictures)]
        window = window_with_object((objects > 0).astype(np.uint8) * 255, smallest, 0, random)
        flipped = random.random() < 0.5
        (photo,) = cut((photo,), window, flipped, size)
        millimetres, objects = (plane[window][:, ::-1] if flipped else plane[window] for plane in (millimetres, objects))
        millimetres, objects = (
            cv2.resize(np.ascontiguousarray(plane), (size, size), interpolation=cv2.INTER_NEAREST) for plane in (millimetres, objects)
        )
        measured = millimetres > 0
        # Half as inverse distance, half as distance: both are published.
        distance = np.where(measured, millimetres, 1).astype(np.float32)
        nearness = 1 / distance if random.random() < 0.5 else -distance
        depth = np.zeros(distance.shape, np.float32)
        if measured.any():
            depth[measured] = stretch(nearness[measured])
        masks = [(objects == value).astype(np.uint8) * 255 for value in np.unique(objects[objects > 0])]
        return Picture(photo, depth, [Candidate(mask, THING_SHARE) for mask in masks if mask.mean() > 0.5], measured)


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


@dataclass(frozen=True)
class _Piece:
    """Something cut out of a photo: colours uint8 [h,w,3], cover uint8 [h,w], and its depth about its own median, float32 [h,w]."""

    photo: Array
    cover: Array
    relief: Array

    def resized(self, scale: float) -> "_Piece":
        height, width = self.cover.shape
        size = (max(6, round(width * scale)), max(6, round(height * scale)))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        return _Piece(*(cv2.resize(plane, size, interpolation=way) for plane in (self.photo, self.cover, self.relief)))


def _cut_out(photo: Array, mask: Array, depth: Array) -> _Piece:
    rows, columns = np.nonzero(mask > 127)
    box = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return _Piece(photo[box], mask[box], (depth[box] - np.median(depth[mask > 127])).astype(np.float32))


def _place(picture: Picture, piece: _Piece, row: int, column: int, near: float, share: float, in_front: bool, soft: float) -> Picture | None:
    """Sets a piece into a picture with its upper left corner at (row, column), which may lie outside; `near` is its median depth.

    In front, it hides the candidates that are there; else they hide it. None where too little of it or of what it hides would be seen.
    """
    height, width = picture.depth.shape
    top, left = max(0, row), max(0, column)
    bottom, right = min(height, row + piece.cover.shape[0]), min(width, column + piece.cover.shape[1])
    if bottom - top < 4 or right - left < 4:
        return None
    inside = np.s_[top - row : bottom - row, left - column : right - column]
    cover = np.zeros((height, width), np.uint8)
    cover[top:bottom, left:right] = piece.cover[inside]
    hidden = np.maximum.reduce([candidate.mask for candidate in picture.candidates])
    if in_front:
        candidates = [replace(candidate, mask=np.minimum(candidate.mask, 255 - cover)) for candidate in picture.candidates]
        for before, after in zip(picture.candidates, candidates):
            if (after.mask > 127).sum() < 0.35 * (before.mask > 127).sum():
                return None
    else:
        cover = np.minimum(cover, 255 - hidden)
        candidates = picture.candidates
    if (cover > 127).sum() < max(0.006 * cover.size, 0.35 * (piece.cover > 127).sum()):
        return None
    alpha = cover[top:bottom, left:right, None].astype(np.float32) / 255
    photo, depth = picture.photo.copy(), picture.depth.copy()
    place = np.s_[top:bottom, left:right]
    photo[place] = (alpha * piece.photo[inside] + (1 - alpha) * photo[place]).astype(np.uint8)
    layer = np.zeros((height, width), np.float32)
    layer[place] = np.clip(near + 0.8 * piece.relief[inside], 0, 1)
    # An estimated depth is soft at the edges of things: a sharp one would give the pasted ones away.
    blend = cover.astype(np.float32) / 255
    if soft > 0.3:
        layer = cv2.GaussianBlur(layer * blend, (0, 0), soft) / np.maximum(cv2.GaussianBlur(blend, (0, 0), soft), 1e-3)
        blend = cv2.GaussianBlur(blend, (0, 0), soft)
    # Rounding may carry a blurred cover past 1, and a negative depth has no power.
    depth = (depth * (1 - blend) + layer * blend).clip(0, 1)
    return Picture(photo, depth.astype(np.float32), [*candidates, Candidate(cover, share)])


def with_twins(picture: Picture, random: Generator, shares: TwinShares = TWIN_SHARES) -> Picture:
    """The picture with one to three copies of its largest object, nearer or farther than it; the nearest of them is what most people mark.

    Copies are of about its size, mirrored, of another brightness, and some are blurred: only the depth tells for sure which is near.
    """
    largest = max(picture.candidates, key=lambda candidate: int((candidate.mask > 127).sum()))
    area = (largest.mask > 127).mean()
    if not 0.015 < area < 0.3:
        return picture
    own = float(np.median(picture.depth[largest.mask > 127]))
    original = _cut_out(picture.photo, largest.mask, picture.depth)
    alike = [(own, 0)]
    result = replace(picture, candidates=[largest, *(each for each in picture.candidates if each is not largest)])
    rows, columns = picture.depth.shape
    for _ in range(1 + int(random.binomial(2, 0.3))):
        in_front = random.random() < (0.35 if own > 0.25 else 0.9)
        gap = random.uniform(0.12, 0.45)
        near = float(np.clip(own + gap if in_front else own - gap, 0.02, 0.98))
        if abs(near - own) < 0.08:
            continue
        # How large it looks says little of how near it is.
        piece = original.resized(random.uniform(0.8, 1.3) if in_front else random.uniform(0.55, 1.1))
        photo = piece.photo[:, ::-1] if (flipped := random.random() < 0.5) else piece.photo
        photo = cv2.convertScaleAbs(np.ascontiguousarray(photo), alpha=random.uniform(0.85, 1.15), beta=random.uniform(-12, 12))
        if not in_front and random.random() < 0.4:
            photo = cv2.GaussianBlur(photo, (0, 0), random.uniform(0.5, 1.6))
        mirrored = (lambda plane: np.ascontiguousarray(plane[:, ::-1])) if flipped else (lambda plane: plane)
        piece = _Piece(photo, mirrored(piece.cover), mirrored(piece.relief))
        height, width = piece.cover.shape
        for _ in range(3):
            row = int(random.integers(-height // 4, max(1, rows - 3 * height // 4)))
            column = int(random.integers(-width // 4, max(1, columns - 3 * width // 4)))
            placed = _place(result, piece, row, column, near, shares[1], in_front, random.uniform(0, 2.5))
            if placed is not None:
                alike.append((near, len(placed.candidates) - 1))
                result = placed
                break
    if len(alike) == 1:
        return picture
    nearest = max(alike)[1]
    candidates = list(result.candidates)
    for _, place in alike:
        share = shares[0] if place == nearest else shares[1]
        candidates[place] = replace(candidates[place], share=share)
    return replace(result, candidates=candidates)


def with_pasted_object(picture: Picture, pairs: PackedPairs, random: Generator) -> Picture:
    """The picture with the object of another photo where it leaves the present ones mostly visible."""
    number = int(random.integers(len(pairs)))
    photo, truth = pairs[number]
    if (truth > 127).sum() < 400:
        return picture
    piece = _cut_out(photo, truth, pairs.depth(number))
    side = picture.depth.shape[0]
    piece = piece.resized(side * random.uniform(0.25, 0.55) / max(piece.cover.shape))
    height, width = piece.cover.shape
    row, column = int(random.integers(side - height + 1)), int(random.integers(side - width + 1))
    covered = float(np.median(picture.depth[row : row + height, column : column + width]))
    near = float(np.clip(covered + random.uniform(-0.05, 0.4), 0.02, 0.98))
    placed = _place(picture, piece, row, column, near, PASTED_SHARE, True, random.uniform(0, 2.5))
    return picture if placed is None else placed
