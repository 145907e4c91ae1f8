"""Writes the mail about a rule's matches: marked, in plain text and HTML, safe to open."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape

from alerts import columns, wording
from alerts.findings import NO_VERDICT
from alerts.notice import Writer
from offers.life import EventKind, Known
from workspace.rule import AlertRule

LISTED = 40
"""Offers that one mail lists; of further ones it says how many there are. Large inboxes cut a
page off after 102 kB, and with it the marking at its foot; so many in Chinese stay below."""

SEVEN_BIT = SMTP.clone(cte_type="7bit")
"""Lines end as on the wire, and no server on the way needs an extension."""

COLOURS = {
    "TLP:RED": "#FF2B2B",
    "TLP:AMBER+STRICT": "#FFC000",
    "TLP:AMBER": "#FFC000",
    "TLP:GREEN": "#33FF00",
    "TLP:CLEAR": "#FFFFFF",
}
"""On black, as TLP 2.0 prescribes (FIRST, August 2022)."""

DISCLAIMER = (
    "A match says that an ad fits the query. It says nothing about who placed it. Addresses are "
    "written so that they cannot be clicked; whoever places ads may see who opens them."
)
TEMPLATES = ("mail.txt", "mail.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail is made from. `offers` are those to list, with the kinds of events that were the
    occasion, of `total` that matched. `mailing` is the id that the Message-ID follows from; `made`
    is in UTC, `zone` the reader's."""

    rule: AlertRule
    sender: str
    recipient: str
    mailing: str
    offers: Sequence[tuple[Known, frozenset[EventKind]]]
    total: int
    made: datetime
    zone: tzinfo

    @property
    def message_id(self) -> str:
        return f"<{self.mailing}@{self._domain}>"

    @property
    def list_id(self) -> str:
        return f"<{self.rule.name.replace('_', '-').strip('-')}.offerwatch.{self._domain}>"

    @property
    def subject(self) -> str:
        noun, verb = ("offer", "matches") if self.total == 1 else ("offers", "match")
        return f'{self.total} {noun} {verb} rule "{self.rule.name}"'

    @property
    def _domain(self) -> str:
        return self.sender.rpartition("@")[2]


def compose(letter: Letter) -> bytes:
    """The whole message (RFC 5322), lines ended by CR LF, in ASCII."""
    message = EmailMessage(policy=SEVEN_BIT)
    message["From"] = letter.sender
    message["To"] = letter.recipient
    message["Subject"] = f"[{letter.rule.marking}] {letter.subject}"
    message["Date"] = format_datetime(letter.made.astimezone(letter.zone))
    message["Message-ID"] = letter.message_id
    message["List-Id"] = letter.list_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    words = _words(letter)
    # Shorter than quoted-printable for most scripts that ads are written in.
    message.set_content(_render("mail.txt", words), cte="base64")
    message.add_alternative(_render("mail.html", words), subtype="html", cte="base64")
    return bytes(message)


def _words(letter: Letter) -> Mapping[str, object]:
    rule = letter.rule
    writer = Writer(rule.contacts == "shown", letter.zone)
    footer = (
        f'Sent by Offerwatch to {letter.recipient} for rule "{rule.name}" '
        f"({rule.file.parent.name}/{rule.file.name}). Do not answer: nobody reads it."
    )
    return {
        "marking": rule.marking,
        "colour": COLOURS[rule.marking],
        "subject": letter.subject,
        "description": wording.defang(rule.description or ""),
        "defanged_query": wording.defang(_query(rule)),
        "disclaimer": _disclaimer(letter),
        "notices": [writer.notice(known, kinds) for known, kinds in letter.offers],
        "more": letter.total - len(letter.offers),
        "command": _command(rule),
        "footer": footer,
    }


def _disclaimer(letter: Letter) -> str:
    told = any(known.offer.indicators for known, _ in letter.offers)
    return f"{DISCLAIMER} {NO_VERDICT}" if told else DISCLAIMER


def _query(rule: AlertRule) -> str:
    """On one line: blanks mean the same to a query wherever they stand."""
    return " ".join(rule.query.split())


def _command(rule: AlertRule) -> str:
    """A command that shows them all, and that no mail program finds a link in."""
    if wording.defang(_query(rule)) != _query(rule):
        return f"offerwatch alerts test {rule.name}"
    return f"offerwatch search {shlex.quote(_query(rule))}"


def _render(template: str, words: Mapping[str, object]) -> str:
    return _templates().get_template(template).render(words)


@cache
def _templates() -> Environment:
    here = files("alerts")
    made = Environment(
        loader=DictLoader({name: (here / name).read_text("utf-8") for name in TEMPLATES}),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["hanging"] = columns.hanging
    made.filters["quoted"] = columns.quoted
    made.filters["wrapped"] = lambda text: "\n".join(columns.wrap(text))
    return made
