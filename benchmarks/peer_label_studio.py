"""Label Studio 1.23.2: a Django server over SQLite, bound to the loopback address, its telemetry switched off."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.generate import LABELS
from benchmarks.peers import Web, start
from benchmarks.run_steps import PAGE, WORDS

_AT_ONCE = 500  # tasks in one request
_RUNS = 10
_OFF = {
    "COLLECT_ANALYTICS": "False", "collect_analytics": "False", "LATEST_VERSION_CHECK": "False", "SENTRY_DSN": "",
    "FRONTEND_SENTRY_DSN": "", "FEATURE_FLAGS_OFFLINE": "True",
}  # fmt: skip


class LabelStudio:
    title = "Label Studio 1.23.2"
    packages = ("label-studio==1.23.2",)

    def __init__(self, folder: Path, commands: Path, port: int) -> None:
        self._folder, self._commands, self._port = folder, commands, port
        self._token = uuid.uuid4().hex
        self._web = Web(port)
        self._web.headers["Authorization"] = f"Token {self._token}"

    def database(self) -> Path:
        return self._folder / "label_studio.sqlite3"

    def servers(self) -> list[subprocess.Popen[bytes]]:
        line = [
            str(self._commands / "label-studio"), "start", "--no-browser", "--internal-host", "127.0.0.1",
            "--port", str(self._port), "--data-dir", str(self._folder), "--database", str(self.database()),
            "--username", "bench@example.com", "--password", uuid.uuid4().hex, "--user-token", self._token,
            "--enable-legacy-api-token",
        ]  # fmt: skip
        return [start(line, self._folder, {**_OFF, "LABEL_STUDIO_BASE_DATA_DIR": str(self._folder)})]

    def prepare(self) -> None:
        self._web.wait_for("/version")
        names = "".join(f'<Label value="{name}"/>' for name in LABELS)
        config = f'<View><Labels name="label" toName="text">{names}</Labels><Text name="text" value="$text"/></View>'
        self._id = self._web.ask("POST", "/api/projects", {"title": "bench", "label_config": config})["id"]

    def take_in(self, articles: Sequence[dict[str, Any]], file: Path) -> None:
        for at in range(0, len(articles), _AT_ONCE):
            tasks = [_task(one) for one in articles[at : at + _AT_ONCE]]
            self._web.ask("POST", f"/api/projects/{self._id}/import?return_task_ids=false", tasks)
        found = self._tasks()
        if found["total"] != len(articles):
            raise ValueError(f"{found['total']:,} of {len(articles):,} articles came in")
        self._ids = [one["id"] for one in found["tasks"]]
        self._count = len(articles)

    def steps(self) -> Iterator[tuple[str, Callable[[int], object], int]]:
        yield "open the project", lambda _: self._web.get(f"/api/projects/{self._id}"), _RUNS
        yield "first page of the list", lambda _: self._tasks(), _RUNS
        coded = self._view("total_annotations", "greater", "Number", 0)
        yield "filter by status, first page", lambda _: self._tasks(f"&view={coded}"), _RUNS
        last = -(-self._count // PAGE)
        yield "jump to the end of the list", lambda _: self._tasks(page=last), _RUNS
        for kind, words in (("common word", WORDS["common"]), ("phrase", WORDS["phrase"].strip('"'))):
            view = self._view("data.text", "contains", "String", words)
            yield f"search a {kind}, first page", lambda _, view=view: self._tasks(f"&view={view}"), _RUNS
        yield "open an article with its spans", lambda n: self._web.get(f"/api/tasks/{self._ids[n]}"), _RUNS
        yield "save a span, with its commit", self._save, _RUNS
        yield "export for spaCy, cold", self._export, 1

    def _tasks(self, more: str = "", *, page: int = 1) -> Any:
        return self._web.get(f"/api/tasks?project={self._id}&page={page}&page_size={PAGE}{more}")

    def _view(self, column: str, operator: str, kind: str, value: object) -> int:
        items = [{"filter": f"filter:tasks:{column}", "operator": operator, "type": kind, "value": value}]
        view = {"project": self._id, "data": {"filters": {"conjunction": "and", "items": items}}}
        return int(self._web.ask("POST", "/api/dm/views", view)["id"])

    def _save(self, number: int) -> None:
        self._web.ask(
            "POST", f"/api/tasks/{self._ids[number]}/annotations/", {"result": [_region(3, 11, LABELS[0], "")]}
        )

    def _export(self, number: int) -> None:
        """As CoNLL, the nearest it has to a format for spaCy."""
        self._web.get(f"/api/projects/{self._id}/export?exportType=CONLL2003&download_all_tasks=true")


def _task(one: dict[str, Any]) -> dict[str, Any]:
    text = one["text"]
    regions = [
        _region(each["start"], each["end"], each["label"], text[each["start"] : each["end"]]) for each in one["spans"]
    ]
    return {"data": {"text": text, "title": one["title"]}, "annotations": [{"result": regions}]}


def _region(start: int, end: int, label: str, text: str) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text, "labels": [label]}
    return {"id": uuid.uuid4().hex[:10], "from_name": "label", "to_name": "text", "type": "labels", "value": value}
