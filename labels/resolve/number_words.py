"""Number words and written figures, brought to plain digits before anything else is understood."""

# ruff: noqa: RUF001 - letters of other scripts are meant.
from __future__ import annotations

import re
import unicodedata

_LISTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_LISTED_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = dict(zip(_LISTED_TENS.split(), range(20, 100, 10), strict=True))
_SMALL = {word: value for value, word in enumerate(_LISTED.split())} | _TENS
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_OTHER: dict[str, str] = {  # one word, one number, in the order from one on
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis",
    "de": "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "ru": "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    "ar": "واحد اثنان ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره",
}
_MORE: dict[str, dict[str, int]] = {
    "fr": {"une": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100, "mille": 1000},
    "es": {"un": 1, "una": 1, "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "cien": 100, "mil": 1000},
    "ru": {"одна": 1, "две": 2, "двое": 2, "трое": 3, "четверо": 4, "пятеро": 5, "двадцать": 20, "сто": 100},
    "ar": {
        "واحده": 1,
        "اثنين": 2,
        "اثنتان": 2,
        "ثلاث": 3,
        "اربع": 4,
        "خمس": 5,
        "ست": 6,
        "سبع": 7,
        "ثماني": 8,
        "ثمان": 8,
        "تسع": 9,
        "عشر": 10,
        "عشرون": 20,
        "عشرين": 20,
        "ثلاثون": 30,
        "ثلاثين": 30,
        "مئه": 100,
        "مائه": 100,
        "الف": 1000,
    },
}
_SCRIPTS = (("\u0620", "\u06ff", "ar"), ("\u0400", "\u04ff", "ru"))
_SAME_SCRIPT = frozenset(("ar", "fa", "ur", "ru", "uk", "bg", "sr"))
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:([,.'\u00a0\u202f\u2009 ])\d{3})(?:\1\d{3})*(?![\d]|[.,]\d)")
_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|\S")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")  # Arabic vowel signs and the stretching stroke
_ARABIC = str.maketrans("أإآىة", "ااايه")


def plain(words: str) -> str:
    """Return words in lower case, with plain digits, quotes and dashes, and Arabic letters without their variants."""
    text = unicodedata.normalize("NFKC", words).casefold()
    text = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)
    text = _MARKS.sub("", text).translate(_ARABIC)
    text = re.sub("[‐-―−]", "-", text).replace("’", "'").replace("٬", ",").replace("،", ",")
    return " ".join(re.sub('[“”"«»„‘]', " ", text).split())


def script_language(words: str, language: str) -> str:
    """Return the language to read words in: Arabic or Russian by their letters inside a text of another script."""
    for first, last, own in _SCRIPTS:
        if any(first <= letter <= last for letter in words):
            return language if language in _SAME_SCRIPT else own
    return language


def ungrouped(text: str) -> str:
    """Return the text with "35,000", "35 000" and "35.000" as 35000."""
    return _GROUPED.sub(lambda match: re.sub(r"\D", "", match.group()), text)


def to_digits(text: str, language: str = "en") -> str:
    """Return `plain` text with its number words as digits: "twenty-one" is 21, "two dozen" is 24."""
    other = _vocabulary(language)
    if other:
        return " ".join(str(other.get(word, word)) for word in text.split())
    return _english(text)


def _vocabulary(language: str) -> dict[str, int]:
    listed = {word: value for value, word in enumerate(_OTHER.get(language, "").split(), start=1)}
    return listed | _MORE.get(language, {})


def _english(text: str) -> str:
    tokens = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    parts: list[str] = []
    at, done = 0, 0
    while at < len(tokens):
        value, following = _number(tokens, at)
        if following > at:
            parts += [text[done : tokens[at][1]], value]
            done = tokens[following - 1][2]
        at = max(following, at + 1)
    return "".join(parts) + text[done:]


def _number(tokens: list[tuple[str, int, int]], at: int) -> tuple[str, int]:
    """Return the number that starts at a token, as digits, and the token after it; the same token for none."""
    total, current, start = 0.0, 0.0, at
    last = ""
    while at < len(tokens):
        word = tokens[at][0]
        following = tokens[at + 1][0] if at + 1 < len(tokens) else ""
        if word in _SCALES and (last or _half_or_a(tokens, at)):
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        elif word in _SMALL and _fits(last, word):
            current += _SMALL[word]
        elif not last and word[0].isdigit() and len(word) < 16 and following in _SCALES:
            current = float(word)
        elif not ((word == "-" and last in _TENS) or (word == "and" and last in _SCALES)) or following not in _SMALL:
            break
        else:
            at += 1
            continue
        last, at = word, at + 1
    value = total + current
    return (f"{int(value)}", at) if last and value == int(value) else ("", start)


def _fits(last: str, word: str) -> bool:
    return not last or last in _SCALES or (last in _TENS and _SMALL[word] < 10)


def _half_or_a(tokens: list[tuple[str, int, int]], at: int) -> bool:
    return at > 0 and tokens[at - 1][0] in ("a", "an")
