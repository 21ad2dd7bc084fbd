"""A pipeline as an installable package: a wheel that Python can import, with the code of our parts in it."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from labels.training import copying
from labels.training.package_child import make

# spaCy leaves it to Python to close the small files that it writes.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def pipeline(tmp_path: Path) -> Path:
    """A folder with a small pipeline that has a part of ours."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Hama"}])  # type: ignore[attr-defined]
    copying.add(nlp)
    nlp.meta["name"], nlp.meta["version"] = "dateline_test", "3.0.0"
    nlp.to_disk(tmp_path / "model")
    return tmp_path / "model"


@pytest.mark.slow
def test_a_wheel_runs_without_dateline(pipeline: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    made = make(pipeline, tmp_path / "out")

    assert made["wheel"] == "en_dateline_test-3.0.0-py3-none-any.whl"
    assert made["files"] == sorted(path.name for path in (tmp_path / "out").iterdir())
    with zipfile.ZipFile(tmp_path / "out" / made["wheel"]) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "sys.modules.update(dict.fromkeys(('corpus', 'labels', 'desktop')))  # as if Dateline were not installed\n"
        "import en_dateline_test as p; doc = p.load()('Troops left Hama.')\n"
        "print([(s.text, s.label_) for s in doc.spans['dateline']])"
    )
    ran = subprocess.run(
        [sys.executable, "-P", "-c", code, str(tmp_path / "site")], capture_output=True, text=True, cwd=tmp_path
    )
    assert (ran.stdout.strip(), ran.returncode) == ("[('Hama', 'LOC')]", 0), ran.stderr


def test_a_wheel_names_all_its_files_and_what_it_needs(pipeline: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    made = make(pipeline, tmp_path / "out")

    with zipfile.ZipFile(tmp_path / "out" / made["wheel"]) as archive:
        names = archive.namelist()
        info = "en_dateline_test-3.0.0.dist-info"
        record = [row[0] for row in csv.reader(io.StringIO(archive.read(f"{info}/RECORD").decode()))]
        metadata = archive.read(f"{info}/METADATA").decode()
        entry = archive.read(f"{info}/entry_points.txt").decode()
        meta = json.loads(archive.read("en_dateline_test/meta.json"))
    assert sorted(record) == sorted(names)
    assert "Requires-Dist: spacy>=3.8" in metadata
    assert "dateline" not in metadata.replace("en_dateline_test", "").partition("Requires-Dist")[2].lower()
    assert entry == "[spacy_models]\nen_dateline_test = en_dateline_test\n"
    assert meta["requirements"] == []
    assert not [name for name in names if "labels" in name or "__pycache__" in name]
