"""`offerwatch explain`: an ad with everything marked in it that was read."""

from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from console.considered import considered
from console.exits import Exit
from console.explain import Explained
from console.explained_page import page
from console.main import build
from console.marks import Sort, marks, pieces
from offers.offer import Protection, Protects
from offers.place import PlaceSort, Spot
from offers.span import Span
from tests.console.hand import HOSTILE, OFFER, Answer, Hand
from tests.console.test_show import deep

AD = """Boat from Izmir to Chios every day, 2500 euro per person.
WhatsApp +90 532 123 45 67, licence 99999999999999"""


def explained(*words: str, given: str = "") -> Answer:
    """Without any workspace."""
    ended = CliRunner().invoke(build(), ["explain", *words], input=given, catch_exceptions=False)
    return Answer(ended.exit_code, ended.stdout, ended.stderr)


def test_a_text_from_stdin_is_read_as_an_ad() -> None:
    answer = explained("-", given=AD)
    assert answer.code == Exit.OK
    assert "contact\twhatsapp +905321234567 (TR)\t+90 532 123 45 67" in answer.out
    assert "money\t2500 EUR" in answer.out
    assert "phone\t99999999999999\tno numbering plan" in answer.out
    assert AD.splitlines()[0] in answer.out


def test_as_json(tmp_path: Path) -> None:
    file = tmp_path / "ad.txt"
    file.write_text(AD)
    [told] = explained(str(file), "--json", "--country", "TR").objects
    assert told["site_country"] == "TR"
    for mark in told["marks"]:
        field, start, end = mark["span"]
        assert told[field][start:end].strip()
    assert "+905321234567" in " ".join(mark["told"] for mark in told["marks"])


PAGE = """<!doctype html><title>Board</title><h1>Pickers</h1>
<main>Pickers wanted, call +48 600 700 800</main>"""


def test_a_page_of_which_nothing_is_known(tmp_path: Path) -> None:
    file = tmp_path / "ad.html"
    file.write_text(PAGE)
    answer = explained(str(file))
    assert "phone +48600700800 (PL)" in answer.out
    assert "Pickers wanted" in answer.out


WHOLE = """<!doctype html><html lang="en-GB"><head><title>Pickers</title>
<link rel="canonical" href="https://board.example/ads/77"></head><body>
<nav><a href="/">All ads</a></nav><main><h1>Pickers</h1><p>Leeds, United Kingdom</p><p>£900</p>
<dl><dt>Posted</dt><dd>5 October 2026</dd><dt>Company</dt><dd>Acme</dd></dl>
<h2>Description</h2><div><p>Pickers wanted from August on, a room is ours to give.</p>
<p>Call 07911 123456 or come by.</p></div></main></body></html>"""


def test_a_page_of_one_ad_is_read_with_what_it_says_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "ad.html"
    file.write_text(WHOLE)
    [told] = explained(str(file), "--json").objects
    assert told["title"] == "Pickers"
    assert told["text"].startswith("Pickers wanted")
    assert told["said"] == {
        "published": "5 October 2026",
        "place": "Leeds, United Kingdom",
        "price": "£900",
        "employer": "Acme",
    }
    assert told["url"] == "https://board.example/ads/77"
    assert [one["value"] for one in told["contacts"]] == ["+447911123456"]


