"""What a measured curve is said to mean."""

from dataclasses import replace

import pytest

from labels.training import curve_report
from labels.training.curve_report import CurveReport, Point, about

SIZES = (20, 40, 60, 80)


def report(
    figures: tuple[float, ...] = (0.40, 0.46, 0.49, 0.51),
    coded: dict[str, int] | None = None,
    **labels: tuple[float, ...],
) -> CurveReport:
    points = tuple(
        Point(size, size * 20, 0, f, {label: of_label[at] for label, of_label in labels.items()})
        for at, (size, f) in enumerate(zip(SIZES, figures, strict=False))
    )
    return CurveReport(points, coded=coded or dict.fromkeys(labels, 50), test_articles=10, finished=100)


def test_the_next_two_points_are_told_with_how_sure_that_is() -> None:
    (sentence,) = report().sentences
    assert sentence.startswith("With 80 articles to learn from, F is 51.0; about ")
    assert "more articles would bring the next two points (" in sentence


def test_articles_to_code_are_more_than_articles_to_learn_from() -> None:
    found = report()
    assert found.projection
    learnt = found.projection.more_for()
    assert learnt
    assert found.more_for() == pytest.approx(learnt * 100 / 80, abs=1)


def test_what_is_flat_is_called_flat() -> None:
    (sentence,) = report((0.5, 0.5, 0.5, 0.5)).sentences
    assert sentence == "With 80 articles to learn from, F is 50.0; more articles of this kind would hardly raise it."


def test_labels_that_are_flat_and_labels_that_rise_are_named() -> None:
    found = report(LOCATION=(0.7, 0.7, 0.7, 0.7), ACTOR=(0.2, 0.3, 0.36, 0.4), DATE=(0.9, 0.9, 0.9, 0.9))
    assert found.sentences[1] == "DATE and LOCATION are nearly flat; ACTOR is not."
    assert report(ACTOR=(0.2, 0.3, 0.36, 0.4)).sentences[1] == "ACTOR is still rising."
    assert report(DATE=(0.9, 0.9, 0.9, 0.9)).sentences[1] == "DATE is nearly flat."


def test_of_a_label_with_few_spans_to_test_on_nothing_is_said() -> None:
    found = report(coded={"ACTOR": 50, "WEAPON": 3}, ACTOR=(0.2, 0.3, 0.36, 0.4), WEAPON=(0.0, 0.0, 0.5, 0.0))
    assert list(found.labels) == ["ACTOR"]
    assert found.sentences[2] == "Of WEAPON there are too few spans in the test articles to say."


def test_of_a_label_that_chance_moves_much_nothing_is_said() -> None:
    found = replace(
        report(ACTOR=(0.2, 0.3, 0.36, 0.4), DATE=(0.9, 0.9, 0.9, 0.9)), label_noise={"ACTOR": 0.08, "DATE": 0.01}
    )
    assert found.sentences[1:] == (
        "DATE is nearly flat.",
        "Of ACTOR there are too few spans in the test articles to say.",
    )


def test_two_sizes_are_too_few() -> None:
    found = report((0.4, 0.5))
    assert found.projection is None
    assert found.more_for() is None
    assert found.more_range() == (None, None)
    assert found.sentences == ("There is too little coding for a curve; code some more articles and measure again.",)


def test_it_goes_through_json() -> None:
    found = report(ACTOR=(0.2, 0.3, 0.36, 0.4))
    assert curve_report.from_dict(found.as_dict()) == found
    assert curve_report.from_dict(found.as_dict()).sentences == found.sentences


@pytest.mark.parametrize(
    ("number", "said"), [(0, 0), (7, 7), (12, 10), (83, 80), (97, 100), (152, 150), (1234, 1200), (98_765, 99_000)]
)
def test_numbers_are_said_as_people_say_them(number: int, said: int) -> None:
    assert about(number) == said
