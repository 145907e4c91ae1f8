"""Which line of a robots.txt decides about an address, in words for an operator."""

from collections.abc import Iterator
from dataclasses import dataclass

from protego import Protego

from crawlers.robots_rules import AGENT, Rules

ANYBODY = "*"


@dataclass(frozen=True, slots=True)
class Line:
    """A rule as it is written, in line `number` of the file."""

    number: int
    allows: bool
    pattern: str

    def __str__(self) -> str:
        word = "Allow" if self.allows else "Disallow"
        return f"{word}: {self.pattern} (line {self.number})"

    def fits(self, url: str) -> bool:
        return not Protego.parse(f"User-agent: *\nDisallow: {self.pattern}").can_fetch(url, AGENT)


def reason(rules: Rules, url: str) -> str:
    """Why a url may be fetched, or not."""
    if rules.closed:
        return rules.closed
    if rules.warning and rules.parser is None:
        return rules.warning
    if rules.parser is None:
        return f"there is no robots.txt (status {rules.status})"
    line = _deciding(rules.text, url)
    # Whoever writes a rule in a way that only the parser understands is told its answer alone.
    if line is None or line.allows is bool(rules.forbids(url)):
        return rules.forbids(url) or "no rule of robots.txt speaks of it"
    return str(line)


def _deciding(text: str, url: str) -> Line | None:
    """The longest rule that fits, one that allows before one that does not (RFC 9309, 2.2.2)."""
    named = dict(_groups(text))
    lines = named.get(AGENT.lower(), named.get(ANYBODY, []))
    fitting = [line for line in lines if line.fits(url)]
    return max(fitting, key=lambda line: (len(line.pattern), line.allows), default=None)


def _groups(text: str) -> Iterator[tuple[str, list[Line]]]:
    """The rules for each agent, those of all its groups together."""
    found: dict[str, list[Line]] = {}
    agents: list[str] = []
    open_group = False
    for number, line in enumerate(text.splitlines(), 1):
        key, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        match key.lower():
            case "user-agent":
                agents = [*agents, value.lower()] if open_group else [value.lower()]
                open_group = True
                found.setdefault(value.lower(), [])
            case "allow" | "disallow":
                open_group = False
                for agent in agents if value else ():
                    found[agent].append(Line(number, key.lower() == "allow", value))
    yield from found.items()
