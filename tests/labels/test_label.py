import pytest

from labels.label import KIND_COLOURS, KINDS, kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("EVENT", "event"),
        ("trigger", "event"),
        ("Per", "actor"),
        ("B-ORG", "actor"),
        ("I-LOC", "location"),
        ("GPE", "location"),
        ("TIME", "date"),
        ("killed", "casualties"),
        ("WEAPON", "other"),
        ("", "other"),
        ("B-", "other"),
    ],
)
def test_the_kind_is_guessed_by_the_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_every_kind_has_its_own_colour() -> None:
    assert set(KIND_COLOURS) == set(KINDS)
    assert len(set(KIND_COLOURS.values())) == len(KINDS)
