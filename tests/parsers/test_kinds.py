"""What is offered: the ad's own words, then what was read of it, then what the operator says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from offers.fact import Fact, FactKind
from offers.money import Money, Per, Role
from offers.offer import Kind, Speaker
from offers.place import Place, Route
from offers.span import Span
from parsers.kinds import Points, Terms, Told, kinds
from parsers.language import language
from parsers.letters import table
from parsers.spoken import Spoken
from parsers.wording import Wording
from parsers.words import Words

JOB, TRAVEL = frozenset({Kind.JOB}), frozenset({Kind.TRAVEL})
BOTH, NOTHING = JOB | TRAVEL, frozenset[Kind]()


def spoken(title: str, text: str) -> Points:
    wording = Wording.of(Ad(url="u", title=title or None, text=text or None))
    told = language(wording)
    code = told.code if told else None
    return Points.of([Spoken.of(Words.of(field), code) for field in wording.prose()])


def way(title: str) -> Route:
    span = Span("title", 0, len(title))
    start, end = title.split(" - ")
    one, other = (Place(name=name, raw=name, span=span) for name in (start, end))
    return Route(origin=one, destination=other, raw=title, span=span)


def amount(role: Role | None = None, per: Per | None = None, field: str = "text") -> Money:
    span = Span(field, 0, 2)
    return Money(
        low=Decimal(90), high=Decimal(90), currency="EUR", raw="90", span=span, per=per, role=role
    )


@pytest.mark.parametrize("usual", [NOTHING, JOB, TRAVEL, BOTH])
def test_what_an_ad_clearly_says_wins(usual: frozenset[Kind]) -> None:
    told = Told(usual=usual)
    assert kinds(spoken("Cook wanted", "Full time, salary 2000"), told=told) == JOB
    assert kinds(spoken("Ferry to Bari", "Tickets from 40, cabins"), told=told) == TRAVEL
    assert kinds(spoken("Sofa for sale", "Good condition"), told=told) == NOTHING
    package = "We arrange your crossing to Italy and give you work on a farm"
    assert kinds(spoken("Way to Europe", package), told=told) == BOTH


@pytest.mark.parametrize("usual", [NOTHING, JOB, TRAVEL, BOTH])
def test_what_says_nothing_is_what_the_operator_says(usual: frozenset[Kind]) -> None:
    assert kinds(spoken("Good opportunity", "Write to me"), told=Told(usual=usual)) == usual


def test_what_the_page_states_holds_beside_it() -> None:
    ferry = spoken("Ferry to Bari", "Tickets from 40, cabins")
    assert kinds(ferry, told=Told(stated=JOB)) == BOTH


def test_a_report_offers_nothing() -> None:
    text = spoken("Smugglers arrested", "They sold a safe crossing to Italy")
    assert kinds(text, Speaker.REPORTS, Told(usual=BOTH)) == NOTHING
    assert kinds(text, Speaker.REPORTS, Told(stated=JOB, usual=BOTH)) == JOB


def test_who_seeks_is_about_what_is_sought() -> None:
    assert kinds(spoken("", "I need a way to Italy, who can help?"), Speaker.SEEKS) == TRAVEL
    assert kinds(spoken("Ищу работу", ""), Speaker.SEEKS) == JOB


def test_a_way_and_its_price_are_travel() -> None:
    named = spoken("Erewhon - Nowhere", "Write to me")
    route = way("Erewhon - Nowhere")
    assert kinds(named, terms=Terms([route], [amount()])) == TRAVEL
    assert kinds(named, terms=Terms([route], [amount(Role.FARE)])) == TRAVEL
    assert kinds(named, terms=Terms([], [amount()])) == NOTHING


def test_a_title_of_two_places_is_a_way() -> None:
    def places(*names: str) -> Terms:
        title = " – ".join(names)
        starts = [title.index(name) for name in names]
        spans = [Span("title", at, at + len(name)) for at, name in zip(starts, names, strict=True)]
        return Terms(
            places=[Place(name=one, raw=one, span=at) for one, at in zip(names, spans, strict=True)]
        )

    assert kinds(spoken("Erewhon – Nowhere", "Write"), terms=places("Erewhon", "Nowhere")) == TRAVEL
    assert kinds(spoken("Erewhon", "Write to me"), terms=places("Erewhon")) == NOTHING
    assert kinds(spoken("Erewhon – Nowhere office", "Write"), terms=places("Erewhon")) == NOTHING


def test_pay_and_hours_are_work() -> None:
    named = spoken("Erewhon - Nowhere", "Write to me")
    route = way("Erewhon - Nowhere")
    hours = Fact(kind=FactKind.HOURS, value="8/day", raw="8", span=Span("text", 0, 1))
    assert kinds(named, terms=Terms(money=[amount(Role.PAY)])) == JOB
    assert kinds(named, terms=Terms([route], [amount(Role.PAY, Per.HOUR)], [hours])) == JOB


def test_a_labelled_price_says_nothing_of_itself() -> None:
    named = spoken("Erewhon", "Write to me")
    terms = Terms(money=[amount(Role.PAY, field="price")])
    assert kinds(named, told=Told(usual=TRAVEL), terms=terms) == TRAVEL


def test_work_with_borders_is_no_journey() -> None:
    text = (
        "Customs officer, full time, salary 30k per annum. Responsibilities: you fight smuggling. "
        "No experience required, 40 hours a week, apply with your CV. Employer: the state."
    )
    assert kinds(spoken("Vacancy", text)) == JOB


@pytest.mark.parametrize(
    "text",
    [
        "Vivai in Pistoia prendono venti operai per potatura",
        "Грибная ферма под Вильнюсом примет семейные пары",
        "Hladnjača kod Arilja uzima berače malina",
    ],
)
def test_who_takes_people_on_has_work(text: str) -> None:
    assert kinds(spoken("", text)) == JOB


def test_whom_one_takes_over_a_border_is_not_taken_on() -> None:
    assert Kind.JOB not in kinds(
        spoken("", "Bierzemy ludzi, przerzut przez granicę, bus do Berlina")
    )


def test_the_table_is_whole() -> None:
    rows = table("kind_phrases.tsv")
    assert {row[0] for row in rows} == {
        "job", "job?", "travel", "travel?", "passage", "other", "other?", "takes", "people",
    }  # fmt: skip
    assert all(phrase.strip() for row in rows for phrase in row[2].split("|"))
    for says in ("job", "travel", "passage", "other"):
        told = {code for row in rows if row[0] == says for code in row[1].split()}
        assert len(told) >= 15


@given(
    st.text(max_size=80), st.text(alphabet="job ferry for sale? crossing to . работа", max_size=90)
)
def test_nothing_raises(title: str, text: str) -> None:
    kinds(spoken(title, text))
