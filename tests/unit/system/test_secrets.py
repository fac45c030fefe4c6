from __future__ import annotations

import asyncio
import threading

import keyring
import pytest
from keyring.backends import fail, null

from desktop.domain.errors import (
    KeyringDenied,
    KeyringForgetful,
    KeyringLocked,
    KeyringMissing,
    KeyringSilent,
)
from desktop.system.secrets import SERVICE, Secrets
from tests.unit.system.drawer import Drawer
from tests.waiting import LONG, until

URL = "https://example.org/v1"
KEY = "sk-or-v1-sentinel"


class Plain(Drawer):
    """Like `keyrings.alt`, which writes plain files and says so by its priority."""

    priority = 0.5


class Broken(Drawer):
    def _answer(self):
        raise ConnectionResetError(f"the bus has gone, and here is {KEY}")


@pytest.fixture
def use():
    before = keyring.get_keyring()

    def use(backend):
        keyring.set_keyring(backend)
        return backend

    yield use
    keyring.set_keyring(before)


async def test_a_key_is_kept_under_the_name_of_the_program_and_its_address(use):
    drawer = use(Drawer())

    assert await Secrets().put(URL, KEY) == drawer.name
    assert drawer.passwords == {(SERVICE, URL): KEY}
    assert await Secrets().get(URL) == KEY
    assert await Secrets().get("https://other.example/v1") == ""


async def test_deleting_takes_the_key_away_and_may_be_repeated(use):
    drawer = use(Drawer())
    await Secrets().put(URL, KEY)
    await Secrets().delete(URL)
    await Secrets().delete(URL)

    assert drawer.passwords == {}


@pytest.mark.parametrize(
    ("backend", "failure"),
    [(fail.Keyring, KeyringMissing), (Plain, KeyringMissing), (Broken, KeyringDenied)],
)
async def test_every_refusal_has_a_kind_and_never_holds_the_key(use, backend, failure):
    use(backend())
    secrets = Secrets()
    for call in (secrets.get(URL), secrets.put(URL, KEY), secrets.delete(URL)):
        with pytest.raises(failure) as caught:
            await call

        assert KEY not in repr(caught.value.facts()) + repr(caught.value.__cause__)


async def test_a_locked_keyring_is_told_apart(use):
    use(Drawer()).locked = True
    secrets = Secrets()
    for call in (secrets.get(URL), secrets.put(URL, KEY), secrets.delete(URL)):
        with pytest.raises(KeyringLocked):
            await call


async def test_a_keyring_that_forgets_is_found_out_by_reading_back(use):
    use(null.Keyring())

    with pytest.raises(KeyringForgetful):
        await Secrets().put(URL, KEY)


async def test_a_silent_keyring_is_given_up_without_stopping_the_loop(use):
    drawer = use(Drawer())
    drawer.open.clear()
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    ticking = asyncio.ensure_future(tick())
    for call in (Secrets().get(URL, 0.05), Secrets().put(URL, KEY, 0.05), Secrets().delete(URL, 0.05)):
        with pytest.raises(KeyringSilent):
            await call
    ticking.cancel()
    drawer.open.set()

    assert ticks > 5


async def test_asking_again_waits_for_the_first_answer(use):
    drawer = use(Drawer())
    drawer.passwords[SERVICE, URL] = KEY
    drawer.open.clear()
    secrets = Secrets()
    with pytest.raises(KeyringSilent):
        await secrets.get(URL, 0.01)
    asked_again = asyncio.ensure_future(secrets.get(URL, 5))
    await asyncio.sleep(0)
    drawer.open.set()

    assert await asked_again == KEY
    assert drawer.calls == 1
    assert await secrets.get(URL) == KEY
    assert drawer.calls == 2


async def test_an_answer_that_nobody_waits_for_any_more_does_no_harm(use):
    drawer = use(Drawer())
    drawer.open.clear()
    drawer.locked = True
    with pytest.raises(KeyringSilent):
        await Secrets().get(URL, 0.01)
    drawer.open.set()
    await until(lambda: not [thread for thread in threading.enumerate() if thread.name == "keyring"])
    await asyncio.sleep(0)  # the loop takes what the thread has told it

    assert drawer.calls == 1


def test_a_loop_that_has_ended_does_not_wait_for_the_keyring(use):
    drawer = use(Drawer())
    drawer.open.clear()

    async def give_up():
        with pytest.raises(KeyringSilent):
            await Secrets().get(URL, 0.01)

    asyncio.run(give_up())
    asking = [thread for thread in threading.enumerate() if thread.name == "keyring"]
    drawer.open.set()
    for thread in asking:
        thread.join(LONG)

    assert asking
