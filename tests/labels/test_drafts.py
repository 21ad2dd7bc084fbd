"""Whole events guessed from labelled spans; in the stories here `[LABEL:words]` is a span."""

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from labels import drafts
from labels.drafts import ParsedWord, PlaceGuess
from labels.event import EventDraft
from labels.event_type import EventType
from labels.label import Kind, Label
from labels.role import Role, RoleKind, Slot
from labels.span import Span

KINDS: dict[str, Kind] = {
    "EVENT": "event",
    "ACTOR": "actor",
    "TARGET": "actor",
    "LOCATION": "location",
    "DATE": "date",
    "FATALITIES": "casualties",
    "INJURED": "casualties",
    "WEAPON": "other",
    "SOURCE": "other",
}
LABELS = [Label(at, "", name, kind, "", "", "", at, None, False) for at, (name, kind) in enumerate(KINDS.items(), 1)]
IDS = {label.name: label.id for label in LABELS}
FRIDAY = "2024-12-06"
MARK = re.compile(r"\[([A-Z]+):([^\[\]]+)\]")


def role(number: int, kind: RoleKind, slot: Slot, *labels: str, many: bool = False) -> Role:
    ids = tuple(IDS[name] for name in labels)
    return Role(number, "", slot, kind, slot, "", many, False, ids, (), number, False)


ROLES = [
    role(1, "actor", "actor", "ACTOR", many=True),
    role(2, "actor", "target", "TARGET", "ACTOR", many=True),
    role(3, "place", "place", "LOCATION", many=True),
    role(4, "date", "date", "DATE"),
    role(5, "number", "fatalities", "FATALITIES"),
    role(6, "number", "injured", "INJURED"),
    role(7, "text", "weapon", "WEAPON", many=True),
    role(8, "text", "source", "SOURCE", many=True),
]
NAMES = {each.id: each.name for each in ROLES}


def kind(number: int, name: str, *words: str) -> EventType:
    return EventType(number, "", None, name, name, "", "", (), words, "", 0, number, False)


TYPES = [kind(1, "Territory", "capture", "seize"), kind(2, "Release", "free"), kind(3, "Strike", "hit", "strike")]


class Gazetteer:
    """Knows two places and one actor."""

    def __init__(self) -> None:
        self.near: Sequence[str] = ()
        self.on = ""

    def place(self, words: str, *, near: Sequence[str]) -> PlaceGuess | None:
        self.near = near
        return {"Hama": PlaceGuess(7, "exact"), "Homs": PlaceGuess(None, "exact", {"geonameid": 169577})}.get(words)

    def actor(self, words: str, *, on: str) -> int | None:
        self.on = on
        return 5 if words == "HTS" else None


def story(marked: str, *, published: str = FRIDAY, language: str = "en") -> tuple[Article, list[Span]]:
    """Return the article and its spans; a span's id is its number in reading order, from one on."""
    text, spans, done = "", [], 0
    for number, match in enumerate(MARK.finditer(marked), 1):
        text += marked[done : match.start()]
        ends = (len(text), len(text) + len(match[2]))
        spans.append(
            Span(number, "", 1, *ends, IDS[match[1]], match[1], 1, "rima", "human", match[2], "", "", False, "", "")
        )
        text, done = text + match[2], match.end()
    return Article(1, "", "", text + marked[done:], published=published, language=language), spans


def draft(marked: str, of: str = "", **options: Any) -> EventDraft:
    """Draft from the trigger of these words, or from the first."""
    about = {key: options.pop(key) for key in ("published", "language") if key in options}
    article, spans = story(marked, **about)
    events = [span for span in spans if span.label == "EVENT" and of in span.surface]
    known: dict[str, Any] = {"types": TYPES, "roles_for": lambda _: ROLES, "labels": LABELS, "trigger": events[0]}
    return drafts.draft(article, spans, **known | options)


def filled(event: EventDraft) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for argument in event.arguments:
        found.setdefault(NAMES[argument.role_id], []).append(argument.text)
    return found


def values(event: EventDraft, name: str) -> dict[str, Any]:
    return next(argument.value for argument in event.arguments if NAMES[argument.role_id] == name)


