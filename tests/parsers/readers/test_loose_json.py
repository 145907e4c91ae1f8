"""JSON with the faults that pages have."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.readers.loose_json import BrokenJson, read_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1.50}', {"a": "1.50"}),
        ('{"a": 1, "b": [1, 2,],}', {"a": "1", "b": ["1", "2"]}),
        ('{,"a": 1,, "b": 2}', {"a": "1", "b": "2"}),
        ('\ufeff{"a": "one\ntwo\tthree\x01"}', {"a": "one\ntwo\tthree\x01"}),
        ('<!--\n{"a": 1}\n-->', {"a": "1"}),
        ('<!--//--><![CDATA[//><!--\n{"a": 1}\n//--><!]]>', {"a": "1"}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": "1"}),
        ('/*<![CDATA[*/{"a": 1}/*]]>*/', {"a": "1"}),
        ('<![CDATA[{"a": 1}]]>', {"a": "1"}),
        ('// note\n{"a": 1, /* b */ "c": "//no"} // end', {"a": "1", "c": "//no"}),
        ("{'a': 'it\\'s', b: true, $c: null}", {"a": "it's", "b": True, "$c": None}),
        ('{"a": "say "yes", and go", "b": 1}', {"a": 'say "yes", and go', "b": "1"}),
        ('{"a": "x"};', {"a": "x"}),
        ('{"a": "x"}}', {"a": "x"}),
        ('{"a": 1}{"b": 2}', [{"a": "1"}, {"b": "2"}]),
        ("{&quot;a&quot;: &quot;b &amp; c&quot;}", {"a": "b & c"}),
        ('{"a": "\\u0416\\x\\/\\n", }', {"a": "Жx/\n"}),
        ('{"a": undefined, "b": NaN}', {"a": None, "b": "NaN"}),
        ('{"a": "</p>\\\n<p>",}', {"a": "</p><p>"}),
        ("[" * 50 + "]" * 50, json.loads("[" * 50 + "]" * 50)),
    ],
)
def test_what_people_write(text: str, value: object) -> None:
    assert read_json(text) == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "a value expected in line 1"),
        ("  \n ", "a value expected"),
        ('{"a": 1', "a key or } expected"),
        ('{"a":\n"one', "the end of a string expected in line 2"),
        ('{"a" 1}', "expected"),
        ('{"a": }', "a value expected"),
        ("{]", "a key or } expected"),
        ("[" * 100_000, "no more than 60 levels"),
        ('{"a":' * 100_000, "no more than 60 levels"),
        ("<html>", "a value expected"),
    ],
)
def test_what_is_beyond_help(text: str, says: str) -> None:
    with pytest.raises(BrokenJson, match=says):
        read_json(text)


PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)
@given(PLAIN.filter(lambda value: isinstance(value, dict | list)))
def test_sound_json_is_read_as_it_is(value: object) -> None:
    assert read_json(json.dumps(value)) == value


@settings(deadline=None)
@given(st.text("{}[]\"':,\\/*<!->&; \nab1", max_size=60))
def test_any_text_is_a_value_or_broken(text: str) -> None:
    with suppress(BrokenJson):
        read_json(text)
