"""The transcript as a screen reader meets it, asked inside the process."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleStateChangeEvent,
    QAccessibleTextInsertEvent,
)

from desktop.domain.blocks import Growing
from desktop.domain.parts import ImagePart
from desktop.domain.utf16 import width_of
from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.transcript import accessible, accessible_entry, accessible_parts, pieces
from desktop.ui.transcript.accessible import TranscriptAccessible
from desktop.ui.transcript.entry import Entry, Fact, SourceLine
from desktop.ui.transcript.transcript import Transcript
from desktop.ui.transcript.typesetter import Typesetter

from .conftest import answer, question, talk

NAME = QAccessible.Text.Name
DESCRIPTION = QAccessible.Text.Description
ROLE = QAccessible.Role
PRESS = QAccessibleActionInterface.pressAction()


@pytest.fixture
def listed(transcript):
    """The transcript's interface."""
    found = QAccessible.queryAccessibleInterface(transcript)
    assert isinstance(found, TranscriptAccessible)
    return found


def said(interface):
    text = interface.textInterface()
    return text.text(0, text.characterCount())


def test_the_transcript_is_a_list_of_messages(transcript, listed):
    transcript.show_entries(
        [question("Hello *you*"), answer("# Hi\n\nSome **bold** [text](https://e.com)", state="cut off")]
    )

    assert (listed.role(), listed.text(NAME), listed.childCount()) == (ROLE.List, "Conversation", 2)
    first, second = listed.child(0), listed.child(1)
    assert (first.role(), first.text(NAME), said(first)) == (ROLE.ListItem, "You", "Hello *you*")
    assert (second.text(NAME), said(second)) == ("Model, cut off", "Hi\n\nSome bold text")
    assert [listed.indexOfChild(first), listed.indexOfChild(second)] == [0, 1]
    assert listed.child(2) is None
    assert first.parent() is listed


def test_what_stands_around_a_message_is_its_description(transcript, listed):
    image = ImagePart("cat.png", "image/png", "a" * 64, width=8, height=8)
    transcript.show_entries(
        [question("Q", images=(image,), note="not sent"), answer("A", reason="Lost.", footer=(Fact("$1", 1),))]
    )

    assert listed.child(0).text(DESCRIPTION) == "cat.png · not sent"
    assert listed.child(1).text(DESCRIPTION) == "Lost. · $1"


def test_links_buttons_and_pictures_are_children_that_can_be_pressed(transcript, listed, qtbot):
    image = ImagePart("cat.png", "image/png", "a" * 64, width=8, height=8)
    text = "A [link](https://e.com/x)\n\n```\nx\n```"
    entries = [question("Q", images=(image,)), answer(text, version=1, versions=2, reasoning="Hm.")]
    transcript.show_entries(entries)
    picture = listed.child(0).child(0)
    parts = [listed.child(1).child(index) for index in range(listed.child(1).childCount())]

    assert (picture.role(), picture.text(NAME)) == (ROLE.Graphic, "cat.png")
    assert [(part.role(), part.text(NAME)) for part in parts] == [
        (ROLE.Button, "Reasoning · 1 word"),
        (ROLE.Button, "Copy reasoning"),
        (ROLE.Link, "link"),
        (ROLE.Button, "Save as…"),
        (ROLE.Button, "Copy code"),
        (ROLE.Button, "Copy"),
        (ROLE.Button, "Regenerate"),
        (ROLE.Button, "More"),
        (ROLE.Button, "Previous version"),
        (ROLE.Button, "Version 1 of 2"),
        (ROLE.Button, "Next version"),
    ]
    assert [bool(part.state().disabled) for part in parts[-3:]] == [True, False, False]
    assert [part.actionInterface().actionNames() for part in parts[-3:-1]] == [[], [PRESS]]
    assert parts[2].text(DESCRIPTION) == "https://e.com/x"
    press = QAccessibleActionInterface.pressAction()
    assert parts[2].actionInterface().actionNames() == [press]
    with qtbot.waitSignal(transcript.link_activated) as asked:
        parts[2].actionInterface().doAction(press)
    assert asked.args[:1] == ["https://e.com/x"]
    with qtbot.waitSignal(transcript.action_requested) as asked:
        parts[6].actionInterface().doAction(press)
    assert asked.args == ["a0", "regenerate"]