def test_an_event_is_drafted_from_its_sentence() -> None:
    event = draft(
        "[ACTOR:HTS] [EVENT:captured] [LOCATION:Hama] on [DATE:Wednesday evening], "
        "killing [FATALITIES:at least 20] [TARGET:soldiers], [SOURCE:monitors] said."
    )
    assert filled(event) == {
        "actor": ["HTS"],
        "target": ["soldiers"],
        "place": ["Hama"],
        "date": ["Wednesday evening"],
        "fatalities": ["at least 20"],
        "source": ["monitors"],
    }
    assert (event.type_id, event.trigger_span_id, event.status) == (1, 2, "happened")
    assert values(event, "date")["start"] == "2024-12-04"
    assert values(event, "fatalities") == {
        "best": 20,
        "low": 20,
        "high": None,
        "rule": "a lower bound, taken as the best figure",
    }


def test_each_argument_points_at_its_span() -> None:
    event = draft("[ACTOR:Rebels] [EVENT:captured] [LOCATION:Hama].")
    assert [(each.span_id, each.start, each.end) for each in event.arguments] == [(1, 0, 6), (3, 16, 20)]


def test_without_trigger_and_place_nothing_is_drafted() -> None:
    assert draft("[EVENT:Shelling].", trigger=None) == EventDraft()


def test_a_sentence_takes_its_first_trigger() -> None:
    marked = "Quiet here. [ACTOR:Rebels] [EVENT:captured] [LOCATION:Hama] and [EVENT:freed] [TARGET:inmates]."
    start = len("Quiet here. ")
    event = draft(marked, trigger=None, at=(start, start + 50))
    assert (event.trigger_span_id, filled(event)["place"]) == (2, ["Hama"])


def test_a_sentence_without_trigger_has_an_event_too() -> None:
    article, spans = story("[ACTOR:Rebels] now strike [LOCATION:Hama].")
    event = drafts.draft(article, spans, types=TYPES, roles_for=lambda _: ROLES, labels=LABELS, at=(0, 23))
    assert (event.trigger_span_id, event.type_id, event.start, event.end) == (None, 3, 0, 23)
    assert filled(event) == {"actor": ["Rebels"], "place": ["Hama"]}


# ---------------------------------------------------------------- actor and target


@pytest.mark.parametrize(
    ("marked", "actor", "target"),
    [
        ("The [ACTOR:army] [EVENT:shelled] [ACTOR:rebels].", "army", "rebels"),
        ("[ACTOR:Rebels] were [EVENT:captured] by the [ACTOR:army].", "army", "Rebels"),
        ("The [ACTOR:soldiers], [EVENT:captured] by [ACTOR:rebels], were led away.", "rebels", "soldiers"),
        ("an [EVENT:attack] on [ACTOR:soldiers] by [ACTOR:rebels]", "rebels", "soldiers"),
        ("The [ACTOR:army]'s [EVENT:attack] on [ACTOR:rebels] went on.", "army", "rebels"),
        ("[ACTOR:Rebels] [EVENT:freed] [TARGET:inmates].", "Rebels", "inmates"),
    ],
)
def test_voice_and_order_tell_actor_from_target(marked: str, actor: str, target: str) -> None:
    found = filled(draft(marked))
    assert (found["actor"], found["target"]) == ([actor], [target])


def test_what_a_later_trigger_acts_upon_is_not_taken() -> None:
    event = draft("[ACTOR:Rebels] [EVENT:captured] [LOCATION:Hama] and [EVENT:freed] [TARGET:inmates].", "captured")
    assert filled(event) == {"actor": ["Rebels"], "place": ["Hama"]}


def test_the_subject_of_a_clause_that_follows_is_no_target() -> None:
    event = draft("[ACTOR:Rebels] [EVENT:entered] [LOCATION:Hama] after [ACTOR:army units] had left.")
    assert filled(event) == {"actor": ["Rebels"], "place": ["Hama"]}


