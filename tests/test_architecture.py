"""Rules of the whole project that no linter knows; what import-linter, ruff and mypy can check is in pyproject.toml."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPainterPath

PROGRAM = ("corpus", "labels", "desktop", "packaging", "benchmarks")
# Everything outside PySide6-Essentials is another download of hundreds of megabytes, and partly GPL.
ESSENTIALS = {
    "QtConcurrent",
    "QtCore",
    "QtDBus",
    "QtDesigner",
    "QtGui",
    "QtHelp",
    "QtNetwork",
    "QtPrintSupport",
    "QtSvg",
    "QtSvgWidgets",
    "QtTest",
    "QtUiTools",
    "QtWidgets",
    "QtXml",
}
LONGEST_FUNCTION = 60
LONGEST_FILE = 450

Finding = tuple[int, str]


def sources(root: Path, *folders: str) -> list[Path]:
    """Return our Python files in these folders, or in all, with dev.py."""
    found = [path for folder in folders or (*PROGRAM, "tests") for path in sorted((root / folder).rglob("*.py"))]
    return found if folders else [root / "dev.py", *found]


def check(root: Path, paths: list[Path], find: Callable[[ast.Module], Iterator[Finding]], why: str) -> None:
    """Fail with one line for each finding, with its place."""
    lines = [why]
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        lines += [f"{path.relative_to(root).as_posix()}:{line}: {what}" for line, what in find(tree)]
    if lines != [why]:
        pytest.fail("\n".join(lines), pytrace=False)


def called_name(node: ast.Call) -> str:
    """Return the last part of what is called: `setHtml` for `self.view.setHtml(...)`."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def calls_of(*names: str) -> Callable[[ast.Module], Iterator[Finding]]:
    def find(tree: ast.Module) -> Iterator[Finding]:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called_name(node) in names:
                yield node.lineno, f"calls {called_name(node)}"

    return find


def imports(tree: ast.AST) -> Iterator[Finding]:
    """Yield every imported name with its module: `from PySide6 import QtSvg` gives `PySide6.QtSvg`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def imports_at_start(tree: ast.AST) -> Iterator[Finding]:
    """Yield what is imported when the module is, so not inside functions and not for the type checker alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports(node)
        else:
            yield from imports_at_start(node)


# ---------------------------------------------------------------- folders


def test_packaging_does_not_shadow_the_packaging_library(root: Path) -> None:
    assert not (root / "packaging" / "__init__.py").exists(), "spaCy imports the library `packaging`; remove this file"


def test_tests_are_not_packages(root: Path) -> None:
    assert not list((root / "tests").rglob("__init__.py"))


def test_ci_runs_the_one_command(root: Path) -> None:
    assert "python3 dev.py test" in (root / ".ci" / "run").read_text(encoding="utf-8")


# ---------------------------------------------------------------- imports


def test_no_qt_outside_the_essentials(root: Path) -> None:
    def find(tree: ast.Module) -> Iterator[Finding]:
        for line, name in imports(tree):
            part = name.split(".")
            if part[0] == "PySide6" and part[1:] and part[1] not in ESSENTIALS:
                yield line, f"imports {name}"

    check(root, sources(root), find, "This is not in PySide6-Essentials, which is all that is installed.")


def test_spacy_is_imported_inside_functions_only(root: Path) -> None:
    def find(tree: ast.Module) -> Iterator[Finding]:
        for line, name in imports_at_start(tree):
            if name.split(".")[0] in ("spacy", "thinc"):
                yield line, f"imports {name} when it is imported itself"

    check(root, sources(root, *PROGRAM), find, "spaCy takes seconds to import: do it inside a function.")


@pytest.mark.parametrize("module", ["desktop.app", "desktop.cli"])
def test_program_starts_without_spacy(root: Path, module: str) -> None:
    if not (root / (module.replace(".", "/") + ".py")).exists():
        pytest.skip(f"{module} is still to come")
    heavy = "{'spacy', 'thinc', 'trafilatura'}"
    code = f"import sys, {module}; print(*sorted({heavy} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "", f"{module} imports them at start-up"


