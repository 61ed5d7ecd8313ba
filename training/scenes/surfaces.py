"""Procedural materials for floors, walls and ground. Texture space is the object's own XY plane, in metres."""

import colorsys
import random
from typing import Any

import bpy

Colour = tuple[float, float, float]


class Graph:
    """A material with one Principled shader, and short ways to add nodes to it."""

    def __init__(self, name: str, roughness: float, specular: float = 0.3) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.shader = self.material.node_tree.nodes["Principled BSDF"]
        self.shader.inputs["Roughness"].default_value = roughness
        self.shader.inputs["Specular"].default_value = specular
        self.position = self.node("ShaderNodeTexCoord").outputs["Object"]

    def node(self, kind: str, inputs: dict[str | int, Any] | None = None, **properties: Any) -> bpy.types.Node:
        """Adds a node; an input that is given a socket is linked, any other value is set."""
        node = self.material.node_tree.nodes.new(kind)
        for name, value in properties.items():
            setattr(node, name, value)
        for name, value in (inputs or {}).items():
            self.feed(node.inputs[name], value)
        return node

    def feed(self, target: bpy.types.NodeSocket, value: Any) -> None:
        """Links a socket to an input, or sets the input's value; a colour may leave out its alpha."""
        if isinstance(value, bpy.types.NodeSocket):
            self.material.node_tree.links.new(value, target)
        elif target.type == "RGBA":
            target.default_value = (*value[:3], 1.0)
        else:
            target.default_value = value

    def stretched(self, scale: tuple[float, float, float]) -> bpy.types.NodeSocket:
        """The position, scaled per axis."""
        return self.node("ShaderNodeMapping", {"Vector": self.position, "Scale": scale}).outputs["Vector"]

    def noise(self, scale: float, detail: float = 4.0, vector: bpy.types.NodeSocket | None = None) -> bpy.types.NodeSocket:
        """Fractal noise around 0.5."""
        inputs = {"Vector": vector or self.position, "Scale": scale, "Detail": detail, "Roughness": 0.6}
        return self.node("ShaderNodeTexNoise", inputs).outputs["Fac"]

    def ramp(self, factor: bpy.types.NodeSocket, dark: Colour, light: Colour, low: float, high: float) -> bpy.types.NodeSocket:
        """From `dark` where the factor is `low` to `light` where it is `high`."""
        node = self.node("ShaderNodeValToRGB", {"Fac": factor})
        first, second = node.color_ramp.elements
        first.position, first.color = low, (*dark, 1)
        second.position, second.color = high, (*light, 1)
        return node.outputs["Color"]

    def multiply(self, first: Any, second: Any, strength: float = 1.0) -> bpy.types.NodeSocket:
        """The product of two colours, faded in by `strength`."""
        inputs = {"Fac": strength, "Color1": first, "Color2": second}
        return self.node("ShaderNodeMixRGB", inputs, blend_type="MULTIPLY").outputs["Color"]

    def finish(self, colour: Any, bump: bpy.types.NodeSocket | None = None, depth: float = 0.002) -> bpy.types.Material:
        """Connects colour and, if given, a bump height of `depth` metres; returns the material."""
        self.feed(self.shader.inputs["Base Color"], colour)
        if bump is not None:
            node = self.node("ShaderNodeBump", {"Height": bump, "Distance": depth, "Strength": 0.6})
            self.feed(self.shader.inputs["Normal"], node.outputs["Normal"])
        return self.material


def tint(hue: float, saturation: float, value: float) -> Colour:
    """A linear colour from hue, saturation and perceived lightness, all in [0, 1]."""
    return tuple(channel**2.2 for channel in colorsys.hsv_to_rgb(hue % 1.0, saturation, value))


def shade(colour: Colour, factor: float) -> Colour:
    """The colour made lighter or darker."""
    return tuple(min(0.9, channel * factor) for channel in colour)


def _bricks(graph: Graph, first: Colour, second: Colour, joint: Colour, size: tuple[float, float], gap: float) -> bpy.types.Node:
    inputs = {
        "Vector": graph.position, "Color1": first, "Color2": second, "Mortar": joint, "Scale": 1.0,
        "Mortar Size": gap, "Mortar Smooth": 0.15, "Brick Width": size[0], "Row Height": size[1],
    }
    return graph.node("ShaderNodeTexBrick", inputs)


