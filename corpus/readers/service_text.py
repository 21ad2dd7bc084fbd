"""What the exports of news services have in common: paragraphs, dates among other words, word counts, languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median

from corpus.article import RawArticle
from corpus.readers.dates import match_date
from corpus.readers.record import language_code

WORDS = r"words?|wörter|woorden|mots|palabras|parole|palavras|слов\w*|كلمات|كلمة|字|單詞|单词|ワード|kelime"
_COUNT = re.compile(rf"([\d][\d,.\u00a0 ]*)\s*(?:{WORDS})\b", re.IGNORECASE)
_DATE = re.compile(
    r"[^\W\d_]{3,14}\.? \d{1,2}, \d{4}|\d{1,2}(?:\.|er|º)? (?:de )?[^\W\d_]{3,14}\.?,? (?:de )?\d{4}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}\.\d{1,2}\.\d{4}"
)
_WRAPPED = 100  # code points; a file in which no line is longer has its paragraphs broken into lines
_FULL = 50  # code points of most lines of such a paragraph
_DATE_LINE = 80  # code points that a line with a date has at most
_COUNT_LINE = 60  # code points that "1,612 words" has at most
_FEW = 0.5  # of the words stated: with fewer, something was lost
_LANGUAGES = {
    name: code
    for code, names in (
        ("en", "englisch anglais inglés inglese inglês engels английский 英语 英文"),
        ("de", "deutsch allemand alemán tedesco alemão duits немецкий"),
        ("fr", "français französisch francés francese francês frans французский"),
        ("es", "español spanisch espagnol spagnolo espanhol испанский"),
        ("ar", "العربية arabisch arabe árabe arabo арабский"),
        ("ru", "русский russisch russe ruso russo"),
        ("uk", "українська ukrainisch ukrainien ucraniano"),
        ("it", "italiano italienisch italien"),
        ("pt", "português portugiesisch portugais portugués"),
        ("tr", "türkçe türkisch turc turco"),
        ("nl", "nederlands dutch niederländisch néerlandais"),
        ("zh", "中文 chinesisch chinois chino"),
        ("ja", "日本語 japanese japanisch japonais"),
    )
    for name in names.split()
}


@dataclass(slots=True)
class Story:
    """An article of an export, while it is being put together.

    Attributes:
        words: as the export states them, 0 when it does not.
        meta: what else it says.
    """

    paragraphs: list[str] = field(default_factory=list)
    title: str = ""
    source: str = ""
    published: str = ""
    language: str = ""
    words: int = 0
    meta: dict[str, str] = field(default_factory=dict)

    def article(self, service: str, where: str) -> RawArticle:
        """Return it as an article, with a warning where fewer words were found than are stated."""
        text = "\n\n".join(self.paragraphs)
        found = len(text.split())
        warning = f"The export states {self.words:,} words, but only {found:,} were found."
        spaced = found * 12 > len(text)  # not a writing without blanks
        return RawArticle(
            text=text,
            title=self.title,
            source=self.source,
            published=self.published,
            language=self.language,
            where=where,
            meta={"service": service} | {key: value for key, value in self.meta.items() if value},
            warnings=(warning,) if spaced and found < _FEW * self.words else (),
        )


def paragraphs(lines: list[str]) -> list[str]:
    """Return the paragraphs of lines: joined where they are broken at a width, else each line for itself."""
    blocks: list[list[str]] = [[]]
    for line in (line.strip("\f\v \t\u00a0") for line in lines):
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    found: list[str] = []
    for block in blocks:
        found += [" ".join(block)] if _is_wrapped(block) else block
    return found


def _is_wrapped(block: list[str]) -> bool:
    """Whether lines are one paragraph: all but the last about as long, as a width makes them."""
    return len(block) > 1 and max(map(len, block)) <= _WRAPPED and median(map(len, block[:-1])) >= _FULL


def date_in(line: str) -> str:
    """Return the date (ISO) that a short line holds, perhaps with a weekday, a time or an edition; else ""."""
    if len(line) > _DATE_LINE:
        return ""
    if whole := match_date(line):
        return whole
    found = _DATE.search(line)
    return match_date(found[0]) if found else ""


def word_count(line: str) -> int:
    """Return the number of "612 words", 0 when a line says anything else."""
    line = line.strip()
    found = _COUNT.fullmatch(line) if len(line) < _COUNT_LINE else None
    return int(re.sub(r"\D", "", found[1])) if found and len(found[1]) < 12 else 0


def language_in(line: str) -> str:
    """Return the language code of "ENGLISH", "Deutsch" or "GERMAN; DEUTSCH", "" when it names none."""
    for part in re.split(r"[;,/]", line):
        plain = part.strip().casefold()
        if len(plain) > 2 and (code := _LANGUAGES.get(plain, "") or language_code(plain)):
            return code
    return ""