def test_data_of_one_ad_is_completed_by_its_page(tmp_path: Path) -> None:
    file = tmp_path / "ad.html"
    data = '{"@type": "JobPosting", "title": "Pickers", "description": "Pickers wanted..."}'
    file.write_text(WHOLE.replace("<nav>", f'<script type="application/ld+json">{data}</script>'))
    [told] = explained(str(file), "--json").objects
    assert "a room is ours to give" in told["text"]
    assert told["said"]["employer"] == "Acme"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "there is no ad"),
        ("<html></html>", "no ad was found"),
        (f"<html><body>{'<div>' * 50_000}", "more than 2000 elements inside each other"),
    ],
)
def test_no_ad_is_said(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "ad.html"
    file.write_text(content)
    answer = explained(str(file))
    assert answer.code == Exit.FAILED
    assert reason in answer.err


def test_a_page_of_a_site(empty: Hand, tmp_path: Path) -> None:
    (empty.folder / "sites/board.toml").write_text(
        'name = "board"\nstart = ["http://127.0.0.1:9/"]\nkind = "job"\npurpose = "x"\n'
        'cleared = "y"\nprivate_hosts = ["127.0.0.1"]\nreader = "selectors"\n[links]\noffer = "a"\n'
        '[fields]\ntitle = "h1"\ntext = "main"\n'
    )
    file = tmp_path / "ad.html"
    file.write_text(PAGE)
    answer = empty("explain", str(file), "--site", "board", "--json")
    assert answer.code == Exit.OK, answer.err
    assert [told["site"] for told in answer.objects] == ["board"]
    wrong = empty("explain", str(file), "--site", "bord")
    assert (wrong.code, "did you mean board?" in wrong.err) == (Exit.USAGE, True)


def test_a_stored_offer_by_id_and_by_address(hand: Hand) -> None:
    by_id, by_url = hand("explain", OFFER.id[:8]), hand("explain", OFFER.url)
    assert by_id == by_url
    assert "contact\tphone +12025550123\t" in by_id.out


def test_every_stretch_is_drawn_once_whatever_overlaps() -> None:
    offer = deep()
    for field in ("title", "text", *offer.said):
        drawn = list(pieces(offer, field, marks(offer)))
        assert "".join(piece.text for piece in drawn) == offer.field(field)
        assert all(piece.text for piece in drawn)
    sorts = {piece.sort for piece in pieces(offer, "text", marks(offer))}
    assert {Sort.PAYMENT, Sort.INDICATOR} & sorts


def test_what_was_weighed_and_not_taken() -> None:
    [phone] = OFFER.contacts
    less = replace(phone, value="+492025550123", country="DE", confidence=0.2)
    [place] = OFFER.places
    rome = Spot(id="geonames:1", name="Rome", country="US", sort=PlaceSort.CITY)
    offer = replace(OFFER, contacts=(phone, less), places=(replace(place, others=(rome,)),))
    found = {one.told: one.why for one in considered(offer)}
    assert found["phone +492025550123"].startswith("20% sure; +12025550123 is likelier")
    assert "place Rome (US)" in found


def test_the_page_loads_nothing_and_obeys_nobody() -> None:
    evil = replace(
        HOSTILE,
        text="<script>alert(1)</script>\"'><img src=x onerror=1>\u202e \ud800 call",
        protections=(Protection(protects=Protects.SEEKER, raw="call", span=Span("text", 52, 56)),),
        digest="",
    )
    html = page([Explained.of(evil), Explained.of(deep())])
    html.encode()
    read = LexborHTMLParser(html)
    assert read.css("script, img, link, iframe, form, a") == []
    assert any("<script>alert(1)" in node.text() for node in read.css(".field"))
    assert "\u202e" not in html
    assert [node.attributes["dir"] for node in read.css(".field")] == ["auto"] * len(
        read.css(".field")
    )
    assert "no verdict" in html


def test_html_is_written(tmp_path: Path) -> None:
    file = tmp_path / "explained.html"
    answer = explained("-", "--html", str(file), given=AD)
    assert (answer.out, str(file) in answer.err) == ("", True)
    assert "+90 532 123 45 67" in file.read_text("utf-8")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "ad.txt"
    file.write_bytes(b"\xff\xfe\x00 pickers wanted, call +48 600 700 800")
    answer = explained(str(file))
    assert (answer.code, "phone +48600700800 (PL)" in answer.out) == (Exit.OK, True)


CHANNEL = """<div class="tgme_widget_message" data-post="board/{0}">
<div class="tgme_widget_message_text">Pickers wanted {0}, +48 600 700 80{0}</div></div>"""


def test_messages_of_a_channel_are_ads_each(tmp_path: Path) -> None:
    file = tmp_path / "channel.html"
    file.write_text("<!doctype html><title>Board</title>" + "".join(map(CHANNEL.format, (1, 2))))
    told = explained(str(file), "--json").objects
    assert [one["contacts"][0]["value"] for one in told] == ["+48600700801", "+48600700802"]
