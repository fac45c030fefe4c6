from __future__ import annotations

import asyncio

import pytest

from desktop.system.images import Images


@pytest.fixture(scope="module")
def ask():
    """Runs a question to one picture worker that all tests of a module share."""
    with asyncio.Runner() as runner:
        images = Images()

        def ask(question):
            return runner.run(question(images))

        yield ask
        runner.run(images.close())


@pytest.fixture(scope="module")
def prepare(ask):
    return lambda data: ask(lambda images: images.prepare(data))


@pytest.fixture(scope="module")
def prepare_as(ask):
    return lambda data, plan, *edits: ask(lambda images: images.prepare(data, plan, *edits))


@pytest.fixture(scope="module")
def facts(ask):
    return lambda data: ask(lambda images: images.facts(data))
