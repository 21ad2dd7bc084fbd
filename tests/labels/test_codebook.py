from pathlib import Path

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import codebook, event_types, labels, roles

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
    assert [each.path for each in event_types.all_types(store)] == [draft.path for draft in book.event_types]
    assert [role.name for role in roles.all_roles(store)] == [draft.name for draft in book.roles]
    assert tuple(roles.checks(store)) == book.checks
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
    found = use(store, 'name = "EVENT"\nkey = "K"', 'name = "PLACE"\nkey = "2"')
    assert found == [("OTHER", "k"), ("EVENT", ""), ("PLACE", "2")]


def test_labels_that_differ_by_letter_case_are_both_added(store: Store) -> None:
    assert use(store, 'name = "Event"', 'name = "EVENT"') == [("Event", ""), ("EVENT", "")]


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


def test_a_file_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("#" * (codebook.LARGEST + 1))
    with pytest.raises(UserError, match="larger than 5 MB"):
        codebook.load(str(tmp_path / "x.toml"))


@pytest.mark.parametrize(
    ("name", "text"),
    [("annotation.conf", "[entities]\nPerson\n"), ("x.xml", '<View><Labels><Label value="Person"/></Labels></View>')],
)
def test_codebooks_of_other_programs_are_read_by_their_name(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (draft,) = codebook.load(str(tmp_path / name)).labels
    assert (draft.name, draft.kind, draft.key) == ("Person", "actor", "1")


BOOK = (
    HEAD
    + """
[[label]]
name = "ACTOR"
kind = "actor"
[[role]]
name = "Who"
kind = "actor"
slot = "actor"
labels = ["ACTOR"]
[[role]]
name = "Dead"
kind = "number"
slot = "fatalities"
[[event_type]]
name = "Battle"
words = ["Clash"]
roles = ["Who", "Dead"]
required = ["Who"]
[[event_type]]
name = "Siege"
parent = "Battle"
code = "S"
[[check]]
rule = "dead.low <= dead.high"
message = "Too low."
"""
)


def test_types_roles_and_checks_are_put_to_use(store: Store) -> None:
    codebook.use(store, codebook.parse(BOOK, where="x.toml"))
    types = {each.path: each for each in event_types.all_types(store)}
    assert list(types) == ["Battle", "Battle / Siege"]
    assert types["Battle"].words == ("clash",)
    found = [(role.name, role.required, role.labels) for role in roles.for_type(store, types["Battle / Siege"].id)]
    assert found == [("Who", True, (labels.by_name(store)["ACTOR"].id,)), ("Dead", False, ())]
    assert roles.checks(store) == [("dead.low <= dead.high", "Too low.")]


def test_the_whole_codebook_is_one_step(store: Store) -> None:
    codebook.use(store, codebook.parse(BOOK, where="x.toml"))
    journal.undo(store)
    assert (event_types.all_types(store), roles.all_roles(store), roles.checks(store)) == ([], [], [])
    journal.redo(store)
    assert len(event_types.all_types(store)) == 2


def test_types_and_roles_the_project_has_are_left_as_they_are(store: Store) -> None:
    roles.add(store, "who", kind="text")
    event_types.add(store, "battle", definition="Mine.")
    codebook.use(store, codebook.parse(BOOK, where="x.toml"))
    assert [(role.name, role.kind) for role in roles.all_roles(store)] == [("who", "text"), ("Dead", "number")]
    assert [each.path for each in event_types.all_types(store)] == ["battle", "battle / Siege"]
    assert event_types.by_path(store)["battle"].definition == "Mine."


def test_what_stands_below_a_retired_type_is_left_out(store: Store) -> None:
    event_types.add(store, "Battle")
    event_types.retire(store, event_types.by_path(store)["Battle"].id)
    codebook.use(store, codebook.parse(BOOK, where="x.toml"))
    assert list(event_types.by_path(store)) == ["Battle"]


def test_a_project_gives_back_the_codebook_it_uses(store: Store) -> None:
    book = codebook.load(codebook.STARTER)
    codebook.use(store, book)
    found = codebook.of_project(store)
    assert (found.event_types, found.roles, found.checks) == (book.event_types, book.roles, book.checks)
    assert book.labels == found.labels
    assert (found.id, found.name) == ("test", "test")


def test_a_project_of_any_colours_gives_a_codebook_that_can_be_read(store: Store) -> None:
    for name in ("ONE", "TWO"):
        labels.add(store, name, colour="#112233")
    text = codebook.dump(codebook.of_project(store))
    assert [draft.colour for draft in codebook.parse(text, where="x.toml").labels] == ["#112233", ""]


def test_what_is_retired_is_not_in_a_projects_codebook(store: Store) -> None:
    codebook.use(store, codebook.parse(BOOK, where="x.toml"))
    roles.retire(store, roles.by_name(store)["Dead"].id)
    event_types.retire(store, event_types.by_path(store)["Battle / Siege"].id)
    found = codebook.of_project(store)
    assert [draft.path for draft in found.event_types] == ["Battle"]
    assert found.event_types[0].roles == (("Who", True),)
    assert found.checks == ()
    assert codebook.parse(codebook.dump(found), where="x.toml").roles == found.roles
