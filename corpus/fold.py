"""The spelling under which words are found: what writers of Arabic leave out or vary makes no difference.

The rules are those of light stemmers' normalisation (Larkey, Ballesteros and Connell 2002, section 3.1) and its Persian
letters; the index itself folds case and the diacritics of other scripts.
"""

from __future__ import annotations

import re
import unicodedata

_ALEF, _YEH, _HEH, _KAF = "\u0627", "\u064a", "\u0647", "\u0643"
_INTO = {
    **dict.fromkeys("\u0622\u0623\u0625\u0671", _ALEF),  # with madda, hamza above, hamza below, wasla
    **dict.fromkeys("\u0649\u06cc", _YEH),  # alef maksura, Persian yeh
    "\u0629": _HEH,  # teh marbuta
    "\u06a9": _KAF,  # Persian kaf
    **dict.fromkeys("\u0640\u0670" + "".join(map(chr, range(0x064B, 0x0653))), ""),  # tatweel, vowel marks
}
CHANGED = "".join(_INTO)  # every character that `fold` replaces
_ANY = re.compile(f"[{CHANGED}]")


def fold(text: str) -> str:
    """Return `text` in the spelling that is indexed; its length may change."""
    if text.isascii() or not _ANY.search(text):
        return text
    for sign, instead in _INTO.items():  # several times as quick as `translate`, which asks about every letter
        text = text.replace(sign, instead)
    return text


def loose(text: str) -> str:
    """Return `text` for comparing names: case, diacritics, blanks and the spellings above make no difference."""
    apart = unicodedata.normalize("NFKD", fold(text).casefold())
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())
