"""Arranges models into scenes of eight kinds, each with known salient things and a camera that frames them."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import bpy
from mathutils import Vector

import room
import surfaces
from library import Asset
from models import Footprint, ModelStore, footprint
from selection import assets_of_role

FRONT_TURN = 0.7
PLACING_ATTEMPTS = 40


class LayoutFailure(Exception):
    """The dice gave a scene that cannot be built; the caller rolls again."""


@dataclass
class Composition:
    """A scene under construction: what stands where, and which of it is salient."""

    rng: random.Random
    assets: dict[str, Asset]
    store: ModelStore
    aspect: float
    used: list[Asset] = field(default_factory=list)
    salient: list[Asset] = field(default_factory=list)
    taken: list[Footprint] = field(default_factory=list)
    subject: list[Vector] = field(default_factory=list)

    def pick(self, role: str, fits: Callable[[Asset], bool] = lambda asset: True) -> Asset:
        """A model of a role that is not in the scene yet."""
        choice = [asset for asset in assets_of_role(role, self.assets) if asset not in self.used and fits(asset)]
        if not choice:
            raise LayoutFailure(f"no {role} model fits")
        return self.rng.choice(choice)

    def put(self, asset: Asset, x: float, y: float, z: float, turn: float, salient: bool = False, framed: bool = True) -> None:
        """Places a model; salient ones get the next object index, from 1 on, and the camera frames them unless told not to."""
        thing = self.store.place(asset, (x, y, z), turn)
        area = footprint(asset, x, y, turn)
        self.taken.append(area)
        self.used.append(asset)
        if salient:
            self.salient.append(asset)
            thing.pass_index = len(self.salient)
        if salient and framed:
            for height in (z, z + asset.height):
                for side in (-1, 1):
                    for end in (-1, 1):
                        self.subject.append(Vector((x + side * area.half_width, y + end * area.half_depth, height)))

    def try_put(
        self, asset: Asset, xs: tuple[float, float], ys: tuple[float, float], z: float, turn: float, gap: float,
        salient: bool = False, framed: bool = True,
    ) -> bool:
        """Places a model at a random free spot; false if none was found."""
        for _ in range(PLACING_ATTEMPTS):
            x, y = self.rng.uniform(*xs), self.rng.uniform(*ys)
            area = footprint(asset, x, y, turn)
            if not any(area.overlaps(other, gap) for other in self.taken):
                self.put(asset, x, y, z, turn, salient, framed)
                return True
        return False

    def front_turn(self) -> float:
        """A turn that still shows the front."""
        return self.rng.uniform(-FRONT_TURN, FRONT_TURN)

    def bounds(self) -> tuple[Vector, Vector]:
        """The corner points of the box around all salient things."""
        low = Vector(tuple(min(point[axis] for point in self.subject) for axis in range(3)))
        high = Vector(tuple(max(point[axis] for point in self.subject) for axis in range(3)))
        return low, high


def aim_camera(scene: Composition, fraction: float, elevation: tuple[float, float], shift: tuple[float, float] = (0, 0)) -> Vector:
    """Puts the camera where the salient things fill `fraction` of the frame; returns its place."""
    rng = scene.rng
    low, high = scene.bounds()
    middle = (low + high) / 2
    camera = bpy.data.cameras.new("camera")
    camera.lens = rng.uniform(30, 48)
    camera.clip_start, camera.clip_end = 0.02, 200
    # Blender's focal length belongs to the longer side of the picture.
    tangent = camera.sensor_width / (2 * camera.lens)
    tangent_x, tangent_y = (tangent, tangent / scene.aspect) if scene.aspect >= 1 else (tangent * scene.aspect, tangent)
    angle = rng.uniform(*elevation)
    yaw = rng.uniform(-0.45, 0.45)
    size = high - low
    seen_height = size.z * math.cos(angle) + size.y * math.sin(angle)
    seen_width = size.x * math.cos(yaw) + size.y * abs(math.sin(yaw))
    distance = max(seen_height / (2 * tangent_y * fraction), seen_width / (2 * tangent_x * fraction))
    distance += size.y / 2
    away = Vector((math.sin(yaw) * math.cos(angle), -math.cos(yaw) * math.cos(angle), math.sin(angle)))
    camera.shift_x, camera.shift_y = shift[0] * tangent_x / tangent, shift[1] * tangent_y / tangent
    thing = bpy.data.objects.new("camera", camera)
    thing.location = middle + distance * away
    thing.rotation_euler = away.to_track_quat("Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(thing)
    bpy.context.scene.camera = thing
    return thing.location.copy()


def _furnish(scene: Composition, eye: Vector, count: int, gap: float, wall_colour: surfaces.Colour | None = None) -> None:
    """Builds a room around the salient things, with furniture along its back wall."""
    rng = scene.rng
    low, high = scene.bounds()
    middle_x = (low.x + high.x) / 2
    pieces = []
    for _ in range(count):
        piece = scene.pick("wall", lambda asset: asset not in pieces)
        pieces.append(piece)
    deepest = max((piece.depth for piece in pieces), default=0.0)
    lowest_y = max(area.y + area.half_depth for area in scene.taken)
    back = lowest_y + gap + deepest
    left = min(middle_x - rng.uniform(1.6, 2.8), eye.x - 0.6)
    right = max(middle_x + rng.uniform(1.6, 2.8), eye.x + 0.6)
    for piece in pieces:
        xs = (left + piece.width / 2 + 0.05, right - piece.width / 2 - 0.05)
        y = back - piece.depth / 2 - 0.04
        if xs[0] < xs[1]:
            scene.try_put(piece, xs, (y, y), 0, 0, 0.05)
    room.build_room(rng, left, right, back, eye.y - 1.0, wall_colour)
    if rng.random() < 0.5:
        room.hang_picture(rng, middle_x + rng.uniform(-1.2, 1.2), back)
    room.light_room(rng, (low + high) / 2)


def single(scene: Composition) -> None:
    """One thing in the middle of a sparsely furnished room."""
    rng = scene.rng
    scene.put(scene.pick("floor"), 0, 0, 0, scene.front_turn(), salient=True)
    if rng.random() < 0.4:
        # The thing has to stand on the rug, not in it, and a rug is thin enough not to show.
        room.lay_rug(rng, rng.uniform(-0.2, 0.2), rng.uniform(-0.1, 0.3))
    eye = aim_camera(scene, rng.uniform(0.42, 0.7), (0.12, 0.45), (rng.uniform(-0.06, 0.06), rng.uniform(-0.06, 0.06)))
    _furnish(scene, eye, rng.choice([0, 1, 1, 2]), rng.uniform(0.5, 1.6))


def pair(scene: Composition) -> None:
    """Two separate things of comparable size."""
    rng = scene.rng
    first = scene.pick("floor")
    scene.put(first, 0, 0, 0, scene.front_turn(), salient=True)
    second = scene.pick("floor", lambda asset: 0.55 < asset.height / first.height < 1.8)
    side = rng.choice([-1, 1])
    reach = (first.width + second.width) / 2
    xs = sorted((side * (reach + 0.15), side * (reach + 0.7)))
    if not scene.try_put(second, (xs[0], xs[1]), (-0.4, 0.5), 0, scene.front_turn(), 0.08, salient=True):
        raise LayoutFailure("the second thing found no place")
    eye = aim_camera(scene, rng.uniform(0.55, 0.78), (0.12, 0.4))
    _furnish(scene, eye, rng.choice([0, 1, 1, 2]), rng.uniform(0.5, 1.5))


def offset(scene: Composition) -> None:
    """One thing well off the centre, in front of more furniture."""
    rng = scene.rng
    scene.put(scene.pick("floor"), 0, 0, 0, scene.front_turn(), salient=True)
    shift = rng.choice([-1, 1]) * rng.uniform(0.14, 0.24)
    eye = aim_camera(scene, rng.uniform(0.36, 0.55), (0.12, 0.4), (shift, rng.uniform(-0.04, 0.08)))
    _furnish(scene, eye, rng.choice([2, 2, 3]), rng.uniform(0.8, 1.8))


def table(scene: Composition) -> None:
    """One or two things on a table among small quiet ones."""
    rng = scene.rng
    stand = scene.pick("table")
    turn = rng.uniform(-0.12, 0.12)
    scene.put(stand, 0, 0, 0, turn)
    scene.taken.clear()
    half_width, half_depth = 0.38 * stand.width, 0.34 * stand.depth
    scene.put(scene.pick("tabletop"), rng.uniform(-0.3, 0.3) * half_width, rng.uniform(-0.6, 0.1) * half_depth, stand.support,
              scene.front_turn(), salient=True)
    size = scene.salient[0].height
    if rng.random() < 0.4:
        second = scene.pick("tabletop", lambda asset: 0.5 < asset.height / size < 2)
        xs = (max(-half_width, -3 * size), min(half_width, 3 * size))
        scene.try_put(second, xs, (-0.6 * half_depth, 0.2 * half_depth), stand.support, scene.front_turn(), 0.04, salient=True)
    for _ in range(rng.choice([1, 2, 3])):
        quiet = scene.pick("litter", lambda asset: asset.height < max(0.1, 0.8 * size))
        scene.try_put(quiet, (-half_width, half_width), (0, half_depth), stand.support, rng.uniform(-3, 3), 0.04)
    eye = aim_camera(scene, rng.uniform(0.34, 0.55), (0.2, 0.55), (rng.uniform(-0.12, 0.12), rng.uniform(-0.05, 0.05)))
    scene.taken.append(footprint(stand, 0, 0, turn))
    _furnish(scene, eye, rng.choice([1, 1, 2]), rng.uniform(0.3, 1.2))


def camouflage(scene: Composition) -> None:
    """One thing in front of a crowd, before a wall of its own colour: only the depth sets it off."""
    rng = scene.rng
    chosen = scene.pick("floor")
    scene.put(chosen, 0, 0, 0, scene.front_turn(), salient=True)
    for _ in range(rng.choice([2, 3])):
        other = scene.pick("floor", lambda asset: asset.height < 1.3)
        ys = (chosen.depth / 2 + 0.9, chosen.depth / 2 + 1.8)
        # A person draws the eye wherever he is.
        person = other.key.startswith("Reallusion/")
        scene.try_put(other, (-1.6, 1.6), ys, 0, rng.uniform(-3, 3), 0.1, salient=person, framed=False)
    eye = aim_camera(scene, rng.uniform(0.45, 0.65), (0.1, 0.35), (rng.uniform(-0.12, 0.12), 0))
    colour = scene.store.mean_colour(chosen)
    _furnish(scene, eye, rng.choice([1, 2]), rng.uniform(0.2, 0.6), tuple(0.1 + 0.75 * channel for channel in colour))


def outdoor(scene: Composition) -> None:
    """One or two things outside in daylight."""
    rng = scene.rng
    first = scene.pick("outdoor")
    scene.put(first, 0, 0, 0, scene.front_turn(), salient=True)
    if rng.random() < 0.35:
        second = scene.pick("outdoor", lambda asset: 0.5 < asset.height / first.height < 2)
        reach = (first.width + second.width) / 2
        xs = (reach + 0.1, reach + 0.8)
        scene.try_put(second, xs, (-0.4, 0.6), 0, scene.front_turn(), 0.1, salient=True)
    aim_camera(scene, rng.uniform(0.42, 0.68), (0.1, 0.4), (rng.uniform(-0.15, 0.15), rng.uniform(-0.05, 0.05)))
    back = max(area.y + area.half_depth for area in scene.taken) + rng.uniform(1.2, 4.0)
    for _ in range(rng.choice([1, 2, 3])):
        plant = scene.pick("garden")
        scene.try_put(plant, (-3, 3), (back - plant.depth / 2 - 0.3, back - plant.depth / 2 - 0.05), 0, 0, 0.1)
    room.build_terrace(rng, back)
    room.light_terrace(rng)


@dataclass(frozen=True)
class Stage:
    """What many stand on: the floor, or a table. Metres."""

    role: str
    """Of what stands there."""
    level: float
    half_width: float
    half_depth: float
    table: Footprint | None = None


def _stage(scene: Composition) -> Stage:
    """The floor, or a table that is put there; its footprint is no obstacle to what stands on it."""
    if scene.rng.random() < 0.45:
        return Stage("floor", 0.0, 1.6, 1.4)
    stand = scene.pick("table")
    scene.put(stand, 0, 0, 0, 0)
    table = scene.taken.pop()
    return Stage("tabletop", stand.support, 0.46 * stand.width, 0.44 * stand.depth, table)


def _frame_many(scene: Composition, stage: Stage, fraction: tuple[float, float], elevation: tuple[float, float], shift: float) -> None:
    """Aims the camera at many things and builds the room around them."""
    rng = scene.rng
    eye = aim_camera(scene, rng.uniform(*fraction), elevation, (rng.uniform(-shift, shift), rng.uniform(-shift, shift)))
    if stage.table is not None:
        scene.taken.append(stage.table)
    _furnish(scene, eye, rng.choice([0, 1, 1, 2]), rng.uniform(0.4, 1.3))


def row(scene: Composition) -> None:
    """Three to six of one model in a row: one of them stands in front of it, or the row leads away from the camera."""
    rng = scene.rng
    stage = _stage(scene)
    count = rng.randint(3, 6)
    model = scene.pick(stage.role, lambda asset: count * asset.width < 3 * stage.half_width and 2.5 * asset.depth < 2 * stage.half_depth)
    step = model.width * rng.uniform(1.05, 1.5)
    turn = scene.front_turn()
    leads_away = rng.random() < 0.4
    slope = rng.choice([-1, 1]) * rng.uniform(0.5, 1.3) if leads_away else rng.uniform(-0.1, 0.1)
    ahead = -1 if leads_away else rng.randrange(count)
    for place in range(count):
        x = (place - (count - 1) / 2) * step
        y = slope * x - (model.depth * rng.uniform(0.9, 1.8) if place == ahead else 0)
        if abs(x) > stage.half_width or abs(y) > stage.half_depth:
            raise LayoutFailure("the row is longer than what it stands on")
        own_turn = turn if rng.random() < 0.7 else scene.front_turn()
        scene.put(model, x + rng.uniform(-0.05, 0.05) * model.width, y, stage.level, own_turn, salient=True)
    _frame_many(scene, stage, (0.6, 0.95), (0.12, 0.5), 0.04)


def heap(scene: Composition) -> None:
    """Four to seven things close together, of one model or of several, of which one stands in front."""
    rng = scene.rng
    stage = _stage(scene)
    first = scene.pick(stage.role, lambda asset: 2.5 * max(asset.width, asset.depth) < min(2 * stage.half_width, 2 * stage.half_depth))
    scene.put(first, rng.uniform(-0.4, 0.4) * first.width, 0, stage.level, scene.front_turn(), salient=True)
    alike = rng.random() < 0.6
    behind = first.depth * rng.uniform(0.6, 1.1)
    for _ in range(rng.randint(3, 6)):
        model = first if alike else scene.pick(stage.role, lambda asset: 0.6 < asset.height / first.height < 1.6 and asset.width < stage.half_width)
        reach = 0.8 * (first.width + model.width)
        xs = (max(-stage.half_width, -reach), min(stage.half_width, reach))
        ys = (behind + model.depth / 2, min(stage.half_depth, behind + model.depth / 2 + 1.3 * first.depth))
        if ys[0] < ys[1]:
            scene.try_put(model, xs, ys, stage.level, rng.uniform(-3, 3), -0.1 * model.depth, salient=True)
    if len(scene.salient) < 3:
        raise LayoutFailure("the heap found no place")
    _frame_many(scene, stage, (0.8, 1.1), (0.15, 0.55), 0.05)


LAYOUTS: dict[str, Callable[[Composition], None]] = {
    "single": single, "pair": pair, "offset": offset, "table": table, "camouflage": camouflage, "outdoor": outdoor, "row": row, "heap": heap,
}
# How often each kind comes up when none is asked for.
SHARES = {"single": 4, "pair": 3, "offset": 4, "table": 5, "camouflage": 3, "outdoor": 3, "row": 10, "heap": 10}
