"""The documents tell what the program does: commands, JSON fields, actions, keys; and their links lead somewhere."""

import ast
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import __version__
from corpus.article import RawArticle, RawSpan, Refusal
from corpus.readers import SUFFIXES
from corpus.readers.record import field_count
from corpus.store import Store
from desktop.actions import MENUS, TABLE, TOLD
from desktop.cli import main
from desktop.commands import build
from labels.formats import FORMATS
from labels.formats.report import ExportReport
from labels.intake import take_in

_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^ {4}.*$", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_OPTION = re.compile(r"`(--?[a-z][a-z-]*)")
_FIELDS = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \|", re.MULTILINE)
_TOLD_KEYS = {
    "←  →": "Left`, `Right",
    "Shift+←  →": "Shift+Left`, `Shift+Right",
    "↑  ↓": "Up`, `Down",
    "1–9 and letters": "1-9 and letters",
}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def pages(root: Path) -> list[Path]:
    """Return every page for people."""
    found = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "packaging").glob("*.md")]
    return sorted(found)


def section(page: str, heading: str) -> str:
    """Return what stands under a heading of the second level."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"there is no heading “{heading}”"
    return found[1]


def fields(page: str) -> set[str]:
    """Return the names in the first column of a page's tables."""
    return {name for cell in _FIELDS.findall(page) for name in re.findall(r"`(\w+)`", cell)}


@pytest.fixture(scope="session")
def cli(root: Path) -> str:
    """The page of the command line."""
    return read(root / "docs" / "cli.md")


@pytest.fixture(scope="session")
def manual(root: Path) -> str:
    return read(root / "docs" / "manual.md")


# ---------------------------------------------------------------- the command line


def options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("-")}


@pytest.mark.parametrize("name", sorted(build().commands))
def test_command_is_documented_with_its_options_and_no_others(cli: str, name: str) -> None:
    told = section(cli, name)
    assert f"[`{name}`](#{name})" in cli
    assert f"dateline {name}" in told
    documented = set(_OPTION.findall("\n".join(re.findall(r"^\| `--.*", told, re.MULTILINE))))
    assert documented == options(build().commands[name]) - {"--help", "-h"}


@pytest.mark.parametrize("name", sorted(build().commands))
def test_usage_line_names_every_argument_and_option(cli: str, name: str) -> None:
    usage = section(cli, name).strip().splitlines()[0]
    command = build().commands[name]
    arguments = [parameter for parameter in command.params if not parameter.opts[0].startswith("-")]
    for parameter in arguments:
        assert (parameter.metavar or parameter.name.upper()).rstrip(".") in usage
    assert set(re.findall(r"--[a-z-]+", usage)) == options(command) - {"--help", "-h"}


def test_own_options_are_documented(cli: str) -> None:
    told = section(cli, "What holds for all of them")
    assert options(build()) <= set(_OPTION.findall(told))


def test_formats_are_documented(cli: str) -> None:
    told = section(cli, "export")
    assert all(f"`{name}`" in told for name in FORMATS)


def test_every_file_ending_is_documented(cli: str, manual: str) -> None:
    for page in (section(cli, "import"), section(manual, "Bringing articles in")):
        assert set(re.findall(r"`(\.[a-z]+)`", page)) >= set(SUFFIXES)


# ---------------------------------------------------------------- what --json prints