def test_a_parser_has_the_better_word() -> None:
    def parser(sentence: str) -> list[ParsedWord]:
        assert sentence == "It was rebels the army shelled."
        heads = {"rebels": (5, "dobj"), "army": (5, "nsubj"), "shelled": (5, "ROOT")}
        words = list(re.finditer(r"\w+", sentence))
        return [ParsedWord(*word.span(), *heads.get(word.group(), (5, "dep"))) for word in words]

    event = draft("It was [ACTOR:rebels] the [ACTOR:army] [EVENT:shelled].", parser=parser)
    assert filled(event) == {"actor": ["army"], "target": ["rebels"]}


def test_several_of_a_role_are_joined_by_commas_and_and() -> None:
    event = draft(
        "[ACTOR:Rebels] carried out [EVENT:attacks] on [TARGET:checkpoints], [TARGET:police stations] and "
        "[TARGET:headquarters] in [LOCATION:Rastan] and [LOCATION:Talbiseh]."
    )
    assert filled(event)["target"] == ["checkpoints", "police stations", "headquarters"]
    assert filled(event)["place"] == ["Rastan", "Talbiseh"]


def test_a_place_with_its_country_is_one_place() -> None:
    assert filled(draft("Shells [EVENT:hit] [LOCATION:Homs], [LOCATION:Syria]."))["place"] == ["Homs"]


def test_a_country_that_only_owns_is_not_the_place() -> None:
    event = draft("In [LOCATION:Hama] [ACTOR:rebels] [EVENT:captured] [LOCATION:Syria]'s old mint.")
    assert filled(event)["place"] == ["Hama"]


def test_of_roles_that_share_a_label_the_one_with_a_column_is_filled() -> None:
    side = role(20, "number", "", "FATALITIES")
    associated = role(21, "actor", "", "ACTOR", "SOURCE", many=True)
    roles = [side, associated, *ROLES[:7]]
    marked = (
        "[ACTOR:Rebels] [EVENT:hit] a convoy of the [ACTOR:army], killing [FATALITIES:20], with [SOURCE:tribesmen]."
    )
    event = draft(marked, roles_for=lambda _: roles)
    assert [(each.role_id, each.text) for each in event.arguments] == [
        (21, "tribesmen"),
        (1, "Rebels"),
        (2, "army"),
        (5, "20"),
    ]


# ---------------------------------------------------------------- neighbours and dateline


def test_empty_roles_are_filled_from_the_sentence_before() -> None:
    event = draft(
        "[ACTOR:Rebels] entered [LOCATION:Hama] on [DATE:Thursday]. They [EVENT:freed] [TARGET:inmates].", "freed"
    )
    assert filled(event) == {"actor": ["Rebels"], "target": ["inmates"], "place": ["Hama"], "date": ["Thursday"]}
    assert values(event, "place")["from"] == "the sentence before"


def test_the_past_of_a_neighbour_is_not_borrowed() -> None:
    event = draft("[ACTOR:Rebels] rose in [DATE:1982]. They [EVENT:freed] [TARGET:inmates].")
    assert "date" not in filled(event)


def test_who_did_it_is_not_guessed_where_it_is_left_out() -> None:
    assert "actor" not in filled(draft("[ACTOR:Rebels] left. [TARGET:Guards] were [EVENT:captured]."))


def test_a_weapon_that_acts_has_no_actor_from_before() -> None:
    assert "actor" not in filled(draft("[ACTOR:Rebels] left. A [WEAPON:rocket] [EVENT:hit] [LOCATION:Homs]."))


def test_the_dateline_is_not_where_it_happened() -> None:
    event = draft(
        "[LOCATION:BEIRUT], [DATE:6 December] (Orontes Wire) - [ACTOR:Rebels] [EVENT:captured] [LOCATION:Hama] on "
        "[DATE:Thursday], residents of the town said."
    )
    assert (filled(event)["place"], filled(event)["date"]) == (["Hama"], ["Thursday"])


def test_the_dateline_is_the_place_where_there_is_no_other() -> None:
    event = draft(
        "[LOCATION:RASTAN], [DATE:6 December] - [ACTOR:Rebels] [EVENT:captured] the bridge and the mills beside it."
    )
    assert values(event, "place")["from"] == "the dateline"
    assert "date" not in filled(event)


