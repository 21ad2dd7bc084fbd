"""Every action of the window as data: menus, the key sheet (F1) and the palette (Ctrl+K) are made from this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

When = Literal["always", "project", "article", "writable", "coding"]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do.

    Attributes:
        id: name of the method that does it, and of its setting when its key is changed.
        menu: the menu it stands in, and its group in the key sheet.
        key: as Qt writes key sequences; single letters work in the reader only ("" for none).
        needs: always, an open project, an article being read, a project that may be written, or both of the last.
        reader: the key is heard by the reader alone, since it is a letter that text fields need.
    """

    id: str
    menu: str
    text: str
    key: str = ""
    needs: When = "project"
    reader: bool = False
    separate: bool = False

    @property
    def fixed(self) -> bool:
        """Whether its key stays as it is: the reader itself moves by it."""
        return self.reader and len(self.key) > 1


TABLE: tuple[Action, ...] = (
    Action("new_project", "File", "New project…", "Ctrl+N", "always"),
    Action("open_project", "File", "Open project…", "Ctrl+O", "always"),
    Action("open_sample", "File", "Open the sample project", "", "always"),
    Action("close_project", "File", "Close project", "Ctrl+W"),
    Action("import_files", "File", "Import files…", "Ctrl+I", "writable", separate=True),
    Action("import_folder", "File", "Import a folder…", "Ctrl+Shift+I", "writable"),
    Action("import_columns", "File", "Import a table, and say what its columns hold…", "", "writable"),
    Action("import_web", "File", "Add from the web…", "", "writable"),
    Action("paste_story", "File", "Paste a story…", "Ctrl+V", "writable"),
    Action("export", "File", "Export…", "Ctrl+E", "project", separate=True),
    Action("check_project", "File", "Check the project", "", "project"),
    Action("quit", "File", "Quit", "Ctrl+Q", "always", separate=True),
    Action("undo", "Edit", "Undo", "Ctrl+Z", "writable"),
    Action("redo", "Edit", "Redo", "Ctrl+Shift+Z", "writable"),
    Action("copy", "Edit", "Copy", "Ctrl+C", "article", separate=True),
    Action("find", "Edit", "Find articles", "Ctrl+F", "project"),
    Action("save_search", "Edit", "Save the search…", "", "writable"),
    Action("same_words", "Edit", "Every hit of these words", "Ctrl+Shift+F", "article"),
    Action("history", "Edit", "History…", "Ctrl+H", "project"),
    Action("settings", "Edit", "Settings…", "Ctrl+,", "always", separate=True),
    Action("finish", "Article", "Done, and next", "Ctrl+Return", "coding"),
    Action("flag", "Article", "Flag", "F", "coding", reader=True),
    Action("skip", "Article", "Skip, and next", "S", "coding", reader=True),
    Action("reopen", "Article", "Mark as to do", "", "coding"),
    Action("next_article", "Article", "Next article", "Ctrl+Down", "project", separate=True),
    Action("previous_article", "Article", "Previous article", "Ctrl+Up", "project"),
    Action("correct_details", "Article", "Correct title, source, date…", "F2", "coding", separate=True),
    Action("remove_article", "Article", "Remove from the project", "", "coding"),
    Action("pick_label", "Label", "All labels…", "L", "coding", reader=True),
    Action("hold_label", "Label", "Hold the last label", "H", "coding", reader=True),
    Action("note", "Label", "Note on the span", "N", "coding", reader=True),
    Action("remove_span", "Label", "Remove the span", "Delete", "coding", reader=True),
    Action("next_span", "Label", "Next span", "Tab", "article", reader=True, separate=True),
    Action("previous_span", "Label", "Previous span", "Shift+Tab", "article", reader=True),
    Action("end_right", "Label", "Move the span's end right", "Alt+Right", "coding", reader=True),
    Action("end_left", "Label", "Move the span's end left", "Alt+Left", "coding", reader=True),
    Action("start_right", "Label", "Move the span's start right", "Alt+Shift+Right", "coding", reader=True),
    Action("start_left", "Label", "Move the span's start left", "Alt+Shift+Left", "coding", reader=True),
    Action("accept", "Label", "Accept the suggestion, and next", "A", "coding", reader=True, separate=True),
    Action("reject", "Label", "Reject the suggestion, and next", "X", "coding", reader=True),
    Action("accept_alike", "Label", "Accept every suggestion of the same words", "Shift+A", "coding", reader=True),
    Action("reject_alike", "Label", "Reject every suggestion of the same words", "Shift+X", "coding", reader=True),
    Action("accept_all", "Label", "Accept every suggestion of the article", "Ctrl+Shift+A", "coding"),
    Action("review", "Label", "Review suggestions only", "R", "coding", reader=True),
    Action("review_order", "Label", "Doubtful suggestions first", "", "coding"),
    Action("always_suggest", "Label", "Always suggest the words offered", "Y", "coding", reader=True),
    Action("add_label", "Label", "Add a label…", "", "writable", separate=True),
    Action("new_event", "Event", "New event", "E", "coding", reader=True),
    Action("suggested_events", "Event", "Suggested events", "G", "coding", reader=True),
    Action("empty_event", "Event", "New event without words", "Shift+E", "coding", reader=True),
    Action("event_type", "Event", "Type…", "Ctrl+T", "coding", separate=True),
    Action("event_status", "Event", "Status, certainty, history…", "Ctrl+J", "coding"),
    Action("event_note", "Event", "Note on the event…", "", "coding"),
    Action("move_value", "Event", "Move the span to another event…", "Ctrl+M", "coding"),
    Action("duplicate_event", "Event", "Duplicate", "Ctrl+D", "coding"),
    Action("remove_event", "Event", "Remove the event", "Ctrl+Delete", "coding"),
    Action("next_event", "Event", "Next event", "Alt+Down", "article", separate=True),
    Action("previous_event", "Event", "Previous event", "Alt+Up", "article"),
    Action("page_code", "View", "Code", "Ctrl+1", "project"),
    Action("page_events", "View", "Events", "Ctrl+2", "project"),
    Action("page_codebook", "View", "Codebook", "Ctrl+3", "project"),
    Action("page_concordance", "View", "Concordance", "Ctrl+4", "project"),
    Action("page_intake", "View", "Intake", "Ctrl+5", "project"),
    Action("page_queue", "View", "Queue", "Ctrl+6", "project"),
    Action("page_model", "View", "Model", "Ctrl+7", "project"),
    Action("page_errors", "View", "Errors", "Ctrl+8", "project"),
    Action("page_patterns", "View", "Patterns", "Ctrl+9", "project"),
    Action("train", "Model", "Train", "Ctrl+Shift+T", "writable"),
    Action("suggest_all", "Model", "Suggest on all articles", "", "writable"),
    Action("learning_curve", "Model", "Measure the learning curve", "", "writable", separate=True),
    Action("cross_check", "Model", "Check the coding against the model", "", "writable"),
    Action("import_suggestions", "Model", "Import suggestions…", "", "writable", separate=True),
    Action("actors", "Event", "Actors…", "", "project", separate=True),
    Action("places", "Event", "Places…", "", "project"),
    Action("reports", "Event", "Reports and events…", "", "project"),
    Action("zoom_in", "View", "Larger text", "Ctrl++", "always", separate=True),
    Action("zoom_out", "View", "Smaller text", "Ctrl+-", "always"),
    Action("zoom_reset", "View", "Normal text", "Ctrl+0", "always"),
    Action("theme_system", "View", "Colours of the system", "", "always", separate=True),
    Action("theme_light", "View", "Light colours", "", "always"),
    Action("theme_dark", "View", "Dark colours", "", "always"),
    Action("full_screen", "View", "Full screen", "F11", "always", separate=True),
    Action("keys", "Help", "All keys", "F1", "always"),
    Action("palette", "Help", "Search or do anything", "Ctrl+K", "always"),
    Action("about", "Help", "About Dateline", "", "always", separate=True),
)

