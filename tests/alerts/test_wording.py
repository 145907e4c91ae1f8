"""What an ad says can neither hide, turn, tear nor lead anywhere."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts import wording
from offers.span import Span

ZERO_WIDTH = "\u200b\u2060\ufeff\u00ad\u180e\u200e\u200f\u061c"
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        (f"pass{ZERO_WIDTH}port", "passport"),
        (f"{TURNING}abc", "abc"),
        ("a\r\nb\rc\u2028d\u2029e\x85f\vg\fh", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("tab\there", "tab here"),
        ("nul\0bell\aesc\x1b[31m", "nul\ufffdbell\ufffdesc\ufffd[31m"),
        ("half \ud83d surrogate", "half \ufffd surrogate"),
        ("private \ue000", "private \ufffd"),
        ("tag\U000e0041\U000e0042", "tag"),
        ("filler\u3164\u2800end", "filler  end"),
        ("wide\u3000blank\u00a0", "wide blank "),
        ("z" + "\u0301" * 40 + "algo", "z" + "\u0301" * 3 + "algo"),
        ("می\u200cتوانید", "می\u200cتوانید"),
        ("क्\u200dष", "क्\u200dष"),
        ("pay\u200cpal", "paypal"),
        ("Việt Nam, مُمْتَاز, ป้าย", "Việt Nam, مُمْتَاز, ป้าย"),
        ("👨\u200d👩\u200d👧", "👨👩👧"),
    ],
)  # fmt: skip
def test_clean(text: str, harmless: str) -> None:
    assert wording.clean(text) == harmless


@given(st.text())
def test_clean_leaves_nothing_that_acts(text: str) -> None:
    cleaned = wording.clean(text)
    kinds = {unicodedata.category(sign) for sign in cleaned if sign not in "\n\u200c\u200d"}
    assert kinds.isdisjoint({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    assert wording.clean(cleaned) == cleaned
    assert cleaned.encode().decode() == cleaned


@pytest.mark.parametrize(
    ("text", "spoilt"),
    [
        ("https://jobs.example/apply?id=7", "hxxps://jobs[.]example/apply?id=7"),
        ("HTTP://JOBS.EXAMPLE", "hxxp://JOBS[.]EXAMPLE"),
        ("see www.jobs.example.", "see www[.]jobs[.]example."),
        ("t.me/example_desk", "t[.]me/example_desk"),
        ("jobs.example:8080/x", "jobs[.]example:8080/x"),
        ("http://192.0.2.7/x", "hxxp://192[.]0[.]2[.]7/x"),
        ("http://localhost/x", "hxxp://localhost/x"),
        ("tg://resolve?domain=x", "tg[:]//resolve?domain=x"),
        ("javascript://%0aalert(1)", "javascript[:]//%0aalert(1)"),
        ("mailto:hr@jobs.example", "mailto[:]hr[@]jobs[.]example"),
        ("tel:+12025550143", "tel[:]+12025550143"),
        ("Tel: 020 7946 0123", "Tel: 020 7946 0123"),
        ("hr@jobs.example", "hr[@]jobs[.]example"),
        ("https://who:secret@jobs.example/", "hxxps://who:secret[@]jobs[.]example/"),
        ("https://a.example/https://b.example/", "hxxps://a[.]example/hxxps://b.example/"),
        ("https://a.example/www.b.example/", "hxxps://a[.]example/www[.]b.example/"),
        ("сайт.укр/робота", "сайт[.]укр/робота"),
        ("1.500,00 EUR, 12.05.2026, e.g. today.", "1.500,00 EUR, 12.05.2026, e.g. today."),
    ],
)
def test_defang(text: str, spoilt: str) -> None:
    assert wording.defang(text) == spoilt
    assert wording.defang(spoilt) == spoilt


@pytest.mark.parametrize(
    ("text", "spoilt"),
    [
        ("https://t.me/example_desk", "hxxps://t[.]me/…"),
        ("https://wa.me/12025550143?text=hi", "hxxps://wa[.]me/…"),
        ("https://jobs.example/", "hxxps://jobs[.]example/"),
    ],
)
def test_defang_without_what_follows_the_host(text: str, spoilt: str) -> None:
    assert wording.defang(text, whole=False) == spoilt


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("call +44 20 7946 0123 now", "call [number] now"),
        ("call 0207946-0123", "call [number]"),
        ("call ⓪②⓪⑦⑨④⑥ 0123", "call [number]"),
        ("call 2\u200b0\u200b2 555\u20e3 0143", "call [number]"),
        ("call ٠٢٠٧٩٤٦٠١٢٣", "call [number]"),
        ("call 020794", "call 020794"),
        ("hr@jobs.example", "[mail]"),
        ("hr＠jobs.example", "[mail]"),
        ("write to @example_desk.", "write to [handle]."),
        ("from 01.05.2026 to 31.05.2026", "from 01.05.2026 to 31.05.2026"),
        ("2026-05-01 - 2026-05-31", "2026-05-01 - 2026-05-31"),
        ("in 2025/2026", "in 2025/2026"),
        ("1\n2\n3\n4\n5\n6\n7", "1\n2\n3\n4\n5\n6\n7"),
    ],
)
def test_leftovers(text: str, masked: str) -> None:
    assert wording.masked(text, wording.leftovers(text, ())) == masked


def test_amounts_are_no_numbers_to_call() -> None:
    text = "pay 12 000 - 15 000 a month"
    assert wording.leftovers(text, [Span("text", 4, 19)]) == []
    assert wording.masked(text, wording.leftovers(text, ())) == "pay [number] a month"


@pytest.mark.parametrize(
    ("hidden", "masked"),
    [
        ([(2, 4, "[x]")], "ab[x]ef"),
        ([(2, 4, "[x]"), (3, 6, "[y]")], "ab[x]"),
        ([(2, 3, "[x]"), (2, 5, "[y]")], "ab[y]f"),
        ([(4, 99, "[x]")], "abcd[x]"),
        ([], "abcdef"),
    ],
)
def test_masked_parts(hidden: list[wording.Hidden], masked: str) -> None:
    assert wording.masked("abcdef", hidden) == masked


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_nothing_hidden_remains(text: str, spans: list[tuple[int, int]]) -> None:
    parts = [(min(span), max(span), "") for span in spans]
    kept = [sign for at, sign in enumerate(text) if not any(a <= at < b for a, b, _ in parts)]
    assert wording.masked(text, parts) == "".join(kept)


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two three", 8, "one two…"),
        ("a bc defghijkl", 8, "a bc de…"),
        ("a verylongwordwithoutend", 12, "a verylongw…"),
        ("中文沒有空格的一句話", 5, "中文沒有…"),
    ],
)
def test_shortened(text: str, most: int, short: str) -> None:
    assert wording.shortened(text, most) == short


@given(st.text(), st.integers(2, 50))
def test_shortened_is_short(text: str, most: int) -> None:
    assert len(wording.shortened(text, most)) <= most


def test_line_has_no_breaks() -> None:
    assert wording.line("Subject: x\r\nBcc: y@z.example\n\n  end ", 99) == (
        "Subject: x Bcc: y@z.example end"
    )


def test_paragraphs_are_kept_and_no_more() -> None:
    assert wording.paragraphs(" a  b \n\n\n\n c\td\u2029e ") == "a b\n\nc d\ne"
