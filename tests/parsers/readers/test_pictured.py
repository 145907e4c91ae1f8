"""Where readers find addresses of an ad's pictures, and whose pictures they leave alone."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.profile import FieldRule, LinkRules, Profile
from parsers.links import links
from parsers.offer import pictured as pictured_offer
from parsers.offer import read_again, read_offers
from parsers.pictures import MOST
from parsers.readers import pictured, read_ads

URL = "https://board.example/jobs/17"
WORK = "https://cdn.example/work.jpg"
SITE = Profile(site="board")
SHARED = f'<meta property="og:image" content="{WORK}">'


def page(body: str) -> Page:
    seen = datetime(2026, 11, 5, tzinfo=UTC)
    return Page(asked=URL, url=URL, status=200, body=body.encode(), fetched=seen)


def posting(head: str = "", **more: Any) -> str:
    said = {"@type": "JobPosting", "title": "Mason", "description": "Walls."} | more
    inside = json.dumps(said).replace("</", "<\\/")
    return f'<head>{head}<script type="application/ld+json">{inside}</script></head>'


def only(body: str, profile: Profile = SITE) -> Ad:
    (found,) = read_ads(page(body), profile).ads
    return found


@pytest.mark.parametrize(
    "image",
    [
        WORK,
        [WORK, WORK],
        ["/logo.png", None, 7, WORK],
        {"@type": "ImageObject", "url": WORK},
        {"@type": "ImageObject", "url": "https://board.example/7", "contentUrl": WORK},
        [{"@type": "ImageObject", "url": [[WORK]], "width": 1200}],
        {"url": {"url": {"url": [{"contentUrl": WORK}]}}},
    ],
)
def test_data_names_a_picture_in_many_shapes(image: object) -> None:
    ad = only(posting(image=image))
    assert ad.images == (WORK,)
    assert ad.sources["images"] == "JSON-LD image"
    assert "images" not in ad.said


@pytest.mark.parametrize(
    "image",
    [
        None,
        "",
        7,
        {},
        [],
        "data:image/png;base64,x",
        {"@id": "https://board.example/jobs/17#primaryimage"},
        {"url": WORK, "width": "16"},
        {"url": WORK, "height": "1px"},
    ],
)
def test_data_that_names_none(image: object) -> None:
    assert only(posting(image=image)).images == ()


def test_the_picture_of_a_firm_is_not_that_of_its_ad() -> None:
    firm = "https://cdn.example/acme-300x300.png"
    told = posting(
        f'<meta property="og:image" content="https://cdn.example/acme.png">{SHARED}',
        image=[firm, "https://cdn.example/site.png"],
        hiringOrganization={"@type": "Organization", "name": "Acme", "logo": {"url": firm}},
        publisher=[{"name": "Board", "image": "https://cdn.example/site.png"}],
    )
    assert only(told).images == (WORK,)


def test_a_page_of_one_ad_shows_its_picture_to_whoever_shares_it() -> None:
    head = f"""<base href="https://cdn.example/7/">{SHARED}
        <meta property="og:image:width" content="1200">
        <meta property="og:image:secure_url" content="//cdn.example/work.jpg?w=300">
        <meta name="og:image" content="2.jpg"><meta property="og:image:alt" content="/3.jpg">
        <meta property="og:image" content="/dot.gif"><meta property="og:image:width" content="1">"""
    wanted = (WORK, "https://cdn.example/7/2.jpg")
    assert only(posting(head)).images == wanted
    assert only(posting(head)).sources["images"] == "og:image"
    text = "<h1>Mason</h1><article>" + "Walls and more walls are to be built. " * 9
    fields = (FieldRule(name="title", select=("h1",)), FieldRule(name="text", select=("article",)))
    ruled = Profile(site="board", reader="selectors", fields=fields)
    assert only(f"<head>{head}</head>{text}", ruled).images == wanted
    assert only(f"<head>{head}</head>{text}", Profile(site="b", reader="blocks")).images == wanted
    broken = '<script type="application/ld+json">{"@type": "JobPosting", "title": </script>'
    assert only(f"<head>{head}{broken}</head>{text}").images == wanted


def test_what_a_list_shows_to_whoever_shares_it_is_of_none_of_its_ads() -> None:
    two = posting(SHARED, url="/1", image="/1.jpg") + posting(url="/2", identifier="2")
    found = read_ads(page(two), SITE).ads
    assert [ad.images for ad in found] == [("https://board.example/1.jpg",), ()]


def test_microdata_names_pictures_of_the_ad_and_of_its_firm() -> None:
    told = """<div itemscope itemtype="https://schema.org/JobPosting">
        <h1 itemprop="title">Mason</h1><img itemprop="image" src="/1.jpg">
        <meta itemprop="image" content="/2.jpg">
        <div itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">
        <img itemprop="logo" src="/acme.jpg"><img itemprop="image" src="/boss.jpg"></div>
        <p itemprop="description">Walls.</p></div>"""
    assert only(told).images == ("https://board.example/1.jpg", "https://board.example/2.jpg")


GALLERY = """<h1>Mason</h1><p>Walls.</p><ul><li><a href="/1.jpg"><img src="/s/1.jpg"></a></li>
    <li><img src="/logo.png"><img data-src="/2.jpg"></li></ul>"""


def ruled(*more: FieldRule, **profile: Any) -> Profile:
    told = (FieldRule(name="title", select=("h1",)), FieldRule(name="text", select=("p",)))
    return Profile(site="board", reader="selectors", fields=(*told, *more), **profile)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (FieldRule(name="images", select=("ul",)), ["/s/1.jpg", "/2.jpg"]),
        (FieldRule(name="images", select=(".none", "li a")), ["/1.jpg"]),
        (FieldRule(name="images", select=("img",), attribute="data-src"), ["/2.jpg"]),
        (FieldRule(name="images", constant="/3.jpg"), ["/3.jpg"]),
    ],
)
def test_a_site_file_says_where_pictures_stand(rule: FieldRule, found: list[str]) -> None:
    ad = only(f"<head>{SHARED}</head>{GALLERY}", ruled(rule))
    assert ad.images == tuple(f"https://board.example{path}" for path in found)
    assert "images" not in ad.said


def test_a_site_file_fills_in_what_data_does_not_name() -> None:
    profile = Profile(site="board", fields=(FieldRule(name="images", select=("li a",)),))
    assert only(posting() + GALLERY, profile).images == ("https://board.example/1.jpg",)
    assert only(posting(image=WORK) + GALLERY, profile).images == (WORK,)


def test_a_list_may_have_the_pictures_of_its_ads() -> None:
    rule = FieldRule(name="images", select=("img",), listed=True)
    rules = LinkRules(offer=("li a",), entry="li")
    listing = '<ul><li><a href="/jobs/17">Mason</a> <img src="/s/1.jpg"></li></ul>'
    (link,) = links(page(listing), ruled(rule, links=rules)).offers
    (found,) = read_ads(page(GALLERY), ruled(rule), link.listed).ads
    assert found.images == ("https://board.example/s/1.jpg",)


def test_a_telegram_message_has_its_photographs_and_no_faces() -> None:
    def painted(name: str, number: int) -> str:
        return f"""<a class="{name}" style="width:9px;background-image:url('//t.example/{number}')">
            </a>"""

    told = f"""<div class="tgme_widget_message" data-post="jobs_ab/7">
        <i class="tgme_widget_message_user_photo"><img src="//t.example/face.jpg"></i>
        {painted("tgme_widget_message_photo_wrap grouped_media_wrap", 1)}
        {painted("tgme_widget_message_photo_wrap", 2)}
        {painted("tgme_widget_message_reply_thumb", 3)}
        {painted("link_preview_image", 4)}<i class="emoji" style="background-image:url(/5.png)"></i>
        <div class="tgme_widget_message_text">Masons wanted</div></div>"""
    ad = only(told, Profile(site="jobs", reader="telegram"))
    assert ad.images == ("https://t.example/1", "https://t.example/2")


@pytest.mark.parametrize(
    "feed",
    [
        """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item>
        <title>Mason</title><link>https://board.example/jobs/17</link>
        <enclosure url="https://cdn.example/work.jpg" type="image/jpeg" length="7"/>
        <enclosure url="/song.mp3" type="audio/mpeg" length="7"/>
        <media:content url="https://cdn.example/work.jpg?w=90" medium="image"/>
        </item></channel></rss>""",
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [{"id": "1", "title": "Mason", "image": WORK, "banner_image": 7}],
            }
        ),
    ],
)
def test_an_entry_of_a_feed_comes_with_pictures(feed: str) -> None:
    ad = only(feed, Profile(site="board", reader="feed"))
    assert (ad.images, ad.sources["images"]) == ((WORK,), "entry image")


def test_an_offer_has_the_addresses_and_its_digest_does_not() -> None:
    (plain,) = read_offers(page(posting()), SITE).offers
    (found,) = read_offers(page(posting(image=WORK)), SITE).offers
    assert (plain.images, found.images) == ((), (WORK,))
    assert found.digest == plain.digest
    again = read_again(replace(found, title=None, digest=""), SITE)
    assert again.images == (WORK,)


def test_a_stored_offer_gets_the_pictures_of_its_page_where_that_tells_which_ad_it_is() -> None:
    here = Ad(
        url=URL, key="1", title="Mason", text="Walls, card 4111 1111 1111 1111", images=(WORK,)
    )
    found = read_offers(page(posting(description=here.text, identifier="1")), SITE).offers[0]
    assert "4111 1111" not in (found.text or "")
    other = replace(here, text="Roofs.", images=())
    assert pictured_offer(found, [replace(here, url="/else"), here]).images == (WORK,)
    assert pictured_offer(found, [other]).images == ()
    assert pictured_offer(found, [other, here]).images == (WORK,)
    assert pictured_offer(found, [here, here]) == found
    assert pictured_offer(found, []) == found


def test_a_reader_written_by_hand_may_hand_over_anything() -> None:
    images = ("/1.jpg", "javascript:alert(1)", "https://a:b@c.example/2.jpg", "/3.jpg\x1b[2J")
    ad = Ad(url=URL, title="Mason", text="Walls.", images=images)
    (found,) = read_ads(page(""), SITE, reader=lambda *_: AdsFound((ad,))).ads
    assert found.images == ("https://board.example/1.jpg", "https://board.example/3.jpg[2J")


nested = st.recursive(
    st.text(max_size=9) | st.none() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["url", "contentUrl", "width", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(nested)
def test_whatever_data_says_of_a_picture_is_harmless(image: Any) -> None:
    found = pictured.of_posting({"image": image, "publisher": image}, URL)
    assert all(one.startswith("https://board.example/") for one in found)


def test_thousands_of_pictures_are_a_few() -> None:
    many = [f"/{number}.jpg" for number in range(5_000)]
    assert len(only(posting(image=[many] * 50)).images) == MOST
    head = "".join(f'<meta property="og:image" content="{one}">' for one in many)
    assert len(only(posting(head)).images) == MOST
