"""Tables counted on ads: what is frequent, what sites repeat, and that order does not matter."""

from collections.abc import Iterable
from functools import cache
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from offers.family import Tables
from offers.offer import Offer
from parsers.counting import WEIGHT, count
from parsers.rarity import rarity, start
from parsers.repeated import without
from tests.parsers.alike import DAY, offer, printed

MENU = "Home of the best boards | Terms of use"
TREES = ("ahorn", "buche", "linde", "esche", "ulme", "weide", "pappel", "birke", "erle", "tanne")


@cache
def forest(site: str = "bazaar", ads: int = 10) -> tuple[Offer, ...]:
    """Ads of one site that differ, but for a menu and the word for what they seek."""
    return tuple(
        offer(f"{MENU}\nholzwurm {tree} sieht {tree}{tree} in {number}\nMail a{number}@x.example",
              site=site, number=str(number))
        for number, tree in enumerate((TREES * 3)[:ads])
    )  # fmt: skip


def counted(offers: Iterable[Offer]) -> Tables:
    return count(offers, "t1", DAY)


def test_words_of_many_ads_are_frequent() -> None:
    ads = forest()
    language = ads[0].language.code if ads[0].language else "und"
    tables = counted(ads)
    assert tables.frequent[language]["holzwurm"] == len(ads)
    assert tables.counted[language] == len(ads) + (WEIGHT if language != "und" else 0)
    assert tables.offers == len(ads)
    known = rarity(tables)
    assert known.share("holzwurm") > known.share("ahorn") == 0


def test_copies_count_once() -> None:
    ads = forest()
    again = [offer(ads[0].text, site="souq", number=str(number)) for number in range(50)]
    assert counted([*ads, *again]).frequent == counted(ads).frequent


def test_small_words_stay_frequent_where_few_ads_are_counted() -> None:
    assert rarity(counted(forest())).share("und") > 0.2
    assert rarity(start()).share("und") > 0.4


def test_a_line_on_many_ads_is_the_sites() -> None:
    tables = counted(forest())
    assert len(tables.lines["bazaar"]) == 1
    for one in forest():
        assert printed(one, tables).words == printed(_bare(one), tables).words


def _bare(one: Offer) -> Offer:
    return offer((one.text or "").replace(MENU, ""), number="9", site="elsewhere")


def test_a_line_of_few_ads_is_the_ads() -> None:
    assert counted(forest(ads=4)).lines == {}


def test_lines_that_name_a_price_a_way_or_a_contact_are_the_ads() -> None:
    said = "Boat from Izmir to Chios for 1500 EUR each night\nWrite to @chios_by_night"
    ads = [offer(f"{said}\n{tree} {tree}{at}", number=str(at)) for at, tree in enumerate(TREES)]
    assert counted(ads).lines == {}


def test_an_ad_of_nothing_but_such_lines_keeps_them() -> None:
    tables = counted(forest())
    bare = offer(MENU, number="99")
    assert printed(bare, tables).words == printed(bare).words


def test_lines_are_dropped_however_they_are_dressed() -> None:
    lines = counted(forest()).lines["bazaar"]
    assert without(f"  {MENU.upper()} \nahorn", lines).split() == ["ahorn"]
    assert without("Ahorn und Buche", lines) == "Ahorn und Buche"


@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(random: Random) -> None:
    ads = [*forest(), *forest("souq", 6)]
    first = counted(ads)
    random.shuffle(ads)
    assert counted(ads) == first
