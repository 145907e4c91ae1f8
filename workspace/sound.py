"""What of the rules that a page suggested a site file may hold: the checks of site files decide."""

from collections.abc import Callable

from offers.profile import LinkRules
from parsers.survey import Suggestion
from workspace import values
from workspace.fault import Several, Wrong
from workspace.fields import ATTRIBUTE, FIELD, css, regex, selector


def sound(suggestion: Suggestion) -> bool:
    """Whether a site file may hold this rule."""
    rule = suggestion.rule
    return bool(
        FIELD.fullmatch(rule.name)
        and (rule.select or rule.constant)
        and all(fits(selector, each) for each in rule.select)
        and fits(values.pattern(ATTRIBUTE, ""), rule.attribute)
        and fits(regex, rule.regex)
        and fits(values.text, rule.constant)
    )


def sound_links(rules: LinkRules) -> LinkRules:
    """The rules without selectors that a site file may not hold."""
    return LinkRules(
        offer=tuple(each for each in dict.fromkeys(rules.offer) if fits(selector, each)),
        next=tuple(each for each in dict.fromkeys(rules.next or ()) if fits(selector, each))
        or None,
        entry=rules.entry if fits(selector, rules.entry) else None,
        more=rules.more if fits(css, rules.more) else None,
        scroll=rules.scroll,
    )


def fits(read: Callable[[object], object], value: object) -> bool:
    """Whether a site file may hold a value, or need not as there is none."""
    try:
        return value is None or bool(read(value))
    except (Wrong, Several):
        return False
