from __future__ import annotations

import pytest

from desktop.ui.browser.browser import ModelBrowser
from tests.ui.browser.rows import CATALOG


@pytest.fixture
def browser(qtbot):
    browser = ModelBrowser()
    qtbot.addWidget(browser)
    browser.resize(340, 600)
    browser.furnish()
    browser.show_catalog(CATALOG)
    return browser
