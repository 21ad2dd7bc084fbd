"""Label Studio's labelling configuration as a codebook."""

from pathlib import Path

import pytest

from corpus.errors import UserError
from labels import codebook
from labels.codebook import Codebook
from labels.codebook_import import label_studio

CONFIG = """<?xml version="1.0" encoding="UTF-16"?>
<View>
  <Relations><Relation value="Agent"/><Relation value="caused by"/></Relations>
  <Labels name="label" toName="text">
    <Label value="Attack" background="#FFA39E" hotkey="q"/>
    <Label value="Person" background="red" hint="Somebody."/>
    <View><Label value="City" background="rgba(1, 2, 3, 0.5)"/></View>
    <Label value="Place" background="#f00"/>
    <Label value="Attack" background="blue"/>
    <Label/>
  </Labels>
  <RectangleLabels name="box" toName="image"><Label value="Tank"/></RectangleLabels>
  <Text name="text" value="$text"/>
  <Choices name="tone" toName="text" choice="multiple" required="true">
    <Choice value="grim"/><Choice value="calm"/><Choice value="grim"/>
  </Choices>
  <Taxonomy name="kind" toName="text">
    <Choice value="Violence"><Choice value="Raid" alias="R1"/></Choice><Choice value="Talks"/>
  </Taxonomy>
</View>
"""


@pytest.fixture(scope="module")
def book() -> Codebook:
    return label_studio.parse(CONFIG, where="config.xml")


def test_labels_of_text_come_with_their_keys_and_colours(book: Codebook) -> None:
    found = [(label.name, label.kind, label.key, label.definition) for label in book.labels]
    assert found == [
        ("Attack", "other", "q", ""), ("Person", "actor", "1", "Somebody."), ("City", "location", "2", ""),
        ("Place", "location", "3", ""),
    ]  # fmt: skip
    assert len({label.colour for label in book.labels}) == 4


def test_colours_are_darkened_till_they_can_be_read(book: Codebook) -> None:
    assert book.labels[0].colour == "#e50c00"


def test_relations_choices_and_taxonomies_are_taken(book: Codebook) -> None:
    found = {role.name: (role.kind, role.slot, role.many, role.required) for role in book.roles}
    assert found == {
        "Agent": ("actor", "actor", True, False),
        "caused by": ("text", "", True, False),
        "tone": ("code", "", True, True),
    }
    assert [role.labels for role in book.roles] == [("Person",), ("Attack", "Person", "City", "Place"), ()]
    assert book.roles[-1].codes == (("grim", "grim"), ("calm", "calm"))
    assert [(draft.path, draft.code) for draft in book.event_types] == [
        ("Violence", ""), ("Violence / Raid", "R1"), ("Talks", ""),
    ]  # fmt: skip


def test_it_is_written_and_read_as_our_own(book: Codebook) -> None:
    assert codebook.parse(codebook.dump(book), where="x.toml") == book


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not a labelling configuration"),
        ("<View>", "is not a labelling configuration"),
        ("<View/>", "no <Labels> for text"),
        ('<View><RectangleLabels><Label value="Tank"/></RectangleLabels></View>', "no <Labels> for text"),
        ('<!DOCTYPE v [<!ENTITY a "aaaa">]><View>&a;</View>', "document type"),
        ('<!DOCTYPE v SYSTEM "file:///etc/passwd"><View/>', "document type"),
        ("<a>" * 10_000, "more than 40 deep"),
        ("<View>\ud800</View>", "is not a labelling configuration"),
    ],
)
def test_what_is_no_configuration_of_text_is_refused(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        label_studio.parse(text, where="x.xml")
    assert "x.xml" in str(caught.value)


def test_a_configuration_for_pictures_is_refused(root: Path) -> None:
    found = list((root.parent / "shared" / "data" / "label_studio").rglob("label_config.xml"))
    if not found:
        pytest.skip("Label Studio's examples are not here")
    for path in found:
        with pytest.raises(UserError, match="no <Labels> for text"):
            codebook.load(str(path))
