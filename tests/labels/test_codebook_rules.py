"""What stands twice, is missing, or goes in a circle is refused."""

from typing import Any

import pytest

from corpus.errors import UserError
from labels.codebook_draft import Codebook, LabelDraft, RoleDraft, TypeDraft
from labels.codebook_rules import DEEPEST, MOST, fits, whole

WHEN, DEAD = RoleDraft("When", "date", "date"), RoleDraft("Dead", "number", "fatalities")


def book(**parts: Any) -> Codebook:
    return Codebook("x", "X", "", "", **{"labels": (), **parts})


def label(name: str, *, kind: Any = "event", key: str = "", colour: str = "") -> LabelDraft:
    return LabelDraft(name, kind, key, colour, "")


def types(*pairs: tuple[str, str]) -> Codebook:
    return book(event_types=tuple(TypeDraft(name, parent) for name, parent in pairs))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (book(labels=(label("A"), label("A"))), "the label A stands twice"),
        (book(labels=(label("A"), label(" A "))), "the label A stands twice"),
        (book(labels=(label("A", key="k"), label("B", key="K"))), "the label key k stands twice"),
        (book(labels=(label("A", colour="#112233"), label("B", colour="#112233"))), "colour #112233 stands twice"),
        (book(labels=(label("A", colour="red"),)), "write it as #0f766e"),
        (book(labels=(label("A", key="12"),)), "one digit or one letter"),
        (book(labels=(label("A", kind="thing"),)), "of kind thing"),
        (book(labels=(label("A\u200b"),)), "invisible"),
        (book(labels=(label("A" * 61),)), "1 to 60 characters"),
        (book(roles=(RoleDraft("Who", "actor"), RoleDraft("WHO", "actor"))), "the role who stands twice"),
        (book(roles=(RoleDraft("Who", "person"),)), "of kind person"),  # type: ignore[arg-type]
        (book(roles=(RoleDraft("Who", "actor", "actors"),)), "the slot actors"),  # type: ignore[arg-type]
        (book(roles=(RoleDraft("Who", "actor", labels=("ACTOR",)),)), "filled by ACTOR, which is none of its labels"),
        (book(roles=(RoleDraft("Who", "code", codes=(("1", "a"), ("1 ", "b"))),)), "the code 1 stands twice"),
        (book(roles=(RoleDraft("Who", "code", codes=(("", "a"),)),)), "a code of the role Who is empty"),
        (book(event_types=(TypeDraft("A", roles=(("Who", True),)),)), "the role Who, which is none of its roles"),
        (
            book(event_types=(TypeDraft("A", roles=(("When", True), ("WHEN", False))),), roles=(WHEN,)),
            "the role when stands twice",
        ),
        (book(event_types=(TypeDraft("A", colour="blue"),)), "write it as #0f766e"),
        (types(("A", ""), ("a", "")), "the event type a stands twice"),
        (types(("A", ""), ("B", "A"), ("B", "A")), "may be several|stands twice"),
        (types(("A / B", "")), "parts a type from its parent"),
        (types(("A", "B")), "the parent B, which is none of its types"),
        (types(("A", ""), ("B", "A"), ("C", "X / B")), "the parent X / B, which is none"),
        (types(("A", "A")), "the event type A stands below itself"),
        (types(("A", "B"), ("B", "A")), "stands below itself"),
        (types(("A", "B"), ("B", "C"), ("C", "D"), ("D", "B")), "the event type B stands below itself"),
        (types(("A", ""), ("B", ""), ("C", "A"), ("C", "B"), ("D", "C")), "write its whole path"),
        (types(("0", ""), *((str(n), str(n - 1)) for n in range(1, DEEPEST + 1))), "below more than"),
        (book(checks=(("when.start", ""),), roles=(WHEN,)), "compares nothing"),
        (book(checks=(("when.start <= then.end", ""),), roles=(WHEN,)), "names then, which is none of its roles"),
        (book(checks=(("when.low <= when.high", ""),), roles=(WHEN,)), "needs when to be a number"),
        (book(checks=(("dead.start <= dead.end", ""),), roles=(DEAD,)), "needs dead to be a date"),
        (book(checks=(("dead.low <= 3", ""), ("dead.low <= 3 ", "")), roles=(DEAD,)), "stands twice"),
        (book(labels=tuple(label(str(n)) for n in range(MOST + 1))), "more than 5,000"),
    ],
)
def test_a_codebook_that_is_not_whole_is_refused(wrong: Codebook, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        whole(wrong, where="x.toml")
    assert "x.toml" in str(caught.value)


def test_parents_stand_before_their_children_and_are_named_by_path() -> None:
    found = whole(types(("C", "B"), ("A", ""), ("B", "A"), ("D", "A / B"), ("E", "")), where="x")
    assert [draft.path for draft in found.event_types] == ["A", "A / B", "A / B / C", "A / B / D", "E"]


def test_a_root_is_meant_before_a_type_of_its_name_deeper_down() -> None:
    found = whole(types(("Strike", ""), ("Air", ""), ("Strike", "Air"), ("Hunger", "Strike")), where="x")
    assert [draft.path for draft in found.event_types] == ["Strike", "Strike / Hunger", "Air", "Air / Strike"]


def test_roles_and_labels_are_named_as_they_are_kept() -> None:
    found = whole(
        book(
            labels=(label("E\u0301VENT"),),
            roles=(RoleDraft(" Who ", "actor", labels=("ÉVENT", "ÉVENT")),),
            event_types=(TypeDraft("A", roles=(("who", True),), words=("Clash", "clash")),),
        ),
        where="x",
    )
    assert found.roles[0].labels == ("ÉVENT",)
    assert found.event_types[0].roles == (("Who", True),)
    assert found.event_types[0].words == ("clash",)


def test_a_check_fits_roles_by_name_or_slot() -> None:
    assert fits("fatalities.low <= DEAD.high", [DEAD])
    assert not fits("injured.low <= dead.high", [DEAD])
    assert not fits("nonsense", [DEAD])
