"""Visits of pages, over every home: written and read in one go, erased with what they name."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.base import Journal, Store
from offers.offer import Protects
from offers.page import Capture
from offers.run import Lead, Look, Problem, Run, Visit
from tests.examples import examples
from tests.index.conftest import Home
from tests.index.making import MONDAY, first, offer

HOUR = timedelta(hours=1)
BOARD = "https://bazaar.example/"
URLS = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=12).map(
    lambda rest: BOARD + rest
)
IDS = st.lists(st.sampled_from("abcdef"), max_size=3, unique=True).map(tuple)
VISITS = st.builds(
    Visit,
    site=st.sampled_from(["bazaar", "market"]),
    url=URLS,
    at=st.datetimes(timezones=st.just(MONDAY.tzinfo)),
    status=st.sampled_from([200, 304, 404]),
    etag=st.none() | st.text(),
    final=st.none() | URLS,
    offers=IDS,
    leads=st.lists(st.builds(Lead, url=URLS), max_size=3).map(tuple),
    next=st.lists(URLS, max_size=2).map(tuple),
    basis=st.text(max_size=4),
)


def visit(name: str, *offers: str, **more: object) -> Visit:
    made = Visit(site="bazaar", url=BOARD + name, at=MONDAY, status=200, offers=offers)
    return replace(made, **more)  # type: ignore[arg-type]


def named(journal: Journal, *names: str) -> set[str]:
    """Which of these pages have a visit."""
    found = journal.visits("bazaar", [BOARD + name for name in names])
    return {url.removeprefix(BOARD) for url in found}


def test_many_visits_at_once(home: Home) -> None:
    told = Lead("https://bazaar.example/ads/1", MONDAY)
    listing = visit("list", leads=(told, Lead(BOARD)), next=(BOARD + "2",), basis="b", listed="l")
    visits = [listing, *(visit(f"ads/{number}", f"offer-{number}") for number in range(1000))]
    with home.open() as store:
        store.journal.write_visits(visits)
    with home.open() as store:
        found = store.journal.visits("bazaar", [one.url for one in visits] + ["https://no.example"])
        assert found == {one.url: one for one in visits}
        assert store.journal.visits("market", [listing.url]) == {}
        assert store.journal.visits("bazaar", []) == {}


@settings(
    deadline=None,
    max_examples=examples(50),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(visits=st.lists(VISITS, max_size=6))
def test_what_was_written_is_read(journal: Journal, visits: list[Visit]) -> None:
    journal.write_visits(visits)
    for site in ("bazaar", "market"):
        last = {one.url: one for one in visits if one.site == site}
        found = journal.visits(site, list(last))
        assert {url: one.at for url, one in found.items()} == {
            url: one.at for url, one in last.items()
        }
        assert all(found[url].offers == one.offers for url, one in last.items())


def test_a_visit_replaces_the_one_before(store: Store) -> None:
    journal = store.journal
    journal.write_visits([visit("list", "a", "b")])
    journal.write_visits([visit("list", "b")])
    journal.forget(["a"])
    assert named(journal, "list") == {"list"}
    journal.forget(["b"])
    assert named(journal, "list") == set()


def test_strange_urls(journal: Journal) -> None:
    """A url with what no home can store finds its visit again."""
    strange = replace(visit("x"), url=BOARD + "\ud800'\0")
    journal.write_visits([strange])
    assert journal.visits("bazaar", [strange.url]).keys() == {strange.url}


def test_forgetting_reaches_every_page_that_held_the_offer(store: Store) -> None:
    made = offer("1", url=BOARD + "ads/1")
    store.index.put([first(made)])
    store.journal.write_visits([
        visit("ads/1"),
        visit("moved/1", made.id, "other"),
        visit("list", leads=(Lead(BOARD + "ads/1"),)),
        visit("page2", leads=(Lead(BOARD + "moved/1"), Lead(BOARD + "ads/2"))),
        visit("page3", leads=(Lead(BOARD + "ads/2"),)),
        visit("ads/2", "other"),
    ])  # fmt: skip
    everything = ("ads/1", "moved/1", "list", "page2", "page3", "ads/2")
    assert named(store.journal, *everything) == set(everything)
    store.index.delete([made.id], MONDAY)
    assert named(store.journal, *everything) == {"page3", "ads/2"}


def test_forgetting_reaches_pages_of_a_sealed_offer(store: Store) -> None:
    made = offer("1", url=BOARD + "ads/1")
    store.index.put([first(made, sealed=Protects.MINOR)])
    store.journal.write_visits([visit("ads/1", made.id), visit("list", leads=(Lead(made.url),))])
    store.journal.forget([made.id])
    assert named(store.journal, "ads/1", "list") == set()


def test_erased_offers_do_not_come_back_in_a_visit(store: Store) -> None:
    store.index.delete(["gone"], MONDAY)
    store.journal.write_visits([visit("ads/1", "gone"), visit("list", "gone", "other"), visit("x")])
    assert named(store.journal, "ads/1", "list", "x") == {"list", "x"}
    found = store.journal.visit("bazaar", BOARD + "list")
    assert found
    assert found.offers == ("other",)


def test_old_visits_are_dropped(journal: Journal) -> None:
    journal.write_visits([visit("old", "a"), visit("new", "a", at=MONDAY + HOUR)])
    assert journal.drop_visits(MONDAY) == 0
    assert journal.drop_visits(MONDAY + HOUR) == 1
    assert named(journal, "old", "new") == {"new"}
    journal.write_visits([])


def test_the_last_full_look(journal: Journal) -> None:
    assert journal.last_full_look("bazaar") is None
    looks = [Look.FULL, Look.FULL, Look.NEWS, Look.CUT]
    for number, look in enumerate(looks):
        at = MONDAY + number * HOUR
        journal.write_run(Run(id=f"run-{number}", site="bazaar", started=at, look=look))
    journal.write_run(Run(id="other", site="market", started=MONDAY + 9 * HOUR, look=Look.FULL))
    found = journal.last_full_look("bazaar")
    assert found
    assert found.id == "run-1"


def test_a_problem_names_the_page_that_stood_in_the_way(journal: Journal) -> None:
    kept = Capture(file="bazaar/run-1.warc.gz", offset=2**40, sha256="ab" * 32)
    problem = Problem(
        run="run-1", number=1, kind="challenge", url=BOARD, reason="a captcha", capture=kept
    )
    journal.add_problem(problem)
    journal.add_problem(replace(problem, number=2, capture=None))
    assert [one.capture for one in journal.problems("run-1")] == [kept, None]
