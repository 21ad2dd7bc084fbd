"""Word documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from time import perf_counter

import pytest

from corpus.article import RawArticle
from corpus.readers.limits import Limits

Article = Callable[[str, bytes], RawArticle]
Reason = Callable[..., str]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = (
    '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc" xmlns:dcterms="urn:dcterms"><dc:title>Rebels take Hama'
    "</dc:title><dc:creator>A. Reporter</dc:creator><dcterms:created>2024-12-05T21:14:00Z</dcterms:created>"
    "<dc:language>en-GB</dc:language></cp:coreProperties>"
)


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def p(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(*paragraphs: str) -> str:
    return "<w:tc><w:tcPr/>" + "".join(p(run(each)) for each in paragraphs) + "</w:tc>"


def docx(body: str, prolog: str = "", **parts: str) -> bytes:
    """A document; further parts by name ("footnotes", "core")."""
    names = {"core": "docProps/core.xml"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )
        for name, content in parts.items():
            archive.writestr(names.get(name, f"word/{name}.xml"), content)
    return out.getvalue()


def test_paragraphs_and_signs(article: Article) -> None:
    first = run("Rebels ") + run("entered") + "<w:r><w:tab/><w:t>Hama</w:t><w:br/><w:t>on Thursday.</w:t></w:r>"
    found = article("a.docx", docx(p(first) + p("") + p(run("The army withdrew."))))
    assert found.text == "Rebels entered\tHama\non Thursday.\n\nThe army withdrew."


def test_the_core_properties(article: Article) -> None:
    found = article("a.docx", docx(p(run("Hama fell.")), core=CORE))
    assert (found.title, found.published, found.language) == ("Rebels take Hama", "2024-12-05T21:14:00Z", "en")
    assert found.meta["author"] == "A. Reporter"
    assert len(found.warnings) == 1


@pytest.mark.parametrize("title", ["Microsoft Word - hama.doc", "Document1", "untitled", "hama.docx"])
def test_a_title_that_a_program_made_up_is_not_taken(article: Article, title: str) -> None:
    body = p(run("Hama falls")) + p(run("Rebels entered the city."))
    assert article("a.docx", docx(body, core=CORE.replace("Rebels take Hama", title))).title == "Hama falls"


def test_tracked_changes_are_taken_as_accepted(article: Article) -> None:
    deleted = "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('gone ')}</w:moveFrom><w:moveTo>{run('here ')}</w:moveTo>"
    body = p(run("Rebels ") + deleted + moved + f"<w:ins>{run('entered ')}</w:ins>" + run("Hama."))
    assert article("a.docx", docx(body)).text == "Rebels here entered Hama."


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next(article: Article) -> None:
    body = p(run("Rebels entered "), "<w:rPr><w:del/></w:rPr>") + p(run("Hama.")) + p(run("It fell."))
    assert article("a.docx", docx(body)).text == "Rebels entered Hama.\n\nIt fell."


def test_a_table_of_short_cells(article: Article) -> None:
    rows = [
        cell("Place") + cell("Killed"),
        cell("Hama") + cell("12"),
        "<w:trPr><w:del/></w:trPr>" + cell("x") + cell("y"),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert article("a.docx", docx(p(run("Losses")) + table)).text == "Losses\n\nPlace\tKilled\nHama\t12"


def test_a_table_for_the_layout_is_read_as_paragraphs(article: Article) -> None:
    inner = "<w:tbl><w:tr>" + cell("a") + cell("b") + "</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{p(run('One.'))}{inner}{p(run('Two.'))}</w:tc>{cell('Beside.')}</w:tr></w:tbl>"
    assert article("a.docx", docx(outer)).text == "One.\n\na\tb\n\nTwo.\n\nBeside."


def test_notes_come_at_the_end(article: Article) -> None:
    kept = f'<w:footnote w:id="2">{p(run("Says the army."))}</w:footnote>'
    notes = f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="1" w:type="separator">{p(run("--"))}</w:footnote>{kept}'
    body = p(run("Hama fell.") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert (
        article("a.docx", docx(body, footnotes=notes + "</w:footnotes>")).text == "Hama fell.[1]\n\n[1] Says the army."
    )


def test_codes_hidden_words_and_what_is_there_twice_are_left_out(article: Article) -> None:
    code = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
    twice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"<w:txbxContent>{p(run('In a box.'))}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        f"{p(run('In a box.'))}</w:txbxContent></mc:Fallback></mc:AlternateContent>"
    )
    body = p(run("Hama ") + code + run("secretly ", "<w:vanish/>") + run("fell.") + f"<w:r>{twice}</w:r>")
    assert article("a.docx", docx(body)).text == "Hama fell.\n\nIn a box."


def test_arabic_stays_as_it_is(article: Article) -> None:
    assert article("a.docx", docx(p(run("دخل المقاتلون ") + run("مدينة حماة.")))).text == "دخل المقاتلون مدينة حماة."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.docx is empty."),
        (b"Hama fell.", "a.docx is not a Word document, or is damaged."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "a.docx is an old Word document (.doc); save it as .docx."),
        (
            b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "a.docx is protected with a password; save it without one.",
        ),
        (docx(p(run("Hama fell.")))[:-40], "a.docx is damaged or not complete."),
        (docx("<w:p>"), "a.docx is damaged: its XML cannot be read (line 1)."),
        (docx(p("")), "a.docx holds no text."),
    ],
)
def test_what_is_no_document_is_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("a.docx", data) == sentence


def test_entities_are_refused(reason: Reason) -> None:
    prolog = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert "document type of its own" in reason("a.docx", docx(p(run("&x;")), prolog))


def test_a_bomb_is_not_unpacked(reason: Reason) -> None:
    assert "packed more than 100 times" in reason("a.docx", docx("<w:p/>" * 5_000_000))


def test_too_much_text_is_refused(reason: Reason) -> None:
    assert "holds at least 40 characters" in reason("a.docx", docx(p(run("Hama fell." * 4))), Limits(text=30))


def test_tables_in_tables_in_tables(article: Article) -> None:
    depth = 20_000
    body = "<w:tbl><w:tr><w:tc>" * depth + p(run("Deep.")) + "</w:tc></w:tr></w:tbl>" * depth
    assert article("a.docx", docx(body)).text == "Deep."


def test_millions_of_blanks_take_no_longer_than_words(article: Article) -> None:
    started = perf_counter()
    found = article("a.docx", docx(f'<w:p><w:r><w:t xml:space="preserve">a{" " * 2_000_000}b</w:t></w:r></w:p>'))
    assert perf_counter() - started < 10
    assert len(found.text) == 2_000_002
