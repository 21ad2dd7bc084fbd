"""News-like articles in Arabic with spans; names are invented. The words come with alef and teh marbuta as they are
written in the news, now and then with harakat or tatweel, so that folding has something to do.
"""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

SEED = 7
_NAMES = 20_000
_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
_VOWELS = ("", "", "\u0627", "و", "ي")
_ENDS = ("", "", "", "ة", "ان", "ين", "ية", "ى")
_SOURCES = ("وكالة الشمال", "صحيفة الساحل", "إذاعة الوادي", "مرصد الداخل")
_GROUPS = ("جبهة", "لواء", "حركة", "كتيبة", "مجلس", "اتحاد")
_TITLES = ("الرئيس", "المحافظ", "العقيد", "الشيخ", "الوزير", "د.")
_ATTACKS = ("قصفت", "هاجمت", "استهدفت", "اقتحمت", "أطلقت النار على", "اشتبكت مع")
_PROTESTS = ("تظاهر في", "اعتصم أمام بلدية", "قطع الطرق حول", "احتشد في")
_TARGETS = ("حاجزًا", "قافلةً", "مركز الشرطة", "قريةً")
_WEAPONS = ("بقذائف الهاون", "بغارة جوية", "بسيارة مفخخة", "بطائرة مسيّرة", "بصواريخ غراد")
_DAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_TIMES = ("صباحًا", "مساءً", "ليلًا", "ظهرًا")
_MONTHS = ("كانون الثاني", "آذار", "نيسان", "حزيران", "آب", "تشرين الأول", "كانون الأول")
_SAID = ("قال", "أكد", "نفى", "صرّح", "أعلن")
_FILL = (
    "الوضع ما زال متوترًا والطرق إلى الجنوب مغلقة منذ الفجر",
    "حذرت منظمات الإغاثة من أن المياه والطحين والوقود لن تكفي أكثر من أيام",
    "وصف السكان ساعات من إطلاق النار الكثيف وأعمدة من الدخان فوق السوق",
    "بقيت المدارس مغلقة وفتحت المحال متأخرة واصطفت طوابير طويلة أمام الأفران",
    "لم يتسنَّ التحقق من صحة التقارير السابقة عن وقف إطلاق النار من مصدر مستقل",
    "انقطعت الكهرباء عن عدة أحياء والمستشفى يعمل على المولدات",
)
_FILL_WORDS = tuple(tuple(sentence.split()) for sentence in _FILL)
_EMOJI = ("🔥", "📍", "⚠️")


class _Writer:
    """Puts a text together and keeps where the spans are, in code points."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spans: list[dict[str, Any]] = []

    def add(self, text: str, label: str = "") -> None:
        if label:
            self.spans.append({"start": self.length, "end": self.length + len(text), "label": label})
        self.parts.append(text)
        self.length += len(text)


def article(chance: random.Random, number: int) -> dict[str, Any]:
    """Return one article as a JSON-able dict."""
    writer = _Writer()
    place, source = _place(chance), chance.choice(_SOURCES)
    day = f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    writer.add(f"{place} ({source}) - ")
    while len(writer.spans) < 34:
        for _ in range(chance.randint(2, 4)):
            chance.choice((_attack, _attack, _protest, _quote))(chance, writer, place)
        writer.add("\n\n")
    if number % 3 == 0:
        writer.add(f"{chance.choice(_EMOJI)} تابعوا التغطية المباشرة {chance.choice(_EMOJI)}")
    return {
        "text": "".join(writer.parts),
        "title": f"اتهام {chance.choice(_GROUPS)} {_name(chance)} بعد هجوم قرب {place} ({number})",
        "source": source,
        "published": day,
        "url": f"https://news.example/{day}/{number}",
        "language": "ar",
        "status": "done",
        "spans": writer.spans,
    }


def _attack(chance: random.Random, writer: _Writer, place: str) -> None:
    writer.add(chance.choice(_ATTACKS), "ATTACK")
    writer.add(" ")
    writer.add(f"{chance.choice(_GROUPS)} {_name(chance)}", "ACTOR")
    writer.add(" ")
    writer.add(chance.choice(_TARGETS), "TARGET")
    writer.add(" في ")
    writer.add(_place(chance) if chance.random() < 0.7 else place, "LOCATION")
    writer.add(" ")
    writer.add(chance.choice(_WEAPONS), "WEAPON")
    writer.add(" يوم ")
    _date(chance, writer)
    writer.add("، ما أدى إلى مقتل ")
    writer.add(chance.choice((str(chance.randint(2, 400)), "ستة على الأقل", "العشرات")), "FATALITIES")
    writer.add(" من الأشخاص. ")
    _words(chance, writer, 14)


def _protest(chance: random.Random, writer: _Writer, place: str) -> None:
    writer.add(f"نحو {chance.randint(2, 900) * 10} من أنصار ")
    writer.add(f"{chance.choice(_GROUPS)} {_name(chance)}", "ACTOR")
    writer.add(" ")
    writer.add(chance.choice(_PROTESTS), "PROTEST")
    writer.add(" ")
    writer.add(place, "LOCATION")
    writer.add(" يوم ")
    _date(chance, writer)
    writer.add(". ")
    _words(chance, writer, 16)


def _quote(chance: random.Random, writer: _Writer, place: str) -> None:
    writer.add(f"«لن نغادر {place}»، {chance.choice(_SAID)} ")
    writer.add(f"{chance.choice(_TITLES)} {_name(chance)} {_name(chance)}", "ACTOR")
    writer.add(" يوم ")
    _date(chance, writer)
    writer.add(". ")
    _words(chance, writer, 18)


def _date(chance: random.Random, writer: _Writer) -> None:
    if chance.random() < 0.6:
        writer.add(f"{chance.choice(_DAYS)} {chance.choice(_TIMES)}", "DATE")
    else:
        writer.add(f"{chance.randint(1, 28)} {chance.choice(_MONTHS)} 20{chance.randint(10, 25)}", "DATE")


def _words(chance: random.Random, writer: _Writer, least: int) -> None:
    words: list[str] = []
    while len(words) < least + chance.randint(6, 20):
        words += chance.choice(_FILL_WORDS)
        words.append(f"في {_place(chance)}،" if chance.random() < 0.5 else "مجـددًا،")
    writer.add(f"{' '.join(words)[:-1]}. ")


def _place(chance: random.Random) -> str:
    return f"{chance.choice(('', '', 'ال', 'تل ', 'دير '))}{_name(chance)}{chance.choice(_ENDS)}"


def _name(chance: random.Random) -> str:
    """Return one of many names, some far more often than others, as in the news."""
    names = _names()
    return names[int(len(names) * chance.random() ** 4)]


@lru_cache
def _names() -> list[str]:
    chance = random.Random(SEED)
    return ["".join(_syllable(chance) for _ in range(chance.choice((2, 3, 3)))) for _ in range(_NAMES)]


def _syllable(chance: random.Random) -> str:
    return chance.choice(_LETTERS) + chance.choice(_VOWELS)
