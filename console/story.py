"""The story of the demo, told on the terminal while it happens."""

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from shutil import which
from time import monotonic

from rich import box
from rich.panel import Panel
from rich.rule import Rule

from console import family_view, search, story_ledger
from console.crawl import chosen
from console.crawling import Crawling, SiteCrawl
from console.desk import Desk
from console.fetched import compare, title
from console.mailing import deliver, part
from console.narrow import Wanted, order, parsed
from console.screen import Column, Screen
from console.served import open_boards, open_mailbox
from console.watching import STYLES, watch
from crawlers.browser.found import left_out
from demo import workspace as demo_workspace
from demo.mailbox import Mailbox
from demo.web import DemoWeb
from offers.life import Known
from workspace.folder import Workspace

HOUR, LATER = time(8, tzinfo=UTC), time(14, tzinfo=UTC)
"""When the demo's analyst crawls, and when once more on the first day."""

WIDTH = 100
COUNTED = {
    "requests": 95, "pages": 0, "not_modified": 95, "offers": 0, "new": 0, "edited": 0, "gone": 0,
    "back": 0, "problems": 0,
}  # fmt: skip
"""Counts that are shown, and from which width of the terminal on."""

COLUMNS = (
    Column(title="site", style="green"),
    Column(title="end"),
    *(Column(title=title(name), right=True, from_width=width) for name, width in COUNTED.items()),
)
SEARCHES = (
    (
        "паспорт*",
        "Cyrillic: Ukrainian, Russian, Bulgarian ads that speak of a passport",
    ),
    ("جواز OR پاسپورت", "Arabic script: Arabic and Persian ads that do"),
)
NEXT = (
    ("search 'telegram:* AND kind:travel'", "passages with a Telegram name"),
    ("changes --since 3d", "what became of ads over the three days"),
    ("families list", "ads that stand in several places"),
    ("contact '020 7946 0142' --country GB", "a number behind a passage and a job abroad"),
    ("show {one}", "all about one offer"),
    ("show {one} --capture", "the page it was read from"),
    ("runs", "what was read when"),
    ("alerts test {rule}", "what a rule would send"),
    ("export --format csv -o offers.csv", ""),
    ("sealed", "what nobody gets to see"),
)
SHOWN = 5
RULE = "documents-and-fees"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story takes place: the folder of its workspace, the URL of its store, the boards
    and the mail server."""

    folder: Path
    store: str
    web: DemoWeb
    mailbox: Mailbox

    def write(self, hour: time = HOUR) -> None:
        """The demo's workspace, its clock standing at the day that the boards show."""
        clock = datetime.combine(self.web.today, hour)
        ports = {"port": self.web.port, "smtp_port": self.mailbox.port}
        demo_workspace.write(self.folder, clock=clock, store=self.store, **ports)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        workspace = Workspace.open(self.folder)
        with workspace.open_store() as store:
            yield Desk(workspace, store)


def tell(folder: Path, store: str, days: int, screen: Screen) -> bool:
    """Simulate the days, search, show a mail; says whether every run ended ok."""
    began = monotonic()
    with ExitStack() as stack:
        web, mailbox = stack.enter_context(open_boards()), stack.enter_context(open_mailbox())
        stage = Stage(folder, store, web, mailbox)
        _introduce(stage, screen)
        told = [_day(stage, 1, screen), _again(stage, screen)]
        told += [_day(stage, day, screen) for day in range(2, days + 1)]
        desk = stack.enter_context(stage.desk())
        found = [known for query, said in SEARCHES for known in _search(desk, query, said, screen)]
        _family(desk, screen)
        _mail(mailbox, screen)
        _farewell(desk, found, stage, screen)
    screen.say(f"{monotonic() - began:.0f} seconds", "dim")
    return all(told)


def _introduce(stage: Stage, screen: Screen) -> None:
    stage.write()
    sites = Workspace.open(stage.folder).sites()
    screen.show(f"{len(sites.good)} boards on this machine, from {stage.web.url('bazaar')} on, and")
    screen.show(f"a mail server at {stage.mailbox.host}:{stage.mailbox.port}. All ads are made up.")
    for name, reason in left_out(sites.good.values()).items():
        screen.show(f"{name} is left out: {reason}")


def _day(stage: Stage, day: int, screen: Screen) -> bool:
    """One simulated day: the boards turn the page, all sites are crawled, mails go out."""
    stage.web.day = day
    stage.write()
    before = len(stage.mailbox.messages)
    with stage.desk() as desk:
        crawling = Crawling(desk, chosen(desk.workspace.sites(), None))
        screen.say(f"Day {day}: crawling {len(crawling.crawls)} sites", "dim")
        _watch(crawling, screen)
        deliver(desk)
        _title(f"Day {day}, {stage.web.today:%A %d %B %Y}", screen)
        screen.table(COLUMNS, map(_row, crawling.crawls), styles=STYLES)
        for crawl in crawling.crawls:
            if crawl.failure:
                screen.say(f"{crawl.site}: {crawl.failure}", "red")
        story_ledger.draw(screen, desk, [each.run for each in crawling.crawls if each.run])
    screen.show(f"\nMails sent by alert rules: {len(stage.mailbox.messages) - before}")
    return all(crawl.good for crawl in crawling.crawls)


