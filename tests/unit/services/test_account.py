from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import keyring
import pytest
from keyring.backends import fail, null

from desktop.domain.account import KeyInfo
from desktop.domain.errors import (
    BadAddress,
    KeyMissing,
    KeyNotAscii,
    KeyRefused,
    KeyringForgetful,
    KeyringLocked,
    KeyringMissing,
    KeyringSilent,
    ManagementKey,
    ModelNotFound,
    NotAnApi,
    OutOfCredit,
    Unreachable,
)
from desktop.services.account import Account, Holding
from desktop.services.tasks import TaskScope
from desktop.system.secrets import SERVICE, Secrets
from tests.unit.system.drawer import Drawer
from tests.waiting import LONG, until

URL = "https://example.org/v1"
OLD, NEW = "sk-old-0123456789", "sk-new-0123456789"


class Impatient(Secrets):
    """Finds a keyring silent at once, when asked with ordinary patience."""

    async def get(self, base_url, patience=0.02):
        return await super().get(base_url, patience)


class Endpoint:
    """Knows one key, and answers what a test says about it."""

    def __init__(self, answer):
        self.answer = answer
        self.key = ""
        self.asked_with: list[str] = []

    def use_key(self, key):
        self.key = key

    async def check(self):
        self.asked_with.append(self.key)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


GOOD = KeyInfo(label="mine")


@pytest.fixture
def drawer():
    before = keyring.get_keyring()
    backend = Drawer()
    keyring.set_keyring(backend)
    yield backend
    backend.open.set()
    keyring.set_keyring(before)


@asynccontextmanager
async def account(answer=GOOD, environment="", secrets=None):
    errors: list[BaseException] = []
    tasks = TaskScope("test", errors.append)
    endpoint = Endpoint(answer)
    made = Account(URL, secrets or Secrets(), environment, endpoint.use_key, endpoint.check, tasks)
    made.endpoint = endpoint
    made.changes = []
    made.changed.connect(lambda: made.changes.append((made.holding, made.key)))
    try:
        yield made
    finally:
        await tasks.close()
    assert errors == []


async def test_a_key_of_the_environment_that_must_not_go_there_is_said_and_not_used(drawer):
    async with account(environment=NEW) as it:

        def refuse(key):
            if key:
                raise BadAddress

        it._use_key = refuse
        await it.load()

        assert (it.holding, it.key) == (Holding.NONE, "")
        assert isinstance(it.failure, BadAddress)


async def test_without_any_key_there_is_none_and_no_complaint(drawer):
    async with account() as it:
        await it.load()

        assert (it.holding, it.key, it.failure) == (Holding.NONE, "", None)


async def test_a_stored_key_is_loaded_and_used_without_asking_the_network(drawer):
    drawer.passwords[SERVICE, URL] = OLD
    async with account() as it:
        await it.load()

        assert (it.holding, it.key, it.endpoint.key) == (Holding.STORED, OLD, OLD)
        assert it.changes == [(Holding.STORED, OLD)]
        assert it.endpoint.asked_with == []


async def test_the_key_of_the_environment_wins_and_is_cleaned(drawer):
    drawer.passwords[SERVICE, URL] = OLD
    async with account(environment=f' "{NEW}"\n') as it:
        await it.load()

        assert (it.holding, it.key, it.endpoint.key) == (Holding.ENVIRONMENT, NEW, NEW)


async def test_a_key_of_the_environment_that_is_none_is_said_and_no_other_is_used(drawer):
    drawer.passwords[SERVICE, URL] = OLD
    async with account(environment="sk-é") as it:
        await it.load()

        assert (it.holding, it.key) == (Holding.NONE, "")
        assert isinstance(it.failure, KeyNotAscii)


async def test_a_blank_key_of_the_environment_counts_as_none(drawer):
    drawer.passwords[SERVICE, URL] = OLD
    async with account(environment=" ") as it:
        await it.load()

        assert it.holding is Holding.STORED


async def test_a_locked_keyring_is_said(drawer):
    drawer.locked = True
    async with account() as it:
        await it.load()

        assert (it.holding, it.key) == (Holding.NONE, "")
        assert isinstance(it.failure, KeyringLocked)


async def test_a_keyring_that_is_unlocked_later_is_read_at_the_next_try(drawer):
    drawer.passwords[SERVICE, URL] = OLD
    drawer.locked = True
    async with account() as it:
        await it.load()
        drawer.locked = False
        await it.load()

        assert (it.holding, it.key, it.failure) == (Holding.STORED, OLD, None)


async def test_a_missing_keyring_is_said(drawer):
    keyring.set_keyring(fail.Keyring())
    async with account() as it:
        await it.load()

        assert isinstance(it.failure, KeyringMissing)


