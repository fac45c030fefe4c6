"""The names under which a model can be asked, as switches."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QToolButton

from desktop.ui.browser.ways import WayList

WAYS = ("a/b", "a/b:free", "a/b:nitro", "~a/b-latest")


@pytest.fixture
def ways(shown):
    found = shown(WayList(), 320, 200)
    found.show_ways(WAYS, "a/b:nitro", routed=True)
    return found


def switches(ways):
    return {switch.text(): switch for switch in ways.findChildren(QToolButton) if not switch.isHidden()}


def test_each_says_what_it_is_for_and_that_of_the_chat_is_on(ways, accessible_name):
    found = switches(ways)

    assert {text: switch.isChecked() for text, switch in found.items()} == {
        "usual": False,
        ":free": False,
        ":nitro": True,
        "b-latest": False,
    }
    assert accessible_name(found[":nitro"]) == ":nitro: the quickest provider first"
    assert accessible_name(found["b-latest"]) == "b-latest: always the newest of its line"
    assert found[":nitro"].accessibleDescription() == "Ask a/b:nitro in this chat"
    assert "cheap providers more often" in [label.text() for label in ways.findChildren(QLabel)]


def test_what_names_mean_is_said_of_openrouter_alone(ways, accessible_name):
    ways.show_ways(("a/b", "a/b:free"), "", routed=False)
    assert [accessible_name(switch) for switch in switches(ways).values()] == ["usual: a/b", ":free: a/b:free"]
    said = {label.text() for label in ways.findChildren(QLabel) if label.isVisible()}
    assert said == {"a/b", "a/b:free"}


def test_choosing_one_asks_for_its_id_and_turns_on_only_when_the_chat_has_it(ways, qtbot):
    with qtbot.waitSignal(ways.chosen) as asked:
        switches(ways)[":free"].click()
    assert asked.args == ["a/b:free"]

    ways.show_ways(WAYS, "a/b:free", routed=True)
    assert [text for text, switch in switches(ways).items() if switch.isChecked()] == [":free"]


def test_the_same_ways_keep_their_switches_and_others_get_new_ones(ways):
    before = switches(ways)
    ways.show_ways(WAYS, "x", routed=True)
    assert switches(ways) == before
    assert not any(switch.isChecked() for switch in before.values())

    ways.show_ways(("a/c", "a/c:8b&x:thinking"), "", routed=True)
    assert list(switches(ways)) == ["usual", ":thinking"]
    ways.show_ways((), "", routed=True)
    assert not ways.isVisible()


def test_a_screen_reader_can_switch_too_and_what_is_on_is_told_by_the_chat_alone(ways, qtbot, toggle):
    with qtbot.waitSignal(ways.chosen) as asked:
        toggle(switches(ways)[":free"])
    assert asked.args == ["a/b:free"]
    assert [text for text, switch in switches(ways).items() if switch.isChecked()] == [":nitro"]
    with qtbot.assertNotEmitted(ways.chosen):
        ways.show_ways(WAYS, "a/b:free", routed=True)