def _again(stage: Stage, screen: Screen) -> bool:
    """The same boards some hours later: what is known and not due is not asked for again."""
    stage.write(LATER)
    with stage.desk() as desk:
        first = desk.store.journal.runs()
        crawling = Crawling(desk, chosen(desk.workspace.sites(), None))
        screen.say("Day 1, some hours later: crawling them again", "dim")
        _watch(crawling, screen)
        deliver(desk)
    _title("The same day, six hours later: only what may be new is asked for", screen)
    compare(first, crawling.crawls, screen)
    return all(crawl.good for crawl in crawling.crawls)


def _watch(crawling: Crawling, screen: Screen) -> None:
    if watch(crawling, screen, lines=False):
        raise KeyboardInterrupt
    crawling.settle()


def _row(crawl: SiteCrawl) -> tuple[str, ...]:
    return crawl.site, crawl.state, *(str(crawl.count(name)) for name in COUNTED)


def _family(desk: Desk, screen: Screen) -> None:
    """The ad with the most to tell."""
    if told := story_ledger.telling(desk):
        _title("One ad in all places where it stood", screen)
        _typed(desk, f"family show {told.id[:8]}", screen)
        family_view.draw(screen, desk, told)


def _search(desk: Desk, query: str, said: str, screen: Screen) -> Sequence[Known]:
    _title(f"A search. {said}", screen)
    _typed(desk, f"search {shlex.quote(query)}", screen)
    wanted = Wanted(node=parsed(desk, query), order=order("-first_seen"), limit=SHOWN)
    hits = wanted.first(desk.store.index)
    screen.table(search.COLUMNS, [search.row(known, desk) for known in hits.offers])
    screen.show(screen.text(f"{len(hits.offers)} of {hits.total} offers", "dim"))
    return hits.offers


def _mail(mailbox: Mailbox, screen: Screen) -> None:
    """The last mail about that rule, as its reader sees it."""
    if not mailbox.messages:
        return
    _title("The last mail that an alert rule sent", screen)
    messages = [each.message for each in mailbox.messages]
    message = next((m for m in reversed(messages) if RULE in str(m["Subject"])), messages[-1])
    head = "\n".join(f"{name}: {message[name]}" for name in ("From", "To", "Subject", "Date"))
    text = screen.text(f"{head}\n\n{part(message, 'plain').strip()}")
    screen.show(Panel(text, box.HORIZONTALS, padding=0, width=min(WIDTH, screen.out.width)))


def _farewell(desk: Desk, found: Sequence[Known], stage: Stage, screen: Screen) -> None:
    _title("Look around", screen)
    folder = _from_here(desk.workspace.folder)
    is_file = stage.store == demo_workspace.STORE
    screen.unbroken(f"database  {folder / 'offerwatch.db' if is_file else stage.store}")
    screen.unbroken(f"captures  {_from_here(desk.workspace.captures)}")
    screen.show("" if is_file else "A server that was started for the demo ends with it.\n")
    one = found[0].offer.id[:8] if found else "ID"
    for words, said in NEXT:
        _typed(desk, words.format(one=one, rule=RULE), screen, said)
    # The offers' addresses hold the port: boards at another one would be other boards.
    if stage.web.port == demo_workspace.PORT:
        screen.show(screen.text("\nThe boards again, for another crawl, in another terminal:"))
        python = _program("python")
        screen.unbroken(f"$ {python} -m demo serve --day {stage.web.day + 1}", "cyan")
        _typed(desk, "crawl", screen)


def _typed(desk: Desk, words: str, screen: Screen, said: str = "") -> None:
    folder = shlex.quote(str(_from_here(desk.workspace.folder)))
    if said:
        screen.show(screen.text(f"# {said}", "dim"))
    screen.unbroken(f"$ {_program('offerwatch')} -w {folder} {words}", "cyan")


def _program(name: str) -> str:
    """How the shell that called us finds a program of our environment."""
    ours = Path(sys.executable).with_name(name)
    found = which(name)
    if not ours.exists() or (found and Path(found).samefile(ours)):
        return name
    return str(_from_here(ours))


def _from_here(folder: Path) -> Path:
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _title(text: str, screen: Screen) -> None:
    screen.show("")
    screen.show(Rule(screen.text(text, "bold"), align="left", style="dim"))
