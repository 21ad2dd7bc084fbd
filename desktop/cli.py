"""The `dateline` command: the window without arguments, and one subcommand for every power of the core.

Exit status: 0 done, 1 the user's trouble (one sentence on standard error), 2 wrong usage. JSON on standard output is a
stable interface. Nothing here imports Qt before the window is asked for.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from corpus import __version__


def main(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    if given == ["--version"]:
        sys.stdout.write(f"dateline {__version__}\n")
        return 0
    if given[:1] == ["--child"] and len(given) == 2:
        from corpus.child import main as child

        return child(given[1])
    if given == ["--self-test"]:
        from desktop.self_test import main as self_test

        return self_test()
    if not given or (len(given) == 1 and given[0].endswith(".dateline") and not given[0].startswith("-")):
        return _window(Path(given[0]) if given else None)
    return _command(given)


def _window(path: Path | None) -> int:
    from desktop.start import run

    return run(path)


def _command(given: list[str]) -> int:
    from corpus.errors import UserError

    try:
        return int(_build()(given, standalone_mode=False) or 0)
    except UserError as error:
        return _trouble(str(error))
    except KeyboardInterrupt:
        return _trouble("Stopped.")
    except Exception as error:
        status = _usage(error)
        if status is None:
            if type(error).__name__ == "Abort":  # what Ctrl+C becomes on its way here
                return _trouble("Stopped.")
            raise
        return status


def _usage(error: Exception) -> int | None:
    """Return the exit status of a command line problem (shown as such), None when `error` is none."""
    show, code = getattr(error, "show", None), getattr(error, "exit_code", None)
    if isinstance(code, int):
        if show is not None:
            show()
        return code
    return None


def _trouble(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


def _build() -> Any:
    """Make the command tree. It lives in a module of its own, so that `--version` and the window do not pay for it."""
    from desktop.commands import build

    return build()
