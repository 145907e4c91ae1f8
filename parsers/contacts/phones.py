"""Finds telephone numbers, however their digits are dressed, and says in which country."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from parsers.contacts.announced import Announced, announced
from parsers.contacts.evidence import Evidence, named_before
from parsers.contacts.figures import figures
from parsers.contacts.found import Found, disguised
from parsers.contacts.readings import (
    FEWEST,
    LOCAL,
    MOST,
    Reading,
    dialled,
    mobile,
    undialled,
)
from parsers.contacts.refusals import is_other, touches_other
from parsers.contacts.repeated import repeated
from parsers.contacts.rows import Phone, akin, between, on_mobiles
from parsers.contacts.runs import Run, groups, joined, parts, runs
from parsers.contacts.series import tails
from parsers.fold import Folded
from parsers.wording import Written

_EXTENSION = re.compile(
    r" ?[,;(/]? ?(?:ext(?:ension)?|extn|x|доб(?:авочный)?|вн(?:утр)?|внутрішній|poste|interno|int|"
    r"durchwahl|dw|wew|dahili|anexo|ramal|داخلي|داخلی|分机|내선|#)\.?:? ?[0-9]{1,5}\)?(?![0-9])"
)
_DISGUISE = re.compile(r"[0-9)][_*~|\u2600-\u27bf\U0001f300-\U0001faff\u25cf\u25e6\u2022]+ ?[0-9(]")
_BRACKETED = re.compile(r"\((?!(?:19|20)[0-9]{2}\))[0-9]{2,4}\) ?[0-9]{3,4}[ -][0-9]{4}")
"""A number behind its area code in brackets, as both Americas write it."""

_FIGURES = "0123456789"
_ALONE = re.compile(r"[^\w\n]*(?:[^\W\d_]+[^\w\n]*)?(?:\n|$)")
"""The end of a line behind a number, a name before it perhaps."""

_MARKED = re.compile(r"[+(\[]{0,3} ?(?:(?<=\+)[0-9]|(?<=\+ )[0-9]|0)")
_ENDED = (". ", "- ")
_PARTED = re.compile("[0-9][ )(-]+[0-9]")
_CODE = re.compile(r"[ ,;/]{0,2}[(\[]?\+ ?([1-9][0-9]{0,2})(?! ?[0-9(-])[)\]]?")
_SHARED, _LIKELY = 0.8, 0.75
_STRONG, _WEAK = 0.5, 0.2
"""How sure a number must be beside which other digits stand, and behind which a sentence ends."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of digits before they are read."""

    evidence: Evidence
    said: Announced
    labelled: bool

    @property
    def sure(self) -> bool:
        return self.labelled or self.said.sure


def phones(written: Written, evidence: Evidence, *, labelled: bool = False) -> Iterator[Found]:
    """Numbers of a field. `labelled`: the field is meant for contacts and needs no cue."""
    text = written.folded.text
    count = sum(map(text.count, _FIGURES))
    seen = figures(text, count)
    if count < FEWEST and seen.text == text:
        return
    told = list(_phones(seen.text, evidence, labelled=labelled))
    for phone, said in on_mobiles(told):
        yield from _found(written, seen, phone, said)


def _phones(text: str, evidence: Evidence, *, labelled: bool) -> Iterator[tuple[Phone, Announced]]:
    """Every number with what announces it. In a row of numbers the cue stands before the first."""
    before, last = Announced(), -1
    for run in runs(joined(text)):
        said = announced(text, run.start, run.end)
        listed = last >= 0 and between().fullmatch(text, last, run.start)
        if listed and not (said.sure or said.reference or said.open or said.doubtful):
            said = before
        found = _of(run, _Known(evidence, said, labelled))
        for phone in found:
            if akin(phone, found[-1]):
                yield phone, said
            else:
                yield phone, replace(said, behind=repeated(text, run.end, of_all=True))
            before, last = said, phone.end
        if not found and said.reference:
            last = -1


def _of(run: Run, known: _Known) -> list[Phone]:
    cut = parts(run)
    found = [phone for part in cut for phone in _numbers(part, known)]
    if not found and len(cut) > 1 and (whole := _whole(run, known)):
        found = [whole]
    return [one for phone in found for one in (phone, *_sharing(run.text, phone, known))]


def _numbers(run: Run, known: _Known) -> list[Phone]:
    """The number that a run is, or those that some of its groups are."""
    whole = _whole(run, known)
    if whole and whole.readings[0].country:
        return [whole]
    places = groups(run)
    found: list[Phone] = []
    first = 0
    while first < len(places):
        phone, used = _longest(run, places[first : first + MOST], known)
        if phone:
            found.append(phone)
        first += used
    return found or ([whole] if whole else [])


