"""Text as readers of the page see it, and what no author of an ad wrote left out."""

from datetime import UTC, datetime

import pytest

from offers.page import Page
from parsers.dom import Dom, fragment

SEEN = datetime(2026, 11, 5, tzinfo=UTC)


def said(markup: str) -> str:
    return fragment(markup, "https://board.example/").said()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("one<br>two", "one\ntwo"),
        ("one<br><br>two", "one\n\ntwo"),
        ("one<br><br><br><br>two", "one\n\ntwo"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<div>one<br></div><div>two</div>", "one\ntwo"),
        ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
        ("<ul><li>a<li>b</ul>c", "a\nb\n\nc"),
        ("be<b>fo</b>re <i> and </i> after", "before and after"),
        ("кро<wbr>во<span></span>обращение", "кровообращение"),
        ("one\n   two\t&nbsp;three", "one two three"),
        ("<table><tr><td>Pay<td>5 EUR<tr><td>Town<td>Lund</table>", "Pay 5 EUR\nTown Lund"),
        ("<h2>Head</h2>text", "Head\n\ntext"),
        ("<pre>a\n b\n\nc</pre>", "a\nb\n\nc"),
        ("<div style='white-space: pre-line'>a\nb</div>c", "a\nb\nc"),
        ("<div style='white-space:normal'>a\nb</div>", "a b"),
        ("  <p> </p><p></p>only<p> </p>", "only"),
        ("call <img class='emoji' alt='📞'>now <img alt='logo'>", "call 📞now"),
        ("מחפשים<br>עובדים", "מחפשים\nעובדים"),
        ("a<!-- c -->b", "ab"),
        ("", ""),
    ],
)
def test_lines_and_paragraphs(markup: str, text: str) -> None:
    assert said(markup) == text


@pytest.mark.parametrize(
    "unread",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<noscript>x</noscript>",
        "<template>x</template>",
        "<div hidden>x</div>",
        "<span style='color:red; DISPLAY : none'>x</span>",
        "<b style='visibility:hidden'>x</b>",
        "<select><option>x</select>",
        "<svg><text>x</text></svg>",
        "<iframe>x</iframe>",
    ],
)
def test_what_is_not_shown_is_not_read(unread: str) -> None:
    assert said(f"<b>before</b> {unread} after") == "before after"


@pytest.mark.parametrize(
    "chrome",
    [
        "<nav>Home <b>Jobs</b></nav>",
        "<aside>You may also like</aside>",
        "<footer>All rights</footer>",
        "<button>Apply</button>",
        "<div role=navigation>Home</div>",
        "<div class='CookieConsent'>We use cookies</div>",
        "<div id=onetrust-banner>We use cookies</div>",
        "<div class='related-jobs'><ul><li><a href=/2>Baker</a><li><a href=/3>Cook</a></ul></div>",
        "<ul class=breadcrumbs><li><a href=/>Home</a><li><a href=/j>Jobs</a></ul>",
        "<div class=socialShare>Share: <a href=//s.example/>Facebook, Telegram</a></div>",
        "<form><label>Your name</label><input name=n><input type=submit></form>",
    ],
)
def test_what_belongs_to_the_site_is_no_part_of_the_ad(chrome: str) -> None:
    assert said(f"<p>Mason wanted.</p>{chrome}<p>Pay weekly.</p>") == (
        "Mason wanted.\n\nPay weekly."
    )


@pytest.mark.parametrize(
    ("own", "text"),
    [
        ("<div class='social-benefits'>Free bus, free lunch</div>", "Free bus, free lunch"),
        ("<div class='flat-share'>Room for two</div>", "Room for two"),
        ("<footer>Call <a href='tel:+12025550123'>the boss</a></footer>", "Call the boss"),
        ("<div class=share><a href='https://wa.me/12025550123'>WhatsApp</a></div>", "WhatsApp"),
        ("<form id=aspnetForm><input type=hidden name=s>Whole ad</form>", "Whole ad"),
        ("<header><h1>Mason</h1></header>", "Mason"),
    ],
)
def test_what_belongs_to_the_ad_stays(own: str, text: str) -> None:
    assert said(own + "<p>Ad.") == f"{text}\n\nAd." if "header" in own else text + "\n\nAd."


def test_an_element_asked_for_by_name_is_read_whatever_it_is() -> None:
    element = fragment("<footer><nav>Home</nav></footer>", "https://board.example/")
    footer = element.first("footer")
    assert footer is not None
    assert footer.said() == "Home"


def test_the_main_part_of_a_page() -> None:
    menu = "".join(f"<li><a href=/{n}>Category {n}</a>" for n in range(40))
    body = (
        f"<div id=top><ul>{menu}</ul></div><div><div><h1>Mason</h1><div><p>Brick and block work "
        "in Lund, long hours.</p><p>Pay every week.</p></div></div><div class=side><p>Newest: "
        "<a href=/1>Baker</a></p></div></div><div>© Board 2026</div>"
    )
    url = "https://board.example/"
    page = Page(asked=url, url=url, status=200, body=body.encode(), fetched=SEEN)
    assert Dom(page).main_text() == "Brick and block work in Lund, long hours.\n\nPay every week."