def test_where_a_link_goes_is_told_as_it_is_shown(transcript, listed):
    """Nothing turns the address around, and a text that names another host is given away."""
    source = SourceLine(1, "https://s.org/\u202egnp.exe", "Source", "s.org")
    transcript.show_entries([answer("[good.com](https://evil.org/x)", sources=(source,))])
    links = [target for target in listed.child(0).targets() if target.role() is ROLE.Link]

    assert [link.text(DESCRIPTION).splitlines() for link in links] == [
        ["https://evil.org/x", "not to good.com, as its text says"],
        ["https://s.org/<U+202E>gnp.exe"],
    ]


def test_the_same_things_keep_their_interfaces(transcript, listed):
    transcript.show_entries([answer("A")])
    entry = listed.child(0)

    assert listed.child(0) is entry
    assert entry.child(0) is entry.child(0)
    assert entry.indexOfChild(entry.child(1)) == 1
    transcript.show_branch([answer("A", fixes=(("retry", "Retry"),))])
    assert [entry.child(index).text(NAME) for index in range(entry.childCount())] == [
        "Retry",
        "Copy",
        "More",
    ]


@pytest.fixture
def told(monkeypatch):
    """What clients are told of parts that are opened and folded, come and go."""
    found = []

    def event(part, kind):
        found.append((part.text(NAME), kind))
        return QAccessibleEvent(part, kind)

    def change(part, states):
        found.append((part.text(NAME), bool(states.expanded and states.collapsed)))
        return QAccessibleStateChangeEvent(part, states)

    monkeypatch.setattr(accessible, "QAccessibleEvent", event)
    monkeypatch.setattr(accessible, "QAccessibleStateChangeEvent", change)
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    return found


def names_of(entry):
    return [entry.child(index).text(NAME) for index in range(entry.childCount())]


def test_opened_reasoning_is_a_part_with_a_text_of_its_own(transcript, listed, told):
    transcript.show_entries([answer("The answer.", reasoning="Let *me*\n\nsee [it](https://e.com).")])
    entry = listed.child(0)
    button = entry.child(0)
    assert (bool(button.state().expandable), bool(button.state().collapsed)) == (True, True)
    assert names_of(entry) == ["Reasoning · 4 words", "Copy reasoning", "Copy", "Regenerate", "More"]

    button.actionInterface().doAction(PRESS)
    assert names_of(entry) == [
        "Reasoning · 4 words",
        "Copy reasoning",
        "Reasoning",
        "it",
        "Copy",
        "Regenerate",
        "More",
    ]
    part = entry.child(2)
    assert (part.role(), said(part), said(entry)) == (ROLE.Section, "Let me\n\nsee it.", "The answer.")
    assert (entry.child(0) is button, bool(button.state().expanded), bool(button.state().collapsed)) == (
        True,
        True,
        False,
    )
    assert (entry.indexOfChild(part), part.parent(), part.childCount()) == (2, entry, 0)
    assert entry.rect().contains(part.rect())
    assert entry.childAt(part.rect().right() - 2, part.rect().top() + 2) is part

    button.actionInterface().doAction(PRESS)
    assert names_of(entry) == ["Reasoning · 4 words", "Copy reasoning", "Copy", "Regenerate", "More"]
    assert (said(part), bool(part.state().invisible), part.rect().isNull()) == ("", True, True)
    assert told == [
        ("Reasoning · 4 words", True),
        ("Reasoning", QAccessible.Event.ObjectCreated),
        ("Reasoning · 4 words", True),
        ("Reasoning", QAccessible.Event.ObjectDestroyed),
    ]


def test_reasoning_that_find_opens_is_told_of(transcript, listed, told, qtbot):
    transcript.show_entries([answer("The answer.", reasoning="Hidden words.")])
    transcript.search.look_for("hidden")
    qtbot.waitUntil(lambda: listed.child(0).child(2).text(NAME) == "Reasoning")

    assert ("Reasoning", QAccessible.Event.ObjectCreated) in told


