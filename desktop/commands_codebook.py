"""`dateline codebook`: what is shipped, what a codebook holds, putting one to use, and codebooks as files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import UserError
from desktop.cli_output import opened, say, say_json
from labels import codebook
from labels.codebook import Codebook

Project = Annotated[Path, typer.Argument(metavar="FILE", help="The project, a .dateline file.", show_default=False)]
Book = Annotated[
    str,
    typer.Argument(
        metavar="CODEBOOK",
        help="A shipped codebook, a .toml file, brat's annotation.conf, or Label Studio's .xml.",
        show_default=False,
    ),
]
Out = Annotated[Path, typer.Argument(metavar="OUT", help="The .toml file to write.", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Coder = Annotated[str, typer.Option(help="Whose step this is; the project knows its only coder.")]

codebook_app = typer.Typer(name="codebook", help="Codebooks: labels, event types, roles and checks.")


@codebook_app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the codebooks that come with Dateline."""
    books = [codebook.load(name) for name in codebook.shipped()]
    if as_json:
        say_json([_head(book) for book in books])
        return
    for book in books:
        say(f"{book.id:<18} {book.name}: {book.contents}")


@codebook_app.command("show")
def show(book: Book, as_json: AsJson = False) -> None:
    """Show what a codebook holds."""
    found = codebook.load(book)
    if as_json:
        say_json({**_head(found), **_body(found)})
        return
    say(f"{found.name}, version {found.version or 'not said'}: {found.contents}")
    say("\n\n".join(text for text in (found.description, found.credit) if text))
    for title, lines in (
        ("Labels", [f"{label.key or ' '} {label.name} ({label.kind}): {label.definition}" for label in found.labels]),
        ("Roles", [f"{role.name} ({role.kind}): {role.definition}" for role in found.roles]),
        ("Event types", _tree(found)),
        ("Checks", [f"{rule}: {message}" for rule, message in found.checks]),
    ):
        if lines:
            say(f"\n{title}")
        for line in lines:
            say(f"  {line}")


@codebook_app.command("use")
def use(project: Project, book: Book, coder: Coder = "") -> None:
    """Add what a codebook holds and the project lacks, as one step that can be undone."""
    found = codebook.load(book)
    with opened(project, coder=coder) as store:
        changes = codebook.use(store, found)
    say(
        f"“{found.name}” is in use: {found.contents}." if changes else f"The project has all of “{found.name}” already."
    )


@codebook_app.command("import")
def import_(book: Book, out: Out, force: Force = False) -> None:
    """Make a codebook file of one that brat or Label Studio wrote."""
    found = codebook.load(book)
    _write(out, found, force=force)


@codebook_app.command("export")
def export(project: Project, out: Out, force: Force = False, coder: Coder = "") -> None:
    """Write the codebook of a project as a file."""
    with opened(project, coder=coder, read_only=True) as store:
        found = codebook.of_project(store)
    _write(out, found, force=force)


def _write(out: Path, book: Codebook, *, force: bool) -> None:
    if out.suffix.lower() != ".toml":
        raise UserError(f"{out} is no .toml file; give the codebook a name that ends in .toml.")
    if out.exists() and not force:
        raise UserError(f"{out} is there already; choose another name, or add --force.")
    part = out.with_name(out.name + ".part")
    try:
        part.write_text(codebook.dump(book), encoding="utf-8", newline="\n")
        os.replace(part, out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserError(f"{out} could not be written: {error.strerror or error}.") from error
    say(f"{out} holds {book.contents or 'an empty codebook'}.")


def _tree(book: Codebook) -> list[str]:
    depth: dict[str, int] = {}
    lines = []
    for draft in book.event_types:
        depth[draft.path] = depth[draft.parent] + 1 if draft.parent else 0
        code = f" [{draft.code}]" if draft.code else ""
        lines.append(f"{'  ' * depth[draft.path]}{draft.name}{code}: {draft.definition}".rstrip(": "))
    return lines


def _head(book: Codebook) -> dict[str, Any]:
    names = ("id", "name", "version", "language", "credit", "description")
    counts = {
        "labels": len(book.labels),
        "event_types": len(book.event_types),
        "roles": len(book.roles),
        "checks": len(book.checks),
    }
    return {**{name: getattr(book, name) for name in names}, "counts": counts}


def _body(book: Codebook) -> dict[str, Any]:
    return {
        "labels": [
            {
                "name": label.name, "kind": label.kind, "key": label.key, "colour": label.colour,
                "definition": label.definition, "examples": label.examples,
            }
            for label in book.labels
        ],
        "roles": [
            {
                "name": role.name, "kind": role.kind, "slot": role.slot, "many": role.many, "required": role.required,
                "labels": role.labels, "definition": role.definition, "codes": dict(role.codes),
            }
            for role in book.roles
        ],
        "event_types": [
            {
                "path": draft.path, "name": draft.name, "parent": draft.parent, "code": draft.code,
                "colour": draft.colour, "definition": draft.definition, "examples": draft.examples,
                "words": draft.words, "roles": [{"name": name, "required": needed} for name, needed in draft.roles],
            }
            for draft in book.event_types
        ],
        "checks": [{"rule": rule, "message": message} for rule, message in book.checks],
    }  # fmt: skip
