"""Tries out what was built, away from the checkout, as a person would get it.

python3 packaging/smoke_test.py wheel dist/dateline-VERSION-py3-none-any.whl    installed into an empty environment
python3 packaging/smoke_test.py folder dist/dateline/dateline                   the frozen program
"""

import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 600
# What would let a program find the checkout, or another Python, on this machine but not on a person's.
LEAKS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH")


class SmokeError(Exception):
    """Carries what did not work."""


def try_out(program: Path, home: Path) -> None:
    """Run the program in an empty home, without a display.

    Raises:
        SmokeError: it failed, or is another version than the checkout.
    """
    environment = {name: value for name, value in os.environ.items() if name not in LEAKS}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "USERPROFILE": str(home)}
    for arguments, expected in ((["--version"], version()), (["--self-test"], ""), (["--help"], "dateline")):
        started = time.monotonic()
        answer = subprocess.run(
            [program, *arguments],
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
        line = f"dateline {' '.join(arguments)}: exit {answer.returncode}, {time.monotonic() - started:.1f} s"
        if answer.returncode != 0 or expected not in answer.stdout:
            raise SmokeError(f"{line}\n{answer.stdout}")
        print(line, flush=True)


def version() -> str:
    """Return the version of the checkout, without importing it."""
    for line in (ROOT / "corpus" / "__init__.py").read_text(encoding="utf-8").splitlines():
        if line.startswith("__version__"):
            return line.split('"')[1]
    raise SmokeError("corpus/__init__.py names no version")


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel with the locked libraries into an empty environment; return the program."""
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    options = ("-qq", "--disable-pip-version-check", "--no-deps")
    pip: list[str | Path] = [scripts / "python", "-m", "pip", "install", *options]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.txt"], check=True)
    subprocess.run([*pip, "--no-index", wheel], check=True)
    return scripts / ("dateline.exe" if os.name == "nt" else "dateline")


def main(arguments: list[str]) -> int:
    """Try out one build; return the exit code."""
    if len(arguments) != 2 or arguments[0] not in ("wheel", "folder"):
        print(__doc__, file=sys.stderr)
        return 2
    what, path = arguments[0], Path(arguments[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="dateline-smoke-", ignore_cleanup_errors=True) as scratch:
        home = Path(scratch, "home")
        home.mkdir()
        try:
            try_out(install(path, Path(scratch, "venv")) if what == "wheel" else path, home)
        except SmokeError as error:
            print(f"The {what} does not work: {error}", file=sys.stderr)
            return 1
    print(f"The {what} works.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
