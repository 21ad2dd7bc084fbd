from typing import Any

import pytest

from labels.suggest.tagging_child import answer, doubt, scored


@pytest.fixture
def nlp() -> Any:
    import spacy

    made: Any = spacy.blank("en")
    made.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Hama"}])
    return made


def test_another_pipelines_entities_count_as_sure(nlp: Any) -> None:
    assert [*answer(nlp, ["🔥 Hama", ""])] == [
        {"spans": [(2, 6, "LOC", 1.0)], "doubt": 0.0, "events": []},
        {"spans": [], "doubt": 0.0, "events": []},
    ]


def test_scores_come_with_the_spans(nlp: Any) -> None:
    doc = nlp("Hama and Homs")
    doc.spans["dateline"] = [doc[0:1], doc[2:3]]
    doc.spans["dateline"].attrs["scores"] = [0.9, 0.5]
    assert [*scored(doc)] == [(0, 4, "", 0.9), (9, 13, "", 0.5)]


def test_doubt_is_greatest_at_a_half_and_a_pipeline_may_say_it_itself(nlp: Any) -> None:
    doc = nlp("Hama and Homs")
    assert doubt(doc, [(0, 4, "LOC", 0.5), (9, 13, "LOC", 1.0)]) == 1.0
    doc.user_data["dateline_doubt"] = 0.25
    assert doubt(doc, []) == 0.25