def wood(rng: random.Random) -> bpy.types.Material:
    """Floor boards of oak, walnut or pale ash, with a grain along them."""
    graph = Graph("wood", rng.uniform(0.3, 0.5))
    base = rng.choice([tint(0.085, 0.5, 0.68), tint(0.07, 0.55, 0.5), tint(0.06, 0.55, 0.38), tint(0.1, 0.3, 0.78)])
    boards = _bricks(graph, shade(base, 0.8), shade(base, 1.2), shade(base, 0.25), (rng.uniform(0.8, 1.6), rng.uniform(0.09, 0.18)), 0.0015)
    boards.offset = rng.uniform(0.3, 0.7)
    grain = graph.noise(4.0, 5.0, graph.stretched((1.2, 22.0, 1.0)))
    streaks = graph.ramp(grain, (0.45, 0.42, 0.4), (1, 1, 1), 0.3, 0.65)
    return graph.finish(graph.multiply(boards.outputs["Color"], streaks), grain, 0.0015)


def tiles(rng: random.Random) -> bpy.types.Material:
    """Square stone or ceramic tiles, slightly mottled."""
    graph = Graph("tiles", rng.uniform(0.25, 0.5))
    base = tint(rng.uniform(0.02, 0.15), rng.uniform(0.03, 0.25), rng.uniform(0.45, 0.85))
    side = rng.choice([0.2, 0.3, 0.45, 0.6])
    grid = _bricks(graph, shade(base, 0.94), shade(base, 1.06), shade(base, rng.choice([0.45, 1.3])), (side, side), 0.003)
    grid.offset = rng.choice([0.0, 0.5])
    mottling = graph.ramp(graph.noise(rng.uniform(3, 9), 6), (0.75, 0.74, 0.72), (1, 1, 1), 0.35, 0.65)
    return graph.finish(graph.multiply(grid.outputs["Color"], mottling), grid.outputs["Fac"], -0.002)


def carpet(rng: random.Random, colour: Colour | None = None) -> bpy.types.Material:
    """Short pile: one colour, speckled."""
    graph = Graph("carpet", 0.95, 0.05)
    base = colour or tint(rng.random(), rng.uniform(0.05, 0.4), rng.uniform(0.35, 0.75))
    fine = graph.noise(320.0, 2.0)
    speckle = graph.ramp(fine, shade(base, 0.55), shade(base, 1.3), 0.35, 0.65)
    wear = graph.ramp(graph.noise(2.5, 3.0), (0.82, 0.82, 0.82), (1, 1, 1), 0.35, 0.65)
    return graph.finish(graph.multiply(speckle, wear), fine, 0.004)


def concrete(rng: random.Random) -> bpy.types.Material:
    """Screed or exposed concrete with stains."""
    graph = Graph("concrete", rng.uniform(0.5, 0.8))
    base = tint(rng.uniform(0.05, 0.15), rng.uniform(0.02, 0.1), rng.uniform(0.45, 0.7))
    stains = graph.noise(1.8, 6.0)
    colour = graph.ramp(stains, shade(base, 0.6), shade(base, 1.2), 0.3, 0.7)
    grit = graph.ramp(graph.noise(90.0, 3.0), (0.8, 0.8, 0.8), (1, 1, 1), 0.35, 0.6)
    return graph.finish(graph.multiply(colour, grit), stains, 0.003)


def plaster(rng: random.Random, colour: Colour | None = None) -> bpy.types.Material:
    """Painted wall, faintly uneven."""
    graph = Graph("plaster", 0.85, 0.15)
    base = colour or rng.choice(
        [tint(rng.uniform(0.06, 0.16), rng.uniform(0.02, 0.2), rng.uniform(0.75, 0.92)),
         tint(rng.uniform(0.3, 0.65), rng.uniform(0.1, 0.35), rng.uniform(0.5, 0.8)),
         tint(rng.random(), rng.uniform(0.15, 0.45), rng.uniform(0.45, 0.75))]
    )
    dirt = graph.ramp(graph.noise(1.1, 5.0), shade(base, 0.88), base, 0.3, 0.6)
    return graph.finish(dirt, graph.noise(140.0, 1.0), 0.0012)


def bricks(rng: random.Random) -> bpy.types.Material:
    """Brick wall, red, yellow or whitewashed."""
    graph = Graph("bricks", 0.9, 0.15)
    base = rng.choice([tint(0.03, 0.6, 0.55), tint(0.09, 0.45, 0.68), tint(0.08, 0.08, 0.85), tint(0.02, 0.5, 0.4)])
    wall = _bricks(graph, shade(base, 0.7), shade(base, 1.15), tint(0.1, 0.08, 0.7), (0.24, 0.075), 0.006)
    stains = graph.ramp(graph.noise(14.0, 4.0), (0.55, 0.53, 0.5), (1, 1, 1), 0.3, 0.65)
    return graph.finish(graph.multiply(wall.outputs["Color"], stains), wall.outputs["Fac"], -0.006)


