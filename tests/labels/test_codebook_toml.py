"""Codebooks as text: what is written is read back, and what is no codebook is refused by one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UserError
from labels import codebook_words
from labels.codebook_draft import Codebook, LabelDraft, RoleDraft, TypeDraft
from labels.codebook_rules import whole
from labels.codebook_toml import dump, parse
from labels.event_type import SEPARATOR
from labels.label import KINDS
from labels.role import ROLE_KINDS, SLOTS

HEAD = 'format = 1\nid = "x"\nname = "X"\n'
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
NAMES = (
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=20)
    .map(codebook_words.plain_name)
    .filter(lambda name: 0 < len(name) <= 60 and SEPARATOR not in name)
)
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@st.composite
def books(draw: st.DrawFn) -> Codebook:
    """A whole codebook of names and texts of every sort."""
    words = st.lists(TEXTS, max_size=3).map(tuple)
    labels = [
        LabelDraft(name, draw(st.sampled_from(KINDS)), "", draw(COLOURS), draw(TEXTS), draw(words))
        for name in draw(st.lists(NAMES, max_size=3, unique=True))
    ]
    labels = list({label.colour: label for label in labels}.values())
    chosen = st.lists(st.sampled_from([label.name for label in labels]), max_size=2) if labels else st.just([])
    codes = st.dictionaries(TEXTS.filter(lambda text: bool(codebook_words.plain_text(text))), TEXTS, max_size=3)
    roles = [
        RoleDraft(
            name,
            draw(st.sampled_from(ROLE_KINDS)),
            draw(st.sampled_from(SLOTS)),
            draw(TEXTS),
            tuple(draw(chosen)),
            draw(st.booleans()),
            draw(st.booleans()),
            tuple({codebook_words.plain_text(code): text for code, text in draw(codes).items()}.items()),
        )
        for name in draw(st.lists(NAMES, max_size=3, unique_by=str.casefold))
    ]
    types: list[TypeDraft] = []
    for name in draw(st.lists(NAMES, max_size=5, unique_by=str.casefold)):
        parent = draw(st.sampled_from(["", *(each.path for each in types if each.path.count(SEPARATOR) < 5)]))
        own = draw(st.lists(st.sampled_from([role.name for role in roles]), unique=True)) if roles else []
        given_roles = tuple((role, draw(st.booleans())) for role in own)
        types.append(
            TypeDraft(name, parent, draw(TEXTS), draw(TEXTS), draw(words), draw(words), draw(COLOURS), given_roles)
        )
    return Codebook(
        draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(TEXTS), tuple(labels), draw(TEXTS), draw(TEXTS), tuple(types),
        tuple(roles),
    )  # fmt: skip


@given(books())
def test_a_codebook_is_read_back_as_it_was_written(book: Codebook) -> None:
    kept = whole(book, where="x")
    assert parse(dump(kept), where="x") == kept


@given(TEXTS)
def test_any_text_is_read_back(text: str) -> None:
    book = Codebook("x", "X", "", text, ())
    assert parse(dump(book), where="x").description == text


def test_long_texts_are_broken_into_lines() -> None:
    text = dump(Codebook("x", "X", "", "word " * 100, ()))
    assert max(map(len, text.splitlines())) <= 120
    assert parse(text, where="x").description == "word " * 100


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format = 2",
        "format = ",
        "format = 1\nx = " + "[" * 5000,
        "format = 1\nx = " + "9" * 5000,
        "format = 1\nname = []",
        HEAD + 'label = "EVENT"',
        HEAD + 'label = ["EVENT"]',
        HEAD + '[label]\nname = "EVENT"',
        HEAD + '[[label]]\nkind = "event"',
        HEAD + '[[label]]\nname = "EVENT"\nkind = "thing"',
        HEAD + '[[label]]\nname = "EVENT"\nkind = ["event"]',
        HEAD + '[[label]]\nname = "EVENT"\nexamples = [[1]]',
        HEAD + '[[role]]\nkind = "actor"',
        HEAD + '[[role]]\nname = "Who"\nkind = "person"',
        HEAD + '[[role]]\nname = "Who"\nslot = "actors"',
        HEAD + '[[role]]\nname = "Who"\nmany = "yes"',
        HEAD + '[[role]]\nname = "Who"\ncodes = ["1"]',
        HEAD + '[[role]]\nname = "Who"\n[role.codes]\n1 = []',
        HEAD + 'event_type = "Battle"',
        HEAD + '[[event_type]]\ncode = "1"',
        HEAD + '[[event_type]]\nname = "Battle"\nwords = { a = 1 }',
        HEAD + '[[event_type]]\nname = "Battle"\nroles = ["Who"]',
        HEAD + '[[role]]\nname = "Who"\n[[event_type]]\nname = "Battle"\nrequired = ["Who"]',
        HEAD + '[[check]]\nmessage = "No rule."',
    ],
)
def test_a_text_that_is_no_codebook_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(UserError, match=r"x\.toml") as caught:
        parse(text, where="x.toml")
    assert "\n" not in str(caught.value).rstrip(".")


def test_odd_values_are_read_as_words() -> None:
    text = HEAD + "[[label]]\nname = 7\nexamples = 5\ndefinition = 1.5"
    (draft,) = parse(text, where="x.toml").labels
    assert (draft.name, draft.examples, draft.definition) == ("7", ("5",), "1.5")


def test_tables_and_keys_of_later_programs_are_left_aside() -> None:
    book = parse(HEAD + '[[label]]\nname = "A"\nsound = "ding"\n[[melody]]\nname = "B"', where="x.toml")
    assert [draft.name for draft in book.labels] == ["A"]


def test_a_type_that_requires_nothing_by_itself_takes_it_from_its_roles() -> None:
    roles = '[[role]]\nname = "Who"\nrequired = true\n[[role]]\nname = "Whom"\n'
    book = parse(HEAD + roles + '[[event_type]]\nname = "A"\nroles = ["Who", "Whom"]', where="x.toml")
    assert book.event_types[0].roles == (("Who", True), ("Whom", False))


def test_a_check_without_a_message_gets_one() -> None:
    text = HEAD + '[[role]]\nname = "When"\nkind = "date"\n[[check]]\nrule = " when.start <= when.end "'
    assert parse(text, where="x").checks == (("when.start <= when.end", "This does not hold: when.start <= when.end."),)
