"""The configurations that train on an export as it lies there, and the project file that names the commands."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

_MOST_WORDS = 12  # longest span the span categoriser is made to look for: each length costs memory
_COVERED = 0.99  # share of spans whose length it looks for

_COMMON = """# Written by Dateline. Train with: python -m spacy train {file} --output {model}
[paths]
train = "{train}"
dev = "{dev}"
vectors = null
init_tok2vec = null

[system]
gpu_allocator = null
seed = {seed}

[nlp]
lang = "{lang}"
pipeline = ["tok2vec", "{part}"]
batch_size = 1000
disabled = []
before_creation = null
after_creation = null
after_pipeline_creation = null
{tokenizer}
[nlp.vectors]
@vectors = "spacy.Vectors.v1"

[components]

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"

[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = ${{components.tok2vec.model.encode.width}}
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE"]
rows = [5000, 1000, 2500, 2500]
include_static_vectors = false

[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3

{component}
[corpora]

[corpora.train]
@readers = "spacy.Corpus.v1"
path = ${{paths.train}}
max_length = 0
gold_preproc = false
limit = 0
augmenter = null

[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${{paths.dev}}
max_length = 0
gold_preproc = false
limit = 0
augmenter = null

[training]
dev_corpus = "corpora.dev"
train_corpus = "corpora.train"
seed = ${{system.seed}}
gpu_allocator = ${{system.gpu_allocator}}
dropout = 0.1
accumulate_gradient = 1
patience = 1600
max_epochs = 0
max_steps = 20000
eval_frequency = 200
frozen_components = []
annotating_components = []
before_to_disk = null
before_update = null

[training.optimizer]
@optimizers = "Adam.v1"
beta1 = 0.9
beta2 = 0.999
L2_is_weight_decay = true
L2 = 0.01
grad_clip = 1.0
use_averages = false
eps = 0.00000001
learn_rate = 0.001

[training.batcher]
@batchers = "spacy.batch_by_words.v1"
discard_oversize = false
tolerance = 0.2
get_length = null

[training.batcher.size]
@schedules = "compounding.v1"
start = 100
stop = 1000
compound = 1.001
t = 0.0

[training.logger]
@loggers = "spacy.ConsoleLogger.v1"
progress_bar = false

[training.score_weights]
{weights}

[pretraining]

[initialize]
vectors = ${{paths.vectors}}
init_tok2vec = ${{paths.init_tok2vec}}
vocab_data = null
lookups = null
before_init = null
after_init = null

[initialize.tokenizer]

[initialize.components]
"""

_TOKENIZER = """
[nlp.tokenizer]
@tokenizers = "spacy.Tokenizer.v1"
"""

_NER = """[components.ner]
factory = "ner"
moves = null
update_with_oracle_cut_size = 100
incorrect_spans_key = null

[components.ner.scorer]
@scorers = "spacy.ner_scorer.v1"

[components.ner.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true
nO = null

[components.ner.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = ${components.tok2vec.model.encode.width}
upstream = "*"
"""

_SPANCAT = """[components.spancat]
factory = "spancat"
max_positive = null
spans_key = "sc"
threshold = 0.5

[components.spancat.scorer]
@scorers = "spacy.spancat_scorer.v1"

[components.spancat.suggester]
@misc = "spacy.ngram_suggester.v1"
sizes = {sizes}

[components.spancat.model]
@architectures = "spacy.SpanCategorizer.v1"

[components.spancat.model.reducer]
@layers = "spacy.mean_max_reducer.v1"
hidden_size = 128

[components.spancat.model.scorer]
@layers = "spacy.LinearLogistic.v1"
nO = null
nI = null

[components.spancat.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = ${{components.tok2vec.model.encode.width}}
upstream = "*"
"""


_TEXTCAT = """[components.textcat_multilabel]
factory = "textcat_multilabel"
threshold = 0.5

[components.textcat_multilabel.scorer]
@scorers = "spacy.textcat_multilabel_scorer.v2"

[components.textcat_multilabel.model]
@architectures = "spacy.TextCatBOW.v3"
exclusive_classes = false
length = 262144
ngram_size = 1
no_output_layer = false
nO = null
"""
_CATS_WEIGHTS = "cats_score = 0.5"


@dataclass(frozen=True)
class Setup:
    """What the files of one export have in common.

    Attributes:
        lang: spaCy's code of the language.
        train, dev, test: .spacy files or folders of them, as seen from the export's folder.
        usual_tokenizer: whether the language has spaCy's usual tokeniser, not one of its own.
        categories: whether the entities' configuration also trains on event types (`doc.cats`).
    """

    title: str
    lang: str
    train: str
    dev: str
    test: str
    seed: int
    usual_tokenizer: bool
    categories: bool = False


def ner(setup: Setup) -> str:
    """Return the configuration for entities that do not overlap (`doc.ents`): small, on the CPU."""
    weights = "ents_f = 1.0\nents_p = 0.0\nents_r = 0.0\nents_per_type = null"
    if not setup.categories:
        return _config(setup, "config.cfg", "model", "ner", _NER, weights)
    weights = f"{weights.replace('ents_f = 1.0', 'ents_f = 0.5')}\n{_CATS_WEIGHTS}"
    return _config(setup, "config.cfg", "model", 'ner", "textcat_multilabel', f"{_NER}\n{_TEXTCAT}", weights)


def spancat(setup: Setup, sizes: list[int]) -> str:
    """Return the configuration for spans that may overlap (`doc.spans["sc"]`); `sizes` are lengths in tokens."""
    component = _SPANCAT.format(sizes=json.dumps(sizes))
    weights = "spans_sc_f = 1.0\nspans_sc_p = 0.0\nspans_sc_r = 0.0"
    return _config(setup, "config_spancat.cfg", "model_spancat", "spancat", component, weights)


def _config(setup: Setup, file: str, model: str, part: str, component: str, weights: str) -> str:
    return _COMMON.format(
        file=file,
        model=model,
        train=setup.train,
        dev=setup.dev,
        seed=setup.seed,
        lang=setup.lang,
        part=part,
        tokenizer=_TOKENIZER if setup.usual_tokenizer else "",
        component=component,
        weights=weights,
    )


def span_sizes(lengths: Counter[int]) -> list[int]:
    """Return the lengths in tokens that the span categoriser should look for: those of 99 % of the spans."""
    total, seen, sizes = sum(lengths.values()), 0, []
    for length in sorted(length for length in lengths if length <= _MOST_WORDS):
        if seen >= _COVERED * total:
            break
        sizes.append(length)
        seen += lengths[length]
    return sizes or [1, 2, 3]


def project(setup: Setup) -> str:
    """Return the project file for `spacy project run`; titles and paths are quoted as JSON, which is YAML too."""
    names = ("title", "train", "dev", "test")
    return _PROJECT.format(**{name: json.dumps(getattr(setup, name), ensure_ascii=False) for name in names})


_PROJECT = """# Written by Dateline. Run everything with: python -m spacy project run all
title: {title}
description: "Training data coded in Dateline. README.md describes it."

vars:
  gpu: -1
  train: {train}
  dev: {dev}
  test: {test}
  spans: "model_spancat/model-best"

directories: ["model", "model_spancat", "metrics"]

workflows:
  all:
    - debug
    - train-ner
    - evaluate
  spancat:
    - debug-spancat
    - train-spancat
    - evaluate-spancat

commands:
  - name: debug
    help: "Check the data for entities that do not overlap"
    script:
      - "python -m spacy debug data config.cfg"
    deps: ["config.cfg", "${{vars.train}}", "${{vars.dev}}"]

  - name: train-ner
    help: "Train on entities that do not overlap (doc.ents)"
    script:
      - "python -m spacy train config.cfg --output model --gpu-id ${{vars.gpu}}"
    deps: ["config.cfg", "${{vars.train}}", "${{vars.dev}}"]
    outputs: ["model/model-best"]

  - name: evaluate
    help: "Score the trained model on articles it has never seen"
    script:
      - "python -m spacy evaluate model/model-best ${{vars.test}} --output metrics/ner.json --gpu-id ${{vars.gpu}}"
    deps: ["model/model-best", "${{vars.test}}"]
    outputs: ["metrics/ner.json"]

  - name: debug-spancat
    help: "Check the data for spans that may overlap"
    script:
      - "python -m spacy debug data config_spancat.cfg"
    deps: ["config_spancat.cfg", "${{vars.train}}", "${{vars.dev}}"]

  - name: train-spancat
    help: "Train on all spans, overlapping ones too (doc.spans['sc'])"
    script:
      - "python -m spacy train config_spancat.cfg --output model_spancat --gpu-id ${{vars.gpu}}"
    deps: ["config_spancat.cfg", "${{vars.train}}", "${{vars.dev}}"]
    outputs: ["model_spancat/model-best"]

  - name: evaluate-spancat
    help: "Score that model on articles it has never seen"
    script:
      - "python -m spacy evaluate ${{vars.spans}} ${{vars.test}} --output metrics/spancat.json --gpu-id ${{vars.gpu}}"
    deps: ["model_spancat/model-best", "${{vars.test}}"]
    outputs: ["metrics/spancat.json"]
"""
