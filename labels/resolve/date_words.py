"""Words for time in several languages, brought to one plain English form that `date_rules` reads.

"Mercredi soir dernier", "مساء الأربعاء الماضي" and "last Wednesday evening" all become "last wednesday evening".
"""

# ruff: noqa: RUF001 - letters of other scripts are meant.
from __future__ import annotations

import re

from labels.resolve.date_calendar import MONTHS, WEEKDAYS
from labels.resolve.number_words import plain, script_language, to_digits

_ORDER: tuple[str, ...] = (
    *WEEKDAYS,
    *MONTHS,
    "today",
    "yesterday",
    "tomorrow",
    "morning",
    "noon",
    "afternoon",
    "evening",
    "night",
)
_ORDER += ("week", "month", "year", "day", "days", "last", "next", "this", "since", "until", "between", "and", "now")
# One word of each language for each of the above; several forms of one are joined by "/", "*" ends a stem.
_LISTS: dict[str, str] = {
    "fr": (
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août "
        "septembre octobre novembre décembre aujourd'hui hier demain matin/matinée midi après-midi soir/soirée "
        "nuit semaine mois an/année/ans/années jour jours dernier/dernière/passé/passée/derniers/dernières "
        "prochain/prochaine ce/cet/cette depuis jusque/jusqu'à/jusqu'au entre et maintenant"
    ),
    "es": (
        "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto "
        "septiembre/setiembre octubre noviembre diciembre hoy ayer mañana madrugada mediodía tarde atardecer noche "
        "semana mes año/años día días pasado/pasada/último/última/últimos/últimas próximo/próxima este/esta desde "
        "hasta entre y ahora"
    ),
    "ru": (
        "понедельник* вторник* среда/среду/среды/среде четверг* пятниц* суббот* воскресень* январ* феврал* "
        "март/марта/марте апрел* май/мая/мае июн* июл* август* сентябр* октябр* ноябр* декабр* сегодня вчера завтра "
        "утром/утра/утро полдень/полудня днем/днём вечером/вечера/вечер ночью/ночи/ночь недел* месяц* год/года/году "
        "день дня/дней прошл*/минувш* следующ*/будущ* этот/этой/этого/этом/эту с/со до между и сейчас"
    ),
    "ar": (
        "الاثنين/الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يناير فبراير/شباط مارس/آذار أبريل/نيسان "
        "مايو/أيار يونيو/حزيران يوليو/تموز أغسطس/آب سبتمبر/أيلول أكتوبر نوفمبر ديسمبر اليوم أمس غدا/غداً "
        "صباح/صباحا/فجر ظهر/ظهرا عصر/الظهر مساء/المساء ليل/ليلة/ليلا الأسبوع/أسبوع الشهر/شهر العام/عام/السنة/سنة/عامي "
        "يوم أيام الماضي/الماضية/الفائت المقبل/المقبلة/القادم/القادمة هذا/هذه منذ حتى بين و الآن"
    ),
}
_PHRASES: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (
        (r"\bavant-hier\b", "day before yesterday"),
        (r"\ble lendemain\b", "next day"),
        (r"\bla veille\b", "day before"),
        (r"\bil y a (.+)", r"\1 ago"),
        (r"\b(?:de|du) (.+?) (?:à|au) (.+)", r"\1 to \2"),
        (r"\bplus tard\b", "later"),
        (r"\bplus tôt\b", "earlier"),
        (r"\b(?:à partir d[eu]|dès)\b", "since"),
        (r"\b(?:au )?début(?: de| du| d')?\b", "early"),
        (r"\b(?:à la )?fin(?: de| du| d')?\b", "late"),
        (r"\bmi-", "mid "),
        (r"\bweek-end\b", "weekend"),
        (r"\b1er\b", "1"),
        (r"\b[ld]'", ""),
        (r"\b(?:le|la|les|du|de|des|au|aux|en|dans|à|sur)\b", ""),
    ),
    "es": (
        (r"\b(?:anteayer|antes de ayer)\b", "day before yesterday"),
        (r"\banoche\b", "last night"),
        (r"\b(?:por|de|en) la mañana\b", "morning"),
        (r"\bal día siguiente\b", "next day"),
        (r"\bhace (.+)", r"\1 ago"),
        (r"\bdel? (.+?) al? (.+)", r"\1 to \2"),
        (r"\b(?:después|más tarde)\b", "later"),
        (r"\ba (?:principios|comienzos|inicios) de\b", "early"),
        (r"\ba (?:finales|fines) de\b", "late"),
        (r"\ba mediados de\b", "mid"),
        (r"\bfin de semana\b", "weekend"),
        (r"\ba partir de\b", "since"),
        (r"\b(?:el|la|los|las|del|de|en|al|a|por)\b", ""),
    ),
    "ru": (
        (r"\bпозавчера\b", "day before yesterday"),
        (r"\bна следующий день\b", "next day"),
        (r"\bнакануне\b", "day before"),
        (r"\b(.+?) назад\b", r"\1 ago"),
        (r"\bспустя\b", "later"),
        (r"\bсо? (.+?) (?:по|до) (.+)", r"\1 to \2"),
        (r"\bв начале\b", "early"),
        (r"\bв конце\b", "late"),
        (r"\bв середине\b", "mid"),
        (r"\bвыходны[ехм]+\b", "weekend"),
        (r"\b(?:в|во|на|г)\b", ""),
    ),
    "ar": (
        (r"\b(?:اول امس|اول من امس)\b", "day before yesterday"),
        (r"\bاليوم التالي\b", "next day"),
        (r"\bكانون الثاني\b", "january"),
        (r"\bكانون الاول\b", "december"),
        (r"\bتشرين الاول\b", "october"),
        (r"\bتشرين الثاني\b", "november"),
        (r"\b(?:يوم(?=ين)|يومين)\b", "2 days"),
        (r"\bاسبوعين\b", "2 weeks"),
        (r"\bشهرين\b", "2 months"),
        (r"\b(?:عامين|سنتين)\b", "2 years"),
        (r"\bقبل (.+)", r"\1 ago"),
        (r"\bمن (.+?) الي (.+)", r"\1 to \2"),
        (r"\b(?:اواخر|نهايه)\b", "late"),
        (r"\b(?:اوائل|مطلع|بدايه)\b", "early"),
        (r"\bمنتصف\b", "mid"),
        (r"\bو(?=\d|ال)", "و "),
        (r"\bيوم (?=ال|ا)", ""),
        (r"\b(?:في|من|خلال|يوم ال)\b", ""),
    ),
}
_MODIFIER_AFTER = re.compile(rf"\b({'|'.join((*WEEKDAYS, *MONTHS))}|week|month|year|weekend) (last|next)$")
_PART = (
    r"morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk|nightfall|sunrise|sunset|daybreak|dark|daylight"
)
_DAY_PART = re.compile(
    r"\b(?:(?:before|after|by|until|till|since|around|near|towards?|at) )?(?:early |late |mid[ -]?)?"
    rf"(?:{_PART})(?:s|time)?\b"
    r"|\b(?:early|small|late) hours\b|\bpre-?dawn\b"
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s*[ap]m)?\b|\b\d{1,2}(?:\.\d{2})?\s*[ap]m\b|\b\d{4} (?=gmt|utc|local|hours)"
    rf"|\b\d{{1,2}}(?: o'clock)?(?: in the| in)? (?={_PART}\b)|\b(?:gmt|utc|local time|hours local)\b"
)
_FILLERS = re.compile(
    r"\b(?:the|an?|on|at|in|of|during|over|around|about|approximately|roughly|shortly|just|only|o'clock|hours of|date"
    r"|ad|c\.?e|nearly|almost|within hours of)\b"
)
_ABBREVIATIONS = {
    **{name[:3]: name for name in MONTHS},
    **{"sept": "september", "tues": "tuesday", "thur": "thursday", "thurs": "thursday", "weds": "wednesday"},
    **{name[:3]: name for name in WEEKDAYS},
}
_HARD = frozenset(("may", "march", "mar", "sat", "sun", "wed", "mon", "jan", "dec"))  # words of other meanings, alone
_ENGLISH = (
    (r"\b([ap])\.m\b\.?", r"\1m"),
    (r"'s\b", ""),
    (r"\bmid-", "mid "),
    (r"\bthe (?:beginning|start|outset) of\b", "early"),
    (r"\b(?:beginning|start) of\b", "early"),
    (r"\b(?:the )?(?:end|close) of\b", "late"),
    (r"\b(?:the )?middle of\b", "mid"),
    (r"\bchristmas eve\b", "24 december"),
    (r"\bchristmas(?: day)?\b", "25 december"),
    (r"\bnew years? eve\b", "31 december"),
    (r"\bnew years?(?: day)\b", "1 january"),
    (r"\blast night\b", "yesterday"),
    (r"\btonight\b", "today"),
    (rf"\bthis (?:{_PART})\b", "today"),
    (rf"\b(?:the )?(following|next|same|that|previous) (?:{_PART})\b", r"\1 day"),
    (rf"\b(?:the )?(?:{_PART}) (before|earlier|after)$", r"day \1"),
    (r"\b(?:a )?couple of\b", "2"),
    (r"\b(?:a )?few\b|\bseveral\b", "few"),
    (r"\bfortnight\b", "2 weeks"),
    (r"\bdecade\b", "10 years"),
    (r"\bfall\b", "autumn"),
    (r"\b(?:an? |one )?half (?:hour|day)\b", "hour"),
)


