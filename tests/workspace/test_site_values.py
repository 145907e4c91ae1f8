"""Every key of a site file arrives where the other rooms look for it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from offers.offer import Kind
from offers.profile import FieldRule, LinkRules, Profile
from workspace.folder import Workspace
from workspace.schedule import Cron, Every
from workspace.site import NumberedPages, SiteFile

Write = Callable[..., Workspace]

REASONS = 'purpose = "test"\ncleared = "yes"\n'
GOOD = f'name = "good"\nstart = ["https://good.example/"]\n{REASONS}'

EVERYTHING = """\
name = "all"
start = ["https://BÜCHER.example:8443/new?a=1", "https://m.bazaar.example/"]
hosts = ["m.bazaar.example", "Bazaar.Example"]
private_hosts = ["127.0.0.1"]
kind = ["job", "travel"]
purpose = "to see"
cleared = "2026-11-02, officer"
reader = "selectors"
country = "UA"
timezone = "Europe/Kyiv"
language = ["uk", "ru", "prs"]
encoding = "windows-1251"
render = true
wait = "ul.results"
recheck = "12h"
full_look = "2d"
delay = 3
max_pages = 50
max_age = "30d"
sitemaps = ["https://bazaar.example/sitemap.xml.gz"]
insecure_tls = true
item = "li.ad"

[links]
offer = ["a.title", "//a[@rel='bookmark']"]
next = "a[rel=next]"
entry = "li"
more = "button.more"
scroll = true
rounds = 3
pages = { url = "https://bazaar.example/list?p={page}&x", first = 0, last = 2 }

[fields]
title = "h1"
text = [".text", "./p"]
price = { select = ".price", attribute = "data-price", regex = '(\\d+)', required = true }
place = { select = [".place"], listed = true }
country = { constant = "UA" }

[schedule]
cron = "15 */3 * * mon-fri"
timezone = "Europe/Warsaw"

[expect]
offers = 20
"""


def test_every_key_arrives(write: Write, tmp_path: Path) -> None:
    workspace = write({"sites/all.toml": EVERYTHING})
    found = workspace.sites()
    assert found.faults == ()
    profile = Profile(
        site="all",
        reader="selectors",
        kinds=frozenset({Kind.JOB, Kind.TRAVEL}),
        country="UA",
        timezone="Europe/Kyiv",
        languages=("uk", "ru", "prs"),
        item="li.ad",
        fields=(
            FieldRule(name="title", select=("h1",)),
            FieldRule(name="text", select=(".text", "./p")),
            FieldRule(
                name="price",
                select=(".price",),
                attribute="data-price",
                regex="(\\d+)",
                required=True,
            ),
            FieldRule(name="place", select=(".place",), listed=True),
            FieldRule(name="country", constant="UA"),
        ),
        links=LinkRules(
            offer=("a.title", "//a[@rel='bookmark']"),
            next=("a[rel=next]",),
            entry="li",
            more="button.more",
            scroll=True,
            rounds=3,
        ),
    )
    assert found.good["all"] == SiteFile(
        name="all",
        file=tmp_path / "sites" / "all.toml",
        start=("https://BÜCHER.example:8443/new?a=1", "https://m.bazaar.example/"),
        hosts=frozenset(
            {"xn--bcher-kva.example", "m.bazaar.example", "bazaar.example", "127.0.0.1"}
        ),
        private_hosts=frozenset({"127.0.0.1"}),
        profile=profile,
        sitemaps=("https://bazaar.example/sitemap.xml.gz",),
        pages=NumberedPages(url="https://bazaar.example/list?p={page}&x", first=0, last=2),
        render=True,
        wait="ul.results",
        recheck=timedelta(hours=12),
        full_look=timedelta(days=2),
        delay=3.0,
        max_pages=50,
        max_age=timedelta(days=30),
        encoding="windows-1251",
        schedule=Cron("15 */3 * * mon-fri", ZoneInfo("Europe/Warsaw")),
        expect_offers=20,
        purpose="to see",
        cleared="2026-11-02, officer",
        insecure_tls=True,
    )
    assert list(found.good["all"].pages.urls()) == [  # type: ignore[union-attr]
        "https://bazaar.example/list?p=0&x",
        "https://bazaar.example/list?p=1&x",
        "https://bazaar.example/list?p=2&x",
    ]


def test_defaults(write: Write, tmp_path: Path) -> None:
    site = write({"sites/good.toml": GOOD}).sites().good["good"]
    assert site == SiteFile(
        name="good",
        file=tmp_path / "sites" / "good.toml",
        start=("https://good.example/",),
        hosts=frozenset({"good.example"}),
        private_hosts=frozenset(),
        profile=Profile(site="good", reader="jobposting"),
        sitemaps=(),
        pages=None,
        render=False,
        wait=None,
        recheck=timedelta(days=1),
        full_look=timedelta(days=1),
        delay=2.0,
        max_pages=1000,
        max_age=None,
        encoding=None,
        schedule=None,
        expect_offers=None,
        purpose="test",
        cleared="yes",
        insecure_tls=False,
    )


def test_loopback_may_be_fast(write: Write) -> None:
    text = f"""\
name = "near"
start = ["http://127.0.1.1:8765/", "http://localhost/"]
private_hosts = ["127.0.1.1", "localhost", "::1"]
delay = 0
schedule.every = "2s"
{REASONS}"""
    found = write({"sites/near.toml": text}).sites()
    assert found.faults == ()
    assert found.good["near"].delay == 0
    assert found.good["near"].schedule == Every(timedelta(seconds=2))
    assert found.good["near"].loopback


def test_schedule_is_in_the_time_zone_of_the_workspace(write: Write) -> None:
    files = {"sites/good.toml": GOOD + 'schedule.cron = "0 7 * * *"\n'}
    settings = 'contact = "mailto:w@example.org"\ntimezone = "Europe/Kyiv"\n'
    site = write(files, settings).sites().good["good"]
    assert site.schedule == Cron("0 7 * * *", ZoneInfo("Europe/Kyiv"))
