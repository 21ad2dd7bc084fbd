"""Saved e-mails."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from corpus.article import RawArticle, Refusal
from corpus.readers.format import Found

Article = Callable[[str, bytes], RawArticle]
Reason = Callable[..., str]
Read = Callable[..., list[Found]]


def message(text: str = "Rebels entered Hama.\n") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "The Wire (تلغرام) <wire@agency.example>"
    mail["To"] = "desk@example.org"
    mail["Subject"] = "Rebels take Hama – حماة"
    mail["Date"] = "Thu, 05 Dec 2024 21:14:00 +0200"
    mail.set_content(text)
    return mail


def test_the_head_tells_title_source_and_date(article: Article) -> None:
    found = article("a.eml", message().as_bytes())
    assert found.text == "Rebels entered Hama.\n"
    assert (found.title, found.published) == ("Rebels take Hama – حماة", "2024-12-05T21:14:00+02:00")
    assert found.source.startswith("The Wire")
    assert "desk@example.org" not in str(found)


def test_plain_words_are_better_than_html(article: Article) -> None:
    mail = message()
    mail.add_alternative("<p>Rebels <b>entered</b> Hama, in colours.</p>", subtype="html")
    assert article("a.eml", mail.as_bytes()).text == "Rebels entered Hama.\n"


def test_html_alone_is_read_as_a_page(article: Article) -> None:
    mail = message()
    mail.set_content(
        "<html><body><p>دخل المقاتلون مدينة حماة.</p></body></html>", subtype="html", charset="windows-1256"
    )
    found = article("a.eml", mail.as_bytes())
    assert (found.text, found.title) == ("دخل المقاتلون مدينة حماة.", "Rebels take Hama – حماة")


def test_attached_files_are_read_too(read: Read) -> None:
    mail = message()
    mail.add_attachment("A report on Homs.", filename="report.txt")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="../../x.exe")
    mail.add_attachment(message("Forwarded words.\n"))
    first, report, refused, forwarded = read("a.eml", mail.as_bytes())
    assert isinstance(report, RawArticle)
    assert (report.text.strip(), report.where) == ("A report on Homs.", "a.eml, report.txt")
    assert isinstance(refused, Refusal)
    assert refused.reason == "a.eml, x.exe is a format Dateline does not read and was left out."
    assert isinstance(forwarded, RawArticle)
    assert forwarded.text == "Forwarded words.\n"
    assert isinstance(first, RawArticle)


def test_messages_in_messages_end_somewhere(read: Read) -> None:
    mail = message("Innermost.\n")
    for number in range(6):
        outer = message(f"Level {number}.\n")
        outer.add_attachment(mail)
        mail = outer
    found = read("a.eml", mail.as_bytes())
    assert [type(each) for each in found] == [RawArticle, RawArticle, RawArticle, Refusal]


def test_lines_that_were_broken_for_sending_are_joined(article: Article) -> None:
    head = b"Subject: Hama\nContent-Type: text/plain; format=flowed\n\n"
    assert article("a.eml", head + b"Rebels entered \nHama.\n\nIt fell.\n").text == "Rebels entered Hama.\n\nIt fell.\n"


def test_a_lie_about_the_encoding_is_not_believed(article: Article) -> None:
    words = "دخل المقاتلون مدينة حماة مساء يوم الخميس"
    head = b"Subject: Hama\nContent-Type: text/plain; charset=utf-8\n\n"
    found = article("a.eml", head + words.encode("cp1256"))
    assert found.text == words
    assert "was assumed" in found.warnings[0]


@pytest.mark.parametrize(
    "head", [b"From: " + b'"a" <' * 999, b"Date: never", b"Subject: =?x?b?a?=", b"Content-Type: ;;;="]
)
def test_heads_that_make_no_sense(article: Article, head: bytes) -> None:
    assert article("a.eml", head + b"\n\nHama fell.\n").text == "Hama fell.\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.eml is empty."),
        (b"\x00\x01\x02", "a.eml is not an e-mail, although it ends in .eml."),
        (b"Subject: nothing\n\n", "a.eml holds no text."),
        (b"Subject: x\n" + b"\n--b\n" * 6_000, "a.eml has more than 5,000 parts, as no e-mail has."),
    ],
)
def test_what_is_no_message_is_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("a.eml", data) == sentence
