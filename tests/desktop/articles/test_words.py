import pytest

from corpus.article import ArticleRow
from desktop.articles import words


def row(**known: object) -> ArticleRow:
    usual: dict[str, object] = {
        "id": 1, "uid": "", "title": "Gate", "source": "Wire", "published": "2024-12-06", "language": "",
        "length": 9, "spans": 14, "status": "done",
    }  # fmt: skip
    return ArticleRow(**{**usual, **known})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("published", "shown"),
    [("2024-12-06", "6 Dec 2024"), ("2024-01-31T10:00:00Z", "31 Jan 2024"), ("", ""), ("soon", "")],
)
def test_day_is_written_out(published: str, shown: str) -> None:
    assert words.day(published) == shown


def test_details_leave_out_what_is_unknown() -> None:
    assert words.details(row(published="", spans=0)) == ()
    assert words.details(row(spans=1)) == ("6 Dec 2024", "1 span")


def test_details_name_the_events() -> None:
    assert words.details(row(events=3)) == ("6 Dec 2024", "14 spans", "3 events")


def test_title_is_one_line_and_never_empty() -> None:
    assert words.title(row(title=" Two\nlines ")) == "Two lines"
    assert words.title(row(title="")) == "Untitled"


def test_screen_reader_hears_the_status() -> None:
    assert words.spoken(row()) == "Gate, Wire, 6 Dec 2024, 14 spans, done"


@pytest.mark.parametrize(("text", "rtl"), [("12 قصف", True), ("Homs قصف", False), ("12", False), ("", False)])
def test_first_letter_with_a_direction_decides(text: str, rtl: bool) -> None:
    assert words.is_right_to_left(text) is rtl
