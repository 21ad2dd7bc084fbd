"""One table for one size: what a person waits for, beside the floor, and beside other programs on the same articles.

    python benchmarks/run.py 10000
    python benchmarks/run.py 1000 --peers

Each step runs in a process of its own; the memory is that process's and its children's, by the system's accounting.
With `--peers`, doccano and Label Studio are installed, each in a virtual environment of its own under `--work`, and
asked through their HTTP interfaces on the loopback address; what cannot be installed or fails is said in the table.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import generate, measure
from benchmarks.run_steps import STEPS, project, wires

SIZE = "file"
MOST_PLAIN = 20_000  # articles that the plain way is given: it holds all of them in memory


def main() -> int:
    """Run all steps and print the table."""
    parser = argparse.ArgumentParser(description="One table for one size.")
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--peers", action="store_true", help="time doccano and Label Studio too")
    parser.add_argument("--work", type=Path, help="where the peers are installed and kept (default: nowhere)")
    parser.add_argument("--step", nargs=3, metavar=("NAME", "WHO", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        name, who, folder = given.step
        step = STEPS[name][int(who)]
        assert step is not None
        print(json.dumps({"seconds": step(Path(folder))}))
        return 0
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        columns = _columns(Path(folder), given.count)
        if given.peers:
            columns |= _peers(Path(folder), given.work or Path(folder))
    _print(columns, given.count)
    return 0


def _columns(folder: Path, count: int) -> dict[str, dict[str, str]]:
    """Return our column and the floor's: a cell for each step."""
    with wires(folder).open("w", encoding="utf-8") as file:
        file.writelines(generate.lines(count))
    ours, floor = dict[str, str](), dict[str, str]()
    for name, (_, beside) in STEPS.items():
        ours[name] = _cell(folder, name, 0)
        if beside and not (name.startswith("export") and count > MOST_PLAIN):
            floor[name] = _cell(folder, name, 1)
    ours[SIZE] = _megabytes(project(folder))
    floor[SIZE] = _megabytes(folder / "floor.dateline")
    return {"Dateline": ours, "floor": floor}


def _cell(folder: Path, name: str, who: int) -> str:
    """Run one step in a process of its own and return what the table says of it."""
    try:
        cost = measure.run([sys.executable, __file__, "--step", name, str(who), str(folder)])
    except measure.Failed as error:
        return f"failed: {str(error).splitlines()[-1][:60]}"
    cell = told(json.loads(cost.output.splitlines()[-1])["seconds"], cost.megabytes)
    print(f"{name} ({'floor' if who else 'ours'}): {cell}, {cost.cpu:.1f} s of processor in all", file=sys.stderr)
    return cell


def told(seconds: float, megabytes: float = 0.0) -> str:
    """Return a time as the table says it, and memory."""
    time = f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"
    return f"{time}, {megabytes:,.0f} MB" if megabytes else time


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:,.0f} MB" if path.exists() else "none"


def _peers(folder: Path, work: Path) -> dict[str, dict[str, str]]:
    """Return the column of each of the other programs."""
    from benchmarks import peers
    from benchmarks.peer_doccano import Doccano
    from benchmarks.peer_label_studio import LabelStudio

    return {peer.title: peers.column(peer, folder, work, told) for peer in (Doccano, LabelStudio)}


def _print(columns: Mapping[str, Mapping[str, str]], count: int) -> None:
    print(f"| {count:,} articles | {' | '.join(columns)} |\n|---|{'---:|' * len(columns)}")
    for name in (*STEPS, SIZE):
        print(f"| {name} | {' | '.join(column.get(name, '') for column in columns.values())} |")
    for title, column in columns.items():
        for name in column.keys() - STEPS.keys() - {SIZE}:
            print(f"\n{title}, {name}: {column[name]}")


if __name__ == "__main__":
    raise SystemExit(main())
