from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.speech import sentence_ends, words_in


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("  \n", 0),
        ("one", 1),
        ("two words", 2),
        ("**bold** and `code`.", 3),
        ("- item\n- another", 2),
        ("a — b", 2),
        ("it's half-done", 2),
        ("你好世界", 4),
        ("用 Python 写", 3),
        ("ひらがな", 4),
        ("한국어 문장", 2),
        ("Grüße übrig", 2),
    ],
)
def test_words_are_counted_as_a_word_processor_counts_them(text: str, count: int) -> None:
    assert count == words_in(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two? Three! Four", ["One.", " Two?", " Three!"]),
        ("It is 3.14 or so. Yes", ["It is 3.14 or so."]),
        ("See e.g. this one. More", ["See e.g. this one."]),
        ("See (e.g. this). More", ["See (e.g. this)."]),
        ("Zum Beispiel z.B. dies. Mehr", ["Zum Beispiel z.B. dies."]),
        ("Dr. Who met J. Doe. So", ["Dr. Who met J. Doe."]),
        ("Am 3. Mai war es. Ja", ["Am 3. Mai war es."]),
        ("It was in 2024. Then", ["It was in 2024."]),
        ("It has 12. Then 7. And", ["It has 12.", " Then 7."]),
        ("Montag, 3. Mai, bis 4. Juni. Ja", ["Montag, 3. Mai, bis 4. Juni."]),
        ("1. An item\n2. Another", ["1. An item\n"]),
        ("  - 1. An item. So", ["  - 1. An item."]),
        ("A line\nanother", ["A line\n"]),
        ('He said "no." Then', ['He said "no."']),
        ("Really?! Yes", ["Really?!"]),
        ("Well… yes", ["Well…"]),
        ("你好。再见！好吗？", ["你好。", "再见！", "好吗？"]),  # noqa: RUF001
        ("他说「好。」然后", ["他说「好。」"]),
        ("यह एक है। वह दो॥ तीन", ["यह एक है।", " वह दो॥"]),
        ("كيف الحال؟ یہ ہے۔ نعم", ["كيف الحال؟", " یہ ہے۔"]),  # noqa: RUF001
        ("It ends.", []),
        ("example.com is a host", []),
        ("", []),
        (". x", ["."]),
    ],
)
def test_sentences_end_where_another_one_begins(text: str, sentences: list[str]) -> None:
    ends = sentence_ends(text)

    assert sentences == [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@given(st.text("ab .!?\n。e.g1", max_size=40), st.text("ab .!?\n。e.g1", max_size=40))
def test_what_has_ended_stays_ended_whatever_follows(text: str, more: str) -> None:
    longer = sentence_ends(text + more)

    for end in sentence_ends(text):
        assert end in longer or text[end:].strip() == "" or text[end:].lstrip("\n\"')") == ""