async def test_a_silent_keyring_is_said_and_its_key_is_taken_when_it_comes(drawer):
    drawer.passwords[SERVICE, URL] = OLD
    drawer.open.clear()
    arrived = asyncio.Event()
    async with account(secrets=Impatient()) as it:
        await it.load()
        assert isinstance(it.failure, KeyringSilent)

        it.changed.connect(arrived.set)
        drawer.open.set()
        await asyncio.wait_for(arrived.wait(), 5)

        assert (it.holding, it.key, it.failure) == (Holding.STORED, OLD, None)


async def test_a_key_is_settled_once_it_is_read_and_is_read_once(drawer):
    drawer.passwords[SERVICE, URL] = OLD
    drawer.open.clear()
    async with account() as it:
        settling = [asyncio.ensure_future(it.settle(needed=True)) for _ in range(2)]
        await until(lambda: drawer.calls)
        assert not it.known
        drawer.open.set()
        await asyncio.gather(*settling)
        await it.settle()

        assert (it.known, it.key, drawer.calls) == (True, OLD, 1)


async def test_a_silent_keyring_settles_nothing_where_a_key_is_needed(drawer):
    drawer.open.clear()
    async with account(secrets=Impatient()) as it:
        await it.settle()
        with pytest.raises(KeyringSilent):
            await it.settle(needed=True)
        drawer.open.set()
        await until(lambda: it.failure is None)
        await it.settle(needed=True)

        assert it.key == ""


async def test_where_no_key_is_ever_kept_it_is_settled_at_once():
    tasks = TaskScope("test", print)
    it = Account(URL, None, "", lambda _: None, Endpoint(GOOD).check, tasks)
    await it.settle(needed=True)

    assert it.known


async def test_a_silent_keyring_whose_password_window_is_dismissed_counts_as_locked(drawer):
    drawer.open.clear()
    arrived = asyncio.Event()
    async with account(secrets=Impatient()) as it:
        await it.load()
        it.changed.connect(arrived.set)
        drawer.locked = True
        drawer.open.set()
        await asyncio.wait_for(arrived.wait(), 5)

        assert isinstance(it.failure, KeyringLocked)


async def test_a_key_given_meanwhile_counts_more_than_one_that_comes_late(drawer):
    drawer.passwords[SERVICE, URL] = OLD
    drawer.open.clear()
    secrets = Impatient()
    async with account(secrets=secrets) as it:
        await it.load()
        await it.save(NEW, memory_only=True)
        drawer.open.set()
        assert await secrets.get(URL, LONG) == OLD

        assert (it.holding, it.key, it.endpoint.key) == (Holding.SESSION, NEW, NEW)


async def test_a_key_given_while_the_keyring_is_asked_counts_more(drawer):
    drawer.passwords[SERVICE, URL] = OLD
    drawer.open.clear()
    async with account() as it:
        loading = asyncio.ensure_future(it.load())
        await until(lambda: drawer.calls)
        await it.save(NEW, memory_only=True)
        drawer.open.set()
        await loading

        assert (it.holding, it.key, it.endpoint.key) == (Holding.SESSION, NEW, NEW)


async def test_a_good_key_is_checked_then_stored_then_used(drawer):
    async with account() as it:
        info = await it.save(f"Bearer {NEW}\n")

        assert info == it.info == GOOD
        assert it.endpoint.asked_with == [NEW]
        assert drawer.passwords == {(SERVICE, URL): NEW}
        assert (it.holding, it.key, it.endpoint.key, it.unchecked) == (Holding.STORED, NEW, NEW, None)


@pytest.mark.parametrize(
    ("answer", "failure"),
    [(KeyRefused(), KeyRefused), (KeyInfo(label="mine", is_management_key=True), ManagementKey)],
)
async def test_a_key_that_cannot_chat_is_neither_stored_nor_used_and_the_old_one_stays(drawer, answer, failure):
    drawer.passwords[SERVICE, URL] = OLD
    async with account(answer) as it:
        await it.load()
        with pytest.raises(failure):
            await it.save(NEW)

        assert it.endpoint.asked_with == [NEW]
        assert drawer.passwords == {(SERVICE, URL): OLD}
        assert (it.holding, it.key, it.endpoint.key) == (Holding.STORED, OLD, OLD)


@pytest.mark.parametrize("answer", [NotAnApi(status=404), ModelNotFound(status=404), NotAnApi()])
async def test_where_keys_cannot_be_checked_a_key_is_stored_all_the_same(drawer, answer):
    async with account(answer) as it:
        info = await it.save(NEW)

        assert (info, it.unchecked) == (None, None)
        assert drawer.passwords == {(SERVICE, URL): NEW}
        assert it.holding is Holding.STORED


@pytest.mark.parametrize("answer", [Unreachable(), OutOfCredit(status=402)])
async def test_a_key_that_could_not_be_checked_now_is_stored_and_the_reason_kept(drawer, answer):
    async with account(answer) as it:
        info = await it.save(NEW)

        assert (info, it.unchecked) == (None, answer)
        assert it.holding is Holding.STORED


