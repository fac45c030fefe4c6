"""Files that other programs have no path for: attachments of mails, pictures of pages, what lies on a phone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QMimeData

from desktop.domain.attachment import Offer
from desktop.domain.parts import Modality
from desktop.ui.images.handed import promises_file
from desktop.ui.images.mime import Brought, brought_by, offers_of
from desktop.ui.images.once import Once

JPEG = b"\xff\xd8\xff\xe0 not decoded here"
MAIL = "imap://x@y:993/fetch%3EUID%3E/INBOX%3E1?part=1.2&filename=a%20photo.jpg"


def mime(**kinds):
    made = QMimeData()
    for kind, value in kinds.items():
        made.setData(kind.replace("_", "/"), QByteArray(value if isinstance(value, bytes) else value.encode()))
    return made


def named(made, name):
    made.setData("application/x-moz-file-promise-dest-filename", QByteArray(name.encode("utf-16-le")))
    return made


OCTETS = {"application_octet-stream": JPEG}


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (mime(**OCTETS), "File"),
        (mime(**{"text_uri-list": MAIL, **OCTETS}), "a photo.jpg"),
        (mime(**{"text_uri-list": MAIL, "text_plain": MAIL, **OCTETS}), "a photo.jpg"),
        (mime(**{"text_uri-list": "", **OCTETS}), "File"),  # what Qt makes of an address in Mozilla's own format
        (mime(**{"text_uri-list": "mailbox:///a/Inbox?number=3&part=1.2/photo.jpg", **OCTETS}), "Inbox"),
        (mime(**{"text_uri-list": "https://example.org/a%20cat.jpg", **OCTETS}), "a cat.jpg"),
        (mime(**{"text_uri-list": "imap://[bad/photo.jpg", **OCTETS}), "File"),
        (mime(**{'application_octet-stream;name="cat.jpg"': JPEG}), "cat.jpg"),
        (mime(**{"text_plain": "cat.jpg", 'application_octet-stream;name="cat.jpg"': JPEG}), "cat.jpg"),
        (named(mime(**OCTETS), "Grüße.jpg"), "Grüße.jpg"),
    ],
)
def test_the_bytes_of_a_file_are_taken_under_its_name_before_its_address(qapp, made, name):
    assert [Offer(name, data=JPEG)] == offers_of(made)
    kind = Modality.IMAGE if name.endswith(".jpg") else None
    assert Brought(1, (kind,)) == brought_by(made)


def test_a_name_that_promises_nothing_is_said_before_the_drop(qapp):
    assert brought_by(named(mime(**OCTETS), "a.exe")).others == 1


@pytest.mark.parametrize(
    "made",
    [
        mime(text_plain="words", **OCTETS),
        mime(**{"text_uri-list": "imap://a/b\r\nimap://a/c", **OCTETS}),  # of which of them are these?
        mime(**{"text_uri-list": MAIL, "application_octet-stream": b""}),
    ],
)
def test_bytes_beside_words_or_several_addresses_are_not_taken_for_a_file(qapp, made):
    assert not offers_of(made)


@pytest.mark.parametrize(
    ("addresses", "out_of_reach"),
    [
        (MAIL, True),
        ("mailbox:///home/a/Inbox?number=3", True),
        ("akonadi:?item=7", True),
        ("mtp:/Phone/DCIM/IMG_1.JPG", True),
        ("file://server/share/a.pdf", True),
        ("https://example.org/a.exe\r\nsmb://server/a.png", True),
        ("https://example.org/a.png", False),
        ("mailto:a@example.py", False),
        ("smb://server/folder", False),
        ("tel:+49301234", False),
        ("no address", False),
        ("", False),
    ],
)
def test_an_address_that_only_another_program_can_read_is_no_text_of_a_question(qapp, addresses, out_of_reach):
    assert out_of_reach == promises_file(Once(mime(**{"text_uri-list": addresses})))
