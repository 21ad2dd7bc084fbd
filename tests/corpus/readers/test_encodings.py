"""Encodings: said, proved or assumed; and what is no text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.encodings import NotText, browser_codec, codec, encoding_of_bytes, encoding_of_file

RUSSIAN = "Повстанцы вошли в город Хама в четверг вечером, сообщила правозащитная группа. " * 8
ARABIC = "دخل مقاتلو المعارضة مدينة حماة مساء الخميس بعد معارك عنيفة مع قوات النظام. " * 8
FRENCH = "Les rebelles ont pénétré à Hama jeudi soir, après des combats très sévères près de la forêt. " * 8
POLISH = "Rebelianci wkroczyli w czwartek wieczorem do miasta; żołnierze się wycofali. " * 8
TURKISH = "İsyancılar perşembe akşamı Hama şehrine girdi; ordu güneye çekildiğini açıkladı. " * 8
HEBREW = "המורדים נכנסו לעיר חמאת ביום חמישי בערב. " * 8


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_says_its_encoding_is_believed(codec: str) -> None:
    data = "Hama, دمشق 🔥".encode(codec)
    encoding = encoding_of_bytes(data)
    assert data.decode(encoding.name) == "Hama, دمشق 🔥"
    assert encoding.warning == encoding.assumed == ""


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (ARABIC, "cp1256"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (TURKISH, "cp1254"),
        (HEBREW, "cp1255"),
        (RUSSIAN, "utf-16-le"),
        ("Rebels entered Hama on Thursday. " * 4, "utf-16-be"),
    ],
)
def test_other_encodings_are_assumed_and_told(text: str, codec: str) -> None:
    encoding = encoding_of_bytes(text.encode(codec))
    assert text.encode(codec).decode(encoding.name) == text
    assert encoding.assumed == encoding.name
    assert "was assumed" in encoding.warning


def test_utf8_with_a_few_broken_bytes_stays_utf8() -> None:
    encoding = encoding_of_bytes(RUSSIAN.encode() + b"\xff" + RUSSIAN.encode())
    assert encoding.name == "utf-8"
    assert "broken characters" in encoding.warning


def test_a_character_cut_off_at_the_end_is_told() -> None:
    assert "broken off" in encoding_of_bytes("Hama é".encode()[:-1]).warning


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 and so on", "a PDF"),
        (b"PK\x03\x04 and so on", "a ZIP archive or an Office document"),
        (b"\x89PNG\r\n", "a picture"),
        (bytes(range(256)), "binary data"),
        (b"\x00" * 1000, "binary data"),
    ],
)
def test_what_is_no_text_is_said(data: bytes, kind: str) -> None:
    with pytest.raises(NotText, match=kind):
        encoding_of_bytes(data)


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    assert encoding_of_bytes(b"Rebels entered\x00 Hama.").name == "utf-8"


def test_a_letter_across_two_pieces_of_a_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * ((1 << 20) - 1) + "é".encode() + b"x")
    assert encoding_of_file(path).warning == ""


@given(st.binary(max_size=400))
def test_any_bytes_get_an_encoding_or_are_no_text(data: bytes) -> None:
    try:
        encoding = encoding_of_bytes(data)
    except NotText:
        return
    data.decode(encoding.name, "replace")


_NONE = ["", "nope", "rot13", "a\0b", "punycode", "IDNA", "unicode-escape", "base64", "x" * 10_000]


@pytest.mark.parametrize("name", _NONE)
def test_what_is_no_encoding_of_text_is_not_taken(name: str) -> None:
    assert codec(name) == browser_codec(name) == ""


def test_encodings_are_known_by_their_other_names() -> None:
    assert codec(" Windows-1251 ") == "cp1251"
    assert codec("latin1") == "iso8859-1"
    assert browser_codec("ISO-8859-1") == "cp1252"
