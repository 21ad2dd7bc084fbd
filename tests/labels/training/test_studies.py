"""Curve and cross-validation as the window sees them: the child is a fake, what is kept is real."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels import labels
from labels.training import studies
from labels.training.curve_report import CurveReport, Point

Answer = Callable[[dict[str, Any]], None]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Takes what the child will report; what it is asked then lies in `asked` of the report."""

    def give(report: dict[str, Any]) -> None:
        def in_child(store: Store, request: dict[str, Any], **_: Any) -> dict[str, Any]:
            report["asked"] = request
            return {name: value for name, value in report.items() if name != "asked"}

        monkeypatch.setattr(studies, "in_child", in_child)

    return give


def curve_of(figures: tuple[float, ...] = (0.4, 0.5, 0.55, 0.58)) -> CurveReport:
    points = tuple(Point((at + 1) * 20, 100, 0, f, {"LOCATION": f}) for at, f in enumerate(figures))
    return CurveReport(points, coded={"LOCATION": 30}, test_articles=9, finished=100, seconds=3.0)


def test_a_curve_is_returned_and_kept(store: Store, answer: Answer) -> None:
    report = {**curve_of().as_dict(), "fingerprint": "abc"}
    answer(report)
    assert studies.curve(store, seeds=2) == curve_of() == studies.newest_curve(store)
    assert report["asked"] == {"kind": "curve", "seeds": 2, "seed": 0, "finished_only": True}
    row = store.row("SELECT kind, seconds, settings ->> 'fingerprint' FROM training_run")
    assert row == ("curve", 3.0, "abc")


def test_there_is_no_curve_before_one_was_measured(store: Store) -> None:
    assert studies.newest_curve(store) is None


@pytest.mark.parametrize(
    "report",
    [
        '{"points": 3}',
        '{"points": [3]}',
        '{"points": [{"articles": "many", "spans": 1, "seed": 0, "f": 0.5}]}',
        '{"points": [{"articles": 1, "spans": 1, "seed": 0, "f": NaN}]}',
        '{"points": [], "noise": Infinity}',
        '{"points": [], "coded": {"ACTOR": []}}',
        '{"points": [], "label_noise": 3}',
        '{"points": ' + "[" * 200_000,
        "{",
    ],
)
def test_a_report_that_is_not_ours_counts_as_none(store: Store, answer: Answer, report: str) -> None:
    answer(curve_of().as_dict())
    studies.curve(store)
    with store.transaction():
        store.db.execute("UPDATE training_run SET report = ?", (report,))
    assert studies.newest_curve(store) is None


def test_predictions_are_kept_with_the_articles_that_were_crossed(
    store: Store, answer: Answer, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    location, one, two = add_label("LOCATION"), add_article("Hama is calm."), add_article("Nothing is here.")
    answer({"predicted": {str(one): [[0, 4, "LOCATION", 0.75]], str(two): []}, "folds": 3, "fingerprint": "abc"})
    run = studies.cross(store, folds=3)
    assert store.rows("SELECT * FROM cross_prediction") == [(1, run, one, 0, 4, location, 0.75)]
    assert store.rows("SELECT * FROM crossed") == [(run, one), (run, two)]
    assert store.row("SELECT kind, report FROM training_run") == ("errors", '{"folds": 3, "fingerprint": "abc"}')


def test_a_new_run_takes_the_place_of_the_one_before(
    store: Store, answer: Answer, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    add_label("LOCATION")
    one = add_article("Hama is calm.")
    answer({"predicted": {str(one): [[0, 4, "LOCATION", 0.75]]}})
    first, second = studies.cross(store), studies.cross(store)
    assert first != second
    assert store.rows("SELECT run_id FROM cross_prediction") == store.rows("SELECT run_id FROM crossed") == [(second,)]
    assert store.value("SELECT count(*) FROM training_run") == 2


def test_what_went_or_was_renamed_meanwhile_does_no_harm(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    add_article: Callable[..., int],
    add_label: Callable[[str], int],
) -> None:
    place, one = add_label("PLACE"), add_article("Hama is calm.")

    def in_child(store: Store, request: dict[str, Any], **_: Any) -> dict[str, Any]:
        labels.rename(store, place, "LOCATION")
        spans = [[0, 4, "PLACE", 1.2], [0, 4, "NO SUCH LABEL", 0.5]]
        return {"predicted": {str(one): spans, "99": [[0, 4, "PLACE", 0.5]]}}

    monkeypatch.setattr(studies, "in_child", in_child)
    run = studies.cross(store)
    assert store.rows("SELECT * FROM cross_prediction") == [(1, run, one, 0, 4, place, 1.0)]
    assert store.rows("SELECT article_id FROM crossed") == [(one,)]


def test_a_study_that_is_stopped_or_fails_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for trouble in (Cancelled(), UserError("No.")):

        def in_child(*_: Any, trouble: Exception = trouble, **__: Any) -> dict[str, Any]:
            raise trouble

        monkeypatch.setattr(studies, "in_child", in_child)
        for study in (studies.curve, studies.cross):
            with pytest.raises(type(trouble)):
                study(store)
    assert store.value("SELECT count(*) FROM training_run") == 0


def test_a_file_that_cannot_be_written_keeps_no_errors(store: Store) -> None:
    with Store.open(store.path, read_only=True) as shut, pytest.raises(UserError, match="read-only"):
        studies.cross(shut)


def test_a_curve_of_a_file_that_cannot_be_written_is_told_all_the_same(store: Store, answer: Answer) -> None:
    answer(curve_of().as_dict())
    with Store.open(store.path, read_only=True) as shut:
        assert studies.curve(shut) == curve_of()
    assert store.value("SELECT count(*) FROM training_run") == 0