def _longest(run: Run, places: list[tuple[int, int]], known: _Known) -> tuple[Phone | None, int]:
    """The longest number that begins with the first of some groups, and how many it takes. It
    must show by itself that it is one: other digits stand beside it."""
    first = run.text[places[0][0]]
    if not (
        known.sure
        or first == "0"
        or (not first.isdigit() and _MARKED.match(run.text, places[0][0]))
    ):
        return None, 1
    for count in range(len(places), 0, -1):
        piece = run.within(places[0][0], places[count - 1][1])
        if not FEWEST <= len(piece.digits) <= MOST + 2 or not _stands_alone(run, piece):
            continue
        phone = _whole(piece, known)
        if (
            phone
            and phone.readings[0].confidence > _least(run, piece)
            and len(phone.digits) > LOCAL
        ):
            return phone, count
    return None, 1


def _least(run: Run, piece: Run) -> float:
    return _WEAK if run.text[piece.end : piece.end + 2] in _ENDED else _STRONG


def _stands_alone(run: Run, piece: Run) -> bool:
    """Whether a space or a sign that parts numbers stands on both sides, or the end."""
    before, behind = run.text[piece.start - 1 : piece.start], run.text[piece.end : piece.end + 1]
    left = piece.start <= run.start or before in " /(|~*"
    ended = run.text[piece.end : piece.end + 2] in _ENDED
    return left and (piece.end >= run.end or behind in " /)|~*" or ended)


def _whole(run: Run, known: _Known) -> Phone | None:
    """A run as one number."""
    digits = run.digits
    if not FEWEST <= len(digits) <= MOST + 2:
        return None
    if coded := _coded(run, digits):
        readings = [coded]
    elif run.plus:
        touched = touches_other(run.text, run.start, run.end)
        readings = [] if touched and not known.sure else _dialled(run, digits, known)
    else:
        readings = _plusless(run, digits, known)
    if not readings:
        return None
    return Phone(run.start, run.start + len(run.written.rstrip(" (-/.[")), digits, readings)


def _coded(run: Run, digits: str) -> Reading | None:
    """A number behind which the code of its country stands apart: `0532 123 45 67 (+90)`."""
    code = None if run.plus else _CODE.match(run.text, run.end)
    found = dialled(code[1] + digits.lstrip("0"), sure=False) if code else []
    return found[0] if found and found[0].confidence == 1 else None


def _dialled(run: Run, digits: str, known: _Known) -> list[Reading]:
    """A number with its plus. Where that stands behind, the groups may stand from right to left."""
    turned = dialled(run.turned, sure=False) if run.turned else []
    straight = dialled(digits, sure=known.sure)
    surely = turned and turned[0].confidence == 1
    return turned if surely and not (straight and straight[0].confidence == 1) else straight


def _plusless(run: Run, digits: str, known: _Known) -> list[Reading]:
    if known.said.reference and not known.labelled:
        return []
    if is_other(run.text, run.start, run.end, digits, sure=known.sure):
        return []
    trunked = digits.startswith("0")
    plain = run.written.strip().isdigit() and not trunked
    if plain and not known.sure and (known.said.open or not _on_its_own(run)):
        return []
    near = known.evidence.beside(named_before(run.text, run.start))
    bracketed = _BRACKETED.fullmatch(run.written.strip()) is not None
    readings = undialled(digits, near, sure=known.sure or bracketed)
    likely = _PARTED.search(run.written) and readings and readings[0].confidence >= _LIKELY
    return [] if known.said.doubtful and not likely else readings


def _on_its_own(run: Run) -> bool:
    """Whether nothing else stands on its line: digits in one piece within a sentence may be
    anything. Numbers of few countries begin without a zero and yet are written so."""
    line = run.text.rfind("\n", 0, run.start) + 1
    before = run.text[max(line, run.start - 3) : run.start]
    return not before.strip(" -:") or bool(_ALONE.match(run.text, run.end))


def _sharing(text: str, phone: Phone, known: _Known) -> Iterator[Phone]:
    """Further numbers of which only the ending is written."""
    last = len(re.findall("[0-9]+", text[phone.start : phone.end])[-1])
    plus = "+" in text[phone.start : phone.end]
    for start, end, digits in tails(text, phone.end, phone.digits, last):
        if touches_other(text, start, end):
            return
        found = dialled(digits, sure=True) if plus else undialled(digits, known.evidence, sure=True)
        readings = [
            Reading(one.value, one.country, round(one.confidence * _SHARED, 2)) for one in found
        ]
        if not readings:
            return
        yield Phone(start, end, digits, readings)


def _found(written: Written, seen: Folded, phone: Phone, said: Announced) -> Iterator[Found]:
    extended = _EXTENSION.match(seen.text, phone.end)
    end = extended.end() if extended else phone.end
    first, last = seen.original(phone.start, end)
    start, stop = written.folded.original(first, last)
    hidden = (
        disguised(written.text[start:stop])
        or seen.text[phone.start : end] != written.folded.text[first:last]
        or bool(_DISGUISE.search(seen.text, phone.start, phone.end))
    )
    for reading in phone.readings:
        messengers = sorted(said.messengers | said.behind)
        for kind in ("phone", *messengers):
            yield Found(
                kind=kind,
                value=mobile(reading.value) if messengers else reading.value,
                start=start,
                end=stop,
                country=reading.country,
                confidence=reading.confidence,
                obfuscated=hidden,
            )