@pytest.fixture
def answer(project_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """A function that runs a command on a project with one article and one span, and returns its JSON."""
    article = RawArticle("A mine went off near Nasib.", spans=(RawSpan(2, 6, "WEAPON", coder="rima"),))
    with Store.create(project_path, coder="rima") as store:
        take_in(store, [article])

    def run(command: str, *rest: str) -> Any:
        main([command, str(project_path), *rest, "--json"])
        return json.loads(capsys.readouterr().out)

    return run


def keys(value: Any) -> set[str]:
    """Return the names of a JSON object's fields, also of the objects in its lists; not of what is counted by name."""
    if isinstance(value, list):
        return {key for each in value for key in keys(each)}
    if not isinstance(value, dict):
        return set()
    return set(value) | {key for each in value.values() if isinstance(each, list) for key in keys(each)}


def test_fields_of_list_are_documented(cli: str, answer: Callable[..., Any]) -> None:
    assert keys(answer("list")) == fields(section(cli, "list"))


def test_fields_of_show_are_documented(cli: str, answer: Callable[..., Any]) -> None:
    assert keys(answer("show", "1")) == fields(section(cli, "list")) | fields(section(cli, "show"))


def test_fields_of_stats_are_documented(cli: str, answer: Callable[..., Any]) -> None:
    assert set(answer("stats")) == fields(section(cli, "stats"))


def test_fields_of_check_are_documented(cli: str, answer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from labels.check import Finding

    monkeypatch.setattr("labels.check.check", lambda *_, **__: [Finding("Wrong.", 1)])
    assert keys(answer("check")) == fields(section(cli, "check"))


def test_fields_of_import_are_documented(cli: str, answer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    items = [RawArticle("A mine went off near Nasib.", where="one.txt"), Refusal("two.pdf", "two.pdf is odd.")]
    monkeypatch.setattr("corpus.readers.read_paths", lambda *_, **__: items)
    told = section(cli, "import")
    found = answer("import", "anything")
    assert set(found) == fields(told)
    assert all(f"`{key}`" in told for key in keys(found))


def test_fields_of_export_are_documented(cli: str, answer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    report = ExportReport(path=Path("out"), articles=1, kept=1, reasons=Counter({"why": 1}), splits={"train": 1})
    monkeypatch.setattr("labels.formats.export", lambda *_, **__: report)
    assert set(answer("export", "out")) == fields(section(cli, "export"))


# ---------------------------------------------------------------- JSONL


def test_every_field_of_our_jsonl_is_documented(root: Path) -> None:
    tree = ast.parse(read(root / "labels" / "formats" / "jsonl.py"))
    written = {
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    assert written <= fields(read(root / "docs" / "jsonl.md"))


def test_every_foreign_name_in_the_page_is_read(root: Path) -> None:
    table = section(read(root / "docs" / "jsonl.md"), "What is read")
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.MULTILINE)
    names = [name for field, others in rows for name in [field, *re.findall(r"`([A-Za-z_]+)`", others.split(";")[0])]]
    assert len(names) > 30
    assert [name for name in names if field_count([name]) != 1] == []


# ---------------------------------------------------------------- actions and keys


def shown(key: str) -> str:
    """Return a key as the manual writes it."""
    return f"`{key.replace('Return', 'Enter')}`" if key else ""


@pytest.mark.parametrize("action", TABLE, ids=lambda action: action.id)
def test_action_is_in_the_manual_with_its_key(manual: str, action: Any) -> None:
    row = f"| {action.menu} | {action.text.rstrip('…')} | {shown(action.key)} |".replace("|  |", "| |")
    assert row in section(manual, "All actions and keys")


def test_manual_has_no_action_that_is_gone(manual: str) -> None:
    rows = re.findall(rf"^\| ({'|'.join(MENUS)}) \| (.*?) \|", section(manual, "All actions and keys"), re.MULTILINE)
    assert rows == [(action.menu, action.text.rstrip("…")) for action in TABLE]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told[1])
def test_what_the_reader_does_is_in_the_manual(manual: str, told: tuple[str, str, str]) -> None:
    _, words, key = told
    assert f"| {words} | `{_TOLD_KEYS.get(key, key)}` |" in section(manual, "All actions and keys")


def test_keys_named_anywhere_exist(root: Path) -> None:
    """A combination with Ctrl in README or manual is an action's, or one that the reader knows by itself."""
    known = {action.key.replace("Return", "Enter") for action in TABLE} | {"Ctrl+A"}
    for page in (root / "README.md", root / "docs" / "manual.md"):
        named = set(re.findall(r"(?:`|\*\*)(Ctrl\+(?:Shift\+)?(?:\w+|[+-]))(?:`|\*\*)", read(page)))
        assert named - known == set(), page.name


def test_manual_names_the_labels_of_the_starter_codebook(root: Path, manual: str) -> None:
    book = tomllib.loads(read(root / "labels" / "codebooks" / "conflict_basics.toml"))
    assert all(label["name"] in section(manual, "A project of your own") for label in book["label"])


# ---------------------------------------------------------------- links, pictures, numbers


def anchors(page: str) -> set[str]:
    """Return what the headings of a page can be linked by."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in _HEADING.findall(_FENCED.sub("", page)))
    return {words.strip().replace(" ", "-") for words in plain}


def test_links_lead_somewhere(root: Path) -> None:
    broken = []
    for page in pages(root):
        for target in _LINK.findall(_INDENTED.sub("", _FENCED.sub("", read(page)))):
            path, _, anchor = target.partition("#")
            other = page.parent / path if path else page
            if target.startswith(("https://", "http://")):
                continue
            if not other.exists() or (anchor and anchor not in anchors(read(other))):
                broken.append(f"{page.relative_to(root)}: {target}")
    assert broken == []


def test_every_page_of_the_documents_is_linked(root: Path) -> None:
    linked = {
        (page.parent / target.partition("#")[0]).resolve()
        for page in pages(root)
        for target in _LINK.findall(read(page))
        if not target.startswith(("https://", "http://", "#"))
    }
    assert [page.name for page in (root / "docs").rglob("*.md") if page.resolve() not in linked] == []


def test_decisions_are_numbered_once_and_say_what_they_must(root: Path) -> None:
    decisions = sorted((root / "docs" / "decisions").glob("0*.md"))
    numbers = [path.name[:4] for path in decisions]
    assert len(set(numbers)) == len(numbers)
    for path in decisions:
        page = read(path)
        assert page.startswith(f"# {path.name[:4]}"), path.name
        assert all(f"## {part}" in page for part in ("Context", "Decision", "Rejected", "Consequences")), path.name


def test_changelog_has_the_present_version(root: Path) -> None:
    assert f"## [{__version__}]" in read(root / "CHANGELOG.md")


def test_benchmarks_named_in_the_readme_exist(root: Path) -> None:
    named = set(re.findall(r"benchmarks/\w+\.py", read(root / "README.md")))
    assert named
    assert [name for name in named if not (root / name).exists()] == []
