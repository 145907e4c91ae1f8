"""What signs leave out is not there: a field is looked at less often, and no contact is lost."""

from hypothesis import given
from hypothesis import strategies as st

from parsers.contacts.cues import spelt
from parsers.contacts.handles import SERVICES, handles
from parsers.contacts.hints import Hints
from parsers.contacts.links import links, shapes
from parsers.contacts.mails import mails
from parsers.contacts.signs import Sign, signs
from parsers.wording import Written

CUES = [word for service in SERVICES for word in spelt(service)]
EXAMPLES = [shape.example for some in shapes().values() for shape in some]
NAMES = ["@some.name", ": some_name9", "id some.name", "login: имя", "= live:some.one"]
MAILS = ["work (at) mail dot org", "work собака mail.org", "w@mail точка org", "a @ b.example"]
SIGNS = [" ", "\n", ": ", " (", ")", "ß", "é", "7", "_", "-", "слово", "right"]
TEXTS = st.lists(
    st.sampled_from(CUES) | st.sampled_from(EXAMPLES + NAMES + MAILS) | st.sampled_from(SIGNS),
    max_size=12,
)


@given(pieces=TEXTS)
def test_what_signs_leave_out_is_not_there(pieces: list[str]) -> None:
    written = Written.of("text", "".join(pieces))
    told = signs(written.folded.text)
    assert Sign.LINK in told or not list(links(written, "board.example"))
    assert Sign.SPELT_MAIL in told or list(mails(written)) == list(mails(written, spelt=False))
    if Sign.NAME not in told:
        assert list(handles(written, Hints())) == list(handles(written, Hints(), cued=False))


def test_a_cue_inside_a_word_is_none() -> None:
    assert Sign.NAME in signs("ig: name_1")
    assert Sign.NAME not in signs("rights: name_1")
