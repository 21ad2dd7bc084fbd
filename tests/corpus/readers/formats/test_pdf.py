"""PDFs: written by hand here, so that every line stands where the test wants it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from corpus.article import RawArticle, Refusal
from corpus.readers.format import Found, Job
from corpus.readers.formats.pdf import FORMAT
from corpus.readers.limits import Limits

Article = Callable[[str, bytes], RawArticle]
Reason = Callable[..., str]
Read = Callable[..., list[Found]]
Line = tuple[float, float, str]  # points from the left, points from the bottom, words

PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 2 >>"
    b"\nstream\n\x00\xff\nendstream"
)
SHOW_PICTURE = b"q 500 0 0 700 0 0 cm /I Do Q"
FIRST = ["Rebels entered the city of Hama on", "Thursday evening after days of heavy", "fighting, a war monitor said."]
SECOND = [
    "The army withdrew to the south and",
    "called it a redeployment to save the",
    "lives of civilians in the centre.",
]


def text(lines: list[Line], size: float = 11) -> bytes:
    """The content of a page: each line in Helvetica where it says."""
    shown = "".join(f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in lines)
    return shown.encode("cp1252")


def column(x: float, top: float, lines: list[str], step: float = 13) -> list[Line]:
    return [(x, top - step * number, words) for number, words in enumerate(lines)]


def pdf(*pages: bytes, info: str = "", trailer: str = "") -> bytes:
    """A PDF of pages with these contents."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    parts += [f"<< {info} >>".encode(), PICTURE]
    kids = []
    for content in pages:
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        resources = b"/Resources << /Font << /F 3 0 R >> /XObject << /I 5 0 R >> >>"
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s >>"
        parts.append(page % (len(parts), resources))
        kids.append(b"%d 0 R" % len(parts))
    parts[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _numbered(parts, trailer)


def _numbered(parts: list[bytes], trailer: str) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, b"".join(places))
    rest = f"trailer << /Size {len(parts) + 1} /Root 1 0 R /Info 4 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF"
    return out + table + rest.encode()


def test_lines_become_paragraphs(article: Article) -> None:
    page = text(column(72, 700, FIRST) + column(72, 640, SECOND))
    assert article("a.pdf", pdf(page)).text == f"{' '.join(FIRST)}\n\n{' '.join(SECOND)}"


def test_columns_are_read_one_after_the_other_though_the_file_has_them_line_by_line(article: Article) -> None:
    rows = zip(column(72, 700, FIRST + SECOND), column(310, 700, SECOND + FIRST), strict=True)
    found = article("a.pdf", pdf(text([line for row in rows for line in row])))
    assert found.text == "\n\n".join(" ".join(lines) for lines in (FIRST, SECOND, SECOND, FIRST))


def test_a_headline_over_columns_comes_first(article: Article) -> None:
    head = [(72.0, 760.0, "Rebels take the city of Hama after a week of heavy fighting in the centre of the country")]
    found = article("a.pdf", pdf(text(column(310, 700, SECOND) + column(72, 700, FIRST)) + text(head)))
    assert found.text.split("\n\n")[0] == head[0][2]
    assert found.text.index(FIRST[0]) < found.text.index(SECOND[0])


def test_a_table_stays_row_by_row(article: Article) -> None:
    cells = [(72.0, "Place"), (200.0, "Killed"), (330.0, "Wounded")]
    rows = [["Place", "Killed", "Wounded"], ["Hama", "12", "40"], ["Homs", "3", "11"], ["Aleppo", "0", "2"]]
    lines = [(x, 700.0 - 14 * n, row[m]) for n, row in enumerate(rows) for m, (x, _) in enumerate(cells)]
    assert article("a.pdf", pdf(text(lines))).text == "\n".join("\t".join(row) for row in rows)