# What the reader and the palette do by themselves; only told here, for the key sheet.
TOLD: tuple[tuple[str, str, str], ...] = (
    ("Reading", "Move by word", "←  →"),
    ("Reading", "Select by word", "Shift+←  →"),
    ("Reading", "Move by line", "↑  ↓"),
    ("Reading", "Select single characters", "Alt + drag"),
    ("Reading", "Let go of selection or span", "Esc"),
    ("Label", "Label the selection, the word or the span in hand", "1–9 and letters"),
    ("Label", "Label every same mention in the article", "Shift + label key"),
    ("Label", "Accept the suggestion in hand, and next", "Enter"),
    ("Label", "Accept every suggestion of the words in hand", "Shift+Enter"),
    ("Event", "Put the selection or the span in hand into a role", "1–9"),
    ("Event", "Type a role’s value, choose or clear it", "Shift + 1–9"),
    ("Event", "Type of the event in hand", "T or Enter"),
    ("Event", "Let go of the event", "Esc"),
)
# What letters do in the reader, in the words that follow the letter: "F flags the article".
_LETTERS = {
    "flag": "flags the article", "skip": "skips the article", "pick_label": "lists the labels",
    "hold_label": "holds a label", "note": "goes to the note", "new_event": "makes an event",
    "accept": "accepts a suggestion", "reject": "rejects a suggestion", "review": "goes through the suggestions",
    "always_suggest": "takes an offer", "suggested_events": "goes to the suggested events",
}  # fmt: skip
_MNEMONICS = {"Event": "Eve&nt"}  # E is Edit's, V is View's
MENUS = ("File", "Edit", "Article", "Label", "Event", "Model", "View", "Help")


def mnemonic(menu: str) -> str:
    """Return a menu's name with the letter marked that opens it with Alt."""
    return _MNEMONICS.get(menu, f"&{menu}")


def by_id(action_id: str) -> Action:
    """Return the action of that id."""
    return next(action for action in TABLE if action.id == action_id)


def letters(keys: Mapping[str, str]) -> dict[str, str]:
    """Return the letters that no label can have, lower-case, with what each does.

    Args:
        keys: the keys in force by action id; an action that is absent has the key of the table.
    """
    found = {keys.get(action_id, by_id(action_id).key): words for action_id, words in _LETTERS.items()}
    return {key.lower(): words for key, words in found.items() if len(key) == 1}
