"""The README of an export: what the data is, how it was made, and what it is not good for (a data card)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from labels.formats.ledger import cell
from labels.formats.report import ExportReport
from labels.label import Label

_SIZES = (("n<1K", 1_000), ("1K<n<10K", 10_000), ("10K<n<100K", 100_000), ("100K<n<1M", 1_000_000))


@dataclass(frozen=True)
class Facts:
    """What the card tells besides the report's counts.

    Attributes:
        overlapping: spans that overlap a longer one and so are in `doc.spans` only.
        longest: the longest span the span categoriser looks for, tokens.
        types: paths of the event types that are categories.
        relations, unrelated: roles filled by words that are in a relation with their trigger, and those that are not.
    """

    project: str
    coders: Sequence[str]
    lang: str
    tokenizer: str
    labels: Sequence[Label]
    tokens: Counter[str]
    overlapping: int
    longest: int
    finished_only: bool
    types: Sequence[str] = ()
    relations: int = 0
    unrelated: int = 0


def card(report: ExportReport, facts: Facts) -> str:
    """Return the README (Markdown, with the header that data set hosts read)."""
    parts = (_header, _about, _train, _labels, *([_events] if report.events else []), _splits, _process, _limits)
    return "\n".join(part(report, facts) for part in parts)


def recommended(report: ExportReport, overlapping: int) -> str:
    """Return the configuration to begin with: the span categoriser only when many spans overlap."""
    used = report.kept + report.snapped
    return "config_spancat.cfg" if overlapping * 20 > used else "config.cfg"


def _header(report: ExportReport, facts: Facts) -> str:
    size = next((name for name, most in _SIZES if report.articles < most), "n>1M")
    return f"""---
pretty_name: {json.dumps(" ".join(facts.project.split()), ensure_ascii=False)}
language:
- {facts.lang}
license: other
task_categories:
- token-classification
size_categories:
- {size}
tags:
- spacy
- conflict-events
---
"""


def _about(report: ExportReport, facts: Facts) -> str:
    return f"""# {cell(facts.project)}

{report.articles:,} news articles with {report.kept + report.snapped:,} coded spans, as training data for spaCy.
Made with Dateline.

| file | holds |
|---|---|
| `train.spacy`, `dev.spacy`, `test.spacy` | the articles (a folder of that name when there are very many) |
| `config.cfg` | trains an entity recogniser on spans that do not overlap, `doc.ents` |
| `config_spancat.cfg` | trains a span categoriser on all spans, `doc.spans["sc"]` |
| `project.yml` | the commands, for `spacy project run` |
| `ledger.jsonl`, `ledger.md` | what became of every span, and why |
"""


def _train(report: ExportReport, facts: Facts) -> str:
    config = recommended(report, facts.overlapping)
    model = "model" if config == "config.cfg" else "model_spancat"
    share = 100 * facts.overlapping / max(1, report.kept + report.snapped)
    return f"""## Train

    python -m spacy train {config} --output {model}

`{config}` is recommended here: {share:.1f} % of the spans overlap a longer span and are not in `doc.ents`. The span
categoriser looks for spans of up to {facts.longest} tokens.
"""


def _labels(report: ExportReport, facts: Facts) -> str:
    rows = "".join(
        f"| {cell(label.name)} | {label.kind} | {report.labels[label.name]:,} | {cell(label.definition)} |\n"
        for label in facts.labels
    )
    return f"## Labels\n\n| label | kind | spans | definition |\n|---|---|---:|---|\n{rows}"


def _events(report: ExportReport, facts: Facts) -> str:
    types = "".join(f"- {cell(path)}\n" for path in facts.types)
    return f"""## Events

{report.events:,} event records. `doc.cats` has a category for every event type used, and for those above it: 1.0 where
the article has such an event of whatever status, else 0.0 (in articles that are not done, only the ones there are).
`doc.user_data["events"]` has the records, with `tokens` as half-open ranges. `relations/` has {facts.relations:,}
relations from a trigger to what fills a role, in the form of Prodigy's relations, which spaCy's example of a relation
extractor reads; {facts.unrelated:,} filled roles are in none: their event has no trigger, they have no words, or these
overlap others.

{types}"""


def _splits(report: ExportReport, facts: Facts) -> str:
    rows = "".join(f"| {name} | {count:,} | {facts.tokens[name]:,} |\n" for name, count in report.splits.items())
    return f"""## Splits

| split | articles | tokens |
|---|---:|---:|
{rows}
An article's split is drawn from a hash of its text and stays when articles are added; only while train or dev would
be empty, one article stands in. A text is in a project only once; near-copies count as
articles of their own unless they are grouped, and a group is always in the same split.
"""


def _process(report: ExportReport, facts: Facts) -> str:
    which = (
        "Only articles marked as done are in."
        if facts.finished_only
        else (
            "Articles that are not done are in as well; in `doc.ents` their tokens outside spans are *missing*, "
            "not *outside*."
        )
    )
    return f"""## How it was coded

By {cell(", ".join(facts.coders)) or "nobody yet"}, in Dateline; each article's coding is one coder's. {which}
Tokens are those of `spacy.blank("{facts.lang}")` ({facts.tokenizer}). A span that does not begin and end with a
token was widened to the tokens it touches, without white space at its ends: {report.snapped:,} of {report.spans:,};
{report.dropped:,} could not be exported (see `ledger.md`). `doc.user_data["uid"]` leads back to the article in the
project.
"""


def _limits(report: ExportReport, facts: Facts) -> str:
    notes = "".join(f"- {warning}\n" for warning in report.warnings)
    return f"""## Limits and rights

- The texts belong to their publishers. Whoever passes this folder on needs the right to do so; offsets without
  texts may be shared more freely (`ledger.jsonl` quotes the spans themselves).
- What reporters wrote is not what happened: spans mark claims in news, with the sources' biases of place and
  attention.
- Names of people and of places of violence are in it; handle it with the care they are due.
{notes}"""
