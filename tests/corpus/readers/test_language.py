import subprocess
import sys
from pathlib import Path

import pytest

from corpus.readers.language import LOOK, find_language

EN = "Shelling hit the outskirts of Hama on Friday evening, residents said, and the road to Homs was closed."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (EN, "en"),
        ("وقال المصدر إن القصف استهدف مدينة حماة مساء الجمعة وأغلق الطريق إلى حمص", "ar"),
        ("Ракеты ударили по городу в пятницу вечером, сообщили местные жители.", "ru"),
        ("Ракети влучили в місто ввечері у п'ятницю, повідомили місцеві жителі.", "uk"),
        ("Les bombardements ont touché la périphérie de la ville vendredi soir, selon les habitants.", "fr"),
        ("گزارش‌ها حاکی است که نیروها وارد شهر شدند و جاده بسته شد", "fa"),
    ],
)
def test_the_language_of_a_story_is_found(text: str, code: str) -> None:
    assert find_language(text) == code


@pytest.mark.parametrize(
    "text", ["", "12 13 14 15 16 17 18 19 20 21 22", "Hama 2024", "Hama Idlib Homs Daraa Palmyra Aleppo"]
)
def test_nothing_is_said_when_it_is_not_clear(text: str) -> None:
    assert find_language(text) == ""


def test_lone_surrogates_do_no_harm() -> None:
    assert find_language(EN + "\ud800" + EN) in ("en", "")


def test_only_the_opening_is_looked_at() -> None:
    assert find_language((EN * 20)[:LOOK] + "وقال المصدر إن القصف استهدف مدينة حماة" * 1000) == "en"


def test_the_model_waits_for_the_first_text(root: Path) -> None:
    code = "import sys, corpus.readers.language; print({'py3langid', 'numpy'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