@pytest.mark.parametrize("asked", [True, False])
def test_an_answer_that_turns_out_to_be_reasoning_is_told_to_be_unfolded(transcript, listed, told, asked):
    thought, said = Growing(), Growing()
    entry = Entry("s", "Model", from_user=False, blocks=thought, streaming=True)
    transcript.show_entries([question("Q"), entry])
    thought.feed("A paragraph.\n\n" * 90)
    transcript.grow("s", thought)
    transcript.pace.show_late()
    transcript.verticalScrollBar().setValue(300)
    if asked:
        assert names_of(listed.child(1)) == []
    transcript.show_branch([question("Q"), entry._replace(blocks=said, reasoning=thought.text)])
    transcript.show_branch([question("Q"), entry._replace(blocks=said, reasoning=thought.text, waiting="Wait")])

    assert listed.child(1).child(0).state().expanded
    changes = [("Thinking · 180 words", True), ("Reasoning", QAccessible.Event.ObjectCreated)]
    assert told == (changes if asked else [])


def test_long_reasoning_is_whole_at_once_and_seen_ever_further(transcript, listed, monkeypatch):
    monkeypatch.setattr(accessible_parts, "READING", 0.0)
    monkeypatch.setattr(pieces, "CUTTING", 0.0)
    transcript.show_entries([answer("A", reasoning="A **word**.\n\n" * 2_000)])
    transcript.toggle_reasoning(0)
    part = listed.child(0).thoughts
    seen = "\n\n".join(["A word."] * 2_000)
    first = said(part)

    assert first.replace("**", "") == seen
    assert "**" in first
    monkeypatch.setattr(accessible_parts, "READING", 60.0)
    for _ in range(1_000):
        if (last := said(part)) == seen:
            break
    assert last == seen


def test_reasoning_is_read_while_it_arrives(transcript, listed):
    growing = Growing()
    transcript.show_entries([Entry("a", "Model", from_user=False, blocks=growing, streaming=True, reasoning="One")])
    transcript.toggle_reasoning(0)
    transcript.grow("a", growing, "One *two*")

    assert said(listed.child(0).thoughts) == "One two"


def test_the_button_keeps_the_keyboard_when_it_is_pressed(transcript, listed, qtbot):
    transcript.show_entries([answer("A", reasoning="Hm.")])
    transcript.clearFocus()
    transcript.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(transcript, Qt.Key.Key_Right)
    qtbot.keyClick(transcript, Qt.Key.Key_Return)

    assert listed.focusChild() is listed.child(0).child(0)
    assert bool(listed.child(0).child(0).state().focused)


def test_an_answer_can_be_read_while_it_arrives(transcript, listed):
    growing = Growing()
    entry = Entry("a", "Model", from_user=False, blocks=growing, streaming=True, waiting="Still waiting")
    transcript.show_entries([question("Q"), entry])
    child = listed.child(1)
    assert (said(child), bool(child.state().busy), child.text(DESCRIPTION)) == ("", True, "Still waiting")
    assert child.text(NAME) == "Model, answering"

    growing.feed("First words.\n\nSecond **par")
    transcript.grow("a", growing)
    assert said(child) == "First words.\n\nSecond par"
    assert not child.text(DESCRIPTION)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["One.\n\n", "- a\n- b\n\n", "```\nx\n```\n\n", "Two"], ["One.", "\n\n- a\n- b", "\n\nx"]),
        (["🎉.\n\n", "Two.\n\n", "Three"], ["🎉.", "\n\nTwo."]),
    ],
)
def test_what_is_told_to_be_inserted_stands_there(transcript, listed, monkeypatch, texts, expected):
    told = []

    def event(entry, position, text):
        told.append((position, text))
        return QAccessibleTextInsertEvent(entry, position, text)

    monkeypatch.setattr(accessible, "QAccessibleTextInsertEvent", event)
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    growing = Growing()
    transcript.show_entries([Entry("a", "Model", from_user=False, blocks=growing, streaming=True)])
    for text in texts:
        growing.feed(text)
        transcript.grow("a", growing)
        transcript.pace.show_late()
    whole = listed.child(0).textInterface()

    assert [text for _, text in told] == expected
    assert all(whole.text(at, at + width_of(text)) == text for at, text in told)  # counted as Qt does