def test_void_calls_of_qt_keep_none_alive() -> None:
    """PySide6 6.12.0 takes a reference from None on each and so aborts Python 3.11 after some thousands."""
    path = QPainterPath()
    before = sys.getrefcount(None)
    for _ in range(1000):
        path.closeSubpath()
    assert sys.getrefcount(None) - before > -500


# ---------------------------------------------------------------- calls


def test_article_text_never_meets_rich_text(root: Path) -> None:
    find = calls_of("setHtml", "insertHtml", "appendHtml", "setMarkdown", "insertMarkdown", "fromHtml")
    check(root, sources(root, "desktop"), find, "Text from articles must stay plain text.")


def test_nothing_is_read_back_from_a_text_widget(root: Path) -> None:
    find = calls_of("toPlainText", "toHtml", "toMarkdown")
    check(root, sources(root, "desktop/reader"), find, "The article is the text; a widget only shows it.")


def test_widgets_that_guess_rich_text_come_from_the_plain_helpers(root: Path) -> None:
    paths = [path for path in sources(root, "desktop") if path != root / "desktop" / "plain.py"]
    find = calls_of("QLabel", "QMessageBox", "setToolTip", "setWhatsThis")
    check(root, paths, find, "These show HTML when the text looks like it: use the helpers in desktop/plain.py.")


def test_nobody_spins_the_event_loop(root: Path) -> None:
    paths = sources(root, "corpus", "labels", "desktop", "tests")
    check(root, paths, calls_of("processEvents"), "Long work is a job; tests use qtbot.waitUntil or waitSignal.")


def test_tests_wait_for_conditions_not_for_time(root: Path) -> None:
    def find(tree: ast.Module) -> Iterator[Finding]:
        yield from calls_of("sleep", "qWait", "qSleep")(tree)
        waits = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called_name(node) == "wait")
        for node in waits:
            if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "qtbot":
                yield node.lineno, "calls qtbot.wait"

    check(root, sources(root, "tests"), find, "Use qtbot.waitUntil or waitSignal, or a join with a timeout.")


def test_rows_are_never_replaced(root: Path) -> None:
    """A replaced row is a deleted one: its children go with it, and the journal does not see it."""

    def find(tree: ast.Module) -> Iterator[Finding]:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "OR REPLACE" in node.value.upper():
                yield node.lineno, "replaces rows"

    check(root, sources(root, "corpus", "labels"), find, "Use INSERT ... ON CONFLICT DO UPDATE.")


# ---------------------------------------------------------------- sizes


def test_functions_fit_in_a_head(root: Path) -> None:
    def find(tree: ast.Module) -> Iterator[Finding]:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    yield node.lineno, f"{node.name} has {lines} lines"

    check(root, [root / "dev.py", *sources(root, *PROGRAM)], find, f"{LONGEST_FUNCTION} lines are the most.")


def test_files_fit_in_a_head(root: Path) -> None:
    paths = [root / "dev.py", *sources(root, *PROGRAM)]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    long = [f"{path.relative_to(root)}: {length} lines" for path, length in lengths.items() if length > LONGEST_FILE]
    assert not long, f"{LONGEST_FILE} lines are the most: take one thing out of it"


# ---------------------------------------------------------------- what may not be committed

# In pieces, so that this file does not find itself.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs.org", "deb." + "debian.org")
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:work|root|home/\w+|tmp/(?:w|dev|spec)|Users/\w+)/")


def committed(root: Path) -> list[Path]:
    """Return the text files that git has or would take."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(listing, cwd=root, capture_output=True, text=True, check=True)
    paths = [root / name for name in answer.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8000]]


def test_nothing_committed_names_an_index_or_a_machine(root: Path) -> None:
    if not (root / ".git").exists():
        pytest.skip("not a git checkout")
    found = []
    for path in committed(root):
        text = path.read_text(encoding="utf-8", errors="replace")
        places = [host for host in HOSTS if host in text] + MACHINE_PATH.findall(text)
        found += [f"{path.relative_to(root)}: {place}" for place in dict.fromkeys(places)]
    assert not found