def test_the_city_may_have_been_named_well_before() -> None:
    event = draft(
        "[ACTOR:Rebels] hold [LOCATION:Hama] now.\n\nIt rained.\n\nBread was dear.\n\nGuns were heard.\n\n"
        "The city saw a [EVENT:massacre] by [ACTOR:regime forces] in [DATE:1982]."
    )
    assert (filled(event)["place"], event.historical) == (["Hama"], True)
    assert values(event, "place")["from"] == "4 sentences before"


# ---------------------------------------------------------------- dates and the rest


def test_two_days_later_counts_from_the_date_before() -> None:
    event = draft(
        "[ACTOR:Rebels] entered [LOCATION:Hama] on [DATE:27 November]. [DATE:Two days later] they [EVENT:freed] "
        "[TARGET:inmates]."
    )
    assert values(event, "date")["start"] == "2024-11-29"


def test_what_is_planned_lies_ahead() -> None:
    event = draft("Troops will [EVENT:strike] on [DATE:Sunday].")
    assert (event.status, values(event, "date")["start"]) == ("planned", "2024-12-08")


def test_a_missing_publication_date_is_asked_for_in_the_draft() -> None:
    event = draft("[ACTOR:Rebels] [EVENT:captured] [LOCATION:Hama] on [DATE:Friday].", published="")
    asked = "“Friday” needs the article's publication date; add it with “Correct title, source, date…”."
    assert values(event, "date") == {"asks": asked}


def test_the_words_of_another_language_say_nothing_of_status() -> None:
    event = draft("[ACTOR:المعارضة] [EVENT:سيطرت] على [LOCATION:حماة] [DATE:أمس].", language="ar")
    assert (event.status, filled(event)["place"], values(event, "date")["start"]) == (
        "happened",
        ["حماة"],
        "2024-12-05",
    )


def test_places_and_actors_are_looked_up() -> None:
    gazetteer = Gazetteer()
    event = draft(
        "[ACTOR:HTS] left [LOCATION:Homs] for good. [ACTOR:HTS] [EVENT:captured] [LOCATION:Hama] on [DATE:Thursday].",
        resolver=gazetteer,
    )
    actor, place = (next(each for each in event.arguments if each.role_id == wanted) for wanted in (1, 3))
    assert (actor.entity_id, place.place_id, place.value["precision"]) == (5, 7, "exact")
    assert (gazetteer.on, gazetteer.near) == ("2024-12-05", ("Homs",))


def test_a_place_not_taken_over_yet_keeps_its_gazetteer_id() -> None:
    event = draft("Shells [EVENT:hit] a farm near [LOCATION:Homs].", resolver=Gazetteer())
    assert values(event, "place") == {"geonameid": 169577, "precision": "near"}


def test_the_desk_own_choice_goes_before_the_codebook() -> None:
    assert (
        draft("Rebels [EVENT:captured] it.", guess_type=lambda words: 9 if words == "captured" else None).type_id == 9
    )
    assert draft("Rebels [EVENT:captured] it.", guess_type=lambda words: None).type_id == 1


def test_a_draft_of_a_long_article_is_quick() -> None:
    sentence = (
        "[ACTOR:Rebels] [EVENT:captured] [LOCATION:Hama] from [TARGET:army units] on [DATE:Wednesday evening] after "
        "some hours of shelling, killing [FATALITIES:at least 20] of them on the road, [SOURCE:residents] said. "
    )
    marked = "\n\n".join([sentence.strip()] * 29)  # 203 spans, a good thousand words with what follows
    article, spans = story(marked + "\n\nIt rained on." * 120)
    triggers = [span for span in spans if span.label == "EVENT"]
    start = time.perf_counter()
    for trigger in triggers:
        drafts.draft(article, spans, types=TYPES, roles_for=lambda _: ROLES, labels=LABELS, trigger=trigger)
    assert (time.perf_counter() - start) / len(triggers) < 0.05


