import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.map.clusters import CELL, cluster, radii

places = st.lists(st.tuples(st.floats(-180, 180), st.floats(-120, 120), st.integers(0, 5)), min_size=1, max_size=200)


def arrays(found: list[tuple[float, float, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        np.array([one[0] for one in found]),
        np.array([one[1] for one in found]),
        np.array([one[2] for one in found], dtype=np.int64),
    )


@given(places, st.integers(0, 20))
def test_every_point_is_in_exactly_one_cluster(found: list[tuple[float, float, int]], level: int) -> None:
    made = cluster(*arrays(found), 2 ** (level / 2))
    assert made.counts.sum() == len(found)
    assert sorted(np.concatenate([made.points(n) for n in range(len(made.counts))])) == list(range(len(found)))


def test_points_at_one_place_are_one_cluster_with_their_commonest_colour() -> None:
    made = cluster(np.full(5, 36.7), np.full(5, -35.1), np.array([2, 1, 1, 3, 1]), 1000.0)
    assert made.counts.tolist() == [5]
    assert made.colours.tolist() == [1]


def test_points_far_apart_stay_apart() -> None:
    assert len(cluster(np.array([0.0, 90.0]), np.array([0.0, 0.0]), np.array([0, 0]), 4.0).counts) == 2


def test_points_on_both_sides_of_a_grid_line_are_joined_when_their_circles_would_overlap() -> None:
    line = 46.0 * 5 / 4 - 180
    made = cluster(np.array([line - 0.2] * 9 + [line + 0.2] * 9), np.zeros(18), np.zeros(18, dtype=np.int64), 4.0)
    assert made.counts.tolist() == [18]


def test_chosen_points_are_counted_by_cluster() -> None:
    made = cluster(np.array([0.0, 0.0, 90.0]), np.zeros(3), np.zeros(3, dtype=np.int64), 4.0)
    assert sorted(made.held(np.array([True, True, False])).tolist()) == [0, 2]


def test_no_points_no_clusters() -> None:
    nothing = np.zeros(0)
    assert len(cluster(nothing, nothing, nothing.astype(np.int64), 4.0).counts) == 0


def test_larger_clusters_are_drawn_larger_up_to_a_bound() -> None:
    sizes = radii(np.array([1, 2, 100, 10**9]))
    assert sizes.tolist() == sorted(sizes.tolist())
    assert sizes[-1] <= 21


@given(places, st.integers(4, 14), st.floats(-120, 60))
def test_a_part_of_the_points_gathers_as_in_the_whole(
    found: list[tuple[float, float, int]], level: int, west: float
) -> None:
    scale = 2 ** (level / 2)
    xs, ys, colours = arrays(found)
    whole = cluster(xs, ys, colours, scale)
    margin = 3 * CELL / scale
    part = cluster(xs, ys, colours, scale, np.flatnonzero((xs > west - margin) & (xs < west + 60 + margin)))
    inside = {tuple(sorted(whole.points(n))) for n in range(len(whole.xs)) if west < whole.xs[n] < west + 60}
    assert inside == {tuple(sorted(part.points(n))) for n in range(len(part.xs)) if west < part.xs[n] < west + 60}
