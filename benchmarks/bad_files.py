"""The files of `bad_input.py`: bombs, broken ones, lies; and large ones that are as they should be."""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import bad_bytes as made
from benchmarks.bad_bytes import DOCTYPE, MB, SCRIPT, STORY

VANISHES = "vanishes.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    """One import. `make` puts files into a folder; `quiet`: all is read, so nothing need be said."""

    name: str
    make: Callable[[Path], object]
    quiet: bool = False


def one(name: str, data: Callable[[], bytes | str]) -> Callable[[Path], object]:
    """Return what makes one file."""

    def make(folder: Path) -> None:
        content = data()
        (folder / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)

    return make


def sparse(name: str, size: int, start: bytes = b"") -> Callable[[Path], object]:
    """Return what makes a file of zeros that takes no room on the disk."""

    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.write(start)
            file.truncate(size)

    return make


# Others -----------------------------------------------------------------------------------------------------------


def loop(folder: Path) -> None:
    """Links that lead back, to themselves, to one another, and nowhere."""
    inner = folder / "inner"
    inner.mkdir()
    (inner / "up").symlink_to(folder, target_is_directory=True)
    (inner / "self").symlink_to(inner, target_is_directory=True)
    (folder / "one.txt").symlink_to(folder / "two.txt")
    (folder / "two.txt").symlink_to(folder / "one.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")


def vanishing(folder: Path) -> None:
    """A file that `bad_input` removes as soon as it is being read."""
    (folder / VANISHES).write_text(json.dumps({"text": STORY}) + "\n", encoding="utf-8")


def pipe(folder: Path) -> None:
    """A pipe, from which nothing ever comes."""
    os.mkfifo(folder / "pipe.txt")


def _million(words: str, times: int = 1_200_000) -> str:
    return words * times


BAD = (
    Case("zip of 500 MB zeros", one("bomb.zip", lambda: made.zipped(("a.txt", bytes(500 * MB))))),
    Case("zip nested 6 deep", one("nested.zip", lambda: made.nested(5))),
    Case("zip of 1,000 x 10 MB, nested twice", one("wide.zip", lambda: made.nested(2))),
    Case("zip overlapping", one("overlap.zip", made.overlapping)),
    Case("zip lying about sizes", one("lying.zip", made.lying)),
    Case("zip of 60,000 names", one("names.zip", lambda: made.overlapping(60_000))),
    Case("gzip of 1 GB", one("bomb.jsonl.gz", lambda: gzip.compress(bytes(1000 * MB), 1))),
    Case("gzip of 2,000,000 empty pieces", one("empty.txt.gz", lambda: made.many_members(2_000_000))),
    Case(
        "pdf: 500 MB of letters",
        one("bomb.pdf", lambda: made.pdf(made.page(1) + b"BT (x) Tj ET\n" * 40 * MB, packed=True)),
    ),
    Case("pdf: 5,000,000 letters a page", one("page.pdf", lambda: made.pdf(made.page(50_000), packed=True))),
    Case(
        "pdf: 3,000 pages share 2 MB", one("share.pdf", lambda: made.pdf(*[b""] * 3000, own_stream=made.page(18_000)))
    ),
    Case("pdf: 100,000 pages", one("pages.pdf", lambda: made.pdf(*[b""] * 100_000))),
    Case("pdf with a password", one("locked.pdf", made.locked)),
    Case("xml entities: feed", one("laughs.rss", lambda: made.feed("<item><title>&l11;</title></item>", DOCTYPE))),
    Case(
        "xml entities: docx", one("laughs.docx", lambda: made.docx("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", DOCTYPE))
    ),
    Case("xml entities: odt", one("laughs.odt", lambda: made.odt("<text:p>&l11;</text:p>", DOCTYPE))),
    Case(
        "xml entities: xlsx",
        one("laughs.xlsx", lambda: made.xlsx(lambda: iter(()), "<si><t>&l11;</t></si>", DOCTYPE)),
    ),
    Case(
        "docx of 190 MB in one text",
        one("bomb.docx", lambda: made.docx(f"<w:p><w:r><w:t>{'x' * 190 * MB}</w:t></w:r></w:p>")),
    ),
    Case("docx of 1.4 M paragraphs", one("bomb2.docx", lambda: made.docx(_million("<w:p/>", 1_400_000)))),
    Case(
        "docx of 1.5 M elements",
        one("bomb3.docx", lambda: made.docx(_million("<w:p><w:r><w:t>ab</w:t></w:r></w:p>", 490_000))),
    ),
    Case(
        "docx of 4.9 M blanks",
        one("blanks.docx", lambda: made.docx(f"<w:p><w:r><w:t>a{' ' * 4_900_000}b</w:t></w:r></w:p>")),
        quiet=True,
    ),
    Case("docx of tables in tables", one("deep.docx", lambda: made.docx("<w:tbl><w:tr><w:tc><w:p/>" * 300_000))),
    Case("odt of a million paragraphs", one("bomb.odt", lambda: made.odt(_million("<text:p>a</text:p>", 1_000_000)))),
    Case("rtf nesting", one("nest.rtf", lambda: made.rtf("{" * 1_000_000))),
    Case("rtf par", one("par.rtf", lambda: made.rtf(_million("a\\par ", 2_400_000)))),
    Case("rtf cells", one("cells.rtf", lambda: made.rtf("\\trowd\\intbl " + _million("a\\cell ", 2_400_000)))),
    Case("rtf unicode", one("uni.rtf", lambda: made.rtf("\\uc0 " + _million("\\u1576 ", 2_490_000)))),
    Case("rtf tokens", one("tokens.rtf", lambda: made.rtf(_million("\\b0\\'e9", 9_000_000)))),
    Case("eml of 4,900 parts", one("parts.eml", lambda: made.eml(4_900))),
    Case("eml of 200,000 parts", one("parts2.eml", lambda: made.eml(200_000))),
    Case("eml of parts in parts", one("deep.eml", lambda: made.eml_nested(4_000))),
    Case(
        "eml of 20 MB of headers",
        one(
            "heads.eml",
            lambda: "From: a@example.org\n" + _million("X-A: " + "=?utf-8?q?a?= " * 4 + "\n", 300_000) + "\nWords.\n",
        ),
    ),
    Case("warc truncated", one("cut.warc", lambda: made.truncated_warc(packed=False))),
    Case("warc.gz truncated", one("cut.warc.gz", lambda: made.truncated_warc(packed=True))),
    Case("warc.gz of 1 GB", one("bomb.warc.gz", lambda: gzip.compress(made.record(bytes(1000 * MB)), 1))),
    Case(
        "warc of 200 packed bombs",
        one("bombs.warc", lambda: made.record(gzip.compress(b"<p>" + b"x" * 30 * MB), packing="gzip") * 200),
    ),
    Case("4 GB sparse .txt", sparse("big.txt", 4 << 30)),
    Case("4 GB sparse .jsonl", sparse("big.jsonl", 4 << 30)),
    *(
        Case(f"1.9 GB sparse {suffix}", sparse(f"big{suffix}", 1_900 * MB, start))
        for suffix, start in (
            (".txt", b"Words. "),
            (".jsonl", b'{"text": "a"}\n'),
            (".json", b'[{"text": "'),
            (".csv", b"text,title\n"),
            (".warc", made.record(b"")),
            (".pdf", b"%PDF-1.4\n"),
            (".zip", b"PK\x03\x04"),
            (".xlsx", b"PK\x03\x04"),
            (".html", b"<html>"),
            (".rss", b"<rss>"),
            (".eml", b"From: a\n\n"),
            (".parquet", b"PAR1"),
            (".gz", b"\x1f\x8b"),
        )
    ),
    Case(
        "feed with scripts in its titles",
        one(
            "script.rss",
            lambda: made.feed(
                f"<item><title>{SCRIPT}</title><description>{SCRIPT} and more words</description></item>"
            ),
        ),
        quiet=True,
    ),
    Case("feed nesting 100,000 deep", one("deep.rss", lambda: made.feed("<item><description>" + "<a>" * 100_000))),
    Case(
        "feed nesting 499 deep, 20 MB",
        one(
            "deep2.rss", lambda: made.feed(("<item><title>a</title>" + "<a>" * 490 + "</a>" * 490 + "</item>") * 5_800)
        ),
    ),
    Case(
        "feed of 20 MB of items",
        one("many.rss", lambda: made.feed("<item><title>a</title><description>b c</description></item>" * 350_000)),
    ),
    Case(
        "feed of 24 MB of entities",
        one("amp.rss", lambda: made.feed("<item><description>" + "&amp;lt;" * 3_000_000 + "</description></item>")),
    ),
    Case("xlsx of a million empty rows", one("empty.xlsx", lambda: made.xlsx(made.empty_rows))),
    Case("xlsx of odd empty rows", one("odd.xlsx", lambda: made.xlsx(made.odd_empty_rows))),
    Case(
        "xlsx of a shared text, repeated",
        one("shared.xlsx", lambda: made.xlsx(made.repeated_rows, f"<si><t>{'x' * 4 * MB}</t></si>")),
    ),
    Case(
        "xlsx of 10 M shared texts",
        one("texts.xlsx", lambda: made.xlsx(lambda: iter(()), "<si><t>a</t></si>" * 10_000_000)),
    ),
    Case("parquet: one text a million times", made.parquet_bomb),
    Case("parquet: a page of 1.5 GB", made.parquet_page),
    Case("csv with an open quote", one("open.csv", made.csv_open_quote)),
    Case("csv of one line, 300 MB", one("line.csv", lambda: "text,title\n" + "x" * (300 * MB))),
    Case("json nested 50,000,000 deep", one("deep.json", lambda: "[" * 50_000_000)),
    Case("json of 190 MB in a line", one("line.json", lambda: '[{"text": "' + "x" * (190 * MB) + '"}]')),
    Case(
        "jsonl of a line of 300 MB",
        one("line.jsonl", lambda: '{"text": "a b"}\n{"text": "' + "x" * (300 * MB) + '"}\n'),
    ),
    Case("json of a number of 5 MB", one("number.jsonl", lambda: '{"text": "a", "n": ' + "1" * (5 * MB) + "}\n")),
    Case("html of 15 MB of paragraphs", one("long.html", lambda: made.html(f"<p>{STORY}</p>" * 140_000))),
    Case("html of 19,000 paragraphs", one("long2.html", lambda: made.html(f"<p>{STORY}</p>" * 9_500)), quiet=True),
    Case("html of 19,000 divs, nested", one("deep.html", lambda: made.html("<div>" * 19_000 + STORY * 20)), quiet=True),
    Case(
        "html of 9,900 tables, nested",
        one("tables.html", lambda: made.html("<table><tr><td>" * 6_600 + STORY * 20)),
        quiet=True,
    ),
    Case("html of 9,900 links", one("links.html", lambda: made.html(f"<p><a href=x>{STORY}</a> " * 6_600)), quiet=True),
    Case("html of one word of 15 MB", one("word.html", lambda: made.html("<p>" + "x" * 15 * MB)), quiet=True),
    Case("html of 15 MB of <", one("less.html", lambda: "<" * 15 * MB), quiet=True),
    Case(
        "html of 15 MB of attributes",
        one("attributes.html", lambda: made.html("<p " + "a=b " * 3_700_000 + ">Words of it.")),
        quiet=True,
    ),
    Case("html of 15 MB of <![", one("marks.html", lambda: made.html("<![" * 5_000_000)), quiet=True),
    Case("html of 15 MB of comments", one("comments.html", lambda: made.html("<!--" * 3_700_000)), quiet=True),
    Case(
        "html of 15 MB of blanks",
        one("blanks.html", lambda: made.html("<p>Words" + " \n" * 7_500_000 + "end.")),
        quiet=True,
    ),
    Case(
        "encoding lie: html",
        one(
            "lie.html",
            lambda: '<meta charset="utf-16"><p>Взрывы в городе в четверг вечером, сообщили жители.'.encode("cp1251"),
        ),
    ),
    Case("encoding lie: punycode", one("puny.html", lambda: b'<meta charset="punycode"><p>' + b"\xe9caf" * 1_000_000)),
    Case(
        "encoding lie: eml",
        one(
            "puny.eml",
            lambda: b"From: a@example.org\nContent-Type: text/plain; charset=punycode\n\n" + b"words-a7b9c" * 300_000,
        ),
        quiet=True,
    ),
    Case(
        "encoding lie: txt",
        one("lie.txt", lambda: b"\xef\xbb\xbf" + "Les évènements de l’été".encode("cp1252")),
        quiet=True,
    ),
    Case("symlink loops", loop),
    Case("a pipe", pipe),
    Case("a file that vanishes", vanishing),
)


# As they should be ------------------------------------------------------------------------------------------------


def rows(count: int = 100_000) -> Iterator[tuple[str, str, str, str]]:
    """Rows of a table of articles, of 300 words or so."""
    chance = random.Random(7)
    vocabulary = STORY.split()
    for number in range(count):
        text = " ".join(chance.choices(vocabulary, k=300))
        yield f"{number} {text}", f"Story {number}", "The Post", f"2024-12-{1 + number % 28:02}"


HEAD = ("text", "title", "source", "published")


def honest_csv(folder: Path) -> None:
    """100,000 rows."""
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows()])


def honest_xlsx(folder: Path) -> None:
    """100,000 rows, as XlsxWriter writes them."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(folder / "rows.xlsx"), {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate((HEAD, *rows())):
        sheet.write_row(number, 0, row)
    book.close()


