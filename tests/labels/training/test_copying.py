"""The part that puts what other pipelines find where Dateline looks for it."""

from pathlib import Path

import spacy
from spacy.tokens import Span, SpanGroup

from labels.training import copying


def test_entities_and_groups_are_collected_with_their_scores() -> None:
    doc = spacy.blank("en")("Troops left Hama today")
    doc.ents = [Span(doc, 2, 3, "LOC")]
    doc.spans["sc"] = SpanGroup(
        doc, spans=[Span(doc, 0, 1, "ACTOR"), Span(doc, 2, 3, "LOC")], attrs={"scores": [0.5, 0.75]}
    )
    copying.make(spacy.blank("en"), "x")(doc)

    assert [(span.text, span.label_) for span in doc.spans["dateline"]] == [("Troops", "ACTOR"), ("Hama", "LOC")]
    assert doc.spans["dateline"].attrs["scores"] == [0.5, 0.75]


def test_it_is_added_once_and_survives_the_disk(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    copying.add(nlp)
    copying.add(nlp)
    nlp.to_disk(tmp_path)

    assert spacy.load(tmp_path).pipe_names == ["dateline_copy"]
