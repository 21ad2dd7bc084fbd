"""XML without entities."""

from __future__ import annotations

import io

import pytest

from corpus.readers import safe_xml
from corpus.readers.safe_xml import BadXml

LAUGHS = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


class Recorder:
    """Writes down what it is handed."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.seen.append(f"<{name}{''.join(attributes.values())}>")

    def end(self, name: str) -> None:
        self.seen.append(f"</{name}>")

    def data(self, text: str) -> None:
        self.seen.append(text)


def parse(data: bytes) -> None:
    safe_xml.parse(data)


def stream(data: bytes) -> None:
    safe_xml.stream(io.BytesIO(data), Recorder())


ways = pytest.mark.parametrize("read", [parse, stream])


def test_what_is_well_formed_is_read() -> None:
    data = '<?xml version="1.0" encoding="windows-1251"?><a x="1">Хама<b/></a>'.encode("cp1251")
    recorder = Recorder()
    safe_xml.stream(io.BytesIO(data), recorder)
    assert recorder.seen == ["<a1>", "Хама", "<b>", "</b>", "</a>"]
    assert safe_xml.parse(data).text == "Хама"


@ways
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(read: object, encoding: str) -> None:
    assert callable(read)
    data = (f'<?xml version="1.0" encoding="{encoding}"?>' + LAUGHS).encode(encoding)
    with pytest.raises(BadXml, match="document type of its own"):
        read(data)


@ways
@pytest.mark.parametrize("data", [b"", b"<a>", b"Hama", b'<?xml version="1.0" encoding="nope"?><a/>', b"<a>&b;</a>"])
def test_what_is_not_well_formed_is_refused(read: object, data: bytes) -> None:
    assert callable(read)
    with pytest.raises(BadXml, match="is damaged: its XML cannot be read"):
        read(data)


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(BadXml, match="holds more than 1,500,000 elements"):
        stream(b"<a>" + b"<b/>" * 1_500_000 + b"</a>")
