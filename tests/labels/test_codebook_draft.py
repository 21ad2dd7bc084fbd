from labels.codebook_draft import Codebook, RoleDraft, TypeDraft


def test_a_type_knows_its_path() -> None:
    assert TypeDraft("Battles").path == "Battles"
    assert TypeDraft("Armed clash", "Battles").path == "Battles / Armed clash"


def test_a_codebook_says_what_it_holds() -> None:
    book = Codebook("x", "X", "", "", (), event_types=(TypeDraft("A"), TypeDraft("B")), roles=(RoleDraft("R", "text"),))
    assert book.contents == "2 event types, 1 role"
