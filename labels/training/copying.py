"""A part of a pipeline that puts what other parts found into the place where Dateline looks for it.

A pipeline trained by the user's own configuration has entities, or groups of spans; ours have scored spans in
``doc.spans["dateline"]``. Needs spaCy alone, and goes into exported packages as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

FACTORY, SPANS = "dateline_copy", "dateline"


def add(nlp: Language) -> None:
    """Put the part at the end of a pipeline that has nothing of its kind."""
    register()
    if FACTORY not in nlp.pipe_names:
        nlp.add_pipe(FACTORY, last=True)


def register() -> None:
    """Make the factory known to spaCy."""
    from spacy.language import Language

    if not Language.has_factory(FACTORY):
        Language.factory(FACTORY, assigns=["doc.spans"], func=make)


def make(nlp: Language, name: str) -> Copy:
    """Return the part: the factory."""
    return Copy()


class Copy:
    """Collects entities and span groups, each range and label once, with their scores where there are some."""

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``doc.spans["dateline"]``."""
        from spacy.tokens import Span, SpanGroup

        found: dict[tuple[int, int, str], float] = {}
        for key, group in doc.spans.items():
            if key != SPANS:
                scores = group.attrs.get("scores")
                sure = [1.0] * len(group) if scores is None else [float(each) for each in scores]
                for span, score in zip(group, sure, strict=True):
                    found[_key(span)] = max(score, found.get(_key(span), 0.0))
        for span in doc.ents:
            found.setdefault(_key(span), 1.0)
        ordered = sorted(found)
        spans = [Span(doc, start, end, label) for start, end, label in ordered]
        doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=spans, attrs={"scores": [found[key] for key in ordered]})
        return doc


def _key(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.label_
