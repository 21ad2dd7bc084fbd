"""doccano 1.8.4: a Django server with a Celery worker, over SQLite; the server bound to the loopback address only."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.error
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks import measure
from benchmarks.peers import Web, start
from benchmarks.run_steps import PAGE, WORDS

_PASSWORD = "bench-only-here"
_EXPORT = 300  # seconds that an export may take
_RUNS = 10


class Doccano:
    title = "doccano 1.8.4"
    # It does not start with a newer marshmallow.
    packages = ("doccano==1.8.4", "marshmallow<4", "numpy<2", "setuptools<81")

    def __init__(self, folder: Path, commands: Path, port: int) -> None:
        self._folder, self._commands, self._port = folder, commands, port
        self._web = Web(port)
        self._backend = next(commands.parent.glob("lib/python*/site-packages/backend"))
        self._environment = {
            "DOCCANO_HOME": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database()}",
            "MEDIA_ROOT": str(folder / "media"),
            "DJANGO_DRF_FILEPOND_UPLOAD_TMP": str(folder / "uploads"),
            "STANDALONE": "True",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "DJANGO_SECRET_KEY": uuid.uuid4().hex,
            "PYTHONPATH": str(self._backend),
        }

    def database(self) -> Path:
        return self._folder / "db.sqlite3"

    def servers(self) -> list[subprocess.Popen[bytes]]:
        doccano = str(self._commands / "doccano")
        measure.run([doccano, "init"], folder=self._folder, **self._environment)
        login = ["--username", "bench", "--password", _PASSWORD, "--email", "bench@example.invalid"]
        measure.run([doccano, "createuser", *login], folder=self._folder, **self._environment)
        # Its own command for the server binds every address.
        server = [str(self._commands / "gunicorn"), "--bind", f"127.0.0.1:{self._port}", "--workers", "2"]
        return [
            start([*server, "--chdir", str(self._backend), "config.wsgi"], self._folder, self._environment),
            start([doccano, "task", "--concurrency", "1"], self._folder, self._environment),
        ]

    def prepare(self) -> None:
        self._web.wait_for("/v1/me")
        self._web.ask("POST", "/v1/auth/login/", {"username": "bench", "password": _PASSWORD})
        token = next(each.value for each in self._web.cookies if each.name == "csrftoken")
        self._web.headers["X-CSRFToken"] = token or ""
        project = {
            "name": "bench", "description": "bench", "guideline": "", "project_type": "SequenceLabeling",
            "resourcetype": "SequenceLabelingProject", "allow_overlapping": True, "grapheme_mode": False,
            "use_relation": False, "tags": [],
        }  # fmt: skip
        self._project = f"/v1/projects/{self._web.ask('POST', '/v1/projects', project)['id']}"

    def take_in(self, articles: Sequence[dict[str, Any]], file: Path) -> None:
        lines = (
            json.dumps(
                {"text": one["text"], "label": [[each["start"], each["end"], each["label"]] for each in one["spans"]]}
            )
            for one in articles
        )
        upload = self._upload("\n".join(lines).encode())
        asked = {
            "format": "JSONL", "task": "SequenceLabeling", "uploadIds": [upload], "column_data": "text",
            "column_label": "label", "encoding": "utf_8",
        }  # fmt: skip
        self._finish(self._web.ask("POST", f"{self._project}/upload", asked)["task_id"], 1800)
        self._look(len(articles))

    def _look(self, least: int) -> None:
        found = self._web.get(f"{self._project}/examples?limit={PAGE}")
        if found["count"] < least:
            raise ValueError(f"{found['count']:,} of {least:,} articles came in")
        self._ids = [one["id"] for one in found["results"]]
        self._count = found["count"]
        self._label = self._web.get(f"{self._project}/span-types")[0]["id"]

    def _upload(self, content: bytes) -> str:
        border = uuid.uuid4().hex
        head = f'--{border}\r\nContent-Disposition: form-data; name="filepond"'
        body = f'{head}\r\n\r\n{{}}\r\n{head}; filename="bench.jsonl"\r\nContent-Type: application/json\r\n\r\n'
        self._web.headers["Content-Type"] = f"multipart/form-data; boundary={border}"
        try:
            whole = body.encode() + content + f"\r\n--{border}--\r\n".encode()
            answer = self._web.ask("POST", "/v1/fp/process/", whole)
        finally:
            del self._web.headers["Content-Type"]
        return answer.decode() if isinstance(answer, bytes) else str(answer)

    def _finish(self, task: str, seconds: float) -> None:
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            status = self._status(task)
            if status["ready"]:
                if error := (status.get("result") or {}).get("error") if isinstance(status.get("result"), dict) else "":
                    raise ValueError(str(error))
                return
            time.sleep(0.1)
        raise TimeoutError(f"not done after {seconds:.0f} s")

    def _status(self, task: str) -> dict[str, Any]:
        """Return how far a task is. While its worker writes, the server may answer that its database is locked."""
        try:
            return dict(self._web.get(f"/v1/tasks/status/{task}"))
        except urllib.error.HTTPError as error:
            if error.code != 500:
                raise
            return {"ready": False}

    def steps(self) -> Iterator[tuple[str, Callable[[int], object], int]]:
        examples, get = f"{self._project}/examples", self._web.get
        self._look(1)
        yield "open the project", lambda _: get(self._project), _RUNS
        yield "first page of the list", lambda _: get(f"{examples}?limit={PAGE}"), _RUNS
        yield "filter by status, first page", lambda _: get(f"{examples}?limit={PAGE}&confirmed=false"), _RUNS
        end = max(0, self._count - PAGE)
        yield "jump to the end of the list", lambda _: get(f"{examples}?limit={PAGE}&offset={end}"), _RUNS
        for kind, words in (("common word", WORDS["common"]), ("phrase", WORDS["phrase"].strip('"'))):
            path = f"{examples}?limit={PAGE}&q={quote(words)}"
            yield f"search a {kind}, first page", lambda _, path=path: get(path), _RUNS
        yield "open an article with its spans", self._open, _RUNS
        yield "save a span, with its commit", self._save, _RUNS
        yield "export for spaCy, cold", self._export, 1

    def _open(self, number: int) -> None:
        path = f"{self._project}/examples/{self._ids[number]}"
        self._web.get(path)
        self._web.get(f"{path}/spans")

    def _save(self, number: int) -> None:
        span = {"start_offset": 3, "end_offset": 11, "label": self._label, "prob": 0, "example": self._ids[number]}
        self._web.ask("POST", f"{self._project}/examples/{self._ids[number]}/spans", span)

    def _export(self, number: int) -> None:
        """Its JSONL: it has no format for spaCy."""
        asked = {"format": "JSONL", "exportApproved": False}
        task = self._web.ask("POST", f"{self._project}/download", asked)["task_id"]
        self._finish(task, _EXPORT)
        self._web.get(f"{self._project}/download?taskId={task}")
