"""What the files of `bad_files.py` are made of: archives, documents, tables, pages, each as bytes or text."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

MB = 1_000_000
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPE = f'<!DOCTYPE x [<!ENTITY l0 "lol">{_LAUGHS}]>'
STORY = "Rebels entered the city of Hama on Thursday evening after days of heavy fighting, a war monitor said. "
_WORD_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET_SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# Archives ---------------------------------------------------------------------------------------------------------


def zipped(*parts: tuple[str, bytes | str]) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()


def nested(depth: int) -> bytes:
    """Archives in archives, ten in each; the innermost hold 10 MB of blanks."""
    data = zipped(("a.txt", b" " * (10 * MB)))
    for _ in range(depth):
        data = zipped(*((f"{n}.zip", data) for n in range(10)))
    return data


def overlapping(count: int = 20_000) -> bytes:
    """Many parts that are all the same bytes of the file."""
    name, data = b"a.txt", zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = b"x" * (5 * MB)
    packed = data.compress(plain) + data.flush()
    sizes = struct.pack("<III", zlib.crc32(plain), len(packed), len(plain))
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", len(name), 0) + name
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
    entry += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    start = len(local) + len(packed)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(entry) * count, start, 0)
    return local + packed + entry * count + end


def lying() -> bytes:
    """A ZIP that states a tenth of the size of its part."""
    data, size = zipped(("a.txt", b"x" * (50 * MB))), struct.pack("<I", 50 * MB)
    return data.replace(size, struct.pack("<I", 5 * MB))


def many_members(count: int) -> bytes:
    """A gzip file of empty pieces."""
    return gzip.compress(b"") * count


# Documents --------------------------------------------------------------------------------------------------------


def docx(body: str, prolog: str = "") -> bytes:
    """A Word document with this body."""
    return zipped(("word/document.xml", f"{prolog}<w:document {_WORD_SPACE}><w:body>{body}</w:body></w:document>"))


def odt(body: str, prolog: str = "") -> bytes:
    """An OpenDocument text with this body."""
    space = 'xmlns:text="urn:t" xmlns:office="urn:o"'
    return zipped(("content.xml", f"{prolog}<office:text {space}>{body}</office:text>"))


def rtf(body: str) -> str:
    """An RTF document with this body."""
    return "{\\rtf1\\ansi " + body + "}"


def pdf(*pages: bytes, packed: bool = False, trailer: str = "", own_stream: bytes = b"") -> bytes:
    """A PDF of pages with these contents; `own_stream` is what all of them share instead."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    parts.append(_stream(own_stream, packed=packed))
    kids = []
    for content in pages:
        at = 4
        if content:
            parts.append(_stream(content, packed=packed))
            at = len(parts)
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
        parts.append(page % at + b" /Resources << /Font << /F 3 0 R >> >> >>")
        kids.append(b"%d 0 R" % len(parts))
    parts[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, part in enumerate(parts, start=1):
        places.append(b"%010d 00000 n \n" % out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, b"".join(places)))
    out.write(f"trailer << /Size {len(parts) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def _stream(content: bytes, *, packed: bool) -> bytes:
    data = zlib.compress(content) if packed else content
    how = b" /Filter /FlateDecode" if packed else b""
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), how, data)


def page(lines: int, words: str = STORY) -> bytes:
    """The content of a page of text."""
    shown = "".join(f"BT /F 9 Tf 50 {800 - 15 * n} Td ({words}) Tj ET\n" for n in range(lines))
    return shown.encode("ascii")


def locked() -> bytes:
    """A PDF that needs a password."""
    key = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'ab' * 32}> /U <{'cd' * 32}> /P -4 >> /ID [<00><00>]"
    return pdf(page(3), trailer=key)


def eml(parts: int) -> str:
    """A message of many small files."""
    head = "From: a@example.org\nSubject: Parts\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    part = '--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\nWords.\n'
    return head + part * parts + "--b--\n"


