"""Exports of LexisNexis and Factiva, in our own words and the layouts of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.article import RawArticle, Refusal
from corpus.readers import news_services
from corpus.readers.format import Job
from corpus.readers.limits import Limits

LEXIS = """


Download Request: Selected Items: 1-2
Time Of Request: Friday, March 20, 2026  16:51:31

                               1 of 2 DOCUMENTS



                             The Harbour Times

                            December 5, 2024 Thursday
                                 Late Edition

Rebels take the city of Hama

BYLINE: Rima Haddad

SECTION: NEWS; Pg. 3

LENGTH: 53 words

DATELINE: BEIRUT, Dec. 5

Rebels entered the city of Hama on Thursday evening after days of fighting in
the villages north of it, a war monitor said in a statement that the army has
not denied.

The army withdrew to the south, towards Homs, and called it a redeployment to
save the lives of civilians.
Notes: two soldiers spoke to this paper.

GRAPHIC: A square in Hama

LOAD-DATE: December 6, 2024

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                       Copyright 2024 The Harbour Times
                              All Rights Reserved

                               2 of 2 DOCUMENTS



                             Die Hafenzeitung

                            6. Dezember 2024 Freitag

Zwei Tote bei Protest

AUTOR: Jan Ode

LÄNGE: 14 Wörter

Bei einem Protest in der Stadt sind am Freitag zwei Menschen ums Leben gekommen.

UPDATE: 7. Dezember 2024

SPRACHE: GERMAN; DEUTSCH

                       Copyright 2024 Hafen GmbH
                              Alle Rechte vorbehalten
"""

NEXIS = """User Name: A Desk
Date and Time: Friday, March 20, 2026 4:51:00 PM GMT
Job Number: 12345678
Documents (2)
1. Rebels take the city of Hama
Client/Matter: -None-
Search Terms: hama
2. Two killed in protest
Client/Matter: -None-
Search Terms: hama
Rebels take the city of Hama
The Harbour Times (London)
December 5, 2024 Thursday
Edition 1; National Edition
Copyright 2024 Harbour News All Rights Reserved
Section: NEWS; Pg. 3
Length: 22 words
Byline: Rima Haddad
Highlight: The army withdrew.
Body

Rebels entered the city of Hama on Thursday evening.
The army withdrew to the south, towards Homs.
Subject: of a letter that a soldier showed us.
He would not say more.
Nobody asked him to.
Graphic

A square in Hama
Load-Date: December 6, 2024
End of Document
Two killed in protest
Harbour Online
December 6, 2024 Friday 9:14 PM GMT
Copyright 2024 Harbour News All Rights Reserved
Length: 11 words
Body
Two people were killed in a protest in the city.
Classification
Language: ENGLISH
Publication-Type: Web Publication
Load-Date: December 7, 2024
End of Document
"""

FACTIVA = """World
Rebels take the city of Hama, war monitor says
By Rima Haddad and Jan Ode
1,024 words
5 December 2024
14:05 GMT
Harbour News Service
HNS
English
Copyright 2024. Harbour News Service.

BEIRUT (HNS) - Rebels entered the city of Hama on Thursday evening.

The army withdrew to the south, towards Homs.

Document HNS0000020241205ekc5001ab

2) Zwei Tote bei Protest
14 Wörter
6. Dezember 2024
Die Hafenzeitung
HAFEN
Deutsch
© Hafen GmbH 2024

Bei einem Protest in der Stadt sind am Freitag zwei Menschen ums Leben gekommen.

Dokument HAFEN00020241206ekc60002c

Search Summary
Text hama
© 2024 Factiva, Inc. All rights reserved.
"""

CODED = """SE  World
HD  Rebels take the city of Hama,
    war monitor says
BY  By Rima Haddad
WC  19 words
PD  5 December 2024
ET  14:05
SN  Harbour News Service
SC  HNS
LA  English
CY  Copyright 2024. Harbour News Service.

LP

Rebels entered the city of Hama on Thursday evening.

TD

The army withdrew to the south, towards Homs.

IN SYRIA nobody was surprised.

NS  gvio : Military Action
RE  syria : Syria
AN  Document HNS0000020241205ekc5001ab

