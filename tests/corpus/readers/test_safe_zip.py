"""Archives that are looked over before they are unpacked."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.readers import safe_zip
from corpus.readers.limits import Limits

Parts = dict[str, bytes]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes an archive of these parts."""

    def write(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> Path:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", method) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    return write


def problem(path: Path, limits: Limits = Limits(), *, entries: int = 10) -> str:
    with pytest.raises(safe_zip.BadZip) as caught:
        read_all(path, limits, entries)
    return str(caught.value)


def read_all(path: Path, limits: Limits, entries: int) -> None:
    with safe_zip.open(path, limits, entries=entries) as archive:
        for member in archive.members:
            archive.read(member)


def test_files_are_listed_and_read(write: Write) -> None:
    with safe_zip.open(write({"a/": b"", "a/b.txt": b"Hama"}), Limits()) as archive:
        (member,) = archive.members
        assert (member.name, archive.read(member), archive.find("a/b.txt")) == ("a/b.txt", b"Hama", member)


def test_names_do_not_lead_elsewhere(write: Write) -> None:
    with safe_zip.open(write({"/etc/x\x1b.txt": b"", "حماة.txt": b""}), Limits()) as archive:
        assert [member.name for member in archive.members] == ["etc/x.txt", "حماة.txt"]


def test_links_are_left_out(write: Write, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "l.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with safe_zip.open(tmp_path / "l.zip", Limits()) as opened:
        assert opened.members == ()


def test_bombs_are_refused(write: Write) -> None:
    assert "packed more than 100 times" in problem(write({"a": bytes(30_000_000)}))
    assert "over the limit of 1,000" in problem(write({"a": b"0" * 600, "b": b"1" * 600}), Limits(whole_bytes=1000))
    assert "holds 11 parts" in problem(write({str(number): b"" for number in range(11)}))


def test_parts_upon_one_another_are_refused(write: Write) -> None:
    path = write({"a": b"0" * 500, "b": b"0" * 500}, zipfile.ZIP_STORED)
    data = path.read_bytes()
    second = data.rindex(b"PK\x01\x02")
    path.write_bytes(data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :])
    assert "lie upon one another" in problem(path)


@pytest.mark.parametrize("cut", [0, 2, 30, -5])
def test_what_is_broken_off_is_refused(write: Write, cut: int) -> None:
    path = write({"a": b"Hama fell." * 9})
    path.write_bytes(path.read_bytes()[:cut])
    assert problem(path) == "is damaged or not complete."


def test_damage_is_told_of_the_part(write: Write) -> None:
    path = write({"a.txt": b"Hama fell." * 9}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"fell", b"feel", 1))
    assert problem(path) == "is damaged: its part “a.txt” cannot be unpacked."


def test_a_password_is_named(write: Write) -> None:
    path = write({"a": b"Hama"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert problem(path) == "is protected with a password; save it without one."
