"""What is refused before it can stall the parser, and what is not."""

import pytest

from parsers.bounds import excess, excess_of_ad


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<div>" * 30_000, "inside each other"),
        ("<div></x></span>" * 30_000, "inside each other"),
        ("<DIV><Span>" * 15_000 + "</div>" * 200, "inside each other"),
        ("<p>" + "".join(f"<b a={n}>" for n in range(600)) + "<p>x" * 1_500, "left open"),
        (
            "<p>" + "".join(f"<i a={n}><u>" for n in range(900)) + "<p>x" * 900 + "</i>" * 900,
            "left",
        ),
        ("<div " + " ".join(f"a{n}" for n in range(40_000)) + ">", "attributes"),
        ("<p" + "\n<x a" * 40_000, "attributes"),
        ("x" * (33 * 1024 * 1024), "characters"),
        ("<br>" * 300_001, "tags"),
        ("<select>" + "<option>x" * 30_000, "inside each other"),
        ("\0\x01\x02PK" * 500, "no text"),
        ("<p>" + "\ufffd" * 9_999, "no text"),
    ],
)
def test_refused(html: str, why: str) -> None:
    assert why in (excess(html) or "")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<div>" * 1_900,
        "<div><p>x<br></div>" * 30_000,
        "<li>x<p>y<td>z" * 30_000,
        '<i class="icon icon-ok"></i><b>x</b>' * 10_000,
        "".join(f'<i class="icon-{n}"></i>' for n in range(5_000)),
        '<font size=2 color="red">' * 5_000 + "<p>x" * 5_000,
        "<br>" * 100_000,
        "<p>a\0b" * 100,
        "<p>d\ufffdmaged text, here and there, as pages of another time are\ufffd" * 500,
        "<" * 100_000,
        "<a href=x>" * 50_000,
        f"<script>{'a b ' * 50_000}</script>",
        f"<img src='data:image/png;base64,{'x' * 500_000}'>",
    ],
)
def test_not_refused(html: str) -> None:
    assert excess(html) is None


def test_ads_without_end() -> None:
    assert excess_of_ad(("x" * 299_000, None)) is None
    assert "300001 characters" in (excess_of_ad(("x" * 300_000, "y", None)) or "")