def normal(words: str, language: str = "en") -> str:
    """Return the words in the plain form; "daytime" where only a time of the day is left, "" for nothing at all."""
    text, language = plain(words), script_language(words, language)
    if language not in _LISTS and _lone(words, text):
        return ""
    text = _foreign(text, language)
    for pattern, replacement in _ENGLISH:
        text = re.sub(pattern, replacement, text)
    if re.match(r"\d{4}-\d{1,2}-\d{1,2}(?:[t ]|$)", text):
        return text.replace("t", " ").split(" ")[0]
    text = re.sub(r"(?<!\d)\.|\.(?!\d)|[,;()\[\]!?]", " ", text)
    text = to_digits(" ".join(text.split()))
    text = re.sub(r"^in (an? |\d+ |few )(hours?|days?|weeks?|months?|years?)(?: time)?$", r"\1\2 hence", text)
    return _without_hours(text)


def _lone(words: str, text: str) -> bool:
    """Whether it is one small word with another meaning, such as "may" and "sat"."""
    return text in _HARD and not words.strip(" .,;").istitle()


def _foreign(text: str, language: str) -> str:
    if language not in _LISTS:
        return text
    for pattern, replacement in _PHRASES[language]:
        text = re.sub(pattern, replacement, text)
    text = to_digits(" ".join(text.split()), language)
    return " ".join(_english(word, _VOCABULARY[language]) for word in text.split())


