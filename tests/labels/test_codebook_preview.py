from collections.abc import Callable

from corpus import articles
from corpus.store import Store
from labels import codebook_preview, event_types, events, labels, roles, spans
from labels.codebook_preview import Touched
from labels.event import ArgumentDraft, EventDraft

AddLabel = Callable[[str], int]
AddArticle = Callable[..., int]


def test_spans_articles_coders_and_twins_of_a_merge_are_counted(
    store: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    first, second = add_article(), add_article("Hama was calm. Hama slept.")
    hidden = add_article("Nothing happened in Hama.")
    place, location = add_label("PLACE"), add_label("LOCATION")
    spans.add_many(store, first, [(13, 17), (29, 33)], place)
    spans.add(store, first, 13, 17, location)
    spans.add(store, hidden, 20, 24, place)
    articles.remove(store, [hidden])
    with Store.open(store.path, coder="omar") as other:
        spans.add(other, second, 0, 4, place)
    found = codebook_preview.merge_labels(store, place, location)
    assert found == Touched(spans=3, articles=2, coders=2, joined=1)
    assert codebook_preview.merge_sentence(found, "PLACE", "LOCATION") == (
        "3 spans in 2 articles by 2 coders become LOCATION; 1 that is there twice is joined. "
        "PLACE leaves the codebook. Undo brings all back."
    )
    assert codebook_preview.of_label(store, location).spans == 1


def test_the_words_of_a_label_come_most_frequent_first(
    store: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    article_id, place, location = add_article(), add_label("PLACE"), add_label("LOCATION")
    spans.add_many(store, article_id, [(13, 17), (29, 33), (21, 27)], place)
    spans.add(store, article_id, 29, 33, location)
    assert codebook_preview.surfaces(store, place) == [("Hama", 2), ("Friday", 1)]
    found = codebook_preview.split_label(store, place, ["Hama"], location)
    assert found == Touched(spans=2, articles=1, coders=1, joined=1)
    assert codebook_preview.split_label(store, place, ["Hama"], None).joined == 0
    assert codebook_preview.split_sentence(found, "LOCATION") == (
        "2 spans in 1 article by 1 coder become LOCATION; 1 that is there twice is joined. Undo brings all back."
    )
    assert "Tick" in codebook_preview.split_sentence(Touched(), "")


def test_events_and_types_below_are_counted(store: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    event_types.add(store, "Battles")
    battles = event_types.by_path(store)["Battles"].id
    event_types.add(store, "Siege", parent_id=battles)
    event_types.add(store, "Fights")
    siege, fights = (event_types.by_path(store)[path].id for path in ("Battles / Siege", "Fights"))
    for type_id in (battles, siege):
        events.add(store, article_id, EventDraft(type_id=type_id))
    assert codebook_preview.of_type(store, battles) == Touched(events=2, articles=1, coders=1, types=1)
    merged = codebook_preview.merge_types(store, battles, fights)
    assert merged == Touched(events=1, articles=1, coders=1, types=1)
    assert "1 type below Battles moves below Fights" in codebook_preview.merge_sentence(merged, "Battles", "Fights")
    assert codebook_preview.retire_sentence(codebook_preview.of_type(store, battles), "Battles") == (
        "Battles is no longer offered, with 1 type below it. 2 events in 1 article by 1 coder keep it. "
        "It can be restored at any time."
    )


def test_the_triggers_of_a_type_are_counted(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, trigger = add_article(), add_label("EVENT")
    event_types.add(store, "Attacks")
    (attacks,) = (each.id for each in event_types.all_types(store))
    span_id = spans.add(store, article_id, 0, 8, trigger).spans[0]
    for draft in (EventDraft(attacks, trigger_span_id=span_id), EventDraft(attacks), EventDraft(attacks)):
        events.add(store, article_id, draft)
    assert codebook_preview.triggers(store, attacks) == [("", 2), ("Shelling", 1)]
    found = codebook_preview.split_type(store, attacks, ["Shelling", ""])
    assert found == Touched(events=3, articles=1, coders=1)


def test_events_that_get_several_of_a_role_are_counted(store: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    for name in ("Attacker", "Who"):
        roles.add(store, name, kind="actor")
    attacker, who = (roles.by_name(store)[name].id for name in ("Attacker", "Who"))
    events.add(store, article_id, EventDraft(arguments=(ArgumentDraft(attacker, "a"), ArgumentDraft(who, "b"))))
    events.add(store, article_id, EventDraft(arguments=(ArgumentDraft(attacker, "a"),)))
    found = codebook_preview.merge_roles(store, attacker, who)
    assert found == Touched(arguments=2, articles=1, coders=1, several=1)
    assert "1 event then has several, so Who takes several" in codebook_preview.merge_sentence(found, "Attacker", "Who")
    assert codebook_preview.of_role(store, who).arguments == 1


def test_what_is_unused_is_said_so(store: Store, add_label: AddLabel) -> None:
    place, location = add_label("PLACE"), add_label("LOCATION")
    found = codebook_preview.merge_labels(store, place, location)
    assert codebook_preview.merge_sentence(found, "PLACE", "LOCATION").startswith("Nothing is coded as PLACE. ")
    assert labels.get(store, place).name == "PLACE"
