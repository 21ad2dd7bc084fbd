"""Builds wheel and frozen program and tries both. Started by `python3 dev.py package [wheel] [folder] [--no-smoke]`.

wheel     dist/dateline-VERSION-py3-none-any.whl
folder    dist/dateline/: the program with its Python and libraries; on Linux with share/, on macOS with Dateline.app

Without a name both are built. It needs the packages of requirements/packaging.txt and nothing from the network.
"""

import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
SIZES = (16, 24, 32, 48, 64, 128, 256)
# The type codes that an .icns file has for PNG pictures of these sizes.
ICNS_TYPES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def call(*command: str | Path) -> None:
    """Run one tool in the checkout and stop at its failure."""
    print("$", *(Path(command[0]).name, *command[1:]), flush=True)
    subprocess.run(command, cwd=ROOT, check=True)


def smoke(what: str, path: Path) -> None:
    call(sys.executable, PACKAGING / "smoke_test.py", what, path)


# ---------------------------------------------------------------- wheel


def build_wheel() -> Path:
    """Build the wheel with what is installed here; return its path."""
    # A leftover of an earlier build would be packed too.
    for folder in (BUILD / "lib", BUILD / "bdist.linux-x86_64"):
        shutil.rmtree(folder, ignore_errors=True)
    for old in DIST.glob("dateline-*.whl"):
        old.unlink()
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", DIST, ".")
    (wheel,) = DIST.glob("dateline-*.whl")
    return wheel


# ---------------------------------------------------------------- icons


def draw(size: int, path: Path) -> bytes:
    """Draw our icon as a PNG of this size; return what is in the file."""
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "desktop" / "icons" / "dateline.svg")).render(painter)
    painter.end()
    image.save(str(path))
    return path.read_bytes()


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return a Windows icon of PNG pictures; 256 is written as 0 there."""
    offset = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures.values())


def icns(pictures: dict[int, bytes]) -> bytes:
    """Return a macOS icon of PNG pictures."""
    known = [(ICNS_TYPES[size], picture) for size, picture in pictures.items() if size in ICNS_TYPES]
    body = b"".join(code + struct.pack(">I", 8 + len(picture)) + picture for code, picture in known)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def draw_icons(folder: Path) -> None:
    """Write the icon in the three forms that the systems want."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: draw(size, folder / f"dateline-{size}.png") for size in (*SIZES, 512)}
    (folder / "dateline.ico").write_bytes(ico({size: pictures[size] for size in SIZES}))
    (folder / "dateline.icns").write_bytes(icns(pictures))


# ---------------------------------------------------------------- frozen program


def notices() -> str:
    """Return names, licences and licence texts of the libraries that go into the frozen program."""
    listed = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    parts = []
    for name in re.findall(r"^([a-z0-9.-]+)==", listed, re.MULTILINE):
        try:
            library = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system
        heading = f"{library.metadata['Name']} {library.version}: {licence_name(library)}"
        parts.append("\n\n".join([heading, *licence_texts(library)]))
    return ("\n\n" + "-" * 78 + "\n\n").join(parts) + "\n"


def licence_name(library: metadata.Distribution) -> str:
    """Return the licence by whichever of the three ways the library names it."""
    fields = [library.metadata["License-Expression"], library.metadata["License"]]
    fields += library.metadata.get_all("Classifier") or []
    named = [field for field in fields if field and not (field.count("::") and not field.startswith("License"))]
    return named[0].splitlines()[0].rsplit(":: ", maxsplit=1)[-1] if named else "see its text"


def licence_texts(library: metadata.Distribution) -> list[str]:
    """Return the licence files that came with a library."""
    wanted = re.compile(r"(licen[cs]e|copying|notice)[^/]*$|/licen[cs]es/", re.IGNORECASE)  # pypdfium2 has forty
    files = [file for file in library.files or [] if ".dist-info/" in str(file) and wanted.search(str(file))]
    return [decoded(Path(str(file.locate())).read_bytes()).strip() for file in files]


def decoded(data: bytes) -> str:
    """Return a licence's text; a few are older than UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def add_share(folder: Path) -> None:
    """Lay out what a Linux package copies to /usr/share: menu entry, file type, icon, description."""
    targets = {
        "dateline.desktop": "applications/dateline.desktop",
        "dateline.metainfo.xml": "metainfo/org.dateline.dateline.metainfo.xml",
        "dateline.mime.xml": "mime/packages/dateline.xml",
        "../desktop/icons/dateline.svg": "icons/hicolor/scalable/apps/dateline.svg",
    }
    for source, target in targets.items():
        path = folder / "share" / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGING / source, path)


def strip_debugging(folder: Path) -> None:
    """Take the symbols for debuggers out of the largest libraries, 130 MB of them.

    Only out of these: numpy's OpenBLAS does not survive it, and Qt has none.
    """
    strip = shutil.which("strip")
    if not sys.platform.startswith("linux") or not strip:
        return
    inside = folder / "_internal"
    found = [path for name in ("spacy", "thinc", "blis", "srsly", "preshed") for path in (inside / name).rglob("*.so")]
    for path in [*found, *inside.glob("libpython*")]:
        subprocess.run([strip, "--strip-unneeded", path], check=True)


def build_folder() -> Path:
    """Freeze the program; return the path of the executable."""
    draw_icons(BUILD / "icons")
    paths: list[str | Path] = ["--distpath", DIST, "--workpath", BUILD / "pyinstaller"]
    call(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *paths, PACKAGING / "dateline.spec")
    folder = DIST / "dateline"
    strip_debugging(folder)
    for name in ("LICENSE", "NOTICE"):
        shutil.copyfile(ROOT / name, folder / name)
    shutil.copytree(PACKAGING / "licences", folder / "licences")  # Qt's; its packages bring none
    (folder / "THIRD-PARTY.txt").write_text(notices(), encoding="utf-8")
    if sys.platform.startswith("linux"):
        add_share(folder)
    megabytes = sum(path.lstat().st_size for path in folder.rglob("*")) / 1e6
    print(f"{folder.relative_to(ROOT)}: {megabytes:.0f} MB", flush=True)
    return folder / ("dateline.exe" if sys.platform == "win32" else "dateline")


BUILDERS: dict[str, Callable[[], Path]] = {"wheel": build_wheel, "folder": build_folder}


def main(arguments: list[str]) -> int:
    """Build what is named; return the exit code."""
    names = [name for name in arguments if name != "--no-smoke"] or list(BUILDERS)
    if unknown := [name for name in names if name not in BUILDERS]:
        print(f"Unknown: {' '.join(unknown)}.\n\n{__doc__}", file=sys.stderr)
        return 2
    try:
        for name in names:
            path = BUILDERS[name]()
            if "--no-smoke" not in arguments:
                smoke(name, path)
    except subprocess.CalledProcessError as error:
        print(f"Failed: {' '.join(str(word) for word in error.cmd)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
