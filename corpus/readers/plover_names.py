"""PLOVER's older names and those of today: categories and modes that the manual of version 2 merged or renamed.

The gold records are of version 0.5. What they say is kept beside what it is called now.
"""

from __future__ import annotations

# A mode may move its record to another category. "*" stands for any mode, also none; a mode "=" stays.
_TODAY: dict[tuple[str, str], tuple[str, str]] = {
    ("DEMAND", "*"): ("REQUEST", "="),
    ("DISAPPROVE", "*"): ("ACCUSE", "disapprove"),
    ("INVESTIGATE", "*"): ("ACCUSE", "investigate"),
    ("FIGHT", "deport"): ("COERCE", "deport"),
    ("FIGHT", "other"): ("ASSAULT", ""),
    ("FIGHT", "assassinate"): ("ASSAULT", "targeted"),
    ("FIGHT", "*"): ("ASSAULT", "="),
    ("ASSAULT", "assassinate"): ("ASSAULT", "targeted"),
    ("CONSULT", "host"): ("CONSULT", "visit"),
    ("COERCE", "ban"): ("COERCE", "restrict"),
    ("COERCE", "confiscate"): ("COERCE", "seize"),
    ("COERCE", "detain"): ("COERCE", "arrest"),
    ("COERCE", "destroy"): ("ASSAULT", "destroy"),
    ("COERCE", "firearms"): ("ASSAULT", "firearms"),
    ("PROTEST", "demo-org"): ("PROTEST", "demo"),
    ("PROTEST", "demo-spon"): ("PROTEST", "demo"),
    ("PROTEST", "riot-org"): ("PROTEST", "riot"),
    ("PROTEST", "riot-spon"): ("PROTEST", "riot"),
    ("PROTEST", "strike-gen"): ("PROTEST", "strike"),
    ("PROTEST", "strike-lim"): ("PROTEST", "strike"),
    ("PROTEST", "strike-hun"): ("PROTEST", "hunger"),
    ("THREATEN", "curfew"): ("THREATEN", "restrict"),
    ("THREATEN", "martial-law"): ("THREATEN", "restrict"),
    ("THREATEN", "political"): ("THREATEN", "restrict"),
}
_CONTEXTS = {
    "refugee": "migration",
    "refugees": "migration",
    "religion": "religion_ethnicity",
    "resource": "natural_resource",
    "resources": "natural_resource",
    "rights": "rights_freedoms",
}


def category(event: str, mode: str) -> tuple[str, str]:
    """Return category and mode as they are called today; those not known stay as they are."""
    found = _TODAY.get((event, mode)) or _TODAY.get((event, "*"), (event, mode))
    return found[0], mode if found[1] == "=" else found[1]


def context(code: str) -> str:
    """Return a context as it is called today; one that is not known stays as it is."""
    return _CONTEXTS.get(code, code)


def sector(code: str) -> str:
    """Return the sector of an actor: the three capitals that a code such as "CVLkur" begins with."""
    return code[:3] if len(code) == 6 and code.isalpha() and code[:3].isupper() else code
