"""What words for time mean, as newsrooms mean them."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UserError
from labels.resolve import dates
from labels.resolve.date_calendar import WEEKDAYS
from labels.resolve.dates import DateValue

FRIDAY = "2024-12-06"

ENGLISH = """
Friday                              2024-12-06 2024-12-06 day
on Friday                           2024-12-06 2024-12-06 day
Fri                                 2024-12-06 2024-12-06 day
last Friday                         2024-11-29 2024-11-29 day
next Friday                         2024-12-13 2024-12-13 day
this Friday                         2024-12-06 2024-12-06 day
this past Thursday                  2024-12-05 2024-12-05 day
Thursday                            2024-12-05 2024-12-05 day
Thurs.                              2024-12-05 2024-12-05 day
Saturday                            2024-11-30 2024-11-30 day
Wednesday evening                   2024-12-04 2024-12-04 day
on Wednesday night                  2024-12-04 2024-12-04 day
Wednesday overnight                 2024-12-04 2024-12-04 day
overnight on Wednesday              2024-12-04 2024-12-04 day
Thursday night                      2024-12-05 2024-12-05 day
early on Thursday morning           2024-12-05 2024-12-05 day
the early hours of Friday           2024-12-06 2024-12-06 day
before dawn on Friday               2024-12-06 2024-12-06 day
midday on Friday                    2024-12-06 2024-12-06 day
later on Friday                     2024-12-06 2024-12-06 day
By early Friday                     2024-12-06 2024-12-06 day
Sunday dawn                         2024-12-01 2024-12-01 day
Saturday noon                       2024-11-30 2024-11-30 day
at 6 a.m. on Thursday               2024-12-05 2024-12-05 day
around 10pm on Wednesday            2024-12-04 2024-12-04 day
14:30 GMT on Friday                 2024-12-06 2024-12-06 day
1 a.m. Friday                       2024-12-06 2024-12-06 day
yesterday                           2024-12-05 2024-12-05 day
yesterday evening                   2024-12-05 2024-12-05 day
last night                          2024-12-05 2024-12-05 day
today                               2024-12-06 2024-12-06 day
tonight                             2024-12-06 2024-12-06 day
this morning                        2024-12-06 2024-12-06 day
earlier today                       2024-12-06 2024-12-06 day
tomorrow                            2024-12-07 2024-12-07 day
the day before yesterday            2024-12-04 2024-12-04 day
the day after tomorrow              2024-12-08 2024-12-08 day
overnight                           2024-12-05 2024-12-06 range
overnight into Friday               2024-12-05 2024-12-06 range
two days ago                        2024-12-04 2024-12-04 day
2 days ago                          2024-12-04 2024-12-04 day
a day ago                           2024-12-05 2024-12-05 day
five hours ago                      2024-12-06 2024-12-06 day
a week ago                          2024-11-25 2024-12-01 week
three weeks ago                     2024-11-11 2024-11-17 week
two months ago                      2024-10-01 2024-10-31 month
two years ago                       2022-01-01 2022-12-31 year
a decade ago                        2014-01-01 2014-12-31 year
a few days ago                      2024-11-29 2024-12-04 range
days ago                            2024-11-29 2024-12-04 range
27 November                         2024-11-27 2024-11-27 day
November 27                         2024-11-27 2024-11-27 day
Nov. 27                             2024-11-27 2024-11-27 day
27th November                       2024-11-27 2024-11-27 day
the 27th of November                2024-11-27 2024-11-27 day
the 27th                            2024-11-27 2024-11-27 day
27 November 2024                    2024-11-27 2024-11-27 day
November 27, 2024                   2024-11-27 2024-11-27 day
06 December, 2024                   2024-12-06 2024-12-06 day
Friday, 29 November                 2024-11-29 2024-11-29 day
Thursday, December 5, 2024 at 14:00 2024-12-05 2024-12-05 day
December 6                          2024-12-06 2024-12-06 day
7 December                          2023-12-07 2023-12-07 day
29 February                         2024-02-29 2024-02-29 day
the night of 27 November            2024-11-27 2024-11-27 day
early on 27 November                2024-11-27 2024-11-27 day
New Year's Eve                      2023-12-31 2023-12-31 day
2024-12-06                          2024-12-06 2024-12-06 day
2024-12-06T10:00:00Z                2024-12-06 2024-12-06 day
25/12/2023                          2023-12-25 2023-12-25 day
12/25/2023                          2023-12-25 2023-12-25 day
06.12.2024                          2024-12-06 2024-12-06 day
2024-12                             2024-12-01 2024-12-31 month
in 1982                             1982-01-01 1982-12-31 year
2011                                2011-01-01 2011-12-31 year
the year 2011                       2011-01-01 2011-12-31 year
February 1982                       1982-02-01 1982-02-28 month
in May                              2024-05-01 2024-05-31 month
May                                 2024-05-01 2024-05-31 month
August                              2024-08-01 2024-08-31 month
last November                       2024-11-01 2024-11-30 month
December last year                  2023-12-01 2023-12-31 month
next January                        2025-01-01 2025-01-31 month
mid-May                             2024-05-11 2024-05-20 range
late November                       2024-11-21 2024-11-30 range
early December 2012                 2012-12-01 2012-12-10 range
the end of October                  2024-10-21 2024-10-31 range
early 2013                          2013-01-01 2013-04-30 range
mid-2013                            2013-05-01 2013-08-31 range
late 2013                           2013-09-01 2013-12-31 range
late last year                      2023-09-01 2023-12-31 range
the 1980s                           1980-01-01 1989-12-31 range
early 1990s                         1990-01-01 1993-12-31 range
summer of 2012                      2012-06-01 2012-08-31 range
last summer                         2024-06-01 2024-08-31 range
this spring                         2024-03-01 2024-05-31 range
last week                           2024-11-25 2024-12-01 week
this week                           2024-12-02 2024-12-06 week
next week                           2024-12-09 2024-12-15 week
Friday last week                    2024-11-29 2024-11-29 day
last week's Friday                  2024-11-29 2024-11-29 day
earlier this week                   2024-12-02 2024-12-06 range
later this week                     2024-12-06 2024-12-08 range
last month                          2024-11-01 2024-11-30 month
this month                          2024-12-01 2024-12-06 month
earlier this year                   2024-01-01 2024-12-06 range
this year                           2024-01-01 2024-12-06 year
last year                           2023-01-01 2023-12-31 year
the weekend                         2024-11-30 2024-12-01 range
over the weekend                    2024-11-30 2024-12-01 range
last weekend                        2024-11-30 2024-12-01 range
next weekend                        2024-12-07 2024-12-08 range
in the past week                    2024-11-29 2024-12-06 range
the last 24 hours                   2024-12-05 2024-12-06 range
the past three days                 2024-12-03 2024-12-06 range
in recent days                      2024-11-29 2024-12-06 range
since 2018                          2018-01-01 2024-12-06 range
since Wednesday                     2024-12-04 2024-12-06 range
since Wednesday night               2024-12-04 2024-12-06 range
since last week                     2024-11-25 2024-12-06 range
from 27 November                    2024-11-27 2024-12-06 range
from 2011 onwards                   2011-01-01 2024-12-06 range
from next week                      2024-12-09 2024-12-15 week
until 2018                          2018-01-01 2018-12-31 year
until 14 December                   2024-12-14 2024-12-14 day
by the end of January               2025-01-21 2025-01-31 range
between 3 and 5 December            2024-12-03 2024-12-05 range
3-5 December                        2024-12-03 2024-12-05 range
3–5 December 2023                   2023-12-03 2023-12-05 range
November 27-28                      2024-11-27 2024-11-28 range
November 27-28, 2023                2023-11-27 2023-11-28 range
November 27 to December 3           2024-11-27 2024-12-03 range
27 November to 3 December 2023      2023-11-27 2023-12-03 range
30 December to 2 January            2023-12-30 2024-01-02 range
Tuesday and Wednesday               2024-12-03 2024-12-04 range
from Monday to Wednesday            2024-12-02 2024-12-04 range
between 2012 and 2018               2012-01-01 2018-12-31 range
2012-2018                           2012-01-01 2018-12-31 range
2012-13                             2012-01-01 2013-12-31 range
two days after 27 November          2024-11-29 2024-11-29 day
six in the morning                  2024-12-06 2024-12-06 day
by noon                             2024-12-06 2024-12-06 day
"""
OTHERS = """
ar أمس                              2024-12-05 2024-12-05 day
ar الخميس                           2024-12-05 2024-12-05 day
ar يوم الجمعة                       2024-12-06 2024-12-06 day
ar يوم السبت المقبل                 2024-12-07 2024-12-07 day
ar مساء الأربعاء                    2024-12-04 2024-12-04 day
ar ٢٧ تشرين الثاني                  2024-11-27 2024-11-27 day
ar 27 نوفمبر 2024                   2024-11-27 2024-11-27 day
ar قبل يومين                        2024-12-04 2024-12-04 day
ar الأسبوع الماضي                   2024-11-25 2024-12-01 week
ar منذ الثلاثاء                     2024-12-03 2024-12-06 range
ar بين عامي 2012 و2018              2012-01-01 2018-12-31 range
en منذ الجمعة                       2024-12-06 2024-12-06 range
fr mercredi soir                    2024-12-04 2024-12-04 day
fr jeudi dernier                    2024-12-05 2024-12-05 day
fr hier                             2024-12-05 2024-12-05 day
fr le 27 novembre                   2024-11-27 2024-11-27 day
fr il y a deux jours                2024-12-04 2024-12-04 day
fr la semaine dernière              2024-11-25 2024-12-01 week
fr fin novembre                     2024-11-21 2024-11-30 range
fr dans la nuit de mercredi à jeudi 2024-12-04 2024-12-05 range
fr depuis 2018                      2018-01-01 2024-12-06 range
es el miércoles por la noche        2024-12-04 2024-12-04 day
es ayer                             2024-12-05 2024-12-05 day
es anoche                           2024-12-05 2024-12-05 day
es hace dos días                    2024-12-04 2024-12-04 day
es el 27 de noviembre de 2024       2024-11-27 2024-11-27 day
es la semana pasada                 2024-11-25 2024-12-01 week
es del 3 al 5 de diciembre          2024-12-03 2024-12-05 range
ru в среду                          2024-12-04 2024-12-04 day
ru вчера вечером                    2024-12-05 2024-12-05 day
ru 27 ноября 2024 года              2024-11-27 2024-11-27 day
ru два дня назад                    2024-12-04 2024-12-04 day
ru на прошлой неделе                2024-11-25 2024-12-01 week
ru с 2018 года                      2018-01-01 2024-12-06 range
ru с 3 по 5 декабря                 2024-12-03 2024-12-05 range
de gestern                          2024-12-05 2024-12-05 day
de 27. November                     2024-11-27 2024-11-27 day
tr 27 Kasım                         2024-11-27 2024-11-27 day
"""


def rows(table: str) -> list[tuple[str, str, str, str]]:
    found = []
    for line in table.strip().splitlines():
        words, start, end, precision = line.rsplit(maxsplit=3)
        found.append((words.strip(), start, end, precision))
    return found


def plain(found: DateValue | None) -> tuple[str, str, str]:
    assert found
    return found.start, found.end, found.precision


@pytest.mark.parametrize(("words", "start", "end", "precision"), rows(ENGLISH))
def test_words_of_a_friday_story(words: str, start: str, end: str, precision: str) -> None:
    assert plain(dates.resolve(words, published=FRIDAY)) == (start, end, precision)


@pytest.mark.parametrize(("words", "start", "end", "precision"), rows(OTHERS))
def test_words_of_other_languages(words: str, start: str, end: str, precision: str) -> None:
    language, expression = words.split(" ", 1)
    assert plain(dates.resolve(expression, published=FRIDAY, language=language)) == (start, end, precision)


@pytest.mark.parametrize(
    "words",
    ["may", "march", "sat", "two days later", "within days", "for two weeks", "in two days", "until further notice",
     "third night in a row", "gibberish", "31 February", "0", "12", "before ten", "", "  ", "24 hours", "x" * 500],
)  # fmt: skip
def test_what_is_not_understood_stays_open(words: str) -> None:
    assert dates.resolve(words, published=FRIDAY) is None


@pytest.mark.parametrize("words", ["Friday", "27 November", "yesterday", "since 2018", "أمس", "14:00", "last week"])
def test_a_missing_publication_date_is_asked_for(words: str) -> None:
    sentence = r"^“.+” needs the article's publication date; add it with “Correct title, source, date…”\.$"
    with pytest.raises(UserError, match=sentence):
        dates.resolve(words, published="")


def test_a_whole_date_needs_no_publication_date() -> None:
    assert plain(dates.resolve("27 November 2024", published="")) == ("2024-11-27", "2024-11-27", "day")


@pytest.mark.parametrize("words", ["in 1848", "5 December 1850", "1789-07-14", "200 years ago"])
def test_a_year_before_1900_is_refused(words: str) -> None:
    with pytest.raises(UserError, match="before 1900"):
        dates.resolve(words, published=FRIDAY)


def test_an_impossible_year_is_refused() -> None:
    with pytest.raises(UserError, match="outside the years 1900 to 2200"):
        dates.resolve("3000 years ago", published=FRIDAY)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("two days later", "2024-11-29"),
        ("two days after", "2024-11-29"),
        ("the following day", "2024-11-28"),
        ("the next morning", "2024-11-28"),
        ("the day before", "2024-11-26"),
        ("the night before", "2024-11-26"),
        ("the same day", "2024-11-27"),
        ("hours later", "2024-11-27"),
        ("by noon", "2024-11-27"),
        ("since then", "2024-11-27"),
    ],
)
def test_some_words_count_from_the_day_named_before(words: str, start: str) -> None:
    found = dates.resolve(words, published=FRIDAY, context="2024-11-27")
    assert found
    assert found.start == start


@pytest.mark.parametrize(
    ("words", "start"),
    [("Sunday", "2024-12-08"), ("Friday", "2024-12-06"), ("7 December", "2024-12-07"), ("in two days", "2024-12-08")],
)
def test_what_is_still_to_come_lies_ahead(words: str, start: str) -> None:
    found = dates.resolve(words, published=FRIDAY, ahead=True)
    assert found
    assert found.start == start


def test_the_rule_is_a_sentence_with_the_publication_date() -> None:
    found = dates.resolve("Wednesday evening", published=FRIDAY)
    assert found
    assert found.rule == "the last Wednesday on or before publication, Friday 6 December 2024"


def test_a_value_keeps_what_is_so() -> None:
    found = dates.resolve("late November", published=FRIDAY)
    assert found
    assert found.as_value() == {
        "start": "2024-11-21",
        "end": "2024-11-30",
        "precision": "range",
        "rule": "the late part of: the last November as seen from publication, Friday 6 December 2024",
        "approximate": True,
    }


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2024-12-06", ("2024-12-06", "2024-12-06", "day")),
        ("2024-12", ("2024-12-01", "2024-12-31", "month")),
        ("2024", ("2024-01-01", "2024-12-31", "year")),
        ("2024-12-01..2024-12-05", ("2024-12-01", "2024-12-05", "range")),
        (" 1 December 2024 .. Friday ", ("2024-12-01", "2024-12-06", "range")),
        ("Wednesday evening", ("2024-12-04", "2024-12-04", "day")),
    ],
)
def test_a_person_types_a_date(typed: str, expected: tuple[str, str, str]) -> None:
    found = dates.parse_typed(typed, FRIDAY)
    assert plain(found) == expected
    assert found.by_hand


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "“soon” is no date; write"),
        ("", "is no date; write"),
        ("2024-12-05..2024-12-01", "ends .* before it starts"),
        ("1850-01-01", "before 1900"),
    ],
)
def test_a_typed_date_that_cannot_be_is_refused(typed: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        dates.parse_typed(typed, FRIDAY)


PIECES = """
last next this early late mid before after until since from between and to - the of on in ago later days week weeks
month year years Friday Monday May November 27 3 5 1982 2024 1850 9999 0 31 two night morning overnight weekend
summer 12:30 2024-12-06 27/11/2024 1980s hours recent past daytime أمس الخميس منذ mercredi hier
"""
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=7).map(" ".join)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(str) | st.sampled_from(
    ["", "no day", "0001-01-01", "9999-12-31"]
)


@given(
    words=WORDS | st.text(max_size=40),
    published=DAYS,
    context=DAYS,
    language=st.sampled_from(["en", "ar", "fr", "es", "ru", "de", "", "xx"]),
    ahead=st.booleans(),
)
def test_any_words_are_a_date_or_none_or_asked_for(
    words: str, published: str, context: str, language: str, ahead: bool
) -> None:
    try:
        found = dates.resolve(words, published=published, language=language, context=context, ahead=ahead)
    except UserError:
        return
    if found:
        assert "1900-01-01" <= found.start <= found.end
        assert found.rule


@given(day=st.dates(date(1950, 1, 1), date(2100, 1, 1)), weekday=st.integers(0, 6))
def test_a_weekday_is_within_the_week_before(day: date, weekday: int) -> None:
    name = WEEKDAYS[weekday]
    found = dates.resolve(f"on {name} evening", published=str(day))
    assert found
    assert date.fromisoformat(found.start).weekday() == weekday
    assert timedelta(0) <= day - date.fromisoformat(found.start) < timedelta(7)


def test_it_is_quick() -> None:
    expressions = [words for words, *_ in rows(ENGLISH)]
    start = time.perf_counter()
    for words in expressions:
        dates.resolve(words, published=FRIDAY)
    assert (time.perf_counter() - start) / len(expressions) < 0.005