@pytest.mark.parametrize(
    ("one", "two", "whole"),
    [
        ("after the bombard-", "ment of the city", "bombardment"),
        ("with the Israeli-", "Palestinian talks", "Israeli-Palestinian"),
        ("in the years 2024-", "25 and after that", "2024-25"),
        ("those of the govern-", "ment-backed forces", "government-backed"),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_mended(article: Article, one: str, two: str, whole: str) -> None:
    page = text(column(72, 700, [one, two]))
    assert whole in article("a.pdf", pdf(page)).text


def test_a_word_that_the_document_writes_with_a_hyphen_keeps_it(article: Article) -> None:
    lines = ["There is a cease-fire. They say a cease-", "fire is what they want, a cease-fire."]
    assert "say a cease-fire is" in article("a.pdf", pdf(text(column(72, 700, lines)))).text


def test_running_heads_and_page_numbers_go(article: Article) -> None:
    pages = []
    for number, word in enumerate(["north", "south", "east"], start=1):
        lines = [(72.0, 800.0, "The Daily Wire"), (280.0, 30.0, f"Page {number}")]
        pages.append(text(lines + column(72, 700, [f"This page tells of the {word}."])))
    found = article("a.pdf", pdf(*pages))
    assert found.text == "\n\n".join(f"This page tells of the {word}." for word in ("north", "south", "east"))


def test_page_numbers_that_stand_on_some_pages_only_go(article: Article) -> None:
    words = ["north", "south", "east", "west", "middle", "rest"]
    numbered = {1: [(290.0, 30.0, "2")], 4: [(72.0, 40.0, "5")]}
    pages = [text(numbered.get(n, []) + column(72, 700, [f"This is the {word}."])) for n, word in enumerate(words)]
    assert article("a.pdf", pdf(*pages)).text == "\n\n".join(f"This is the {word}." for word in words)


def test_pages_of_one_and_the_same_line_are_kept(article: Article) -> None:
    page = text([(72, 700, "Hama fell.")])
    assert article("a.pdf", pdf(page, page)).text == "Hama fell.\n\nHama fell."


def test_where_pages_begin_is_kept_in_code_points(article: Article) -> None:
    found = article("a.pdf", pdf(text(column(72, 700, FIRST)), b"", text(column(72, 700, SECOND))))
    assert found.meta["pages"] == [0, found.text.index(SECOND[0]), found.text.index(SECOND[0])]


def test_a_paragraph_goes_on_on_the_next_page(article: Article) -> None:
    first, second = text(column(72, 100, FIRST[:2])), text(column(72, 700, [FIRST[2]]))
    found = article("a.pdf", pdf(first, second))
    assert found.text == " ".join(FIRST)
    assert found.meta["pages"] == [0, found.text.index("fighting")]


def test_what_the_document_says_of_itself(article: Article) -> None:
    info = "/Title (Rebels take Hama) /Author (A. Reporter) /CreationDate (D:20241205211400+02'00')"
    found = article("a.pdf", pdf(text(column(72, 700, FIRST)), info=info))
    assert (found.title, found.meta["author"]) == ("Rebels take Hama", "A. Reporter")
    assert found.published == "2024-12-05T21:14:00+02:00"
    assert found.warnings == ("It states no date of publication; the day on which the file was made was taken.",)


def test_a_date_in_the_first_lines_is_better_than_that_of_the_file(article: Article) -> None:
    lines = column(72, 700, ["Rebels take Hama", "", "4 December 2024", "", *FIRST], step=20)
    found = article("a.pdf", pdf(text(lines), info="/CreationDate (D:20251205211400)"))
    assert (found.published, found.warnings) == ("2024-12-04", ())


def test_the_address_on_the_edge_of_a_printed_page(article: Article) -> None:
    edge = [(72.0, 20.0, "https://wire.example/hama")]
    pages = [text(edge + column(72, 700, lines)) for lines in (FIRST, SECOND)]
    found = article("a.pdf", pdf(*pages))
    assert found.url == "https://wire.example/hama"
    assert "https" not in found.text


def test_a_scan_is_called_one(reason: Reason) -> None:
    assert reason("a.pdf", pdf(SHOW_PICTURE)).startswith("a.pdf is a scan: its pages are pictures without text.")


def test_pages_that_are_pictures_are_told(article: Article) -> None:
    found = article("a.pdf", pdf(text(column(72, 700, FIRST)), SHOW_PICTURE))
    assert "Page 2 is a picture without text." in found.warnings


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.pdf is empty."),
        (b"Hama fell.", "a.pdf is not a PDF, although it ends in .pdf."),
        (b"%PDF-1.4\n" + bytes(range(256)) * 9, "a.pdf is damaged, or not a PDF."),
        (pdf(b""), "a.pdf holds no text."),
        (pdf(b"").replace(b"/Kids [7 0 R]", b"/Kids [2 0 R]"), "a.pdf holds no text."),
    ],
)
def test_what_is_no_document_is_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("a.pdf", data) == sentence


def test_a_password_is_named(reason: Reason) -> None:
    key = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'ab' * 32}> /U <{'cd' * 32}> /P -4 >> /ID [<00><00>]"
    sentence = "a.pdf is protected with a password; save it without one."
    assert reason("a.pdf", pdf(text([(72, 700, "Hama fell.")]), trailer=key)) == sentence


def test_too_much_text_is_refused(reason: Reason) -> None:
    page = text(column(72, 700, FIRST))
    assert "holds at least" in reason("a.pdf", pdf(page), Limits(text=20))


def test_a_damaged_page_costs_that_page(read: Read) -> None:
    data = pdf(zlib.compress(b"x"), text(column(72, 700, FIRST)))
    (found,) = read("a.pdf", data)
    assert not isinstance(found, Refusal)
    assert found.text == " ".join(FIRST)


def test_a_page_of_more_letters_than_any_has_is_refused(reason: Reason) -> None:
    page = text(column(10, 800, ["x" * 100] * 3_100))
    assert reason("a.pdf", pdf(page)) == "a.pdf has a page of 316,198 characters, as no page has, and was not read."


def test_a_large_file_that_is_hollow_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        file.truncate(250_000_000)
    started = perf_counter()
    (item,) = FORMAT.read(Job(path, "a.pdf"))
    assert perf_counter() - started < 1
    assert isinstance(item, Refusal)
    assert item.reason == "a.pdf is damaged, or not a PDF."
