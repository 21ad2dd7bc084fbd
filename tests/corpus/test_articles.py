from collections.abc import Callable, Iterator
from time import perf_counter

import pytest

from corpus import articles, journal
from corpus.article import RawArticle, Status
from corpus.errors import UserError
from corpus.query import Query
from corpus.queue import next_article
from corpus.store import Store
from labels import labels, spans, verdicts
from labels.intake import take_in

AddArticle = Callable[..., int]


@pytest.fixture
def omar(store: Store) -> Iterator[Store]:
    """The same file, opened by another coder."""
    with Store.open(store.path, coder="omar") as other:
        yield other


# Lists


def test_articles_are_listed_in_the_order_they_came_in(store: Store, add_article: AddArticle) -> None:
    added = [add_article(f"Article {number}") for number in range(5)]
    assert list(articles.ids(store)) == added


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        (Query(), "abc"),
        (Query(source="sana"), "a"),
        (Query(source="THE"), "b"),
        (Query(before="2024-12-06"), "a"),
        (Query(after="2024-12-05"), "b"),
        (Query(after="2024-12-06"), ""),
        (Query(before="2025-01-01", after="2024-01-01"), "ab"),
        (Query(text="idlib"), "c"),
        (Query(text="idlib", source="sana"), ""),
        (Query(status="new"), "bc"),
        (Query(status="todo"), "bc"),
        (Query(status="done"), "a"),
        (Query(status="no such"), ""),
        (Query(label="event"), "b"),
        (Query(label="EVENT", status="done"), ""),
    ],
)
def test_a_query_restricts_the_list(
    store: Store, add_article: AddArticle, add_label: Callable[[str], int], query: Query, titles: str
) -> None:
    first = add_article("Hama was shelled.", title="a", source="SANA", published="2024-12-05")
    second = add_article("Homs was shelled.", title="b", source="The Wire", published="2024-12-06T10:00:00Z")
    add_article("Talks in Idlib.", title="c")
    with journal.step(store, "span", "Label") as step:
        step.insert("span", spans.span_row(second, 0, 4, add_label("EVENT"), step.coder_id, "Homs"))
    articles.set_status(store, first, "done")
    assert "".join(row.title for row in articles.rows(store, articles.ids(store, query))) == titles


def test_rows_come_in_the_order_asked_for(store: Store, add_article: AddArticle) -> None:
    added = [add_article(f"Article {number}") for number in range(3)]
    wanted = [added[2], 999, added[0]]
    assert [row.id for row in articles.rows(store, wanted)] == [added[2], added[0]]
    assert articles.rows(store, []) == []


