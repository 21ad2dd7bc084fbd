"""The curve through scores, and what it says of more coding."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.training.curve import FAR, Law, Projection, fit

SIZES = (50, 100, 150, 200)


def points(law: Law, sizes: tuple[int, ...] = SIZES) -> list[tuple[float, float]]:
    return [(size, law.at(size)) for size in sizes]


def fitted(law: Law, sizes: tuple[int, ...] = SIZES) -> Projection:
    found = fit(points(law, sizes))
    assert found
    return found


def test_the_law_is_that_of_figueroa_2012() -> None:
    # Their Y(x) = (1 - a) - b * x ** c with a = 0.2, b = 1, c = -0.5: at 25, 100 and 400 samples 0.6, 0.7 and 0.75.
    law = Law(0.8, 1.0, 0.5, 1.0)
    assert [law.at(size) for size in (25, 100, 400)] == pytest.approx([0.6, 0.7, 0.75])
    assert law.reaches(0.75) == pytest.approx(400)
    assert law.reaches(0.8) == math.inf


@pytest.mark.parametrize("law", [Law(0.8, 0.3, 0.5, 50), Law(0.6, 0.2, 1.0, 50), Law(0.9, 0.6, 0.3, 50)])
def test_a_law_is_found_again_from_its_points(law: Law) -> None:
    found = fitted(law)
    for size in (50, 200, 300, 400):
        assert found.at(size) == pytest.approx(law.at(size), abs=0.003)


def test_how_many_more_articles_bring_two_points() -> None:
    # 0.8 - 1 / sqrt(n): 0.7 at 100, 0.72 at 156.25.
    found = fitted(Law(0.8, 1.0, 0.5, 1.0), (25, 50, 75, 100))
    assert found.more_for(2.0) == pytest.approx(57, abs=3)
    low, high = found.more_range(2.0)
    assert low is not None
    assert low <= 57
    assert high is None or high >= 57


def test_what_is_flat_brings_nothing() -> None:
    found = fit([(size, 0.6) for size in SIZES])
    assert found
    assert found.more_for(2.0) is None
    assert found.gain() == pytest.approx(0.0, abs=1e-9)


def test_what_falls_is_taken_for_flat() -> None:
    found = fit([(50, 0.64), (100, 0.62), (150, 0.61), (200, 0.6)])
    assert found
    assert found.gain() == 0.0
    assert found.more_for() is None


def test_nothing_is_said_of_what_is_too_far() -> None:
    law = Law(0.61, 0.011, 0.1, 200)
    assert fitted(law).more_for(0.9) is None
    assert law.reaches(0.599 + 0.009) - 200 > FAR * 200


def test_what_is_all_but_flat_takes_for_ever() -> None:
    law = Law(0.8, 0.5, 0.05, 100)
    assert law.reaches(0.8 - 1e-15) == math.inf
    assert Law(0.8, 0.0, 0.05, 100).reaches(0.7) == 0.0


def test_never_above_one() -> None:
    found = fit([(10, 0.2), (20, 0.5), (30, 0.8), (40, 0.99)])
    assert found
    assert found.law.a <= 1.0
    assert found.at(4000) <= 1.0


def test_the_band_widens_beyond_the_last_point() -> None:
    found = fitted(Law(0.8, 0.3, 0.5, 50))
    here, far = found.band(200), found.band(800)
    assert here[0] <= found.at(200) <= here[1]
    assert far[1] - far[0] > here[1] - here[0]


def test_more_noise_makes_a_wider_band() -> None:
    law = Law(0.8, 0.3, 0.5, 50)
    quiet, loud = fit(points(law)), fit(points(law), noise=0.04)
    assert quiet
    assert loud
    assert loud.band(400)[1] - loud.band(400)[0] > quiet.band(400)[1] - quiet.band(400)[0]


def test_the_band_holds_the_truth_nineteen_times_in_twenty() -> None:
    import numpy

    law, random = Law(0.8, 0.3, 0.5, 50), numpy.random.default_rng(1)
    held = 0
    for _ in range(60):
        found = fit([(size, law.at(size) + random.normal(0, 0.01)) for size in SIZES], rounds=100)
        assert found
        low, high = found.band(200)
        held += low <= law.at(200) <= high
    assert held >= 52  # of 60; 57 would be nineteen of twenty


def test_several_seeds_may_stand_at_one_size() -> None:
    law = Law(0.8, 0.3, 0.5, 50)
    found = fit([(size, law.at(size) + off) for size in SIZES for off in (-0.01, 0.01)])
    assert found
    assert found.at(200) == pytest.approx(law.at(200), abs=0.003)


def test_two_sizes_make_no_curve() -> None:
    assert fit([(10, 0.3), (20, 0.4), (20, 0.5)]) is None
    assert fit([]) is None


def test_the_same_points_give_the_same_curves() -> None:
    assert fit(points(Law(0.8, 0.3, 0.5, 50))) == fit(points(Law(0.8, 0.3, 0.5, 50)))


def test_the_line_to_draw_runs_to_where_it_is_asked() -> None:
    line = fitted(Law(0.8, 0.3, 0.5, 50)).line(400, 5)
    assert [round(row[0]) for row in line] == [20, 115, 210, 305, 400]
    assert all(low <= high for _, _, low, high in line)


def test_the_line_is_curve_and_band() -> None:
    found = fitted(Law(0.8, 0.3, 0.5, 50))
    for place, f, low, high in found.line(400, 5):
        assert f == pytest.approx(found.at(place))
        assert (low, high) == pytest.approx(found.band(place), abs=0.002)


def test_without_rounds_the_band_is_the_curve() -> None:
    found = fit(points(Law(0.8, 0.3, 0.5, 50)), rounds=0)
    assert found
    assert found.band(200) == (found.at(200), found.at(200))
    assert found.more_range() == (found.more_for(), found.more_for())
    assert found.line(400, 2)[1][1:] == pytest.approx((found.at(400),) * 3)


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_any_scores_make_a_curve_that_never_falls(figures: list[float]) -> None:
    found = fit(list(zip(SIZES, figures, strict=True)), rounds=5)
    assert found
    line = [found.at(size) for size in (50, 100, 200, 400, 4000)]
    assert all(0 <= one <= 1 for one in line)
    assert line == sorted(line)
