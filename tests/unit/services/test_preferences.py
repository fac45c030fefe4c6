from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop.domain.reading import Reading
from desktop.services.preferences import Preferences
from desktop.store.settings import SettingsFile


def test_whoever_listens_hears_of_every_change_and_of_nothing_else() -> None:
    preferences = Preferences(SettingsFile())
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


def test_how_many_pictures_are_sent_is_kept_and_a_number_that_is_no_rule_is_none() -> None:
    preferences = Preferences(SettingsFile(newest_pictures=10))
    heard: list[int] = []
    preferences.changed.connect(lambda: heard.append(preferences.newest_pictures))
    assert 10 == preferences.newest_pictures
    preferences.send_newest(3)

    assert [3] == heard
    assert 0 == Preferences(SettingsFile(newest_pictures=-4)).newest_pictures


def test_originals_are_kept_until_that_is_not_wanted() -> None:
    preferences = Preferences(SettingsFile())
    heard: list[bool] = []
    preferences.changed.connect(lambda: heard.append(preferences.keeps_originals))
    assert preferences.keeps_originals
    preferences.keep_originals(False)  # noqa: FBT003 - one plain state

    assert [False] == heard
    assert not Preferences(SettingsFile(keeps_originals=False)).keeps_originals


def test_where_pictures_go_is_kept() -> None:
    preferences = Preferences(SettingsFile(newest_pictures=-1, pictures_first=True))
    heard: list[bool] = []
    preferences.changed.connect(lambda: heard.append(preferences.pictures_first))
    assert (-1, True) == (preferences.newest_pictures, preferences.pictures_first)
    preferences.send_pictures_first(False)  # noqa: FBT003 - one plain state

    assert [False] == heard


def test_saved_searches_are_kept_replaced_and_forgotten() -> None:
    stored = {"A": "free"}
    preferences = Preferences(SettingsFile(views=stored))
    heard: list[dict[str, str]] = []
    preferences.changed.connect(lambda: heard.append(dict(preferences.views)))
    preferences.keep_views({"B": "vision"})
    preferences.keep_views({"A": "price<1"})
    preferences.keep_views({"B": None})
    preferences.keep_views({"no such one": None})

    assert [{"A": "free", "B": "vision"}, {"A": "price<1", "B": "vision"}, {"A": "price<1"}, {"A": "price<1"}] == heard
    assert {"A": "free"} == stored


def test_how_the_window_of_all_models_was_left_is_told_when_it_is_another_way() -> None:
    preferences = Preferences(SettingsFile(models={"use": "1 2 0 1"}))
    heard: list[dict[str, str]] = []
    preferences.changed.connect(lambda: heard.append(preferences.models))
    preferences.keep_models({"use": "1 2 0 1"})
    preferences.keep_models({"use": "3 4 0 1", "view": "chart"})

    assert [{"use": "3 4 0 1", "view": "chart"}] == heard


NEVER = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2999-01-01T00:00:00+00:00")


HERE, THERE = "https://here.example/v1", "https://there.example/v1"


@pytest.mark.parametrize("stated", ["", "yesterday", "2026-08-22T12:00:00", *NEVER])
def test_who_never_looked_at_what_changed_has_no_time_for_it(stated):
    assert Preferences(SettingsFile(changes_seen=stated)).seen_at(HERE) is None
    assert Preferences(SettingsFile(looks={HERE: stated})).seen_at(HERE) is None


def test_when_somebody_looked_at_what_changed_is_kept_for_each_endpoint():
    preferences, heard = Preferences(SettingsFile(changes_seen="2026-08-22T14:00:00+02:00")), []
    preferences.changed.connect(lambda: heard.append(preferences.seen_at(HERE)))
    now, before = datetime(2026, 8, 23, tzinfo=UTC), datetime(2026, 8, 22, 12, tzinfo=UTC)
    assert preferences.seen_at(HERE) == preferences.last_look(THERE) == before
    preferences.see_changes(HERE, now)

    assert heard == [now]
    assert preferences.seen_at(THERE) == before
    settings = SettingsFile(changes_seen="2026-08-22T14:00:00+02:00")
    preferences.keep_in(settings)
    again = Preferences(settings)
    assert (again.seen_at(HERE), again.seen_at(THERE)) == (now, before)


def test_what_is_preferred_is_there_again_at_the_next_start():
    preferences, settings = Preferences(SettingsFile()), SettingsFile()
    preferences.zoom(2)
    preferences.keep_views({"A": "free"})
    preferences.keep_models({"view": "chart"})
    preferences.send_newest(3)
    preferences.send_pictures_first(True)  # noqa: FBT003 - one plain state
    preferences.keep_originals(False)  # noqa: FBT003 - one plain state
    preferences.see_changes(HERE, datetime(2026, 8, 23, tzinfo=UTC))
    preferences.keep_in(settings)
    again = Preferences(settings)

    assert vars(preferences) | {"changed": None} == vars(again) | {"changed": None}
    assert settings == SettingsFile(
        reading=Reading(zoom=125),
        views={"A": "free"},
        models={"view": "chart"},
        looks={HERE: "2026-08-23T00:00:00+00:00"},
        newest_pictures=3,
        pictures_first=True,
        keeps_originals=False,
    )
