"""What signs leave out is not there: a field is looked at less often, and no contact is lost."""

from hypothesis import given
from hypothesis import strategies as st

from parsers.contacts.cues import spelt
from parsers.contacts.handles import names, services
from parsers.contacts.links import links
from parsers.contacts.mails import mails
from parsers.contacts.shapes import shapes
from parsers.contacts.signs import signs
from parsers.wording import Written

CUES = [word for service in names() for word in spelt(service)]
EXAMPLES = [shape.example for some in shapes().values() for shape in some]
NAMES = ["@some.name", ": some_name9", "id some.name", "login: имя", "= live:some.one"]
MAILS = [
    "work (at) mail dot org",
    "work собака mail.org",
    "w@mail точка org",
    "a @ b.example",
    "jane at gmail com",
    "jane@gmail",
    "j a n e @ g m a i l . c o m",
    "иван собака мейл точка ру",
    "abc艾特qq点com",
]
DRESSED = ["t[.]me/name", "t . me / name", "wa(.)me/12025550143", "т.ме/name_1", "hxxp://b.example"]
SIGNS = [" ", "\n", ": ", " (", ")", "ß", "é", "7", "_", "-", "слово", "right"]
TEXTS = st.lists(
    st.sampled_from(CUES)
    | st.sampled_from(EXAMPLES + NAMES + MAILS + DRESSED)
    | st.sampled_from(SIGNS),
    max_size=12,
)


@given(pieces=TEXTS)
def test_what_signs_leave_out_is_not_there(pieces: list[str]) -> None:
    written = Written("text", "".join(pieces))
    told = signs(written.folded.text)
    assert told.link or not list(links(written, "board.example"))
    assert told.spelt_mail or list(mails(written)) == list(mails(written, spelt=False))
    assert list(told.cues) == services().within(written.folded.text)


def test_a_cue_inside_a_word_is_none() -> None:
    assert signs("ig: name_1").cues
    assert not signs("rights: name_1").cues


def test_a_cue_is_found_where_words_are_not_parted() -> None:
    assert {frozenset(one.means) for one in signs("加微信abc123").cues} == {frozenset({"wechat"})}


def test_arabic_writes_small_words_into_the_next() -> None:
    assert [one.means for one in signs("وتلجرام: @safar").cues] == [{"telegram"}]
