import sqlite3
from collections.abc import Callable

import pytest

from corpus.store import Store
from labels import event_types, events, roles, spans
from labels.check import check
from labels.event import ArgumentDraft, EventDraft

TEXT = "Shelling hit Hama on Friday."


@pytest.fixture
def coded(store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]) -> Store:
    """A project with one article and one span (Hama)."""
    spans.add(store, add_article(TEXT, title="Strike"), 13, 17, add_label("PLACE"))
    return store


def tamper(store: Store, sql: str) -> None:
    """Change the file behind the program's back."""
    conn = sqlite3.connect(store.path)
    conn.execute("PRAGMA ignore_check_constraints=ON")
    conn.execute("DROP TRIGGER IF EXISTS article_text_frozen")
    conn.execute(sql)
    conn.commit()
    conn.close()


def test_a_sound_project_has_no_findings(coded: Store) -> None:
    assert check(coded) == []


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE article_text SET text = replace(text, 'Friday', 'Sunday')", "is not what was imported"),
        ("UPDATE article_text SET text = text || char(13)", "is not what was imported"),
        ("UPDATE article SET length = length + 1", "is not what was imported"),
        ("DELETE FROM article_text", "has lost its text"),
        ("UPDATE article_text SET text = CAST(x'ff4861' AS TEXT)", "Article 1 cannot be read"),
        ("UPDATE article SET meta = '{x'", "besides its text is damaged"),
        ("UPDATE span SET surface = 'Homs'", "was made on “Homs” and now covers “Hama”"),
        ("UPDATE span SET start = 12", "was made on “Hama” and now covers “ Hama”"),
        ('UPDATE span SET "end" = 999', "reaches past the text"),
        ('UPDATE span SET "end" = 3, start = 9', "CHECK constraint failed"),
        ("UPDATE span SET note = CAST(x'ff' AS TEXT)", "is damaged"),
        ("UPDATE span SET label_id = 9", "belongs to a label that is gone"),
        ("DELETE FROM coder", "belongs to a coder that is gone"),
        ("UPDATE article SET span_count = 7", "The count of spans kept for article 1 is wrong"),
        ("DELETE FROM article_fts_docsize", "The search index does not hold every article"),
        ("UPDATE label SET colour = 'teal'", "CHECK constraint failed"),
    ],
)
def test_what_is_wrong_is_named(coded: Store, sql: str, sentence: str) -> None:
    tamper(coded, sql)
    found = [finding.sentence for finding in check(coded)]
    assert any(sentence in line for line in found), found


def test_a_finding_leads_to_its_article(coded: Store, add_article: Callable[..., int]) -> None:
    add_article("Another one.")
    tamper(coded, "UPDATE article_text SET text = 'Other' WHERE article_id = 2")
    assert {finding.article_id for finding in check(coded)} == {2}


def test_one_damaged_article_does_not_hide_the_next(coded: Store, add_article: Callable[..., int]) -> None:
    add_article("Another one.")
    tamper(coded, "UPDATE article_text SET text = CAST(x'ff4861' AS TEXT)")
    assert {finding.article_id for finding in check(coded)} >= {1, 2}


def test_checking_reports_how_far_it_is(coded: Store) -> None:
    reports: list[tuple[int, int | None]] = []

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        reports.append((done, total))

    check(coded, progress=progress)
    assert reports == [(1, 1)]


def test_checking_writes_nothing(coded: Store) -> None:
    before = coded.path.read_bytes()
    with Store.open(coded.path, read_only=True) as readonly:
        check(readonly)
    assert coded.path.read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE event_type SET words = '[1'", "The words of Battles are damaged"),
        ("UPDATE role SET codes = '[[1]]'", "The codes of Actor are damaged"),
        ("UPDATE event_type SET parent_id = id", "Battles stands below itself"),
        ("UPDATE argument SET value = '{x'", "A value in event 1 of article 1 is damaged"),
        ('UPDATE argument SET start = 90, "end" = 99', "rests on words past the text"),
        ("UPDATE record SET actor = 'somebody'", "Event 1 and the table of events do not agree"),
        ("DELETE FROM record", "Event 1 and the table of events do not agree"),
        ("UPDATE article SET event_count = 3", "The count of events kept for article 1 is wrong"),
    ],
)
def test_what_is_wrong_with_events_is_named(coded: Store, sql: str, sentence: str) -> None:
    event_types.add(coded, "Battles")
    roles.add(coded, "Actor", kind="actor")
    events.add(coded, 1, EventDraft(1, 1, 0, 8, (ArgumentDraft(1, "Hama", 13, 17),)))
    assert check(coded) == []
    tamper(coded, sql)
    found = [finding.sentence for finding in check(coded)]
    assert any(sentence in line for line in found), found
