from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.foreign import CONTROLS, in_words, many_lines, one_line, shortened


def test_a_name_that_would_be_read_backwards_shows_a_mark():
    assert one_line("model\u202egnp.exe", 100) == "model\ufffdgnp.exe"


def test_what_stands_for_an_object_shows_a_mark():
    assert one_line("model\ufffc", 100) == "model\ufffd"


def test_blanks_and_line_breaks_become_one_blank_in_a_line():
    assert one_line("  one\n\ttwo \u2028 three ", 100) == "one two three"


def test_text_of_several_lines_keeps_them():
    assert many_lines("one\n\ntwo\tend\x1b[0m", 100) == "one\n\ntwo end\ufffd[0m"


def test_joined_emoji_stay_joined():
    assert one_line("👩\u200d🚀", 100) == "👩\u200d🚀"


def test_both_cut_before_they_work():
    assert one_line("abc", 2) == "ab"
    assert many_lines("abc", 2) == "ab…"


@given(st.text())
def test_no_control_character_is_left(text):
    assert not CONTROLS.search(one_line(text, 1000))
    assert not CONTROLS.search(many_lines(text, 1000).replace("\n", ""))


def test_what_is_shortened_ends_with_a_whole_word():
    assert ["one two", "one…", "one…", "abcd…"] == [
        *(shortened("one two", longest) for longest in (7, 6, 4)),
        shortened("abcdefgh", 5),
    ]
    assert "See https://exampl…" == shortened("See https://example.org/a", 19)


def test_a_class_is_said_in_words():
    assert ["prohibited content", "content filter", "no way"] == list(
        map(in_words, ("PROHIBITED_CONTENT", "content_filter", "no way"))
    )