def wallpaper(rng: random.Random) -> bpy.types.Material:
    """Vertical stripes or a soft pattern of blots."""
    graph = Graph("wallpaper", 0.8, 0.15)
    hue = rng.random()
    base = tint(hue, rng.uniform(0.05, 0.3), rng.uniform(0.65, 0.88))
    other = tint(hue + rng.uniform(-0.08, 0.08), rng.uniform(0.1, 0.4), rng.uniform(0.5, 0.85))
    if rng.random() < 0.5:
        wave = graph.node("ShaderNodeTexWave", {"Vector": graph.position, "Scale": rng.uniform(1.5, 5), "Distortion": 0.0})
        return graph.finish(graph.ramp(wave.outputs["Fac"], base, other, 0.45, 0.55))
    blots = graph.node("ShaderNodeTexVoronoi", {"Vector": graph.position, "Scale": rng.uniform(6, 16), "Randomness": 0.35})
    return graph.finish(graph.ramp(blots.outputs["Distance"], other, base, 0.25, 0.33))


def rug(rng: random.Random) -> bpy.types.Material:
    """Woven rug: a field and bands of other colours, in the rug's own proportions."""
    graph = Graph("rug", 0.95, 0.05)
    hue = rng.random()
    base = tint(hue, rng.uniform(0.2, 0.6), rng.uniform(0.35, 0.7))
    other = tint(hue + rng.choice([0.08, 0.45, 0.55]), rng.uniform(0.15, 0.5), rng.uniform(0.55, 0.85))
    direction = rng.choice(["X", "Y"])
    wave = graph.node("ShaderNodeTexWave", {"Vector": graph.position, "Scale": rng.uniform(0.6, 2.2), "Distortion": 0.4},
                      bands_direction=direction)
    bands = graph.ramp(wave.outputs["Fac"], base, other, 0.55, 0.6)
    weave = graph.noise(400.0, 2.0)
    return graph.finish(graph.multiply(bands, graph.ramp(weave, (0.6, 0.6, 0.6), (1, 1, 1), 0.35, 0.6)), weave, 0.004)


def paving(rng: random.Random) -> bpy.types.Material:
    """Paving stones outside."""
    graph = Graph("paving", 0.85, 0.2)
    base = tint(rng.uniform(0.03, 0.14), rng.uniform(0.05, 0.25), rng.uniform(0.45, 0.7))
    size = rng.choice([(0.2, 0.1), (0.4, 0.4), (0.6, 0.4)])
    stones = _bricks(graph, shade(base, 0.8), shade(base, 1.15), shade(base, 0.35), size, 0.005)
    stains = graph.ramp(graph.noise(5.0, 5.0), (0.5, 0.5, 0.48), (1, 1, 1), 0.3, 0.65)
    return graph.finish(graph.multiply(stones.outputs["Color"], stains), stones.outputs["Fac"], -0.006)


def lawn(rng: random.Random) -> bpy.types.Material:
    """Mown grass seen from some distance."""
    graph = Graph("lawn", 0.95, 0.05)
    hue, value = rng.uniform(0.19, 0.25), rng.uniform(0.3, 0.42)
    base = tint(hue, rng.uniform(0.4, 0.6), value)
    blades = graph.noise(110.0, 5.0)
    # Blades that catch the light are yellower than those in the shade of others.
    colour = graph.ramp(blades, shade(base, 0.2), tint(hue - 0.05, 0.42, 1.5 * value), 0.32, 0.7)
    patches = graph.ramp(graph.noise(2.2, 5.0), (0.5, 0.52, 0.42), (1, 1, 1), 0.35, 0.65)
    return graph.finish(graph.multiply(colour, patches), blades, 0.03)


def plain(colour: Colour, roughness: float = 0.6) -> bpy.types.Material:
    """One colour throughout, as for skirting boards and frames."""
    return Graph("plain", roughness).finish(colour)


def painting(rng: random.Random) -> bpy.types.Material:
    """An abstract picture for a frame on the wall."""
    graph = Graph("painting", 0.6)
    hue = rng.random()
    swirl = graph.node("ShaderNodeTexNoise", {"Vector": graph.position, "Scale": rng.uniform(1.5, 5), "Detail": 3.0, "Distortion": 2.5})
    first = tint(hue, 0.5, 0.35)
    second = tint(hue + 0.12, 0.35, 0.85)
    return graph.finish(graph.ramp(swirl.outputs["Fac"], first, second, 0.35, 0.62))


INDOOR_FLOORS = (wood, wood, wood, tiles, carpet, concrete)
INDOOR_WALLS = (plaster, plaster, plaster, wallpaper, bricks, concrete)
OUTDOOR_GROUNDS = (paving, paving, lawn, concrete)
OUTDOOR_WALLS = (bricks, bricks, plaster, concrete)
