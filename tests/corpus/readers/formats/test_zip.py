"""ZIP archives of articles."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

import pytest

from corpus.article import RawArticle, Refusal
from corpus.readers import read_paths
from corpus.readers.format import Found
from corpus.readers.limits import Limits

Read = Callable[..., list[Found]]
Reason = Callable[..., str]
Data = bytes | str


def packed(members: Mapping[str, Data], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def texts(found: list[Found]) -> list[str]:
    return [each.text for each in found if isinstance(each, RawArticle)]


def reasons(found: list[Found]) -> list[str]:
    return [each.reason for each in found if isinstance(each, Refusal)]


def test_each_file_is_read_by_its_own_reader(read: Read) -> None:
    lines = '{"text": "One."}\n{"text": "Two."}\n'
    found = read("wires.zip", packed({"march/12.txt": "Hama fell.", "all.jsonl": lines, "t.csv": "text\nX."}))
    assert texts(found) == ["Hama fell.", "One.", "Two.", "X."]
    assert [each.where for each in found] == [
        "wires.zip, march/12.txt",
        "wires.zip, all.jsonl, line 1",
        "wires.zip, all.jsonl, line 2",
        "wires.zip, t.csv, line 2",
    ]


def test_what_cannot_be_read_is_named_and_the_rest_taken(read: Read) -> None:
    found = read("w.zip", packed({"a.txt": "", "b.png": b"\x89PNG", "c.txt": "Hama fell.", "LICENSE": "x"}))
    assert texts(found) == ["Hama fell."]
    first, second, third = reasons(found)
    assert first == "w.zip, a.txt is empty."
    assert second.startswith("w.zip, b.png is a format Dateline does not read yet")
    assert third.startswith("w.zip, LICENSE has no ending that says what it is")


def test_what_systems_keep_for_themselves_is_left_out_silently(read: Read) -> None:
    found = read("w.zip", packed({"__MACOSX/._a.txt": "x", ".DS_Store": "x", "a/~$b.txt": "x", "a.txt": "Hama fell."}))
    assert (texts(found), reasons(found)) == (["Hama fell."], [])


def test_of_our_own_export_only_the_articles_come_back(read: Read) -> None:
    members = {"x/dateline-export.json": "{}", "x/articles.jsonl": '{"text": "One."}', "x/ledger.jsonl": "{}"}
    assert texts(read("w.zip", packed(members))) == ["One."]


def test_names_lead_nowhere(read: Read, tmp_path: Path) -> None:
    found = read("w.zip", packed({"../../out.txt": "Hama fell.", "/etc/out.txt": "Homs fell."}))
    assert texts(found) == ["Hama fell.", "Homs fell."]
    assert [path.name for path in tmp_path.iterdir()] == ["w.zip"]


def test_nothing_is_left_behind(read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    read("w.zip", packed({"a.txt": "Hama fell.", "b.zip": packed({"c.txt": "Homs."}), "d.zip": b"PK"}))
    assert list(scratch.iterdir()) == []


def test_archives_in_archives_are_read_to_the_third(read: Read) -> None:
    data = packed({"a.txt": "Hama fell."})
    for _ in range(2):
        data = packed({"in.zip": data})
    assert [each.where for each in read("w.zip", data)] == ["w.zip, in.zip, in.zip, a.txt"]
    (reason,) = reasons(read("w.zip", packed({"in.zip": data, "b.txt": "Homs."})))
    assert reason == ("w.zip, in.zip, in.zip, in.zip lies in more than 2 archives, one in another, and was not opened.")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "w.zip is damaged or not complete."),
        (packed({"a.txt": "Hama fell." * 1_000})[:-30], "w.zip is damaged or not complete."),
        (packed({}), "w.zip holds no files."),
        (b"This is no archive at all." * 10, "w.zip is damaged or not complete."),
    ],
)
def test_no_archive_is_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("w.zip", data) == sentence


def test_a_broken_file_costs_itself_only(read: Read) -> None:
    data = bytearray(packed({"a.txt": "Hama fell. " * 50, "b.txt": "Homs."}, method=zipfile.ZIP_STORED))
    at = data.index(b"Hama fell.")
    data[at : at + 4] = b"HAMA"
    found = read("w.zip", bytes(data))
    assert texts(found) == ["Homs."]
    assert reasons(found) == ["w.zip is damaged: its part “a.txt” cannot be unpacked."]


@pytest.mark.parametrize("size", [45_000_000, 200_000_000])
def test_a_bomb_is_refused_at_once(reason: Reason, size: int) -> None:
    data = packed({"a.txt": b"\0" * size})
    started = perf_counter()
    sentence = reason("w.zip", data)
    assert perf_counter() - started < 1
    assert "packed more than 100 times over" in sentence or "over the limit of 50,000,000" in sentence


def test_a_bomb_of_many_archives_is_stopped_as_a_whole(read: Read) -> None:
    inner = packed({f"{number}.txt": b"\0" * 15_000_000 for number in range(2)})
    data = packed({"good.txt": "Hama fell."} | {f"{number}.zip": inner for number in range(50)})
    started = perf_counter()
    found = read("w.zip", data)
    assert perf_counter() - started < 10
    assert texts(found) == ["Hama fell."]
    assert sum("is binary data" in reason for reason in reasons(found)) == 2
    assert sum("over the limit of 1" in reason for reason in reasons(found)) == 49


def test_a_broken_archive_costs_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": b"\0" * 200_000_000}))
    (tmp_path / "b.zip").write_bytes(packed({"b.txt": "Hama fell.", "c.jsonl": '{"text": "One."}'}))
    found = list(read_paths([tmp_path / "a.zip", tmp_path / "b.zip"]))
    assert texts(found) == ["Hama fell.", "One."]


def test_progress_goes_through_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "w.zip"
    path.write_bytes(packed({f"{number}.jsonl": '{"text": "Hama fell."}\n' * 3_000 for number in range(10)}))
    seen: list[int] = []
    articles = list(read_paths([path], progress=lambda done, total=None, note="": seen.append(done)))
    assert len(articles) == 30_000
    assert seen == sorted(seen)
    assert len({done for done in seen if 0 < done < path.stat().st_size}) > 1


def test_a_text_over_the_limit_in_an_archive_is_named(read: Read) -> None:
    (reason,) = reasons(read("w.zip", packed({"a.txt": "Hama fell."}), Limits(text=5)))
    assert reason.startswith("w.zip, a.txt holds 10 characters, over the limit of 5")
