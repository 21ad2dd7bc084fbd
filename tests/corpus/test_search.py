from collections.abc import Callable

import pytest

from corpus import articles, search
from corpus.progress import Cancelled
from corpus.query import parse
from corpus.store import Store

Find = Callable[[str], list[int]]


@pytest.fixture
def find(store: Store) -> Find:
    """Takes what is typed into the search box and returns the ids listed."""
    return lambda typed: list(articles.ids(store, parse(typed)))


def test_words_are_found_in_title_source_and_text(store: Store, add_article: Callable[..., int], find: Find) -> None:
    article_id = add_article("Hama was shelled.", title="Strike", source="SANA")
    assert [find(word) for word in ("hama", "strike", "sana", "homs")] == [[article_id]] * 3 + [[]]


def test_every_word_must_be_there_and_the_last_may_be_a_beginning(add_article: Callable[..., int], find: Find) -> None:
    article_id = add_article("Hama was shelled.")
    assert [find(typed) for typed in ("ham shelled", "hama shell", "hama homs")] == [[], [article_id], []]


def test_a_closed_quotation_is_a_whole_phrase(add_article: Callable[..., int], find: Find) -> None:
    article_id = add_article("Hama was shelled.")
    assert find('"hama was"') == find('"was shelled"') == [article_id]
    assert find('"hama shelled"') == find('"was shell"') == []


@pytest.mark.parametrize("typed", ['"', '""', "*", "***", ":", "-", "( )", "^", "_", "'", "   ", "\x00", "\ud800"])
def test_signs_alone_restrict_nothing(add_article: Callable[..., int], find: Find, typed: str) -> None:
    article_id = add_article()
    assert find(typed) == [article_id]


@pytest.mark.parametrize(
    "typed",
    [
        *("hama*", "hama:", "text:hama", "NEAR(hama", "hama AND", "hama OR", "NOT hama", 'ha"ma', '"hama', "(hama"),
        *("^hama", "hama\x00", "{title} : hama", "hama -", "hama + friday", "'; DROP TABLE article; --", "\ud800hama"),
    ],
)
def test_nothing_typed_is_read_as_query_syntax(add_article: Callable[..., int], find: Find, typed: str) -> None:
    add_article()
    assert len(find(typed)) <= 1


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("قصف حماة يوم الجمعة", "حماة"),
        ("قصف مُحَمَّد", "مُحَمَّد"),
        ("हिन्दी में लड़ाई", "लड़ाई"),
        ("Бои под Идлибом", "идлиб"),
        ("Cafe\u0301s burned", "Cafe\u0301s"),
        ("Cafés burned", "cafes"),
        ("北京 攻击", "北"),
        ("O'Neil said", "O'Neil"),
        ("the T-72 tank", "T-72"),
        ("fired 12,5 rounds", "12,5"),
        ("a file_name here", "file_name"),
    ],
)
def test_words_of_every_script_are_found(add_article: Callable[..., int], find: Find, text: str, typed: str) -> None:
    article_id = add_article(text)
    add_article("Something else entirely.")
    assert find(typed) == [article_id]


def test_a_corrected_title_is_found_and_the_old_one_not(
    store: Store, add_article: Callable[..., int], find: Find
) -> None:
    article_id = add_article(title="Shelling", source="SANA")
    articles.correct(store, article_id, title="Ceasefire", source="Reuters")
    assert [find(word) for word in ("ceasefire", "reuters", "hama", "shelling sana")] == [[article_id]] * 3 + [[]]


def test_removed_articles_are_not_found(store: Store, add_article: Callable[..., int], find: Find) -> None:
    articles.remove(store, [add_article()])
    assert find("hama") == []


def test_a_rebuilt_index_finds_the_same(store: Store, add_article: Callable[..., int], find: Find) -> None:
    ids = [add_article(f"Hama {number}") for number in range(3)]
    store.db.conn.execute("INSERT INTO article_fts (article_fts) VALUES ('delete-all')")
    assert find("hama") == []
    search.rebuild(store)
    assert find("hama") == ids


def test_a_rebuild_that_is_stopped_leaves_the_index_as_it_was(
    store: Store, add_article: Callable[..., int], find: Find
) -> None:
    article_id = add_article()

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        search.rebuild(store, progress=stop)
    assert find("hama") == [article_id]
