"""What a project file and its disk can suffer: each fault is told in plain words, and nothing acknowledged is lost."""

import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus import articles, journal
from corpus.article import RawArticle, RawSpan
from corpus.errors import UserError
from corpus.store import Store
from labels import labels, spans
from labels.check import check
from labels.intake import take_in

FLIPS = 120
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows keeps an open file where it is")
WORDS = [
    "Hama",
    "Homs",
    "Idlib",
    "shelling",
    "raid",
    "strike",
    "حماة",
    "قصف",
    "😀",
    "Friday",
    "militia",
    "convoy",
    "bridge",
]


def wires(count: int, words: int = 60) -> Iterator[RawArticle]:
    """Articles with a span on every tenth word."""
    chance = random.Random(count)
    for number in range(count):
        text, found = f"Wire {number}.", []
        for place in range(words):
            word = chance.choice(WORDS)
            if place % 10 == 0:
                start = len(text) + 1
                found.append(RawSpan(start, start + len(word), chance.choice(("EVENT", "PLACE")), "rima"))
            text += " " + word
        yield RawArticle(text=text, title=f"Wire {number}", spans=tuple(found))


def visible(store: Store) -> list[object]:
    """Everything of the texts and their spans that somebody sees."""
    seen: list[object] = []
    for article_id in articles.ids(store):
        seen.append(articles.get(store, article_id).text)
        for span in spans.of_article(store, article_id):
            seen.append((span.start, span.end, span.surface, span.label, span.coder))
    return seen


@pytest.fixture
def coded(store: Store) -> Store:
    """A project with a dozen coded articles; texts long enough to need pages of their own."""
    take_in(store, wires(12))
    take_in(store, wires(2, words=3000))
    return store


@pytest.fixture
def other(store: Store) -> Iterator[sqlite3.Connection]:
    """Another program with the same file open."""
    with closing(sqlite3.connect(store.path, isolation_level=None)) as conn:
        yield conn


# The disk is full


def fill(store: Store) -> None:
    """Let the file grow no more."""
    store.db.conn.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size


def empty_again(store: Store) -> None:
    store.db.conn.execute("PRAGMA max_page_count = 1000000")


def test_coding_on_a_full_disk_fails_whole_and_goes_on_afterwards(coded: Store) -> None:
    label_id = labels.by_name(coded)["PLACE"].id
    fill(coded)
    acknowledged: list[int] = []
    with pytest.raises(UserError, match=r"disk that holds .* is full; nothing was changed"):  # noqa: PT012
        for start in range(5000):
            acknowledged += spans.add(coded, 13, start, start + 3, label_id, note="n" * 500).spans
    assert acknowledged
    assert {span.id for span in spans.of_article(coded, 13)} >= set(acknowledged)
    assert check(coded) == []
    empty_again(coded)
    spans.add(coded, 13, 6000, 6003, label_id)
    assert check(coded) == []


def test_an_import_on_a_full_disk_keeps_whole_articles_and_one_undo(coded: Store) -> None:
    before = len(articles.ids(coded))
    coded.db.conn.execute(f"PRAGMA max_page_count = {coded.value('PRAGMA page_count') + 40}")
    with pytest.raises(UserError, match="full"):
        take_in(coded, wires(400, words=61))
    assert len(articles.ids(coded)) == before + 20  # the first chunk
    assert check(coded) == []
    empty_again(coded)
    journal.undo(coded)
    assert len(articles.ids(coded)) == before


def test_a_new_project_on_a_full_disk_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("corpus.store.migrations.apply", full)
    with pytest.raises(UserError, match="full"):
        Store.create(tmp_path / "new.dateline")
    assert list(tmp_path.iterdir()) == []


# The file is taken away while it is open


def unlink(path: Path) -> None:
    path.unlink()


def rename(path: Path) -> None:
    path.rename(path.with_name("elsewhere.dateline"))


def replace(path: Path) -> None:
    newer = path.with_name("newer.dateline")
    Store.create(newer, name="newer").close()
    newer.replace(path)


@POSIX
@pytest.mark.parametrize("take_away", [unlink, rename, replace])
def test_a_file_taken_away_while_open_is_noticed_at_the_next_write(
    coded: Store, take_away: Callable[[Path], None]
) -> None:
    label_id, history = labels.by_name(coded)["PLACE"].id, len(journal.history(coded))
    take_away(coded.path)
    with pytest.raises(UserError, match=r"test\.dateline was moved, replaced or deleted"):
        spans.add(coded, 1, 0, 4, label_id)
    with pytest.raises(UserError, match="was moved, replaced or deleted"):
        journal.undo(coded)
    with pytest.raises(UserError, match="was moved, replaced or deleted"):
        take_in(coded, wires(30, words=5))
    assert len(journal.history(coded)) == history