def eml_nested(depth: int) -> str:
    """A message of parts in parts."""
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"From: a@example.org\nMIME-Version: 1.0\n{parts}Content-Type: text/plain\n\nWords.\n"


# Tables -----------------------------------------------------------------------------------------------------------


def xlsx(sheet: Callable[[], Iterator[str]], shared: str = "", prolog: str = "") -> bytes:
    """A workbook of one sheet, its rows written one after the other."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {_SHEET_SPACE} xmlns:r="{_LINKS}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_LINKS}"><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        if shared:
            archive.writestr("xl/sharedStrings.xml", f"{prolog}<sst {_SHEET_SPACE}>{shared}</sst>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as file:
            file.write(f"<worksheet {_SHEET_SPACE}><sheetData>".encode())
            head = (f'<c r="{letter}1" t="inlineStr"><is><t>{name}</t></is></c>' for letter, name in _HEADINGS)
            file.write(f'<row r="1">{"".join(head)}</row>'.encode())
            for row in sheet():
                file.write(row.encode())
            file.write(b"</sheetData></worksheet>")
    return out.getvalue()


_HEADINGS = (("A", "text"), ("B", "title"))


def empty_rows() -> Iterator[str]:
    """A million rows of twenty cells that have only a style."""
    cells = "".join(f'<c r="{letter}{{0}}" s="1"/>' for letter in "ABCDEFGHIJKLMNOPQRST")
    return (f'<row r="{n}">{cells.format(n)}</row>' for n in range(2, 1_000_002))


def odd_empty_rows() -> Iterator[str]:
    """The same in a form that no quick look sees to be empty."""
    return (f'<row r="{n}" ><c  r="A{n}" t="s"></c ></row >' for n in range(2, 1_000_002))


def repeated_rows() -> Iterator[str]:
    """One long shared text in every cell."""
    return (f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 100_002))


def parquet_bomb(folder: Path) -> None:
    """A text of 4 MB that stands in a million rows, and is in the file once."""
    import pyarrow as pa
    from pyarrow import parquet

    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_000, pa.int32()), pa.array(["x" * (4 * MB)]))
    parquet.write_table(pa.table({"text": texts}), folder / "bomb.parquet", compression="zstd")


def parquet_page(folder: Path) -> None:
    """A column of 1.5 GB in one page."""
    import pyarrow as pa
    from pyarrow import parquet

    texts = pa.array(["x" * (100 * MB)] * 15)
    table = pa.table({"text": texts})
    parquet.write_table(table, folder / "page.parquet", compression="zstd", use_dictionary=False)


def csv_open_quote() -> str:
    """A quotation mark that is never closed, before 50,000 rows."""
    return 'text,title\n"' + f"{STORY},Title\n" * 50_000


# Pages, feeds, web archives ---------------------------------------------------------------------------------------


def html(body: str) -> str:
    """A page with this body."""
    return f"<html><head><title>A page</title></head><body>{body}</body></html>"


def feed(items: str, prolog: str = "") -> str:
    """A feed of these items."""
    return f'<?xml version="1.0"?>{prolog}<rss version="2.0"><channel><title>Feed</title>{items}</channel></rss>'


SCRIPT = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;&lt;b&gt;Rebels&lt;/b&gt; enter Hama"


def record(content: bytes, kind: str = "text/html", packing: str = "") -> bytes:
    """A record of a web archive."""
    extra = f"Content-Encoding: {packing}\r\n" if packing else ""
    body = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + content
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/a\r\n"
        f"WARC-Date: 2024-12-06T12:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def story_page(number: int) -> bytes:
    """A page with a story."""
    paragraphs = "".join(f"<p>{number} {n} {STORY * 3}</p>" for n in range(6))
    return html(f"<article><h1>Story {number}</h1>{paragraphs}</article>").encode()


def truncated_warc(*, packed: bool) -> bytes:
    """A web archive that ends in the middle of its last record."""
    records = [record(story_page(n)) for n in range(20)]
    data = b"".join(gzip.compress(each) for each in records) if packed else b"".join(records)
    return data[:-400]
