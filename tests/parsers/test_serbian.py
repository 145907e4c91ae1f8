"""Phrases of Serbian are sought in both of its alphabets."""

from parsers.serbian import both, cyrillic


def test_the_letters() -> None:
    assert cyrillic("Tražimo ljude, njih džabe") == "тражимо људе, њих џабе"


def test_rows() -> None:
    rows = [("job", "sr hr", "plata"), ("job", "hr", "plaća"), ("job", "sr", "wi-fi")]
    assert list(both(rows)) == [rows[0], ("job", "sr", "плата"), *rows[1:]]