def _english(word: str, vocabulary: dict[str, str]) -> str:
    bare = word.strip(",.;")
    for length in range(len(bare), 0, -1):
        stem = bare[:length] + "*" if length < len(bare) else bare
        found = vocabulary.get(stem) or vocabulary.get(bare[:length] + "*" if length == len(bare) else stem)
        if found:
            return found
    return word


def _vocabulary(listed: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for meaning, forms in zip(_ORDER, listed.split(), strict=True):
        words |= {plain(form): meaning for form in forms.split("/")}
    return words


_VOCABULARY = {language: _vocabulary(listed) for language, listed in _LISTS.items()}


def _without_hours(text: str) -> str:
    """Drop clock times, parts of the day and small words; turn abbreviations and ordinals to whole words and digits."""
    bare = _DAY_PART.sub(" ", _CLOCK.sub(" ", text))
    timed = bare != text
    words = [_whole(word) for word in _FILLERS.sub(" ", bare).split()]
    bare = " ".join(words)
    bare = re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\b(?=.)|(?<=.)\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1\2", bare)
    bare = re.sub(r"\b(\d{4}) year\b", r"\1", bare)
    bare = _MODIFIER_AFTER.sub(r"\2 \1", bare.strip(" -,."))
    return bare or ("daytime" if timed else "")


def _whole(word: str) -> str:
    """Return months and weekdays in full, on each side of a dash too."""
    return "-".join(_ABBREVIATIONS.get(piece, piece) for piece in word.split("-"))
