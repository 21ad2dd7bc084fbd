from collections.abc import Callable

from corpus import articles
from corpus.store import Store
from labels import kwic, spans


def test_a_line_shows_the_hit_in_its_context(
    store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    article = add_article("😀 Shells hit\nHama on Friday.", title="Shelling", source="sana", published="2024-12-04")
    label = add_label("LOCATION")
    spans.add(store, article, 13, 17, label)
    (line,) = kwic.lines(store, [(article, 13, 17)])
    assert line
    assert (line.before, line.hit, line.after) == ("😀 Shells hit ", "Hama", " on Friday.")
    assert (line.title, line.source, line.published) == ("Shelling", "sana", "2024-12-04")
    assert [(mark.start, mark.end, mark.label_id) for mark in line.marks] == [(13, 17, label)]


def test_a_removed_article_has_no_line(store: Store, add_article: Callable[..., int]) -> None:
    article = add_article("Hama")
    articles.remove(store, [article])
    assert kwic.lines(store, [(article, 0, 4)]) == [None]


def test_context_and_long_hits_are_cut(store: Store, add_article: Callable[..., int]) -> None:
    article = add_article("a" * 500 + "b" * 500 + "c" * 500)
    (line,) = kwic.lines(store, [(article, 500, 1000)])
    assert line
    assert (line.before, len(line.hit), line.after) == ("a" * 160, 201, "c" * 160)