def test_a_long_answer_is_told_to_its_end_in_short_turns(transcript, listed, monkeypatch, qtbot):
    told, spoken = [], []

    def event(entry, position, text):
        told.append((position, text))
        return QAccessibleTextInsertEvent(entry, position, text)

    monkeypatch.setattr(accessible, "QAccessibleTextInsertEvent", event)
    monkeypatch.setattr(transcript.herald, "_announce", spoken.append)
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(accessible, "TELLING", 0.0)
    monkeypatch.setattr(pieces, "CUTTING", 0.0)
    growing = Growing()
    transcript.show_entries([Entry("a", "Model", from_user=False, blocks=growing, streaming=True)])
    whole = "".join(f"Sentence **number {number}**.\n\n" for number in range(400))
    growing.feed(whole)
    transcript.grow("a", growing)
    transcript.pace.show_late()
    transcript.show_branch([Entry("a", "Model", from_user=False, blocks=Blocks(whole))])
    assert len(spoken) < 10
    assert len(told) < 10

    qtbot.waitUntil(lambda: len(spoken) == 401)
    seen = "\n\n".join(f"Sentence number {number}." for number in range(400))
    assert spoken == [*seen.split("\n\n"), "Answer complete"]
    assert "".join(text for _, text in told) == seen == said(listed.child(0))


def test_a_long_text_is_whole_at_once_and_seen_ever_further(transcript, listed, monkeypatch):
    """Who asks waits for a moment; what was not read by then is handed over as it was written."""
    transcript.show_entries([answer("A **word**.\n\n" * 5_000)])
    monkeypatch.setattr(accessible_entry, "READING", 0.0)
    seen = "\n\n".join(["A word."] * 5_000)
    first = said(listed.child(0))
    assert first.replace("**", "") == seen
    assert "**" in first

    monkeypatch.setattr(accessible_entry, "READING", 0.004)
    counts = [first.count("**")]
    while counts[-1]:
        counts.append(said(listed.child(0)).count("**"))
        assert len(counts) < 1_000
    assert len(counts) > 2
    assert counts == sorted(counts, reverse=True)
    assert said(listed.child(0)) == seen


def test_places_on_the_screen_are_known(transcript, listed):
    transcript.show_entries(talk(20))
    last = listed.child(19)
    button = last.child(last.childCount() - 1)

    assert last.rect().contains(button.rect())
    assert listed.childAt(last.rect().center().x(), last.rect().bottom() - 5) is last
    assert last.childAt(button.rect().center().x(), button.rect().center().y()) is button
    assert bool(listed.child(0).state().offscreen)
    assert not last.state().offscreen
    assert not button.state().offscreen
    assert bool(listed.child(1).child(0).state().offscreen)
    assert listed.childAt(-5_000, -5_000) is None


def test_the_keyboard_is_where_the_reader_is_told(transcript, listed, qtbot):
    transcript.show_entries([question("Q"), answer("A")])
    transcript.clearFocus()
    transcript.setFocus(Qt.FocusReason.TabFocusReason)
    assert listed.focusChild() is listed.child(1)

    assert not listed.state().focused
    qtbot.keyClick(transcript, Qt.Key.Key_Right)
    assert listed.focusChild() is listed.child(1).child(0)
    listed.child(0).actionInterface().doAction(QAccessibleActionInterface.setFocusAction())
    assert listed.focusChild() is listed.child(0)
    assert bool(listed.child(0).state().focused)


def test_the_list_has_the_keyboard_as_long_as_no_message_has_it(transcript, listed):
    transcript.show_entries([question("Q")])
    transcript.setFocus(Qt.FocusReason.OtherFocusReason)
    transcript.keys.forget()
    assert listed.state().focused


@pytest.fixture
def far(transcript, listed):
    """A message far above what is on view, with links in many paragraphs."""
    links = "\n\n".join(f"[link {number}](https://e.com/{number})" for number in range(300))
    transcript.show_entries([answer(links, 99), *talk(20)])
    transcript.scroll_to_end()
    return listed.child(0)


def links_of(interface):
    return [child.text(NAME) for child in interface.targets() if child.role() is ROLE.Link]


