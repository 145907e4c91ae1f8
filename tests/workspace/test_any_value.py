"""Whatever stands in a file of the operator, it is read or it is a fault; nothing else happens."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import event, given
from hypothesis import strategies as st

from workspace.folder import Workspace
from workspace.settings import WrongSettings

SITE = [
    "name",
    "start",
    "kind",
    "purpose",
    "cleared",
    "reader",
    "country",
    "timezone",
    "language",
    "encoding",
    "hosts",
    "private_hosts",
    "render",
    "delay",
    "max_pages",
    "max_age",
    "sitemaps",
    "insecure_tls",
    "item",
    "links",
    "links.offer",
    "links.next",
    "links.entry",
    "links.pages",
    "links.pages.url",
    "links.pages.first",
    "links.pages.last",
    "fields",
    "fields.title",
    "fields.a.select",
    "fields.a.attribute",
    "fields.a.regex",
    "fields.a.constant",
    "fields.a.listed",
    "fields.a.required",
    "schedule",
    "schedule.cron",
    "schedule.every",
    "schedule.timezone",
    "expect",
    "expect.offers",
    "other",
    "links.other",
]
RULE = "name query to marking contacts events description other".split()  # noqa: SIM905
SETTINGS = [
    "store",
    "contact",
    "timezone",
    "keep_days",
    "clock",
    "elasticsearch",
    "elasticsearch.hosts",
    "elasticsearch.ca_file",
    "elasticsearch.fingerprint",
    "elasticsearch.user",
    "elasticsearch.password_env",
    "elasticsearch.api_key_file",
    "elasticsearch.timeout",
    "elasticsearch.compress",
    "elasticsearch.shards",
    "elasticsearch.replicas",
    "mail",
    "mail.host",
    "mail.port",
    "mail.sender",
    "mail.tls",
    "mail.user",
    "mail.password_env",
    "mail.password_file",
    "crawl",
    "crawl.run_minutes",
    "crawl.at_once",
    "captures",
    "captures.folder",
    "other",
]
LIKELY = [
    "bazaar",
    "https://bazaar.example/{page}",
    "http://[::1]:8/",
    "http://1/",
    "[::1",
    "127.0.0.1",
    "job",
    "selectors",
    "../up",
    "//a",
    "a[href",
    "(a+)+$",
    "(",
    "[[a]]",
    "30d",
    "1h30m",
    "*",
    "15_*/3_*_*_*",
    "0_0_30_2_*",
    "UK",
    "uk",
    "Europe/Kyiv",
    "utf-8",
    "title:a",
    "a@b.example",
    "mailto:a@b.example",
    "sqlite:///a.db",
    "none",
    "TLP:RED",
    "{page}",
    "�",
    "\x00",
    "①",
    "١٢",
]

words = st.sampled_from([word.replace("_", " ") for word in LIKELY]) | st.text(max_size=12)
numbers = st.integers() | st.floats() | st.booleans() | st.just(1 << 12_000)
plain = words | numbers
values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)


def toml(value: object) -> str:
    """A value as TOML would have it, except where that has no way to say it."""
    match value:
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case dict():
            return (
                "{"
                + ", ".join(f"{toml(key)} = {toml(inner)}" for key, inner in value.items())
                + "}"
            )
        case str() | bool():
            return json.dumps(value, ensure_ascii=False)
        case int():
            return str(value) if value.bit_length() < 10_000 else hex(value)
        case _:
            return str(value)


def files(keys: list[str]) -> st.SearchStrategy[str]:
    chosen = st.dictionaries(st.sampled_from(keys), values, max_size=6)
    return chosen.map(lambda pairs: "".join(f"{key} = {toml(v)}\n" for key, v in pairs.items()))


def opened(folder: Path, settings: str, site: str, rule: str) -> Workspace:
    named = {"offerwatch.toml": settings, "sites/bazaar.toml": site, "alerts/a.toml": rule}
    for name, text in named.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return Workspace.open(folder)


CONTACT = 'contact = "mailto:a@b.example"\n'


@given(files(SITE), files(RULE))
def test_sites_and_rules(site: str, rule: str) -> None:
    with TemporaryDirectory() as folder:
        workspace = opened(Path(folder), CONTACT, site, rule)
        sites, rules = workspace.sites(), workspace.rules()
    event(f"{len(sites.faults)} faults of a site")
    assert bool(sites.good) != bool(sites.faults)
    assert bool(rules.good) != bool(rules.faults)
    for fault in (*sites.faults, *rules.faults):
        assert 1 <= fault.line <= max(site.count("\n"), rule.count("\n"), 1)
        assert fault.problem
        assert fault.remedy


@given(files(SITE))
def test_a_site_that_was_found_right_but_for_some_keys(text: str) -> None:
    head = 'name = "bazaar"\nstart = ["https://bazaar.example/"]\n'
    rows = [row for row in text.splitlines(keepends=True) if not row.startswith(("name", "start"))]
    with TemporaryDirectory() as folder:
        sites = opened(Path(folder), CONTACT, head + "".join(rows), "").sites()
    for site in sites.good.values():
        assert site.delay >= 1 or site.loopback
        assert "bazaar.example" in site.hosts


@given(files(SETTINGS))
def test_settings(text: str) -> None:
    with TemporaryDirectory() as folder:
        try:
            opened(Path(folder), text, "", "")
        except WrongSettings as wrong:
            said = str(wrong)
        else:
            said = "right"
    assert said
    event("right" if said == "right" else "wrong")
