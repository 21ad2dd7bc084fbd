import numpy as np
import pytest

from desktop.map import topology


def topo(arcs: list[list[list[int]]], geometry: dict[str, object]) -> dict[str, object]:
    """Return TopoJSON on a grid of whole degrees."""
    return {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"countries": {"geometries": [{"properties": {"name": "Here"}, **geometry}]}},
    }


def test_steps_of_an_arc_are_added_up() -> None:
    found = topology.decode(topo([[[0, 0], [10, 0], [0, 5]]], {"type": "Polygon", "arcs": [[0]]}))
    assert found.lines[0][:, 0].tolist() == [0, 10, 10]
    assert found.lines[0][2, 1] == pytest.approx(-5, abs=0.01)


def test_each_arc_begins_where_it_says() -> None:
    arcs = [[[0, 0], [10, 0]], [[20, 0], [1, 0]]]
    assert topology.decode(topo(arcs, {"type": "Polygon", "arcs": [[0]]})).lines[1][:, 0].tolist() == [20, 21]


def test_an_arc_named_by_its_complement_is_walked_backwards() -> None:
    arcs = [[[0, 0], [10, 0]], [[0, 0], [0, 8], [10, -8]]]
    ring = topology.decode(topo(arcs, {"type": "Polygon", "arcs": [[0, ~1]]})).countries[0].rings[0]
    assert ring[:, 0].tolist() == [0, 10, 0, 0]


def test_what_crosses_the_date_line_lies_on_both_sides_of_the_map() -> None:
    arcs = [[[170, 0], [9, 0], [-358, 0], [0, 5], [349, 0], [0, -5]]]
    rings = topology.decode(topo(arcs, {"type": "Polygon", "arcs": [[0]]})).countries[0].rings
    assert sorted(round(float(ring[:, 0].max())) for ring in rings) == [-179, 181]


def test_world_has_syria_where_it_is() -> None:
    syria = next(country for country in topology.world().countries if country.name == "Syria")
    west, east = float(np.min(syria.rings[0][:, 0])), float(np.max(syria.rings[0][:, 0]))
    assert (round(west), round(east)) == (36, 42)


def test_no_line_of_the_world_jumps_across_the_map() -> None:
    assert max(float(np.abs(np.diff(line[:, 0])).max()) for line in topology.world().lines if len(line) > 1) < 30


def test_licence_lies_beside_the_outlines() -> None:
    assert "Natural Earth" in topology.DATA.joinpath("LICENSE-world-atlas.txt").read_text("utf-8")