@pytest.mark.parametrize(("pasted", "failure"), [("  ", KeyMissing), ("sk-é", KeyNotAscii)])
async def test_what_is_no_key_is_not_even_checked(drawer, pasted, failure):
    async with account() as it:
        with pytest.raises(failure):
            await it.save(pasted)

        assert it.endpoint.asked_with == []
        assert drawer.passwords == {}


async def test_a_key_that_cannot_be_stored_is_not_used_until_the_person_says_so(drawer):
    keyring.set_keyring(fail.Keyring())
    async with account() as it:
        with pytest.raises(KeyringMissing):
            await it.save(NEW)
        assert (it.holding, it.key, it.endpoint.key) == (Holding.NONE, "", "")

        await it.save(NEW, memory_only=True)

        assert (it.holding, it.key, it.endpoint.key, it.failure) == (Holding.SESSION, NEW, NEW, None)


async def test_a_keyring_that_only_pretends_to_store_is_found_out(drawer):
    keyring.set_keyring(null.Keyring())
    async with account() as it:
        with pytest.raises(KeyringForgetful):
            await it.save(NEW)

        assert it.endpoint.key == ""


async def test_saving_can_be_given_up_while_the_keyring_asks_for_its_password(drawer):
    drawer.open.clear()
    async with account() as it:
        saving = asyncio.ensure_future(it.save(NEW))
        await until(lambda: drawer.calls)
        saving.cancel()
        await asyncio.wait([saving])

        assert saving.cancelled()
        assert (it.holding, it.endpoint.key) == (Holding.NONE, "")


async def test_a_key_for_this_run_is_stored_nowhere(drawer):
    async with account() as it:
        await it.save(NEW, memory_only=True)

        assert drawer.passwords == {}
        assert it.holding is Holding.SESSION


async def test_where_no_key_is_ever_kept_one_is_used_for_this_run():
    endpoint = Endpoint(GOOD)
    tasks = TaskScope("test", [].append)
    it = Account(URL, None, "", endpoint.use_key, endpoint.check, tasks)
    await it.load()
    await it.save(NEW)
    assert (it.holding, endpoint.key) == (Holding.SESSION, NEW)

    await it.forget()

    assert (it.holding, endpoint.key) == (Holding.NONE, "")


async def test_the_environment_keeps_winning_over_a_key_that_is_stored(drawer):
    async with account(environment=OLD) as it:
        await it.load()
        await it.save(NEW)

        assert drawer.passwords == {(SERVICE, URL): NEW}
        assert (it.holding, it.key, it.endpoint.key) == (Holding.ENVIRONMENT, OLD, OLD)


async def test_a_key_for_this_run_wins_over_the_environment(drawer):
    async with account(environment=OLD) as it:
        await it.load()
        await it.save(NEW, memory_only=True)

        assert (it.holding, it.endpoint.key) == (Holding.SESSION, NEW)


async def test_forgetting_deletes_the_stored_key_and_stops_using_it(drawer):
    async with account() as it:
        await it.save(NEW)
        await it.forget()

        assert drawer.passwords == {}
        assert (it.holding, it.key, it.endpoint.key, it.info) == (Holding.NONE, "", "", None)


async def test_forgetting_deletes_what_is_stored_while_the_environment_goes_on(drawer):
    drawer.passwords[SERVICE, URL] = OLD
    async with account(environment=NEW) as it:
        await it.load()
        await it.forget()

        assert drawer.passwords == {}
        assert (it.holding, it.endpoint.key) == (Holding.ENVIRONMENT, NEW)


async def test_forgetting_a_key_for_this_run_needs_no_keyring(drawer):
    keyring.set_keyring(fail.Keyring())
    async with account() as it:
        await it.save(NEW, memory_only=True)
        await it.forget()

        assert (it.holding, it.endpoint.key) == (Holding.NONE, "")


async def test_forgetting_says_when_the_stored_key_is_still_there(drawer):
    async with account() as it:
        await it.save(NEW)
        drawer.locked = True
        with pytest.raises(KeyringLocked):
            await it.forget()

        assert (it.holding, it.endpoint.key) == (Holding.NONE, "")


async def test_that_another_key_is_used_is_told_before_it_is(drawer):
    drawer.passwords[SERVICE, URL] = OLD
    async with account() as it:
        told = []
        it.replaced.connect(lambda: told.append(it.key))
        await it.load()
        await it.save(OLD)
        assert told == []
        await it.save(NEW)
        await it.forget()
        assert told == [OLD, NEW]


async def test_a_key_that_is_stored_and_not_used_replaces_none(drawer):
    async with account(environment=OLD) as it:
        told = []
        it.replaced.connect(lambda: told.append(it.key))
        await it.load()
        await it.save(NEW)
        await it.forget()
        assert told == []
        await it.save(NEW, memory_only=True)
        assert told == [OLD]


async def test_an_account_does_not_show_its_key(drawer):
    async with account() as it:
        await it.save(NEW)

        assert NEW not in repr(it)
