from pathlib import Path

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import codebook, labels

HEAD = 'format = 1\nid = "x"\nname = "X"\n'


def use(store: Store, *entries: str) -> list[tuple[str, str]]:
    """Use a codebook of the labels given as TOML lines; return the project's names and keys."""
    text = HEAD + "".join(f"[[label]]\n{entry}\n" for entry in entries)
    codebook.use(store, codebook.parse(text, where="x.toml"))
    return [(label.name, label.key) for label in labels.all_labels(store)]


@pytest.mark.parametrize("name", codebook.shipped())
def test_a_shipped_codebook_is_put_to_use(store: Store, name: str) -> None:
    book = codebook.load(name)
    assert (book.id, bool(book.name), bool(book.version), bool(book.description)) == (name, True, True, True)
    codebook.use(store, book)
    found = labels.all_labels(store)
    assert [(label.name, label.key, label.colour) for label in found] == [
        (draft.name, draft.key, draft.colour) for draft in book.labels
    ]
    assert all(label.definition for label in found)


def test_the_starter_is_shipped() -> None:
    assert codebook.STARTER in codebook.shipped()
    assert codebook.load(codebook.STARTER.replace("_", "-")).id == codebook.STARTER


def test_a_codebook_is_used_as_one_step(store: Store) -> None:
    codebook.use(store, codebook.load(codebook.STARTER))
    journal.undo(store)
    assert labels.all_labels(store, retired=True) == []


def test_a_codebook_used_twice_adds_nothing(store: Store) -> None:
    codebook.use(store, codebook.load(codebook.STARTER))
    assert not codebook.use(store, codebook.load(codebook.STARTER))


def test_labels_the_project_has_are_left_as_they_are(store: Store) -> None:
    labels.add(store, "Évent", key="1", definition="Mine.")
    assert use(store, 'name = " E\u0301vent "\nkey = "2"', 'name = "PLACE"') == [("Évent", "1"), ("PLACE", "")]
    assert labels.by_name(store)["Évent"].definition == "Mine."


def test_a_key_that_is_taken_is_left_out(store: Store) -> None:
    labels.add(store, "OTHER", key="k")
    found = use(store, 'name = "EVENT"\nkey = "K"', 'name = "PLACE"\nkey = "2"', 'name = "ACTOR"\nkey = "2"')
    assert found == [("OTHER", "k"), ("EVENT", ""), ("PLACE", "2"), ("ACTOR", "")]


def test_a_label_that_stands_twice_is_added_once(store: Store) -> None:
    assert use(store, 'name = "EVENT"', 'name = "EVENT"') == [("EVENT", "")]


def test_a_label_that_cannot_be_leaves_nothing_half_done(store: Store) -> None:
    with pytest.raises(UserError, match="something else"):
        use(store, 'name = "PLACE"', 'name = "EVENT"\nkey = "a"')
    assert labels.all_labels(store) == []


def test_a_label_whose_import_was_undone_is_offered_by_a_codebook(store: Store) -> None:
    use(store, 'name = "EVENT"')
    journal.undo(store)
    assert use(store, 'name = "EVENT"') == [("EVENT", "")]


def test_a_codebook_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("\ufeff" + HEAD + '[[label]]\nname = "حدث"\nexamples = ["x"]\n', encoding="utf-8")
    (draft,) = codebook.load(str(path)).labels
    assert (draft.name, draft.kind, draft.examples) == ("حدث", "other", ("x",))


@pytest.mark.parametrize("name", ["no_such", "no_such.toml", "../conflict_basics", ""])
def test_a_codebook_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="There is no codebook"):
        codebook.load(name)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="could not be read"):
        codebook.load(str(tmp_path / "x.toml"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format = 2",
        "format = ",
        "format = 1\nx = " + "[" * 5000,
        "format = 1\nx = " + "9" * 5000,
        HEAD + 'label = "EVENT"',
        HEAD + 'label = ["EVENT"]',
        HEAD + '[label]\nname = "EVENT"',
        HEAD + '[[label]]\nkind = "event"',
        HEAD + '[[label]]\nname = "EVENT"\nkind = "thing"',
        HEAD + '[[label]]\nname = "EVENT"\nkind = ["event"]',
    ],
)
def test_a_text_that_is_no_codebook_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(UserError, match=r"x\.toml"):
        codebook.parse(text, where="x.toml")


def test_odd_values_are_read_as_words() -> None:
    text = HEAD + "[[label]]\nname = 7\nexamples = 5\ndefinition = 1.5"
    (draft,) = codebook.parse(text, where="x.toml").labels
    assert (draft.name, draft.examples, draft.definition) == ("7", ("5",), "1.5")