@POSIX
def test_a_file_renamed_while_open_keeps_all_that_was_acknowledged(coded: Store) -> None:
    before = visible(coded)
    rename(coded.path)
    with pytest.raises(UserError, match="moved"):
        coded.set_setting("a", "1")
    with Store.open(coded.path.with_name("elsewhere.dateline")) as found:
        assert visible(found) == before
        assert check(found) == []
    assert not coded.path.exists()


@POSIX
def test_a_file_put_in_its_place_is_not_touched(coded: Store) -> None:
    replace(coded.path)
    before = coded.path.read_bytes()
    with pytest.raises(UserError, match="replaced"):
        coded.set_setting("a", "1")
    assert coded.path.read_bytes() == before


@POSIX
def test_work_goes_on_when_the_file_is_back(coded: Store) -> None:
    rename(coded.path)
    with pytest.raises(UserError, match="moved"):
        coded.set_setting("a", "1")
    coded.path.with_name("elsewhere.dateline").rename(coded.path)
    coded.set_setting("a", "2")
    assert coded.setting("a") == "2"


# It is locked, or may only be read


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_file_another_program_writes_is_waited_for_and_then_refused(
    coded: Store, other: sqlite3.Connection, lock: str
) -> None:
    assert coded.value("PRAGMA busy_timeout") == 5000
    coded.db.conn.execute("PRAGMA busy_timeout = 20")
    other.execute(lock)
    with pytest.raises(UserError, match="being written by another program; nothing was changed"):
        coded.set_setting("a", "1")
    other.execute("ROLLBACK")
    coded.set_setting("a", "2")
    assert coded.setting("a") == "2"


def test_reading_a_locked_file_is_refused_in_plain_words(coded: Store, other: sqlite3.Connection) -> None:
    coded.db.conn.execute("PRAGMA busy_timeout = 20")
    other.execute("BEGIN EXCLUSIVE")
    for read in (articles.ids, articles.status_counts, labels.all_labels, journal.undo_summary):
        with pytest.raises(UserError, match="being written by another program"):
            read(coded)


def test_a_commit_that_a_reader_holds_up_changes_nothing(coded: Store, other: sqlite3.Connection) -> None:
    coded.db.conn.execute("PRAGMA busy_timeout = 20")
    reading = other.execute("SELECT text FROM article_text")
    reading.fetchone()
    with pytest.raises(UserError, match="another program"):
        coded.set_setting("a", "1")
    reading.close()
    assert coded.setting("a") == ""
    coded.set_setting("a", "2")


def test_opening_a_locked_file_is_refused_in_plain_words(
    coded: Store, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded.close()
    other.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("corpus.profile.BUSY_SECONDS", 0.02)
    with pytest.raises(UserError, match="another program"):
        Store.open(coded.path)


@pytest.mark.skipif(os.name != "posix" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root writes anywhere")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_or_folder_that_may_not_be_written_opens_read_only(coded: Store, what: str) -> None:
    coded.close()
    place = coded.path if what == "file" else coded.path.parent
    mode = place.stat().st_mode
    place.chmod(mode & ~0o222)
    try:
        with Store.open(coded.path) as store:
            assert store.read_only
            assert len(visible(store)) > 12
            with pytest.raises(UserError, match="read-only"):
                store.set_setting("a", "1")
    finally:
        place.chmod(mode)


def test_a_file_that_turned_read_only_while_open_is_refused_in_plain_words(coded: Store) -> None:
    coded.db.conn.execute("PRAGMA query_only = ON")
    with pytest.raises(UserError, match="read-only; nothing was changed"):
        coded.set_setting("a", "1")


@POSIX
def test_a_crashed_project_that_may_only_be_read_is_refused_in_plain_words(
    coded: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed = tmp_path / "crashed.dateline"
    conn = coded.db.conn
    conn.execute("PRAGMA cache_spill = ON")
    conn.execute("PRAGMA cache_size = 5")
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("UPDATE span SET note = hex(randomblob(500))")
    for suffix in ("", "-journal"):
        shutil.copy(f"{coded.path}{suffix}", f"{crashed}{suffix}")
    conn.execute("ROLLBACK")
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # root may write everywhere
        with pytest.raises(UserError, match=r"left half written.*crashed\.dateline-journal"):
            Store.open(crashed)
    with Store.open(crashed) as store:
        assert check(store) == []
        assert visible(store) == visible(coded)


# It is no project, or not a whole one


def refuse(path: Path, match: str) -> None:
    """Opening must fail in plain words naming the file, and change nothing on the disk."""
    before = path.read_bytes() if path.is_file() else b""
    names = sorted(entry.name for entry in path.parent.iterdir())
    with pytest.raises(UserError, match=match) as caught:
        Store.open(path)
    assert path.name in str(caught.value)
    if path.is_file():
        assert path.read_bytes() == before
    assert sorted(entry.name for entry in path.parent.iterdir()) == names


def test_a_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    refuse(tmp_path / "gone.dateline", "does not exist")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.dateline").mkdir()
    refuse(tmp_path / "folder.dateline", "is a folder")


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "is empty"),
        (b"x", "not a Dateline project"),
        (b"SQLite format 3\x00", "not a Dateline project"),
        (b"PK\x03\x04" + bytes(4096), "not a Dateline project"),
        (b"Hama was shelled.\n" * 500, "not a Dateline project"),
        (bytes(8192), "not a Dateline project"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes, match: str) -> None:
    path = tmp_path / "other.dateline"
    path.write_bytes(content)
    refuse(path, match)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA journal_mode={mode}")
        conn.execute("CREATE TABLE moz_places (id)")
    refuse(path, "is not a Dateline project")


def test_a_project_that_was_never_finished_is_refused(store: Store) -> None:
    store.db.conn.execute("PRAGMA user_version = 0")
    store.close()
    refuse(store.path, "never finished")


@pytest.mark.parametrize("table", ["article", "article_text", "article_fts", "span", "setting", "step"])
def test_a_project_that_lacks_a_table_is_refused(store: Store, table: str) -> None:
    store.db.conn.execute("PRAGMA foreign_keys=OFF")
    store.db.conn.execute(f"DROP TABLE {table}")
    store.close()
    refuse(store.path, "missing|triggers")


def test_a_project_that_lacks_a_column_is_refused(store: Store) -> None:
    store.db.conn.execute("ALTER TABLE span DROP COLUMN note")
    store.close()
    refuse(store.path, "its span is missing")


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER mine AFTER INSERT ON span BEGIN DELETE FROM article_text; END",
        "CREATE VIEW mine AS SELECT * FROM span",
        "CREATE VIEW article_text_frozen AS SELECT * FROM span",
        "CREATE TRIGGER article_text_frozen AFTER INSERT ON span BEGIN DELETE FROM work; END",
        "SELECT 1",  # the trigger that freezes texts is simply gone
    ],
)
def test_triggers_and_views_of_a_stranger_are_refused(store: Store, sql: str) -> None:
    store.db.conn.execute("DROP TRIGGER article_text_frozen")
    store.db.conn.execute(sql)
    store.close()
    refuse(store.path, "that Dateline did not make|is missing")


