"""Rooms, terraces and their light: everything around the things that a scene is about."""

import math
import random

import bpy
from mathutils import Vector

import surfaces
from surfaces import Colour

ROOM_HEIGHT = 2.6


def sheet(
    name: str, size: tuple[float, float], location: tuple[float, float, float], turn: tuple[float, float, float],
    material: bpy.types.Material,
) -> bpy.types.Object:
    """A rectangle in its own XY plane, `size` metres, then turned and moved."""
    half_width, half_height = size[0] / 2, size[1] / 2
    corners = [(-half_width, -half_height, 0), (half_width, -half_height, 0), (half_width, half_height, 0), (-half_width, half_height, 0)]
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(corners, [], [(0, 1, 2, 3)])
    mesh.materials.append(material)
    thing = bpy.data.objects.new(name, mesh)
    thing.location, thing.rotation_euler = location, turn
    bpy.context.scene.collection.objects.link(thing)
    return thing


def box(name: str, size: tuple[float, float, float], location: tuple[float, float, float], material: bpy.types.Material) -> bpy.types.Object:
    """A box of `size` metres around `location`, aligned with the axes."""
    half = [extent / 2 for extent in size]
    corners = [(x * half[0], y * half[1], z * half[2]) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(corners, [], faces)
    mesh.materials.append(material)
    thing = bpy.data.objects.new(name, mesh)
    thing.location = location
    bpy.context.scene.collection.objects.link(thing)
    return thing


def build_room(rng: random.Random, left: float, right: float, back: float, front: float, wall_colour: Colour | None = None) -> None:
    """Floor, three walls, ceiling and skirting boards; open behind the camera, which is where soft light enters."""
    width, length = right - left, back - front
    middle_x, middle_y = (left + right) / 2, (back + front) / 2
    matching = wall_colour is not None
    wall = surfaces.plaster(rng, wall_colour) if matching else rng.choice(surfaces.INDOOR_WALLS)(rng)
    floor = surfaces.carpet(rng, wall_colour) if matching and rng.random() < 0.5 else rng.choice(surfaces.INDOOR_FLOORS)(rng)
    quarter = math.pi / 2
    sheet("floor", (width, length), (middle_x, middle_y, 0), (0, 0, 0), floor)
    sheet("back wall", (width, ROOM_HEIGHT), (middle_x, back, ROOM_HEIGHT / 2), (quarter, 0, 0), wall)
    sheet("left wall", (length, ROOM_HEIGHT), (left, middle_y, ROOM_HEIGHT / 2), (quarter, 0, quarter), wall)
    sheet("right wall", (length, ROOM_HEIGHT), (right, middle_y, ROOM_HEIGHT / 2), (quarter, 0, -quarter), wall)
    ceiling = sheet("ceiling", (width, length), (middle_x, middle_y, ROOM_HEIGHT), (math.pi, 0, 0), surfaces.plain((0.8, 0.8, 0.78)))
    # Light has to come in from above without a ceiling in its way; the camera still must not look into the void.
    for ray in ("visible_diffuse", "visible_shadow"):
        setattr(ceiling, ray, False)
    white = surfaces.plain(surfaces.tint(0.1, 0.03, rng.choice([0.9, 0.9, 0.35])), 0.5)
    height = rng.uniform(0.06, 0.12)
    box("skirting", (width, 0.02, height), (middle_x, back - 0.01, height / 2), white)
    for x in (left + 0.01, right - 0.01):
        box("skirting", (0.02, length, height), (x, middle_y, height / 2), white)


def hang_picture(rng: random.Random, x: float, back: float) -> None:
    """A framed picture on the back wall."""
    width, height = rng.uniform(0.35, 0.8), rng.uniform(0.35, 0.8)
    elevation = rng.uniform(1.45, 1.75)
    frame = surfaces.plain(surfaces.tint(rng.uniform(0.05, 0.1), 0.4, rng.choice([0.15, 0.4, 0.85])), 0.4)
    box("frame", (width, 0.03, height), (x, back - 0.016, elevation), frame)
    border = rng.uniform(0.04, 0.1)
    quarter = math.pi / 2
    mount = surfaces.painting(rng)
    sheet("picture", (width - border, height - border), (x, back - 0.033, elevation), (quarter, 0, 0), mount)


def lay_rug(rng: random.Random, x: float, y: float) -> None:
    """A rug on the floor."""
    thing = box("rug", (rng.uniform(1.4, 2.4), rng.uniform(1.0, 1.7), 0.008), (x, y, 0.004), surfaces.rug(rng))
    thing.rotation_euler = (0, 0, rng.uniform(-0.2, 0.2))


def build_terrace(rng: random.Random, back: float) -> None:
    """Ground, and a wall that closes the view."""
    sheet("ground", (60, 60), (0, 15, 0), (0, 0, rng.uniform(-0.5, 0.5)), rng.choice(surfaces.OUTDOOR_GROUNDS)(rng))
    height = rng.uniform(2.2, 4.5)
    wall = rng.choice(surfaces.OUTDOOR_WALLS)(rng)
    sheet("wall", (60, height), (rng.uniform(-3, 3), back, height / 2), (math.pi / 2, 0, 0), wall)
    box("coping", (60, 0.3, 0.08), (0, back + 0.1, height + 0.04), surfaces.concrete(rng))


def _area_light(name: str, location: Vector, target: Vector, size: float, watts: float, colour: Colour) -> None:
    light = bpy.data.lights.new(name, "AREA")
    light.shape, light.size, light.energy, light.color = "SQUARE", size, watts, colour
    thing = bpy.data.objects.new(name, light)
    thing.location = location
    thing.rotation_euler = (target - location).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(thing)


def _sun(elevation: float, azimuth: float, strength: float, softness: float, colour: Colour) -> None:
    light = bpy.data.lights.new("sun", "SUN")
    light.energy, light.angle, light.color = strength, softness, colour
    thing = bpy.data.objects.new("sun", light)
    thing.rotation_euler = (math.pi / 2 - elevation, 0, azimuth)
    bpy.context.scene.collection.objects.link(thing)


def warmth(rng: random.Random, low: float, high: float) -> Colour:
    """A light colour between warm (0) and cool (1)."""
    cool = rng.uniform(low, high)
    return (1.0, 0.72 + 0.28 * cool, 0.45 + 0.6 * cool)


def light_room(rng: random.Random, target: Vector) -> None:
    """Daylight from one side, a weaker lamp above and a faint glow from everywhere."""
    set_sky_colour(warmth(rng, 0.6, 1.0), rng.uniform(0.15, 0.45))
    side = rng.choice([-1, 1])
    window = target + Vector((side * rng.uniform(1.4, 2.4), rng.uniform(-2.2, 0.4), rng.uniform(0.8, 1.5)))
    _area_light("window", window, target, rng.uniform(0.6, 1.6), rng.uniform(60, 130), warmth(rng, 0.7, 1.0))
    if rng.random() < 0.7:
        lamp = target + Vector((rng.uniform(-1, 1), rng.uniform(-0.8, 0.8), rng.uniform(1.3, 1.8)))
        _area_light("lamp", lamp, target, rng.uniform(0.15, 0.5), rng.uniform(15, 60), warmth(rng, 0.1, 0.5))


def light_terrace(rng: random.Random) -> None:
    """Sun and sky."""
    overcast = rng.random() < 0.3
    elevation, azimuth = rng.uniform(0.45, 1.1), rng.choice([-1, 1]) * rng.uniform(0.3, 1.3)
    set_sky_colour((0.75, 0.85, 1.0), 1.0 if overcast else rng.uniform(0.5, 0.8))
    _sun(elevation, azimuth, 0.6 if overcast else rng.uniform(2.5, 4.0), 0.4 if overcast else 0.02, (1.0, 0.93, 0.82))


def set_sky_colour(colour: Colour, strength: float) -> None:
    """Fills the surroundings with a colour that fades from the zenith down to the horizon."""
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes = True
    nodes, links = world.node_tree.nodes, world.node_tree.links
    coordinates = nodes.new("ShaderNodeTexCoord")
    split = nodes.new("ShaderNodeSeparateXYZ")
    ramp = nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].position = 0.0
    ramp.color_ramp.elements[0].color = (0.9, 0.92, 0.95, 1)
    ramp.color_ramp.elements[1].position = 0.6
    ramp.color_ramp.elements[1].color = (*(channel * 0.8 for channel in colour), 1)
    links.new(coordinates.outputs["Generated"], split.inputs["Vector"])
    links.new(split.outputs["Z"], ramp.inputs["Fac"])
    background = nodes["Background"]
    links.new(ramp.outputs["Color"], background.inputs["Color"])
    background.inputs["Strength"].default_value = strength
