"""The menu of rules for one field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from labels.canonical import RULES, FieldChoice, Rule


def rule_menu(
    parent: QWidget,
    choice: FieldChoice,
    *,
    here: str,
    set_rule: Callable[[Rule | None, str], None],
    ask: Callable[[], None],
    set_for_project: Callable[[Rule], None],
) -> QMenu:
    """Return it.

    Args:
        here: what the report in hand says, "" for none.
        set_rule: chooses by a rule, or with None as in the project; with the value for "by hand".
        ask: asks for a value.
        set_for_project: chooses by a rule in every event.
    """
    menu = QMenu(parent)
    for rule in RULES[:-1]:
        action = menu.addAction(rule.capitalize(), partial(set_rule, rule, ""))
        action.setCheckable(True)
        action.setChecked(choice.rule == rule)
    menu.addAction("By hand…", ask)
    if here:
        menu.addAction("This report’s value\tSpace", partial(set_rule, "by hand", here))
    menu.addSeparator()
    if choice.own:
        menu.addAction("As in the whole project", partial(set_rule, None, ""))
    if choice.rule != "by hand":
        menu.addAction(f"Always “{choice.rule}” for {choice.field}", partial(set_for_project, choice.rule))
    return menu
