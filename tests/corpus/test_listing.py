"""What queries find in a small project; and that sets and index agree with looking at every article."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import articles, journal, listing, search
from corpus.query import parse
from corpus.store import Store
from labels import spans

AddArticle = Callable[..., int]
Find = Callable[[str], str]
TEXTS = {
    "a": ("Hama was shelled.", "SANA", "2024-12-05", "en"),
    "b": ("Homs was shelled on Friday.", "The Néw Wire", "2024-12-06T10:00:00Z", "en"),
    "c": ("Talks in Idlib.", "", "", ""),
    "d": ("قصف مدينة حماة أمس", "وكالة العاصي", "2025-01-31", "ar"),
    "e": ("Hama and Homs are calm.", "SANA", "2023-02-28", "en-GB"),
}


@pytest.fixture
def desk(store: Store, add_article: AddArticle) -> Store:
    """Five articles with the titles a to e."""
    for title, (text, source, published, language) in TEXTS.items():
        add_article(text, title=f"Title{title}", source=source, published=published, language=language)
    return store


@pytest.fixture
def find(desk: Store) -> Find:
    """Takes what is typed into the search box and returns the letters of the articles found."""

    def find(typed: str) -> str:
        rows = articles.rows(desk, list(listing.find(desk, parse(typed))))
        return "".join(row.title.removeprefix("Title") for row in rows)

    return find


@pytest.fixture
def omar(desk: Store) -> Iterator[Store]:
    with Store.open(desk.path, coder="omar") as other:
        yield other


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", "abcde"),
        ("hama", "ae"),
        ("hama homs", "e"),
        ("hama OR homs", "abe"),
        ("shelled OR calm hama", "ae"),
        ("(hama calm) OR talks", "ce"),
        ("-shelled", "cde"),
        ("shelled -hama", "b"),
        ("-(hama OR talks)", "bd"),
        ("-hama -homs", "cd"),
        ("hama NOT calm source:sana", "a"),
        ('"was shelled"', "ab"),
        ("shel", "ab"),
        ("sh* hama", "a"),
        ("مدينه", "d"),
        ("امس", "d"),
        ("source:sana", "ae"),
        ("source:new", "b"),
        ("source:none", "c"),
        ("-source:none hama", "ae"),
        ("source:sana OR source:wire", "abe"),
        ("lang:en", "abe"),
        ("lang:AR", "d"),
        ("lang:en-gb", "e"),
        ("lang:none", "c"),
        ("before:2024-12-06", "ae"),
        ("before:2024-12", "e"),
        ("before:2024", "e"),
        ("before:2025", "abe"),
        ("after:2024-12-05", "bd"),
        ("after:2024-12-06", "d"),
        ("after:2023-02-28", "abd"),
        ("after:2023", "abd"),
        ("after:2024-12 before:2026", "d"),
        ("-before:2025", "cd"),
        ("copies:yes", ""),
        ("copies:no", "abcde"),
        ("copies:3", "c"),
        ("label:none", "abcde"),
        ("type:none coder:none assigned:none actor:none", "abcde"),
        ("hama OR source:wire status:new", "abe"),
        ("status:finished", ""),
        ("-status:finished", ""),
        ("hama OR before:soon", ""),
    ],
)
def test_a_search_finds(find: Find, typed: str, found: str) -> None:
    assert find(typed) == found


def test_a_status_is_the_coders_own_or_else_the_others(desk: Store, omar: Store) -> None:
    articles.set_status(omar, 1, "done")
    articles.set_status(omar, 2, "flagged")
    articles.set_status(desk, 2, "in progress")
    assert list(listing.find(desk, parse("status:todo"))) == [2, 3, 4, 5]
    assert list(listing.find(omar, parse("status:flagged OR status:done"))) == [1, 2]
    assert list(listing.find(desk, parse("coder:omar"))) == [1, 2]
    assert list(listing.find(desk, parse("coder:me"))) == [2]


def test_labels_are_found_by_name_or_a_part_of_it(desk: Store, add_label: Callable[[str], int], find: Find) -> None:
    for article_id, name in ((1, "ACTOR"), (2, "FACTOR"), (3, "Place")):
        label_id = add_label(name)
        with journal.step(desk, "span", "Label") as step:
            step.insert("span", spans.span_row(article_id, 0, 4, label_id, step.coder_id, "text"))
    assert [find(typed) for typed in ("label:actor", "label:act", "label:place", "label:none", "-label:act")] == [
        "a", "ab", "c", "de", "cde",
    ]  # fmt: skip


def test_removed_articles_are_never_found(desk: Store, find: Find) -> None:
    articles.remove(desk, [1])
    assert find("hama") == find("source:sana") == "e"
    assert find("-homs") == "cd"
    journal.undo(desk)
    assert find("hama") == "ae"


def test_groups_of_copies_are_found(desk: Store, find: Find) -> None:
    with journal.step(desk, "copies", "Group") as step:
        for article_id in (2, 4, 5):
            step.update("article", article_id, group_id=2)
    assert [find(f"copies:{value}") for value in ("yes", "no", "first", "4", "1")] == ["bde", "ac", "abc", "bde", "a"]


def test_assignments_are_found_by_name_and_by_coder(desk: Store, omar: Store, find: Find) -> None:
    articles.set_status(omar, 5, "new")
    with journal.step(desk, "queue", "Assign") as step:
        row = {"uid": "u", "name": "First week", "purpose": "coding", "articles": "[1, 3]"}
        assignment_id = step.insert("assignment", {**row, "created": "", "changed": ""})
        step.insert("assignment_coder", {"assignment_id": assignment_id, "coder_id": omar.coder_id})
    assert [find(f"assigned:{value}") for value in ('"first week"', "omar", "none", "rima")] == ["ac", "ac", "bde", ""]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("source:xyz", "source:xyz: no outlet has that in its name."),
        ("label:xyz", "label:xyz: no label has that name."),
        ("type:xyz", "type:xyz: no event type has that name."),
        ("actor:xyz", "actor:xyz: no event has an actor of that name."),
        ("coder:xyz", "coder:xyz: nobody of that name has coded here."),
        ("lang:xx", "lang:xx: no article is in that language."),
        ("assigned:xyz", "assigned:xyz: no assignment and no coder has that name."),
        ("hama OR -(source:xyz)", "source:xyz: no outlet has that in its name."),
    ],
)
def test_what_is_not_in_the_project_is_said(desk: Store, typed: str, said: str) -> None:
    assert listing.problems(desk, parse(typed)) == (said,)


# The queue


def test_the_queue_goes_round(desk: Store) -> None:
    articles.set_status(desk, 2, "done")
    assert [listing.next_to_do(desk, parse(""), after) for after in (0, 1, 3, 5)] == [1, 3, 4, 1]


@pytest.mark.parametrize("typed", ["hama", "hama status:done", "hama (status:done OR status:flagged)", "ham*"])
def test_the_queue_follows_the_words_whatever_status_is_asked(desk: Store, typed: str) -> None:
    assert [listing.next_to_do(desk, parse(typed), after) for after in (1, 5)] == [5, 1]


def test_the_queue_ends(desk: Store) -> None:
    articles.set_status(desk, 1, "skipped")
    assert listing.next_to_do(desk, parse("hama"), 5) is None
    assert listing.next_to_do(desk, parse("zeppelin"), 0) is None


# Parts


def test_a_listing_comes_in_parts(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "FIRST_STEP", 2)
    found = [list(part) for part in listing.Listing(desk, parse("hama OR source:wire")).parts()]
    assert found == [[1, 2], [5]]
    assert [list(part) for part in listing.Listing(desk, parse("hama")).parts(after=1)] == [[], [5]]
    assert list(listing.find(desk, parse("hama"))) == [1, 5]


def test_a_beginning_of_many_words_is_found_whole_and_glanced_at(
    desk: Store, add_article: AddArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "SPELLED", 2)
    many = [add_article(f"hamalet{number} rose") for number in range(5)]
    found = listing.Listing(desk, parse("hama*"))
    assert found.begins
    assert list(found.glance(10)) == [1, 5]
    assert list(found.whole()) == [1, 5, *many]
    assert not listing.Listing(desk, parse('"hama"')).begins


@pytest.mark.parametrize("typed", ["Cafés", "CAFE", "łódź", "قَصْف", "北", "Σίσυφ", "o'ne"])
def test_beginnings_in_every_script_find_what_the_index_finds(
    desk: Store, add_article: AddArticle, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    add_article("Cafés in Łódź, قصف, 北京 and Σίσυφος, O'Neil said.")
    found = list(listing.find(desk, parse(f"{typed}*")))
    monkeypatch.setattr(listing, "SPELLED", 0)
    assert list(listing.find(desk, parse(f"{typed}*"))) == found
    assert 6 in found


def test_a_search_can_be_interrupted_from_another_thread(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(store: Store, word: str, *, most: int) -> None:
        def now() -> int:
            return 1  # SQLite asks now and then whether to go on, as it looks whether it was interrupted

        store.db.conn.set_progress_handler(now, 1)

    monkeypatch.setattr(search, "beginnings", stopped)
    with pytest.raises(listing.Interrupted):
        listing.find(desk, parse("hama"))
    desk.db.conn.set_progress_handler(None, 0)


Tree = Any  # a term, or an operator with what it joins
TERMS = ('"hama"', '"homs"', "shelled", '"was shelled"', "zeppelin", "ham*", "lang:en", "source:sana")
TREES = st.recursive(
    st.sampled_from(TERMS),
    lambda each: st.tuples(st.just("-"), each) | st.tuples(st.sampled_from([" ", " OR "]), each, each),
    max_leaves=6,
)


def typed_for(tree: Tree) -> str:
    match tree:
        case ("-", part):
            return f"-({typed_for(part)})"
        case (joint, left, right):
            return f"({typed_for(left)}{joint}{typed_for(right)})"
    return str(tree)


def wanted(tree: Tree, known: dict[str, set[int]]) -> set[int]:
    match tree:
        case ("-", part):
            return set(range(1, 6)) - wanted(part, known)
        case (" ", left, right):
            return wanted(left, known) & wanted(right, known)
        case (" OR ", left, right):
            return wanted(left, known) | wanted(right, known)
    return known[tree]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(tree=TREES, step=st.sampled_from([1, 2, 65_536]))
def test_joined_terms_find_what_each_of_them_finds(desk: Store, tree: Tree, step: int) -> None:
    known = {term: set(listing.find(desk, parse(term))) for term in TERMS}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "FIRST_STEP", step)
        assert set(listing.find(desk, parse(typed_for(tree)))) == wanted(tree, known)
