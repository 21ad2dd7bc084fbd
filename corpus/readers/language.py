"""Which language a text is in, by the letters of its opening; nothing is said when it is not clear.

The model is that of langid.py (Lui and Baldwin 2012, "langid.py: An Off-the-shelf Language Identification Tool") as
trained anew for py3langid. It takes a second and 110 MB to load, so this is done when the first text asks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LOOK = 600  # code points of the opening that are looked at: more makes it slower, and no surer
SURE = 0.8  # of the probability among all languages
_LETTERS = 20  # fewer say too little
_INVENTED = frozenset({"eo", "la", "vo"})  # nobody reports in them, but lists of names look like them


def find_language(text: str) -> str:
    """Return the ISO 639-1 code of the language a text opens in, "" when that is not sure enough."""
    opening = text[:LOOK]
    if sum(map(str.isalpha, opening)) < _LETTERS:
        return ""
    code, probability = _identifier().classify(opening)
    return str(code) if probability >= SURE else ""


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([code for code in found.labels if len(code) == 2 and code not in _INVENTED])
    return found
