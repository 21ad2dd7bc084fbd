"""The control words of RTF that matter for its text, and how its bytes become letters."""

from __future__ import annotations

import re

CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 255: "cp437",
}  # fmt: skip
SYMBOL = 2  # the charset of fonts of signs, whose bytes are no letters
PAGES = {10000: "mac_roman", 65001: "utf-8", 936: "gb18030", 950: "big5", 708: "iso8859_6", 28596: "iso8859_6"}
FAMILIES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
LETTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d",
    "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
SIGNS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}"}
# Groups that hold no text of the document.
SKIPPED = frozenset(
    re.findall(
        r"\S+",
        "fonttbl colortbl stylesheet pict objdata objclass header headerl headerr headerf footer footerl footerr"
        " footerf fldinst listtable listoverridetable listtext pntext xe tc annotation atnid atnauthor atndate"
        " atnref atnicn atrfstart atrfend generator themedata colorschememapping datastore latentstyles rsidtbl"
        " bkmkstart bkmkend nonshppict revtbl private filetbl template ftnsep ftnsepc aftnsep aftnsepc sp shpgrp"
        " do mmathPr operator comment doccomm keywords subject",
    )
)
# Groups marked as to be skipped by whoever does not know them; these we know.
KNOWN = frozenset(("footnote", "shpinst", "shptxt"))


def page(number: int) -> str:
    """Return Python's name of a Windows code page, "cp1252" for one it does not have."""
    name = PAGES.get(number, f"cp{number}")
    try:
        b"a".decode(name)
    except LookupError:
        return "cp1252"
    return name
