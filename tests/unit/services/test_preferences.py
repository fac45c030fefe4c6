from __future__ import annotations

from desktop.domain.reading import Reading
from desktop.services.preferences import Preferences


def test_whoever_listens_hears_of_every_change_and_of_nothing_else() -> None:
    preferences = Preferences(Reading())
    heard: list[Reading] = []
    preferences.changed.connect(lambda: heard.append(preferences.reading))
    preferences.read_as(Reading())
    preferences.zoom(0)
    preferences.zoom(2)
    preferences.read_as(Reading(zoom=125, compact=True))
    preferences.zoom(-1)
    preferences.zoom(0)

    assert [
        Reading(zoom=125),
        Reading(zoom=125, compact=True),
        Reading(zoom=110, compact=True),
        Reading(compact=True),
    ] == heard
