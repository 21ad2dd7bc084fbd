"""brat's annotation.conf as a codebook."""

from pathlib import Path

import pytest

from corpus.errors import UserError
from labels import codebook
from labels.codebook import Codebook
from labels.codebook_import import brat

CONF = """
# Types of a small desk.
[entities]
Person
!Body
\tParty
\t\tMilitia
---------
Town

[relations]
Located  Arg1:Person, Arg2:Town
Alias    Arg1:Person, Arg2:Person, <REL-TYPE>:symmetric-transitive
<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:contain

[events]
<WHO>=Person|Party
<ALL>=Agent?:<WHO>, Place-Arg*:Town
!Conflict
\tAttack  Agent:<WHO>, Victim+:Person, Place-Arg?:Town
\t\tRaid  <ALL>
\tMerge   Party-Arg{2}:Party
Talk  Topic*:<EVENT>

[attributes]
Negation    Arg:<EVENT>
Confidence  Arg:<EVENT>, Value:High|Low
Rank        Arg:<ENTITY>, Value:1|2
"""


@pytest.fixture(scope="module")
def book() -> Codebook:
    return brat.parse(CONF, where="annotation.conf")


def test_entities_become_labels_without_those_that_only_group(book: Codebook) -> None:
    found = [(label.name, label.kind, label.key) for label in book.labels]
    assert found == [
        ("Person", "actor", "1"), ("Party", "other", "2"), ("Militia", "other", "3"), ("Town", "other", "4"),
        ("EVENT", "event", "5"),
    ]  # fmt: skip
    assert len({label.colour for label in book.labels}) == 5


def test_events_become_a_tree(book: Codebook) -> None:
    paths = [draft.path for draft in book.event_types]
    assert paths == ["Conflict", "Conflict / Attack", "Conflict / Attack / Raid", "Conflict / Merge", "Talk"]


def test_arguments_become_roles_with_their_number(book: Codebook) -> None:
    found = {draft.name: draft.roles for draft in book.event_types}
    attribute = ("Confidence", False)
    assert found == {
        "Conflict": (),
        "Attack": (("Agent", True), ("Victim", True), ("Place-Arg", False), attribute),
        "Raid": (("Agent", False), ("Place-Arg", False), attribute),
        "Merge": (("Party-Arg", True), attribute),
        "Talk": (("Topic", False), attribute),
    }


def test_roles_are_gathered_from_all_events(book: Codebook) -> None:
    found = {role.name: (role.kind, role.slot, role.many, role.required, role.labels) for role in book.roles}
    assert found == {
        "Agent": ("actor", "actor", False, False, ("Person", "Party")),
        "Victim": ("actor", "target", True, True, ("Person",)),
        "Place-Arg": ("place", "place", True, False, ("Town",)),
        "Party-Arg": ("text", "", True, True, ("Party",)),
        "Topic": ("text", "", True, False, ("EVENT",)),
        "Confidence": ("code", "", False, False, ()),
    }


def test_an_attribute_of_events_with_values_becomes_codes(book: Codebook) -> None:
    assert [role.codes for role in book.roles if role.kind == "code"] == [(("High", "High"), ("Low", "Low"))]


def test_relations_are_named_as_left_out(book: Codebook) -> None:
    assert book.description.endswith("Relations are left out: Located, Alias.")


def test_it_is_written_and_read_as_our_own(book: Codebook) -> None:
    assert codebook.parse(codebook.dump(book), where="x.toml") == book


def test_names_that_differ_by_letter_case_are_one_role() -> None:
    conf = "[entities]\nTown\n[events]\nMove toLoc:Town\nStay ToLoc:Town, toloc:Town\n"
    book = brat.parse(conf, where="x")
    assert [role.name for role in book.roles] == ["toLoc"]
    assert [draft.roles for draft in book.event_types] == [(("toLoc", True),), (("toLoc", True),)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "neither entities nor events"),
        ("[relations]\nA Arg1:B, Arg2:C", "neither entities nor events"),
        ("Person\n[entities]", "line 1: a section"),
        ("\x00\x01", "line 1: a section"),
        ("[entities]\nA\n[events]\nB Who", "“Who” of B is not written as Role:Type"),
        ("[entities]\nA\n[events]\n" + "".join(f"<M{n + 1}>={f'<M{n}>|' * 10}A\n" for n in range(20)), "grows beyond"),
    ],
)
def test_what_is_no_configuration_is_refused(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        brat.parse(text, where="x.conf")
    assert "x.conf" in str(caught.value)


def test_the_configurations_that_come_with_brat_are_read(root: Path) -> None:
    folder = root.parent / "shared" / "data" / "brat_examples"
    found = sorted(folder.rglob("annotation.conf"))
    if not found:
        pytest.skip("brat's examples are not here")
    books = [codebook.load(str(path)) for path in found]
    assert len(books) == 51
    assert all(codebook.parse(codebook.dump(book), where=book.id) == book for book in books)
