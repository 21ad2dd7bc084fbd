"""Which column holds which field: guessed, or said."""

from __future__ import annotations

import pytest

from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.readers import columns
from corpus.readers.record import NoText

PROSE = "Shelling hit the town of Hama on Friday, two monitors said, and people fled. " * 4


def table(number: int = 8) -> list[list[str]]:
    return [
        [
            str(n),
            f"Fighters enter the town, day {n}",
            ("SANA", "AFP")[n % 2],
            f"2024-12-{n + 1:02}",
            f"https://example.org/{n}",
            f"{n} {PROSE}",
        ]
        for n in range(number)
    ]


def test_names_alone_are_sure() -> None:
    guess = columns.guess(["Headline", "Outlet", "Body"], [["A", "SANA", PROSE]])
    assert guess == columns.Guess({"text": "Body", "title": "Headline", "source": "Outlet"}, sure=True)


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Texto", "text"), ("Überschrift", "title"), ("المصدر", "source"), ("Дата", "published"), ("Lien", "url")],
)
def test_headings_in_other_languages(heading: str, field: str) -> None:
    assert columns.by_name([heading]) == {field: heading}


def test_names_that_say_nothing_leave_it_to_the_content_and_are_not_sure() -> None:
    guess = columns.guess(["a", "b", "c", "d", "e", "f"], table())
    assert guess == columns.Guess({"text": "f", "title": "b", "source": "c", "published": "d", "url": "e"})


def test_short_text_beside_a_long_column_is_not_sure() -> None:
    guess = columns.guess(["text", "full story"], [["Hama", PROSE]] * 5)
    assert (guess.columns["text"], guess.sure) == ("full story", False)


def test_numbers_hold_no_text() -> None:
    assert "text" not in columns.guess(["id", "deaths"], [["1", "2"], ["3", "4"]]).columns


def test_dates_that_may_be_meant_either_way_are_not_sure() -> None:
    guess = columns.guess(["text", "date"], [[PROSE, "06/12/2024"], [PROSE, "07/12/2024"]])
    assert (guess.unclear, guess.sure) == (("date",), False)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["06/12/2024", "25/12/2024"], "day"),
        (["06/12/2024", "12/25/2024"], "month"),
        (["06/12/2024"], ""),
        (["25/12/2024", "12/25/2024"], ""),
        (["6 December 2024"], ""),
    ],
)
def test_one_clear_date_tells_the_order_of_all(values: list[str], order: str) -> None:
    assert columns.order_of(values) == order


@pytest.mark.parametrize(
    ("value", "order", "iso"),
    [
        ("06/12/2024", "day", "2024-12-06"),
        ("06/12/2024", "month", "2024-06-12"),
        ("06/12/2024 14:05", "day", "2024-12-06 14:05"),
        ("06/12/2024", "", ""),
        ("45632", "", "2024-12-06"),
        ("45632.5", "", "2024-12-06T12:00:00"),
        ("31/02/2024", "day", ""),
        ("7", "", ""),
    ],
)
def test_dates_of_spreadsheets(value: str, order: str, iso: str) -> None:
    assert columns.date_of(value, order) == iso


@pytest.mark.parametrize(
    ("number", "since_1904", "iso"),
    [(1, False, "1900-01-01"), (59, False, "1900-02-28"), (61, False, "1900-03-01"), (44170, True, "2024-12-06")],
)
def test_day_numbers_of_excel(number: float, since_1904: bool, iso: str) -> None:
    assert columns.from_serial(number, since_1904=since_1904) == iso


def test_what_was_said_wins_over_names() -> None:
    record = {"text": "A summary.", "Body": "The story.", "Title": "Wrong", "Head": "Right", "id": "7"}
    found = columns.to_article(record, {"text": "Body", "title": "Head"}, "a.csv, line 2")
    assert found == RawArticle(
        "The story.", title="Right", where="a.csv, line 2", meta={"text": "A summary.", "Title": "Wrong", "id": "7"}
    )


def test_field_said_to_have_no_column_stays_empty() -> None:
    found = columns.to_article({"Body": "The story.", "title": "No title"}, {"text": "Body", "title": ""}, "")
    assert (found.title, found.meta) == ("", {"title": "No title"})


def test_columns_that_are_not_there_change_nothing() -> None:
    assert columns.to_article({"text": "One.", "title": "A"}, {"text": "Body"}, "") == RawArticle("One.", title="A")


def test_paragraphs_in_a_list_are_one_text() -> None:
    assert columns.to_article({"paras": ["One.", "Two."]}, {"text": "paras"}, "").text == "One.\n\nTwo."


def test_record_without_the_column_of_texts_has_no_text() -> None:
    with pytest.raises(NoText):
        columns.to_article({"Body": " "}, {"text": "Body"}, "")


def test_headings_below_a_title() -> None:
    rows = [["Export of 5 December 2024"], ["Headline", "Body"], ["A", "One."]]
    assert columns.layout(rows, {}) == columns.Layout(("Headline", "Body"), 2)


def test_table_without_headings_gets_numbers() -> None:
    rows = [["1", "2024-12-06", PROSE], ["2", "2024-12-07", PROSE]]
    assert columns.layout(rows, {}) == columns.Layout(("column 1", "column 2", "column 3"), 0)


def test_numbers_of_columns_can_be_said() -> None:
    rows = [["one", "two"], ["three", "four"]]
    assert columns.layout(rows, {"text": "column 2"}).start == 0


def test_equal_headings_are_told_apart() -> None:
    assert columns.distinct(["text", "text", ""]) == ("text", "text (2)", "column 3")


def test_row_that_happens_to_hold_a_name_is_no_heading() -> None:
    rows = [["Typ", "Wert"], ["Article", "One."], ["Note", "Two."]]
    assert columns.layout(rows, {}) == columns.Layout(("Typ", "Wert"), 1)


def test_pairs_of_the_command_line() -> None:
    assert columns.said(["text=Body", "Title = Head", "url=", "date-order=day"]) == {
        "text": "Body",
        "title": "Head",
        "url": "",
        "date order": "day",
    }


@pytest.mark.parametrize("pair", ["Body", "body=text", "date-order=year"])
def test_pairs_that_say_nothing_are_named(pair: str) -> None:
    with pytest.raises(UserError, match=pair):
        columns.said([pair])


def test_neither_time_zones_nor_numbers_are_outlets() -> None:
    header = ["place", "zone", "code", "wire"]
    rows = [[place, "Asia/Damascus", "09", "SANA"] for place in ("Aleppo", "Hama", "Homs", "Idlib", "Raqqa")]
    assert columns.guess(header, rows).columns["source"] == "wire"
    assert "source" not in columns.guess(header[:3], [row[:3] for row in rows]).columns


def test_codes_of_countries_are_no_languages() -> None:
    rows = [["SY", "en"], ["SY", "en"], ["LB", "ar"], ["LB", "ar"]]
    assert columns.guess(["countrycode", "said"], rows).columns == {"language": "said"}
