"""Reports joined to one event: what is said, what is chosen, and taking it apart again."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import canonicals, event_types, events, roles
from labels.canonical import FieldChoice, Rule
from labels.event import ArgumentDraft, EventDraft

Code = Callable[..., int]
TABLES = ("canonical_event", "report_link", "canonical_choice", "record")


@pytest.fixture
def code(store: Store, add_article: Callable[..., int]) -> Code:
    """Codes an event with that many killed in an article of its own; returns its id."""
    with journal.step(store, "codebook", "x") as step:
        armed = event_types.insert(step, "Battles")
        killed = roles.insert(step, "Fatalities", kind="number", slot="fatalities")
        actor = roles.insert(step, "Actor", kind="actor", slot="actor", many=True)

    def code(best: int | None, *actors: str, published: str = "2024-12-06", article: int = 0, **draft: Any) -> int:
        number = store.value("SELECT count(*) FROM article")
        article = article or add_article(f"Report {number}: fighting.", published=published, title=f"R{number}")
        filled = [ArgumentDraft(actor, name) for name in actors]
        if best is not None:
            filled.append(ArgumentDraft(killed, f"{best} people", value={"best": best}))
        return events.add(store, article, EventDraft(armed, arguments=tuple(filled), **draft)).events[0]

    return code


def rows(store: Store) -> list[list[tuple[Any, ...]]]:
    return [sorted(store.rows(f"SELECT * FROM {table}")) for table in TABLES]


def joined(store: Store, *event_ids: int) -> int:
    canonicals.join(store, event_ids)
    found = events.get(store, event_ids[0]).canonical_id
    assert found
    return found


def field(store: Store, canonical_id: int, name: str) -> FieldChoice:
    return next(each for each in canonicals.resolved(store, canonical_id).fields if each.field == name)


def test_joining_is_one_step_and_keeps_every_value(store: Store, code: Code) -> None:
    one, other = code(8, "Army"), code(14, "Rebels", published="2024-12-09")
    before = rows(store)
    changes = canonicals.join(store, [one, other])
    assert len(changes.articles) == 2
    killed = field(store, 1, "Fatalities")
    assert [value.text for value in killed.values] == ["8", "14"]
    assert (killed.chosen.text, killed.of, killed.rule, killed.differs) == ("8", 0, "most conservative", True)
    assert store.value("SELECT count(*) FROM record WHERE canonical_id = 1") == 2
    journal.undo(store)
    assert rows(store) == before


def test_a_report_joins_those_that_are_joined(store: Store, code: Code) -> None:
    one, other, third, fourth = (code(number) for number in range(4))
    first, second = joined(store, one, other), joined(store, third, fourth)
    canonicals.choose(store, second, "Fatalities", rule="majority")
    before = rows(store)
    canonicals.join(store, [other, third])
    assert [each for each, _ in canonicals.listed(store)] == [first]
    assert [report.event.id for report in canonicals.resolved(store, first).reports] == [one, other, third, fourth]
    journal.undo(store)
    assert rows(store) == before


def test_joining_what_is_joined_is_no_step(store: Store, code: Code) -> None:
    one, other = code(1), code(2)
    joined(store, one, other)
    assert not canonicals.join(store, [one, other])


def test_it_takes_two(store: Store, code: Code) -> None:
    one = code(1)
    with pytest.raises(UserError, match="two events"):
        canonicals.join(store, [one, one, 99])


def test_events_of_one_article_are_not_joined(store: Store, code: Code) -> None:
    one = code(1)
    article = events.get(store, one).article_id
    other, third = code(2, article=article), code(3)
    with pytest.raises(UserError, match="of one article"):
        canonicals.join(store, [one, other])
    joined(store, one, third)
    with pytest.raises(UserError, match="of one article"):
        canonicals.join(store, [third, other])


def test_parting_leaves_no_single_report_joined(store: Store, code: Code) -> None:
    one, other, third = code(1), code(2), code(3)
    joined(store, one, other, third)
    canonicals.part(store, third)
    assert events.get(store, third).canonical_id is None
    assert events.get(store, one).canonical_id
    before = rows(store)
    canonicals.part(store, other)
    assert canonicals.listed(store) == []
    assert store.value("SELECT count(*) FROM canonical_event") == 0
    assert not canonicals.part(store, other)
    journal.undo(store)
    assert rows(store) == before


def test_dissolving_can_be_undone(store: Store, code: Code) -> None:
    held = joined(store, code(1), code(2))
    canonicals.choose(store, held, "Fatalities", value="3", rule="by hand")
    before = rows(store)
    assert len(canonicals.dissolve(store, held).articles) == 2
    assert canonicals.listed(store) == []
    journal.undo(store)
    assert rows(store) == before
    assert not canonicals.dissolve(store, 99)


def test_a_field_may_have_a_rule_of_its_own(store: Store, code: Code) -> None:
    held = joined(store, code(8), code(14))
    canonicals.choose(store, held, "Fatalities", rule="most informative")
    found = field(store, held, "Fatalities")
    assert (found.chosen.text, found.own) == ("14", True)
    canonicals.choose(store, held, "Fatalities", rule=None)
    assert field(store, held, "Fatalities").chosen.text == "8"
    with pytest.raises(UserError, match="no rule"):
        canonicals.choose(store, held, "Fatalities", rule="guess")  # type: ignore[arg-type]


def test_a_value_by_hand(store: Store, code: Code) -> None:
    held = joined(store, code(8), code(14))
    canonicals.choose(store, held, "Fatalities", value="14", rule="by hand")
    assert field(store, held, "Fatalities").of == 1
    canonicals.choose(store, held, "Fatalities", value="11", rule="by hand")
    found = field(store, held, "Fatalities")
    assert (found.chosen.text, found.chosen.value, found.of) == ("11", {"best": 11}, None)


def test_choices_may_come_with_the_joining(store: Store, code: Code) -> None:
    one, other = code(8), code(14)
    picked: dict[str, tuple[str, Rule]] = {"Fatalities": ("11", "by hand")}
    assert canonicals.preview(store, [one, other], choices=picked).fields[1].chosen.text == "11"
    canonicals.join(store, [one, other], choices=picked)
    assert field(store, 1, "Fatalities").chosen.text == "11"
    journal.undo(store)
    assert canonicals.listed(store) == []
    assert store.value("SELECT count(*) FROM canonical_choice") == 0


def test_the_rule_of_the_project(store: Store, code: Code) -> None:
    held = joined(store, code(8), code(14))
    canonicals.set_default_rule(store, "Fatalities", "most informative")
    assert field(store, held, "Fatalities").chosen.text == "14"
    canonicals.set_default_rule(store, "Fatalities", None)
    assert field(store, held, "Fatalities").chosen.text == "8"
    with pytest.raises(UserError, match="whole project"):
        canonicals.set_default_rule(store, "Fatalities", "by hand")


def test_a_role_of_several_is_one_value(store: Store, code: Code) -> None:
    held = joined(store, code(1, "Army", "The Militia"), code(1, "militia", "army"), code(1, "Army"))
    actor = field(store, held, "Actor")
    assert [value.text for value in actor.values] == ["Army; The Militia", "militia; army", "Army"]
    assert actor.values[0].key == actor.values[1].key
    assert actor.chosen.text == "militia; army"


def test_looking_before_joining_writes_nothing(store: Store, code: Code) -> None:
    one, other = code(8), code(14)
    found = canonicals.preview(store, [one, other])
    assert (found.id, len(found.reports), found.title) == (0, 2, "Battles")
    assert canonicals.listed(store) == []
    held = joined(store, one, other)
    assert canonicals.preview(store, [one, other]).id == held


def test_a_further_report_comes_under_the_choices_made(store: Store, code: Code) -> None:
    one, other, third = code(8), code(14), code(9)
    canonicals.choose(store, joined(store, one, other), "Fatalities", rule="most informative")
    found = canonicals.preview(store, [one, other, third])
    assert (found.id, [each.chosen.text for each in found.fields if each.field == "Fatalities"]) == (0, ["14"])


def test_reports_of_a_removed_article_are_out_of_sight(store: Store, code: Code) -> None:
    from corpus import articles

    one, other = code(8), code(14)
    held = joined(store, one, other)
    articles.remove(store, [events.get(store, other).article_id])
    assert [report.event.id for report in canonicals.resolved(store, held).reports] == [one]


def test_a_note(store: Store, code: Code) -> None:
    held = joined(store, code(8), code(14))
    canonicals.annotate(store, held, " One attack ")
    assert canonicals.resolved(store, held).note == "One attack"


def test_what_is_gone_is_told(store: Store) -> None:
    with pytest.raises(UserError, match="no longer joined"):
        canonicals.resolved(store, 1)


@pytest.mark.parametrize("setting", ["reports.rules", "reports.apart"])
@pytest.mark.parametrize("text", ["[", "3", '{"a": 1}', "[1]"])
def test_a_damaged_setting_is_none(store: Store, setting: str, text: str) -> None:
    store.set_setting(setting, text)
    assert canonicals.default_rules(store) == {}
    assert canonicals.apart(store) == []


def test_removing_events_leaves_no_single_report_joined(store: Store, code: Code) -> None:
    one, other, third = code(1), code(2), code(3)
    canonical_id = joined(store, one, other, third)
    canonicals.choose(store, canonical_id, "Fatalities", rule="majority")
    events.remove(store, [third])
    assert canonicals.listed(store) == [(canonical_id, (one, other))]
    before = rows(store)
    events.remove(store, [other])
    assert (canonicals.listed(store), events.get(store, one).canonical_id) == ([], None)
    assert [store.value(f"SELECT count(*) FROM {table}") for table in TABLES[:3]] == [0, 0, 0]
    journal.undo(store)
    assert rows(store) == before
    assert events.get(store, other).canonical_id == canonical_id


def test_removing_all_reports_removes_what_joined_them(store: Store, code: Code) -> None:
    one, other = code(1), code(2)
    joined(store, one, other)
    before = rows(store)
    events.remove(store, [one, other])
    assert store.value("SELECT count(*) FROM canonical_event") == 0
    journal.undo(store)
    assert rows(store) == before
