"""What the words of an article say about a place besides its name: of what kind it is, and whether it is only near."""

from __future__ import annotations

import re
from dataclasses import dataclass

from labels.gazetteer.context import country_of

# Kind of place -> the words that say it.
_KINDS = {
    "admin1": "province|governorate|region|oblast|state|muhafazah|provinces|governorates|محافظة",
    "admin2": "district|county|raion|subdistrict",
    "city": "city|town|township|مدينة|بلدة",
    "village": "village|hamlet|قرية",
    "crossing": "border crossing|crossing|border post|checkpoint|معبر",
    "camp": "refugee camp|camp|مخيم",
    "base": "air base|airbase|military base|base|barracks|military airport",
    "facility": "international airport|airport|airfield|hospital|prison|school|university|dam|refinery|plant|port",
    "road": "highway|road|motorway",
    "bridge": "bridge",
    "river": "river|valley",
    "front": "front|frontline|axis",
    "area": "area|neighbourhood|neighborhood|quarter|suburb|suburbs|outskirts|countryside|ريف",
}
_NEAR_BEFORE = re.compile(
    r"^(?:(?:the\s+)?(?:outskirts|suburbs|countryside|vicinity|environs|edges?|gates)\s+of"
    r"|(?:just\s+)?(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)\s+of"
    r"|near|around|outside|close\s+to|ريف|قرب)\s+",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"^(?:(?:the\s+)?(?:northern|southern|eastern|western|central|rural|greater"
    r"|north-?eastern|north-?western|south-?eastern|south-?western|northeast|northwest|southeast|southwest"
    r"|north|south|east|west))\s+(?=\S)",
    re.IGNORECASE,
)
_NEAR_KINDS = ("suburb", "suburbs", "outskirts", "countryside", "front", "frontline", "axis", "ريف")
_THE = re.compile(r"^the\s+", re.IGNORECASE)
_ENDS = " \t\n\"'“”‘’«».,;:()[]"


# The longest first, where one ends another.
_TYPES = sorted(
    ((word, kind) for kind, words in _KINDS.items() for word in words.split("|")), key=lambda pair: -len(pair[0])
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words taken apart.

    Attributes:
        whole: the words without what surrounds them.
        name: what is looked up, without type words and directions.
        kind: "admin1", "admin2", "city", "village", "crossing" ..., "" when the words do not say.
        near: whether they mean somewhere about the place rather than the place.
        country: code of the country they name after a comma or "in", "" for none.
    """

    whole: str
    name: str
    kind: str = ""
    near: bool = False
    country: str = ""

    @property
    def variants(self) -> tuple[str, ...]:
        """The name with each word for its kind (for any kind where the words say none): "Nassib crossing"."""
        return tuple(
            f"{self.name} {word}" if word.isascii() else f"{word} {self.name}"
            for word, kind in _TYPES
            if kind == self.kind or (not self.kind and kind not in ("front", "area"))
        )


def parse(words: str) -> Phrase:
    """Take the words for a place apart: "the outskirts of Homs city" is near the city Homs."""
    whole = " ".join(words.split()).strip(_ENDS)
    name, country = _without_country(re.sub(r"['’]s$", "", whole))
    if country_of(name):
        return Phrase(whole, name, "", False, country)  # "South Sudan" is not the south of Sudan
    near = False
    while match := _NEAR_BEFORE.match(name):
        name, near = name[match.end() :], True
    name = _THE.sub("", name)
    name, kind, said_near = _without_type(name)
    near = near or said_near
    if side := _SIDE.match(name):
        bare = name[side.end() :]
        bare, bare_kind, _ = _without_type(bare)
        return Phrase(whole, bare.strip(_ENDS), kind or bare_kind, True, country)
    return Phrase(whole, name.strip(_ENDS), kind, near, country)


def _without_country(words: str) -> tuple[str, str]:
    """Part "Homs, Syria", "Daraa in southern Syria" and "Syria's Hama" into the place and the country."""
    owned = re.match(r"(.+?)['’]s?\s+(.+)", words)
    if owned and (code := country_of(_SIDE.sub("", owned[1]))):
        return owned[2], code
    for pattern in (r"(.+?)\s*,\s*([^,]+)", r"(.+?)\s+in\s+(.+)"):
        match = re.fullmatch(pattern, words)
        if match and (code := country_of(_SIDE.sub("", match[2]))):
            return match[1], code
    first, _, rest = words.partition(" ")
    if rest and not rest[0].islower() and first.endswith(("n", "i", "ese")) and (code := country_of(first)):
        return rest, code  # "Syrian Hama"
    return words, ""


def _without_type(name: str) -> tuple[str, str, bool]:
    """Return the name without a type word before ("city of X") or after it ("X city"), the kind, whether it is near."""
    lowered = name.casefold()
    for word, kind in _TYPES:
        if lowered.endswith(" " + word):
            bare, near = name[: -len(word) - 1].strip(), word in _NEAR_KINDS
            if kind in ("area", "front"):
                bare, inner, _ = _without_type(bare)
                kind = inner or kind
            return bare, kind, near
        for lead in (word + " of ", word + " "):
            if lowered.startswith(lead) and (lead.endswith("of ") or not word.isascii()):
                return name[len(lead) :].strip(), kind, word in _NEAR_KINDS
    return name, "", False