def honest_parquet(folder: Path) -> None:
    """100,000 rows."""
    import pyarrow as pa
    from pyarrow import parquet

    columns = zip(*rows(), strict=True)
    parquet.write_table(pa.table(dict(zip(HEAD, map(list, columns), strict=True))), folder / "rows.parquet")


def honest_jsonl(folder: Path) -> None:
    """100,000 lines."""
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as file:
        for row in rows():
            file.write(json.dumps(dict(zip(HEAD, row, strict=True))) + "\n")


def honest_zip(folder: Path) -> None:
    """60,000 small files."""
    with zipfile.ZipFile(folder / "wires.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(60_000):
            archive.writestr(f"wires/{number % 100}/{number}.txt", f"Story {number}\n\n{number} {STORY * 5}")


def honest_warc(folder: Path) -> None:
    """2,000 pages."""
    with (folder / "pages.warc.gz").open("wb") as file:
        for number in range(2_000):
            file.write(gzip.compress(made.record(made.story_page(number)), 1))


HONEST = (
    Case("csv, 100,000 rows", honest_csv),
    Case("xlsx, 100,000 rows", honest_xlsx),
    Case("parquet, 100,000 rows", honest_parquet),
    Case("jsonl, 100,000 rows", honest_jsonl),
    Case(
        "pdf, 300 pages",
        one("pages.pdf", lambda: made.pdf(*(made.page(50, f"{n} {STORY[:90]}") for n in range(300)), packed=True)),
    ),
    Case("zip, 60,000 files", honest_zip),
    Case("warc.gz, 2,000 pages", honest_warc),
)
