"""Selectors of site files, tried before a page is there."""

import pytest

from parsers.dom import fragment
from parsers.selectors import check


@pytest.mark.parametrize(
    "selector",
    [
        "h1",
        "ul.results > li a[href^='/ad/']",
        "a:has(img):not(.x)",
        "meta[property='og:title']",
        "td:nth-child(2n+1)",
        'p:lexbor-contains("pay" i)',
        "//h1",
        "(//a)[1]/@href",
        "./td[2]/text()",
        ".//a[contains(., 'Далее')]",
        "//dt[normalize-space()='a:b(c']/following-sibling::dd[1]",
        "//*[self::a or self::b][position() < last()]",
        "//div[@data-x and not(@y)]",
    ],
)
def test_good_ones(selector: str) -> None:
    assert check(selector) is None
    fragment("<p>x", "https://board.example/").all(selector)


@pytest.mark.parametrize(
    ("selector", "says"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("a[", "no CSS"),
        ("a >", "no CSS"),
        ("a,,b", "no CSS"),
        ("p:contains(x)", "no CSS"),
        ("a::text", "attribute"),
        ("a::attr(href)", "attribute"),
        ("//a[", "no XPath"),
        ("(//a", "no XPath"),
        ("//svg:a", "prefix"),
        ("//a[foo(.)]", "foo()"),
        ("//a[re:test(., 'x')]", "re:test()"),
        ("//a[@x = $y]", "$y"),
    ],
)
def test_bad_ones_say_what_is_wrong(selector: str, says: str) -> None:
    fault = check(selector)
    assert fault is not None
    assert says in fault
