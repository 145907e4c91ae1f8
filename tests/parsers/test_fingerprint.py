"""Equal text in other dress has an equal fingerprint."""

import pytest

from parsers.fingerprint import VERSION, fingerprint


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("WORK in Poland", "Straße 5 - call!"),
        ("work in poland", "strasse 5, CALL"),
        ("🔥 𝓦𝓸𝓻𝓴 in P\u200boland 🔥", "Strasse 5\n\ncall 📞"),
        (None, "work in poland strasse 5 call"),
    ],
)
def test_the_same_text(title: str | None, text: str) -> None:
    found = fingerprint(title, text)
    assert found == fingerprint("Work in Poland", "Straße 5. Call.")
    assert found is not None
    assert found.version == VERSION


def test_another_text() -> None:
    assert fingerprint("a", "b") != fingerprint("a", "c")
    assert fingerprint("a b", None) != fingerprint("b a", None)


@pytest.mark.parametrize("text", [None, "", "🔥🔥 !!!"])
def test_no_words_have_no_fingerprint(text: str | None) -> None:
    assert fingerprint(text, None) is None