def test_the_real_story_gives_its_events(root: Path) -> None:
    found = sorted((root.parent / "shared" / "data" / "news_article").glob("0*.txt"))
    if not found:
        pytest.skip("the real article is not here")
    text = found[0].read_text(encoding="utf-8")
    coded = mark_real(text)
    article = Article(1, "", "", text, published=FRIDAY, language="en")

    def of(trigger: str, near: str) -> EventDraft:
        start = text.index(trigger, text.index(near))
        span = next(each for each in coded if each.start == start and each.label == "EVENT")
        return drafts.draft(article, coded, types=TYPES, roles_for=lambda _: ROLES, labels=LABELS, trigger=span)

    hama = of("took control", "There were scenes")
    assert (filled(hama)["place"], values(hama, "date")["start"]) == (["Hama"], "2024-12-04")
    freed = of("freed", "Syrian opposition fighters also")
    assert (filled(freed)["target"], freed.historical, freed.type_id) == (["prisoners"], False, 2)
    assert filled(of("seized", "In southern Syria"))["place"] == ["Nassib border crossing"]
    assert len(filled(of("attacks", "also reported"))["target"]) == 3
    towns = of("captured", "Opposition fighters captured")
    assert (filled(towns)["place"], "date" in filled(towns)) == (["Rastan", "Talbiseh"], False)
    aleppo = of("capturing", "The surprise")
    assert (filled(aleppo)["place"], values(aleppo, "date")["start"]) == (["Aleppo"], "2024-11-27")
    massacre = of("massacre", "The city has a long")
    assert (massacre.historical, values(massacre, "fatalities")["high"]) == (True, 35_000)
    assert (filled(massacre)["place"], values(massacre, "date")["start"]) == (["Hama"], "1982-01-01")
    accused = of("massacre", "However, on Thursday")
    assert (accused.certainty, values(accused, "date")["start"]) == ("suspected or accused", "2024-12-05")
    assert of("withdrawn", "There were initial").status == "denied"


REAL = {
    "There were scenes": (
        "LOCATION:Hama DATE:Wednesday_evening ACTOR:rebels EVENT:took_control LOCATION:Syria LOCATION:Homs "
        "EVENT:seized TARGET:regime_positions LOCATION:Daraa_province LOCATION:Jordan"
    ),
    "However, on Thursday": "DATE:Thursday SOURCE:Syrian_opposition_fighters ACTOR:Russian_air_force EVENT:massacre",
    "The city has a long": (
        "EVENT:massacre ACTOR:regime_forces DATE:1982 EVENT:killed FATALITIES:up_to_35,000 DATE:2011"
    ),
    "Syrian opposition fighters also": (
        "ACTOR:Syrian_opposition_fighters EVENT:freed TARGET:prisoners EVENT:capturing SOURCE:Hassan_Abdel_Ghani"
    ),
    "There were initial": "ACTOR:regime_forces EVENT:withdrawn LOCATION:Homs SOURCE:SANA",
    "In southern Syria": (
        "LOCATION:Daraa_province ACTOR:anti-Assad_fighters EVENT:seized LOCATION:Nassib_border_crossing "
        "LOCATION:Jumruk_crossing SOURCE:Al-Araby_Al-Jadeed"
    ),
    "Al-Araby Al-Jadeed also reported": (
        "SOURCE:Al-Araby_Al-Jadeed ACTOR:rebels LOCATION:Daraa EVENT:attacks TARGET:regime_checkpoints "
        "TARGET:police_stations TARGET:security_headquarters"
    ),
    "Opposition fighters captured": (
        "ACTOR:Opposition_fighters EVENT:captured LOCATION:Rastan LOCATION:Talbiseh DATE:from_2011_onwards DATE:2018"
    ),
    "The surprise rebel": (
        "EVENT:assault DATE:27_November ACTOR:HTS EVENT:seized LOCATION:Idlib LOCATION:Aleppo EVENT:capturing "
        "LOCATION:Aleppo"
    ),
}


def mark_real(text: str) -> list[Span]:
    """Label the words listed above, each list from its paragraph's opening on."""
    spans: list[Span] = []
    for opening, listed in REAL.items():
        at = text.index(opening)
        for pair in listed.split():
            name, words = pair.replace("_", " ").split(":")
            start = text.index(words, at)
            at = start + len(words)
            fields = (IDS[name], name, 1, "rima", "human", words, "", "", False, "", "")
            spans.append(Span(len(spans) + 1, "", 1, start, at, *fields))
    return spans
