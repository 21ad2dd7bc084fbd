"""What happens to events when the spans that prove them change. Called inside a step that is open already."""

from __future__ import annotations

from corpus.journal import Step


def let_go(step: Step, span_id: int) -> None:
    """Take a span that is about to go out of every event; the words and their place stay as evidence."""
    for (argument_id,) in step.store.rows("SELECT id FROM argument WHERE span_id = ?", (span_id,)):
        step.update("argument", argument_id, span_id=None)
    for (event_id,) in step.store.rows("SELECT id FROM event WHERE trigger_span_id = ?", (span_id,)):
        step.update("event", event_id, trigger_span_id=None)


def moved(step: Step, span_id: int, start: int, end: int, *, old: str, new: str) -> None:
    """Follow a span whose ends moved (code points): `old` and `new` are its words before and after."""
    for argument_id, text in step.store.rows("SELECT id, text FROM argument WHERE span_id = ?", (span_id,)):
        step.update("argument", argument_id, start=start, end=end, text=new if text == old else text)
