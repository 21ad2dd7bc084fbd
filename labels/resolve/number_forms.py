"""Words around numbers in several languages: bounds, vague counts, and people counted without a figure."""

# ruff: noqa: RUF001 - letters of other scripts are meant.
from __future__ import annotations

# Brought to one English form each before the rules are read; longest first within a language.
BOUNDS: dict[str, tuple[tuple[str, str], ...]] = {
    "ar": (
        (r"(.*)\bعلي الاقل\b", r"at least \1"),
        (r"\b(?:ما )?لا يقل عن\b", "at least"),
        (r"\b(?:اكثر من|ما يزيد علي|ما يزيد عن|فوق)\b", "more than"),
        (r"\bاقل من\b", "fewer than"),
        (r"\b(?:ما يصل الي|يصل الي|حتي)\b", "up to"),
        (r"\b(?:نحو|حوالي|قرابه|زهاء)\b", "about"),
        (r"\bعشرات (?:الالاف|الاف)\b", "tens of thousands"),
        (r"\bمئات (?:الالاف|الاف)\b", "hundreds of thousands"),
        (r"\bعشرات\b", "tens"),
        (r"\bمئات\b", "hundreds"),
        (r"\b(?:الاف|الالاف)\b", "thousands"),
        (r"\bعده\b", "several"),
        (r"\bبين\b", "between"),
        (r"\bو(?=\d)", " and "),
        (r"\b(?:لا احد|دون|لا)\b", "no"),
    ),
    "fr": (
        (r"\b(?:au moins|pas moins de)\b", "at least"),
        (r"\b(?:plus d[e']|au-delà de)", "more than "),
        (r"\bmoins d[e']", "fewer than "),
        (r"\b(?:jusqu'à|au plus)\b", "up to"),
        (r"\b(?:environ|quelque|près de|autour de)\b", "about"),
        (r"\b(?:une|1) (?:bonne )?dizaine\b", "about 10"),
        (r"\b(?:une|1) douzaine\b", "12"),
        (r"\b(?:une|1) quinzaine\b", "about 15"),
        (r"\b(?:une|1) vingtaine\b", "about 20"),
        (r"\b(?:une|1) trentaine\b", "about 30"),
        (r"\b(?:une|1) quarantaine\b", "about 40"),
        (r"\b(?:une|1) cinquantaine\b", "about 50"),
        (r"\b(?:une|1) centaine\b", "about 100"),
        (r"\b(?:dizaines|centaines) de milliers\b", "tens of thousands"),
        (r"\bdizaines\b", "tens"),
        (r"\bcentaines\b", "hundreds"),
        (r"\bmilliers\b", "thousands"),
        (r"\bplusieurs\b", "several"),
        (r"\bquelques\b", "a few"),
        (r"\bentre\b", "between"),
        (r"\bet\b", "and"),
        (r"\b(?:aucun|aucune|personne)\b", "no"),
    ),
    "es": (
        (r"\b(?:al menos|por lo menos|como mínimo|no menos de)\b", "at least"),
        (r"\bmás de\b", "more than"),
        (r"\bmenos de\b", "fewer than"),
        (r"\b(?:hasta|como máximo)\b", "up to"),
        (r"\b(?:unos|unas|cerca de|alrededor de|aproximadamente)\b", "about"),
        (r"\buna decena\b", "about 10"),
        (r"\buna docena\b", "12"),
        (r"\bdecenas de miles\b", "tens of thousands"),
        (r"\bdecenas\b", "tens"),
        (r"\bdocenas\b", "dozens"),
        (r"\b(?:cientos|centenares) de miles\b", "hundreds of thousands"),
        (r"\b(?:cientos|centenares)\b", "hundreds"),
        (r"\bmiles\b", "thousands"),
        (r"\bvari[oa]s\b", "several"),
        (r"\bentre\b", "between"),
        (r"\by\b", "and"),
        (r"\b(?:ningún|ninguna|ninguno|nadie)\b", "no"),
    ),
    "ru": (
        (r"\b(?:не менее|по меньшей мере|как минимум)\b", "at least"),
        (r"\b(?:более|больше|свыше)\b", "more than"),
        (r"\b(?:менее|меньше)\b", "fewer than"),
        (r"\bот (\d+) до\b", r"between \1 and"),
        (r"\bдо\b", "up to"),
        (r"\b(?:около|примерно|порядка)\b", "about"),
        (r"\bдесятки тысяч\b", "tens of thousands"),
        (r"\bсотни тысяч\b", "hundreds of thousands"),
        (r"\bдесят(?:ки|ков|ках)\b", "tens"),
        (r"\bсот(?:ни|ен|нях)\b", "hundreds"),
        (r"\bтысячи\b", "thousands"),
        (r"\bнесколько\b", "several"),
        (r"\b(?:никто|никого|нет|без)\b", "no"),
    ),
}
# The smallest count that the words allow, so that a sum never says more than its reports: dozens are one dozen.
VAGUE = (
    (r"hundreds of thousands", 100_000),
    (r"tens of thousands", 10_000),
    (r"thousands", 1000),
    (r"hundreds", 100),
    (r"scores", 20),
    (r"dozens", 12),
    (r"tens", 10),
    (r"several", 3),
    (r"a few|few", 3),
    (r"a couple|couple", 2),
)
_PEOPLE = (
    "man woman child boy girl person people civilian soldier fighter officer policeman policewoman guard journalist "
    "worker doctor nurse teacher student resident villager farmer driver prisoner inmate detainee militant rebel "
    "protester demonstrator bystander passer-by baby infant toddler mother father son daughter brother sister wife "
    "husband victim member family pilot commander general medic aid shopkeeper trader herder shepherd teenager youth"
)
PEOPLE = "|".join(_PEOPLE.split())