def test_a_truncated_file_is_refused_or_found_by_the_check(coded: Store, tmp_path: Path) -> None:
    coded.close()
    whole, chance = coded.path.read_bytes(), random.Random(7)
    cut = tmp_path / "cut.dateline"
    pages = len(whole) // 4096
    lengths = [chance.randrange(1, len(whole)) for _ in range(30)]
    lengths += [4096 * chance.randrange(1, pages) for _ in range(30)]
    for length in lengths:
        cut.write_bytes(whole[:length])
        assert trouble(cut), f"cut to {length} of {len(whole)} bytes"


def trouble(path: Path) -> list[str]:
    """What opening or checking a file says is wrong with it."""
    try:
        with Store.open(path) as store:
            return [finding.sentence for finding in check(store)]
    except UserError as error:
        return [str(error)]


def text_pages(path: Path, pieces: list[str]) -> list[int]:
    """Numbers of the pages that hold words of the texts or of spans."""
    whole = path.read_bytes()
    found: set[int] = set()
    for piece in pieces:
        raw = piece.encode()
        at = whole.find(raw)
        while at >= 0:
            found.add(at // 4096)
            at = whole.find(raw, at + 1)
    return sorted(found)


def test_no_flipped_bit_in_a_text_goes_unseen(coded: Store, tmp_path: Path) -> None:
    before = visible(coded)
    pages = text_pages(coded.path, WORDS)
    coded.close()
    whole, chance = coded.path.read_bytes(), random.Random(20)
    path = tmp_path / "flipped.dateline"
    changed, unseen = 0, []
    for _ in range(FLIPS):
        place, bit = chance.choice(pages) * 4096 + chance.randrange(4096), chance.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :])
        if seen(path) != before:
            changed += 1
            if not trouble(path):
                unseen.append(place)
    assert changed >= 40
    assert unseen == []


def seen(path: Path) -> list[object] | None:
    """What somebody sees in a damaged file; None when it refuses to be read."""
    try:
        with Store.open(path) as store:
            return visible(store)
    except UserError:
        return None


def test_damage_met_while_working_is_told_in_plain_words(coded: Store, tmp_path: Path) -> None:
    pages = text_pages(coded.path, WORDS)
    coded.close()
    whole = bytearray(coded.path.read_bytes())
    for page in pages[1:]:
        whole[page * 4096 : page * 4096 + 8] = os.urandom(8)
    path = tmp_path / "damaged.dateline"
    path.write_bytes(whole)
    with pytest.raises(UserError, match="is damaged; restore it from a backup"), Store.open(path) as store:
        visible(store)
    assert any("damaged" in sentence for sentence in trouble(path))


def test_the_python_that_runs_this_has_what_the_format_needs() -> None:
    assert sqlite3.sqlite_version_info >= (3, 37), sys.version