def test_rows_of_removed_articles_are_left_out(store: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    articles.remove(store, [article_id])
    assert articles.rows(store, [article_id]) == []
    assert not articles.exists(store, article_id)


def test_more_rows_than_sqlite_takes_parameters_are_listed(store: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    assert [row.id for row in articles.rows(store, [*range(1000, 50_000), article_id])] == [article_id]


def test_ten_thousand_articles_open_and_list_at_once(store: Store) -> None:
    take_in(store, (RawArticle(text=f"Article {number} on Hama.", title=f"{number}") for number in range(10_000)))
    store.close()
    start = perf_counter()
    with Store.open(store.path, coder="rima") as again:
        found = articles.ids(again)
        articles.rows(again, found[5000:5100])
        next_article(again, found[-1])
        articles.status_counts(again)
        took = perf_counter() - start
    assert len(found) == 10_000
    assert took < 1  # measured 0.03; the rest is for busy machines


def test_sources_are_counted(store: Store, add_article: AddArticle) -> None:
    for number, source in enumerate(("SANA", "Wire", "SANA", "")):
        add_article(f"Article {number}", source=source)
    assert articles.sources(store) == [("SANA", 2), ("", 1), ("Wire", 1)]


# One article


def test_an_article_is_read_whole(store: Store) -> None:
    raw = RawArticle(
        text="\ufeffHama\r\nburned 😀", title=" T ", source="S", published="2024-12-06", url="u", language="en",
        meta={"page": [1, None], "desk": "Syria"},
    )  # fmt: skip
    report = take_in(store, [raw])
    article = articles.get(store, report.first_id or 0)
    assert (article.text, article.length, article.title) == ("Hama\nburned 😀", 13, "T")
    assert (article.source, article.published, article.url, article.language) == ("S", "2024-12-06", "u", "en")
    assert article.meta == {"page": [1, None], "desk": "Syria"}


def test_an_article_that_is_gone_is_refused(store: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    articles.remove(store, [article_id])
    for number in (article_id, 999):
        with pytest.raises(UserError, match=f"no article {number}"):
            articles.get(store, number)


def test_an_article_is_found_by_number_and_by_identifier(store: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    uid = articles.get(store, article_id).uid
    assert [articles.find(store, ref) for ref in (str(article_id), uid, uid[:20].upper())] == [article_id] * 3


@pytest.mark.parametrize("ref", ["", "7", "zzzz", "*", "????", "[0-9]*", "0", "9" * 19, "9" * 40, "-1", "²", "abc"])
def test_a_reference_that_means_nothing_is_refused(store: Store, add_article: AddArticle, ref: str) -> None:
    add_article()
    with pytest.raises(UserError, match="there is no article"):
        articles.find(store, ref)


def test_an_identifier_of_digits_only_is_found(store: Store) -> None:
    take_in(store, [RawArticle(text="Hama", uid="1234567890" * 3 + "12")])
    assert articles.find(store, "1234567890" * 3 + "12") == 1


def test_a_beginning_that_several_share_is_refused(store: Store, add_article: AddArticle) -> None:
    uid = articles.get(store, add_article("a")).uid
    add_article("b")
    with pytest.raises(UserError, match="more than one article"):
        articles.find(store, uid[:4])


# Status and queue


def test_a_new_article_is_to_do(store: Store, add_article: AddArticle) -> None:
    assert articles.status(store, add_article()) == "new"


@pytest.mark.parametrize("status", ["in progress", "done", "flagged", "skipped", "new"])
def test_a_status_is_kept(store: Store, add_article: AddArticle, status: Status) -> None:
    article_id = add_article()
    articles.set_status(store, article_id, status)
    assert articles.status(store, article_id) == status
    assert articles.status_counts(store)[status] == 1


def test_the_same_status_again_is_no_step(store: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    articles.set_status(store, article_id, "done")
    assert not articles.set_status(store, article_id, "done")


def test_a_status_that_is_none_is_refused(store: Store, add_article: AddArticle) -> None:
    with pytest.raises(UserError, match="finished is not a status"):
        articles.set_status(store, add_article(), "finished")  # type: ignore[arg-type]


def test_a_status_for_no_article_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="no article 7"):
        articles.set_status(store, 7, "done")


def test_each_coder_stands_where_they_stand(store: Store, omar: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    articles.set_status(store, article_id, "done")
    assert articles.status(omar, article_id) == "done"  # not touched by them: where the others stand
    articles.set_status(omar, article_id, "flagged")
    assert (articles.status(store, article_id), articles.status(omar, article_id)) == ("done", "flagged")


def test_the_next_article_is_one_still_to_do_going_round(store: Store, add_article: AddArticle) -> None:
    ids = [add_article(f"Article {number}") for number in range(4)]
    articles.set_status(store, ids[1], "done")
    articles.set_status(store, ids[2], "in progress")
    assert [next_article(store, article_id) for article_id in (0, *ids)] == [
        ids[0], ids[2], ids[2], ids[3], ids[0],
    ]  # fmt: skip


def test_the_queue_ends_when_all_are_done(store: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    assert next_article(store, article_id) is None
    articles.set_status(store, article_id, "skipped")
    assert next_article(store, 0) is None


@pytest.mark.parametrize("status", ["", "todo", "done", "flagged", "new"])
def test_the_queue_follows_the_search_but_never_its_status(store: Store, add_article: AddArticle, status: str) -> None:
    add_article("Talks in Idlib.")
    ids = [add_article(f"Hama {number}") for number in range(3)]
    articles.set_status(store, ids[0], "done")
    assert next_article(store, ids[0], Query(text="hama", status=status)) == ids[1]
    assert next_article(store, ids[2], Query(text="hama", status=status)) == ids[1]


# Corrections


def test_what_is_known_of_an_article_is_corrected(store: Store, add_article: AddArticle) -> None:
    article_id = add_article(title="Old", source="S")
    articles.correct(store, article_id, title=" New\x00 \ntitle\ud800 ", published="2024-12-06", language="ar", url="u")
    article = articles.get(store, article_id)
    assert (article.title, article.source, article.published) == ("New title", "S", "2024-12-06")
    assert (article.language, article.url) == ("ar", "u")


def test_a_correction_that_changes_nothing_is_no_step(store: Store, add_article: AddArticle) -> None:
    article_id = add_article(title="Same")
    assert not articles.correct(store, article_id, title="Same")


def test_a_date_can_be_taken_away(store: Store, add_article: AddArticle) -> None:
    article_id = add_article(published="2024-12-06")
    articles.correct(store, article_id, published="")
    assert articles.get(store, article_id).published == ""


@pytest.mark.parametrize(
    "value",
    ["6 December", "2024-13-01", "2024-02-30", "20241206", "2024-W49-5", "2024-12-06x", "2024-12-06T", "٢٠٢٤-١٢-٠٦"],
)
def test_what_is_no_date_is_refused(store: Store, add_article: AddArticle, value: str) -> None:
    with pytest.raises(UserError, match="is not a date"):
        articles.correct(store, add_article(), published=value)


@pytest.mark.parametrize("value", ["2024-12-06", "2024-12-06T10:00:00Z", "2024-12-06 10:00", "2024-02-29T10:00+02:00"])
def test_days_and_times_are_dates(value: str) -> None:
    assert articles.is_iso(value)


def test_an_article_that_is_gone_cannot_be_corrected(store: Store) -> None:
    with pytest.raises(UserError, match="gone"):
        articles.correct(store, 7, title="x")


def test_removing_what_is_not_there_removes_nothing(store: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    with pytest.raises(UserError, match="gone"):
        articles.remove(store, [article_id, 999])
    assert list(articles.ids(store)) == [article_id]


def test_time_spent_adds_up_over_statuses_and_goes_back_with_undo(store: Store, add_article: AddArticle) -> None:
    article_id = add_article("Hama")
    articles.set_status(store, article_id, "flagged", seconds=40)
    articles.set_status(store, article_id, "done", seconds=25)
    assert store.value("SELECT seconds FROM work") == 65
    journal.undo(store)
    assert store.value("SELECT seconds FROM work") == 40


def test_a_row_tells_how_many_suggestions_wait_until_the_article_is_done(store: Store) -> None:
    take_in(store, [RawArticle(text="Hama and Homs and Idlib.")])
    labels.add(store, "LOCATION")
    label = labels.by_name(store)["LOCATION"].id
    place = {"article_id": 1, "label_id": label, "origin": "import gpt", "score": 0.9}
    with store.transaction():
        for start, end in ((0, 4), (9, 13), (18, 23)):
            store.db.table("suggestion").insert(place | {"start": start, "end": end})
        of_no_use = {"origin": "model 1", "start": 5, "end": 8}  # no such model is in use
        store.db.table("suggestion").insert(place | of_no_use)
    assert articles.rows(store, [1])[0].waiting == 3
    spans.add(store, 1, 0, 4, label)
    verdicts.add(store, 1, 9, 13, "rejected", origin="import gpt", label_id=label)
    assert articles.rows(store, [1])[0].waiting == 1
    articles.set_status(store, 1, "done")
    assert articles.rows(store, [1])[0].waiting == 0