def test_links_of_a_message_out_of_sight_are_children_too(transcript, far, reading, monkeypatch, qtbot):
    monkeypatch.setattr(accessible_entry, "READING", 60.0)
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() - 1_000)
    before = reading()
    transcript.cut_more(0)

    assert links_of(far) == [f"link {number}" for number in range(len(links_of(far)))]
    assert len(links_of(far)) > 50
    qtbot.waitUntil(lambda: reading() == before)
    assert not transcript.flow.following
    assert far.childAt(0, 0) is None


def test_a_message_is_laid_out_for_its_links_in_short_steps(transcript, far, monkeypatch):
    monkeypatch.setattr(accessible_entry, "READING", 0.0)

    assert [len(links_of(far)) for _ in range(3)] == [1, 2, 3]
    assert transcript.later.isActive()


def test_the_way_back_to_the_end_is_no_message(transcript, listed):
    transcript.show_entries(talk(20))
    transcript.verticalScrollBar().setValue(0)

    assert transcript.pill.isVisible()
    assert listed.childCount() == 20
    assert listed.indexOfChild(QAccessible.queryAccessibleInterface(transcript.pill)) == -1


def test_interfaces_that_a_client_still_holds_outlive_their_messages(transcript, listed):
    """No crash, whatever is asked of them; only the number is unknown from then on."""
    transcript.show_entries([question("Q"), answer("A [link](https://e.com)")])
    entry = listed.child(1)
    part = entry.child(0)
    number = QAccessible.uniqueId(entry)
    assert QAccessible.accessibleInterface(number) is entry
    QAccessible.setActive(True)
    transcript.show_entries([question("Another", 5)])
    QAccessible.setActive(False)
    gc.collect()

    assert QAccessible.accessibleInterface(number) is None
    assert not entry.isValid()
    assert not part.isValid()
    assert listed.childCount() == 1


def test_interfaces_go_with_the_transcript(qtbot):
    transcript = Transcript(Typesetter(Press))
    transcript.show_entries([question("Q"), answer("A")])
    listed = QAccessible.queryAccessibleInterface(transcript)
    numbers = [QAccessible.uniqueId(listed.child(0)), QAccessible.uniqueId(listed.child(1).child(0))]
    transcript.deleteLater()
    qtbot.waitUntil(lambda: QAccessible.accessibleInterface(numbers[0]) is None)

    assert QAccessible.accessibleInterface(numbers[1]) is None


def test_ten_thousand_messages_have_no_interface_until_one_is_asked_for(transcript, listed):
    transcript.show_entries(talk(10_000))
    assert listed.childCount() == 10_000
    assert len(listed._entries) == 0

    assert listed.child(9_999).text(NAME) == "Model"
    assert len(listed._entries) == 1


def test_buttons_of_several_blocks_of_code_are_told_apart(transcript, listed):
    transcript.show_entries(
        [answer("```python\nx = 1\n```\n\nOr:\n\n```\nx\n```\n\n```js\n" + "y = 1; " * 90 + "\n```")]
    )
    transcript.flow.view(0).measure_between(0, 10**9)
    names = [target.text(NAME) for target in listed.child(0).targets()]

    assert names[:5] == ["Save as… 1, python", "Copy code 1, python", "Save as… 2", "Copy code 2", "Wrap lines 3, js"]
    assert len(set(names)) == len(names)


def test_tables_are_told_apart(transcript, listed):
    transcript.show_entries([answer("| a |\n|---|\n| 1 |\n\nOr:\n\n| b |\n|---|\n| 2 |\n")])
    names = [target.text(NAME) for target in listed.child(0).targets()]

    assert names[:2] == ["Copy table 1", "Copy table 2"]


@pytest.mark.parametrize("following", [True, False])
def test_tab_gives_a_long_answer_the_keyboard_where_it_is(transcript, following):
    transcript.show_entries([*talk(2), answer("Words of it. " * 3_000, 9)])
    if not following:
        transcript.verticalScrollBar().setValue(transcript.scrolled - 900)
    before = transcript.scrolled
    transcript.clearFocus()
    transcript.setFocus(Qt.FocusReason.BacktabFocusReason)

    assert transcript.keys.entry == 2
    assert (before, following) == (transcript.scrolled, transcript.flow.following)
