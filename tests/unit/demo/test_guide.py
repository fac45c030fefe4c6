"""demo/guide: questions that people ask, and the section of the real help that they get."""

from __future__ import annotations

import pytest

from desktop.demo.guide import SOURCE, Guide

ASKED = {
    "where is my API key stored?": "Where is my key kept?",
    "how do I attach an image": "How do I attach or drop a picture, and ask about it?",
    "drag and drop a screenshot": "How do I attach or drop a picture, and ask about it?",
    "which photo formats work": "Which picture formats can I attach?",
    "what models can see photos?": "Which models can see pictures?",
    "can i use Ollama": "Can I use Ollama or another local model?",
    "base url of LM Studio": "Which address does my server have?",
    "how do I change the server": "How do I change the server?",
    "does it work offline?": "Can I browse models offline?",
    "how much does it cost": "What does Parley cost?",
    "keyboard shortcuts": "Which keyboard shortcuts are there?",
    "how do I stop an answer": "How do I stop an answer?",
    "regenerate": "How do I regenerate an answer, or get another one?",
    "edit a question": "How do I edit an earlier question?",
    "undo delete": "How do I delete a conversation, and can I undo it?",
    "my key doesn't work": "My key was refused",
    "no keyring found": "Parley finds no keyring",
    "what happens if the program crashes?": "When are things saved, and what survives a crash?",
    "how do I uninstall parley": "How do I remove or uninstall Parley?",
    "command line options": "Which command line options are there?",
    "what is the context length": "What is the context length?",
    "is my data sent to anyone? privacy": "What is sent, and to whom?",
}


@pytest.fixture(scope="module")
def guide(help_pages: dict[str, str]) -> Guide:
    return Guide(help_pages)


@pytest.mark.parametrize(("question", "title"), ASKED.items())
def test_a_question_gets_the_section_that_answers_it_first(guide: Guide, question: str, title: str) -> None:
    source, heading, *_ = guide.answer(question).split("\n\n")

    assert (source, heading) == (SOURCE, f"### {title}")


def test_a_section_is_quoted_word_by_word(guide: Guide, help_pages: dict[str, str]) -> None:
    title = "## Where is my key kept?\n\n"
    body = help_pages["keys"].partition(title)[2].partition("\n\n## ")[0]

    assert body in guide.answer("Where is my key kept?")


def test_related_sections_are_named_once_and_not_those_already_quoted(guide: Guide) -> None:
    answer = guide.answer("how do I attach an image")
    related = answer.rpartition("**See also:** ")[2].split(" · ")

    assert len(set(related)) == len(related) == 3
    assert not any(f"### {title}" in answer for title in related)


@pytest.mark.parametrize("question", ["hello", "Hi there!", "Thank you", "who are you?", "help", "?", "  "])
def test_greetings_and_questions_without_content_get_the_topics(guide: Guide, question: str) -> None:
    answer = guide.answer(question)

    assert answer.startswith("Hello!")
    assert "- **Keys**: How do I add a key?" in answer


@pytest.mark.parametrize(
    "question",
    [
        "write a poem about cats",
        "What is the capital of France?",
        "explain quantum computing",
        "Summarize this: the quick brown fox jumps over the lazy dog, and the moon shines on both",
        "日本の首都はどこですか",
    ],
)
def test_what_the_help_does_not_know_is_said_with_the_topics(guide: Guide, question: str) -> None:
    answer = guide.answer(question)

    assert answer.startswith("The built-in help has nothing about")
    assert "- **Keys**: How do I add a key?" in answer
    assert "###" not in answer


@pytest.mark.parametrize("question", ["show me formatting", "What does Markdown look like?"])
def test_formatting_is_shown_whole(guide: Guide, help_pages: dict[str, str], question: str) -> None:
    assert guide.answer(question) == f"{SOURCE}\n\n{help_pages['formatting'].strip()}"


def test_without_a_help_it_still_answers() -> None:
    guide = Guide({})

    assert "not a language model" in guide.answer("hello")
    assert "nothing about `formatting`" in guide.answer("formatting")
