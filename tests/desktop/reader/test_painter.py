import pytest

from corpus.offsets import QtPos
from desktop.reader.painter import name_of
from desktop.reader.span import Lit, Placed, ReaderSpan


@pytest.mark.parametrize(
    ("badge", "lit", "dashed", "expected"),
    [
        ("", "", False, "ACTOR"),
        ("omar", "", False, "omar · ACTOR"),
        ("1", "argument", False, "1 · ACTOR"),
        ("E2", "trigger", False, "E2"),
        ("0.94", "", True, "ACTOR 0.94"),
    ],
)
def test_what_stands_over_a_span(badge: str, lit: Lit, dashed: bool, expected: str) -> None:
    span = ReaderSpan(1, 0, 4, "Actor", "#6d3fc4", dashed=dashed, badge=badge, lit=lit)
    assert name_of(Placed(span, QtPos(0), QtPos(4), 0)) == expected
