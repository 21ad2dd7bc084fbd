"""OpenDocument texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from corpus.article import RawArticle
from corpus.readers.limits import Limits

Article = Callable[[str, bytes], RawArticle]
Reason = Callable[..., str]
SPACES = "".join(f' xmlns:{name}="urn:{name}"' for name in ("office", "text", "table", "meta", "dc", "draw"))
META = (
    f"<office:document-meta{SPACES}><office:meta><dc:title>Rebels take Hama</dc:title>"
    "<dc:creator>B. Editor</dc:creator>"
    "<meta:initial-creator>A. Reporter</meta:initial-creator><meta:creation-date>2024-12-05T21:14:00.123"
    "</meta:creation-date><dc:language>ar-SY</dc:language></office:meta></office:document-meta>"
)


def content(body: str, prolog: str = "") -> str:
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return f"{prolog}<office:document{SPACES}>{text}</office:document>"


def odt(body: str, prolog: str = "", **parts: str) -> bytes:
    """A document; further parts by name ("meta", "manifest")."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content(body, prolog))
        for name, inside in parts.items():
            archive.writestr({"manifest": "META-INF/manifest.xml"}.get(name, f"{name}.xml"), inside)
    return out.getvalue()


def test_paragraphs_and_blanks(article: Article) -> None:
    first = '<text:p>Rebels\n   <text:span>entered</text:span> <text:s text:c="2"/>Hama'
    last = "<text:tab/>on<text:line-break/>Thursday.</text:p><text:p/>"
    found = article("a.odt", odt(f"<text:h>Hama falls</text:h>{first}{last}"))
    assert found.text == "Hama falls\n\nRebels entered   Hama\ton\nThursday."


def test_a_flat_file(article: Article) -> None:
    assert article("a.fodt", content("<text:p>Hama fell.</text:p>").encode()).text == "Hama fell."


def test_what_the_document_says_of_itself(article: Article) -> None:
    found = article("a.odt", odt("<text:p>Hama fell.</text:p>", meta=META))
    assert (found.title, found.published, found.language) == ("Rebels take Hama", "2024-12-05T21:14:00", "ar")
    assert found.meta["author"] == "A. Reporter"


def test_deleted_words_and_comments_are_left_out(article: Article) -> None:
    deleted = "<text:tracked-changes><text:deletion><text:p>never</text:p></text:deletion></text:tracked-changes>"
    comment = "<office:annotation><text:p>Really?</text:p></office:annotation>"
    assert article("a.odt", odt(f"{deleted}<text:p>Hama {comment}fell.</text:p>")).text == "Hama fell."


def test_tables_notes_and_boxes(article: Article) -> None:
    cells = [["Place", "Killed"], ["Hama", "12"]]
    rows = ["".join(f"<table:table-cell><text:p>{each}</text:p></table:table-cell>" for each in row) for row in cells]
    table = "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"
    words = "<text:note-body><text:p>Says SANA.</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>7</text:note-citation>{words}</text:note>"
    box = "<draw:text-box><text:p>In a box.</text:p></draw:text-box>"
    found = article("a.odt", odt(f"<text:p>Hama{note} {box}fell.</text:p>{table}"))
    assert found.text == "Hama[1] fell.\n\nIn a box.\n\nPlace\tKilled\nHama\t12\n\n[1] Says SANA."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.odt is empty."),
        (b"Hama fell.", "a.odt is damaged or not complete."),
        (odt("<text:p>"), "a.odt is damaged: its XML cannot be read (line 1)."),
        (odt("", manifest="<encryption-data/>"), "a.odt is protected with a password; save it without one."),
        (odt("<text:p/>"), "a.odt holds no text."),
    ],
)
def test_what_is_no_document_is_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("a.odt", data) == sentence


@pytest.mark.parametrize("suffix", ["odt", "fodt"])
def test_entities_are_refused(reason: Reason, suffix: str) -> None:
    prolog = '<!DOCTYPE a [<!ENTITY x "lol">]>'
    body = "<text:p>&x;</text:p>"
    data = odt(body, prolog) if suffix == "odt" else content(body, prolog).encode()
    assert "document type of its own" in reason(f"a.{suffix}", data)


def test_too_much_text_is_refused(reason: Reason) -> None:
    assert "holds at least 40 characters" in reason(
        "a.odt", odt(f"<text:p>{'Hama fell.' * 4}</text:p>"), Limits(text=30)
    )


def test_paragraphs_in_paragraphs(article: Article) -> None:
    assert article("a.odt", odt("<text:p>" * 50_000 + "Deep." + "</text:p>" * 50_000)).text == "Deep."
