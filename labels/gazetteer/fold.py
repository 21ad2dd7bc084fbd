"""One written form for all the ways a place's name is spelt. Build and look-up share it, or nothing would be found.

`fold` takes away what spellings differ in (case, accents, articles, Arabic letter forms); `sound` keeps the consonants,
so that what was heard alike and written otherwise ("Maaret al-Numan", "Ma`arrat an Nu`man") stands side by side.
"""

from __future__ import annotations

import re
import unicodedata

SOUND = 5
_APART = re.compile(r"[\s\-\u2010-\u2015_/.,;:()\[\]]+")
# Apostrophes of all kinds stand for ayn and hamza; U+0640 is the tatweel, which only stretches a word.
_DROPPED = re.compile("['\"`\u00b4\u2018\u2019\u201c\u201d\u02bb-\u02bf\u02b9\u0640]")
_ALEF, _HEH, _YEH, _WAW, _KAF = "\u0627", "\u0647", "\u064a", "\u0648", "\u0643"
_ARABIC = str.maketrans(
    dict.fromkeys("\u0622\u0623\u0625\u0671", _ALEF)
    | {"\u0629": _HEH, "\u0649": _YEH, "\u06cc": _YEH, "\u0626": _YEH, "\u0624": _WAW, "\u06a9": _KAF, "\u0621": ""}
)
_AL = "\u0627\u0644"  # the Arabic article
_LATIN = str.maketrans(
    {"\u0131": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "\u0259": "a"}
)
_ARTICLES = {"al", "el", "ul"}
# The article before a letter that swallows its l: only there, or every Spanish "es" would go.
_MELTED = re.compile("[ae](sh|dh|th|[rsdntz])")
_SIMILAR = str.maketrans({"q": "k", "c": "k", "v": "f", "j": "g", "z": "s", "x": "s"})
_VOWELS = re.compile("[aeiouyw]")
_SILENT = re.compile("(?<=.)h|h(?=$)")
_DOUBLE = re.compile(r"(.)\1+")


def fold(name: str) -> str:
    """Return a name in the form it is looked up by: "Ar-Rastān" and "Rastan" become "rastan"; "" when nothing is left.

    An article goes only where a word follows it, so that the town "Al" stays.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_ARABIC)).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char)).translate(_ARABIC).translate(_LATIN)
    words = [word for word in _APART.split(_DROPPED.sub("", plain)) if word]
    kept = [word for at, word in enumerate(words) if at + 1 == len(words) or not _is_article(word, words[at + 1])]
    return " ".join(_bare(word) for word in kept)


def _is_article(word: str, following: str) -> bool:
    if word in _ARTICLES:
        return True
    melted = _MELTED.fullmatch(word)
    return melted is not None and following.startswith(melted[1])


def _bare(word: str) -> str:
    """Take the Arabic article off, and the h that writes a teh marbuta: "Raqqah" is "Raqqa"."""
    if len(word) > 4 and word.startswith(_AL):
        return word[2:]
    return word[:-1] if len(word) > 4 and word.endswith(("ah", "eh")) else word


def sound(folded: str) -> str:
    """Return the consonants of a folded name, doubles once: "maarrat numan" gives "mrtnmn".

    At most `SOUND` of them, which keeps the index small. Names in other alphabets begin with their first letters.
    """
    together = folded.replace(" ", "")
    if not together.isascii():
        return together[:3]
    bare = _SILENT.sub("", _VOWELS.sub("", together[1:])).translate(_SIMILAR)
    first = together[:1].translate(_SIMILAR)
    return _DOUBLE.sub(r"\1", ("a" if _VOWELS.match(first) else first) + bare)[:SOUND]
