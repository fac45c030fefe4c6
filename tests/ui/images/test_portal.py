"""The portal of a real message bus, with a desktop on it that answers as it is told."""

from __future__ import annotations

import shutil
import subprocess
import threading

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtDBus import QDBusConnection

from desktop.ui.images.portal import REQUEST, ROOT, SERVICE, ScreenshotPortal

DAEMON = shutil.which("dbus-daemon") or ""
pytestmark = pytest.mark.skipif(not DAEMON, reason="needs dbus-daemon")


@pytest.fixture(scope="module")
def address():
    daemon = subprocess.Popen(
        [DAEMON, "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait(10)
    daemon.stdout.close()


@pytest.fixture
def ask(qtbot, address):
    """Asks a desktop that answers once, and tells what it was asked and what was heard of it."""
    desktop = open_dbus_connection(address)
    desktop.send_and_get_reply(message_bus.RequestName(SERVICE))
    asked = []

    def serve(response, results):
        message = desktop.receive(timeout=10)
        while message.header.message_type is not MessageType.method_call:
            message = desktop.receive(timeout=10)
        asked.append((message.header.fields[HeaderFields.member], *message.body))
        if response is None:
            desktop.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
            return
        sender = message.header.fields[HeaderFields.sender][1:].replace(".", "_")
        path = f"{ROOT}/request/{sender}/{message.body[1]['handle_token'][1]}"
        signal = new_signal(DBusAddress(path, interface=REQUEST), "Response", "ua{sv}", (response, results))
        desktop.send(signal)  # before the reply, as a quick desktop does
        desktop.send(new_method_return(message, "o", (path,)))

    def run(response, **results):
        thread = threading.Thread(target=serve, args=(response, {n: ("s", v) for n, v in results.items()}))
        thread.start()
        portal = ScreenshotPortal(bus=QDBusConnection.connectToBus(address, "portal"))
        heard = []
        portal.taken.connect(heard.append)
        portal.failed.connect(lambda: heard.append(None))
        portal.ask()
        qtbot.waitUntil(lambda: bool(heard))
        thread.join(10)
        return asked[-1], heard

    yield run
    QDBusConnection.disconnectFromBus("portal")
    desktop.close()


def test_the_desktop_lets_the_person_choose_and_names_a_file(ask):
    asked, heard = ask(0, uri="file:///home/x/Pictures/a%20b.png")

    assert asked[:2] == ("Screenshot", "")
    assert asked[2]["interactive"] == ("b", True)
    assert heard == ["/home/x/Pictures/a b.png"]


def test_a_person_who_wants_none_gets_none(ask):
    assert ask(1)[1] == [""]


@pytest.mark.parametrize("results", [{}, {"uri": ""}, {"uri": "https://example.org/a.png"}])
def test_an_answer_without_a_file_is_a_failure(ask, results):
    assert ask(0, **results)[1] == [None]


def test_a_desktop_that_cannot_do_it_is_a_failure(ask):
    assert ask(2)[1] == [None]
    assert ask(None)[1] == [None]


def test_no_desktop_at_all_is_a_failure(qtbot, address):
    portal = ScreenshotPortal(bus=QDBusConnection.connectToBus(address, "alone"))
    with qtbot.waitSignal(portal.failed):
        portal.ask()
    QDBusConnection.disconnectFromBus("alone")