HD  Two killed in protest
WC  10 words
PD  6 December 2024
SN  Harbour Online
LA  English
LP
Two people were killed in a protest in the city.
AN  Document HNO0000020241206ekc60002c
"""


def split(text: str) -> list[RawArticle]:
    found = news_services.split(text, "wires.txt")
    assert found is not None
    return found


def test_the_old_layout_of_lexisnexis() -> None:
    first, second = split(LEXIS)
    assert (first.title, first.source, first.published) == (
        "Rebels take the city of Hama",
        "The Harbour Times",
        "2024-12-05",
    )
    assert (first.language, first.where) == ("en", "wires.txt, document 1")
    assert first.text == (
        "BEIRUT, Dec. 5\n\nRebels entered the city of Hama on Thursday evening after days of fighting in the villages"
        " north of it, a war monitor said in a statement that the army has not denied.\n\nThe army withdrew to the"
        " south, towards Homs, and called it a redeployment to save the lives of civilians. Notes: two soldiers spoke"
        " to this paper."
    )
    assert first.meta == {
        "service": "LexisNexis",
        "edition": "Late Edition",
        "author": "Rima Haddad",
        "section": "NEWS; Pg. 3",
        "dateline": "BEIRUT, Dec. 5",
        "graphic": "A square in Hama",
    }
    assert first.warnings == ()
    assert (second.title, second.source, second.published, second.language) == (
        "Zwei Tote bei Protest",
        "Die Hafenzeitung",
        "2024-12-06",
        "de",
    )
    assert second.text.startswith("Bei einem Protest")
    assert second.text.endswith("gekommen.")


@pytest.mark.parametrize("mark", ["BODY:\n\n", "BODY: ", "BODY:\n"])
def test_the_mark_before_a_story_is_not_of_it(mark: str) -> None:
    marked = LEXIS.replace("\nRebels entered", f"\n{mark}Rebels entered")
    assert [each.text for each in split(marked)] == [each.text for each in split(LEXIS)]


def test_the_layout_of_nexis_uni() -> None:
    first, second = split(NEXIS)
    assert (first.title, first.source, first.published) == (
        "Rebels take the city of Hama",
        "The Harbour Times (London)",
        "2024-12-05",
    )
    assert first.text.startswith("Rebels entered the city")
    assert first.text.endswith("Nobody asked him to.")
    assert first.meta["highlight"] == "The army withdrew."
    assert (second.title, second.source, second.published) == ("Two killed in protest", "Harbour Online", "2024-12-06")
    assert (second.text, second.language) == ("Two people were killed in a protest in the city.", "en")


def test_factiva_as_one_reads_it() -> None:
    first, second = split(FACTIVA)
    assert (first.title, first.source) == ("Rebels take the city of Hama, war monitor says", "Harbour News Service")
    assert (first.published, first.language) == ("2024-12-05", "en")
    assert first.text == (
        "BEIRUT (HNS) - Rebels entered the city of Hama on Thursday evening.\n\n"
        "The army withdrew to the south, towards Homs."
    )
    assert first.meta == {
        "service": "Factiva",
        "author": "By Rima Haddad and Jan Ode",
        "section": "World",
        "source code": "HNS",
        "accession": "HNS0000020241205ekc5001ab",
    }
    assert (second.title, second.source, second.language) == ("Zwei Tote bei Protest", "Die Hafenzeitung", "de")
    assert second.text.endswith("ums Leben gekommen.")


def test_factiva_with_codes() -> None:
    first, second = split(CODED)
    assert (first.title, first.source) == ("Rebels take the city of Hama, war monitor says", "Harbour News Service")
    assert (first.published, first.language) == ("2024-12-05", "en")
    assert first.text == (
        "Rebels entered the city of Hama on Thursday evening.\n\nThe army withdrew to the south, towards Homs.\n\n"
        "IN SYRIA nobody was surprised."
    )
    assert first.meta["accession"] == "HNS0000020241205ekc5001ab"
    assert second.text == "Two people were killed in a protest in the city."


def test_codes_on_lines_of_their_own() -> None:
    lines = [line.replace("  ", "\n\n", 1) if line[2:4] == "  " else line for line in CODED.split("\n")]
    first, second = split("\n".join(lines))
    assert first.title == "Rebels take the city of Hama, war monitor says"
    assert (second.title, second.text) == ("Two killed in protest", "Two people were killed in a protest in the city.")


def test_text_that_is_lost_is_told() -> None:
    (warning,) = split(FACTIVA)[0].warnings
    assert warning == "The export states 1,024 words, but only 20 were found."


@pytest.mark.parametrize("text", [LEXIS, NEXIS, FACTIVA, CODED])
def test_line_ends_of_windows_make_no_difference(text: str) -> None:
    assert split(text.replace("\n", "\r\n")) == split(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hama fell on Thursday.",
        "Rebels take Hama\n\n1 of 2 documents\n\nNothing else here says it is an export.",
        "A report.\n\nEnd of Document\n",
        "They showed us the file.\n\nDocument HNS0000020241205ekc5001ab\n",
        "1 of 2 DOCUMENTS\n2 of 2 DOCUMENTS\n",
    ],
)
def test_a_story_is_no_export(text: str) -> None:
    assert news_services.split(text) is None


def test_an_article_over_the_limit_and_one_without_text_are_named() -> None:
    text = LEXIS.replace("Bei einem Protest in der Stadt sind am Freitag zwei Menschen ums Leben gekommen.", "")
    job = Job(Path("wires.txt"), "wires.txt", Limits(text=100))
    found = news_services.found(job, text)
    assert found is not None
    assert [each.reason.split(" ", 3)[3] for each in found if isinstance(each, Refusal)] == [
        "holds 332 characters, over the limit of 100; split it or raise the limit in the settings.",
        "holds no text and was left out.",
    ]


def test_an_export_of_thousands_takes_no_time() -> None:
    assert len(split(FACTIVA * 2_000)) == 4_000
