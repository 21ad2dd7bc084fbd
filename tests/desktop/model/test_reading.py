"""What is kept of scores, as lines of a table."""

from dataclasses import replace
from typing import Any

from desktop.model.reading import rows, worth


def test_the_table_begins_with_all_labels_together(make_model: Any) -> None:
    found = rows(worth(make_model(3, 0.541, 0.51)))
    assert [row.name for row in found][:3] == ["All labels", "ACTOR", "ATTACK"]
    assert (found[0].is_total, found[0].coded, found[1].is_total) == (True, 233, False)


def test_each_line_has_the_model_before_and_the_baseline(make_model: Any) -> None:
    actor = rows(worth(make_model(3, 0.541, 0.51)))[1]
    assert actor.previous is not None
    assert actor.baseline is not None
    assert actor.score.f > actor.previous > actor.baseline


def test_overlap_counts_more_as_found(make_model: Any) -> None:
    known = worth(make_model(3, 0.541))
    assert rows(known, overlap=True)[0].score.f > rows(known)[0].score.f
    assert rows(known, overlap=True)[0].coded == rows(known)[0].coded


def test_a_label_that_a_rival_never_saw_is_nothing_to_it(make_model: Any) -> None:
    model = make_model(3, 0.541, 0.51)
    del model.scores["previous"]["by_label"]["WEAPON"]
    assert rows(worth(model))[-1].previous == 0.0


def test_event_types_and_roles_are_kinds_of_their_own(make_model: Any, scores: Any) -> None:
    model = make_model(3, 0.541)
    events = {"types": model.scores, "whole_types": scores(0.2).as_dict(), "roles": {}}
    with_events = replace(model, scores=model.scores | {"events": events})
    assert worth(model).kinds == ["spans"]
    assert worth(with_events).kinds == ["spans", "types"]
    assert rows(worth(with_events), kind="types")[0].name == "All event types"
    assert worth(with_events).scratch["types"] < worth(with_events).others["types"].exact.f


def test_scores_that_are_not_there_are_no_trouble(make_model: Any) -> None:
    known = worth(replace(make_model(1, 0.4), scores={}))
    assert (known.is_measured, known.is_sure, known.previous) == (False, False, None)


def test_articles_that_the_model_before_learnt_from_are_not_compared(make_model: Any) -> None:
    model = make_model(3, 0.541, 0.51)
    model.scores["previous"] |= {"articles": 4, "own_f": 0.7}
    known = worth(model)
    assert known.compared == 0.7
    assert rows(known)[1].previous is None
    assert rows(known)[1].baseline is not None


def test_why_there_was_no_comparison_is_kept(make_model: Any) -> None:
    model = make_model(3, 0.541)
    model.scores["verdict"] = "Model 2 could not be compared with: it cannot be loaded."
    assert "Model 2 could not" in worth(model).remark
