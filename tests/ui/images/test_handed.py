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
        data = value if isinstance(value, bytes) else value.encode()
        made.setData(kind if kind[0] == "_" else kind.replace("_", "/"), QByteArray(data))
    return made


def named(made, name):
    made.setData("application/x-moz-file-promise-dest-filename", QByteArray(name.encode("utf-16-le")))
    return made


OCTETS = {"application_octet-stream": JPEG}


def titled(text, **kinds):
    """As browsers and Thunderbird say where it is from, and what it is called."""
    made = mime(**kinds)
    made.setData("text/x-moz-url", QByteArray(text.encode("utf-16-le")))
    return made


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
        (titled("https://mail.example.org/a?part=2\nGrüße.jpg", **OCTETS), "Grüße.jpg"),
        (titled(f"{MAIL}\r\nthe photo.jpg\r\n81920", **{"text_uri-list": MAIL, **OCTETS}), "the photo.jpg"),
        (titled(f"{MAIL}\n{MAIL}", **OCTETS), "a photo.jpg"),  # no more than the address
        (titled(MAIL, **OCTETS), "a photo.jpg"),
        (titled("\ufeffhttps://example.org/cat.jpg", **OCTETS), "cat.jpg"),
        (titled("", **OCTETS), "File"),
        (mime(**{"_NETSCAPE_URL": "https://example.org/7\ncat.jpg", **OCTETS}), "cat.jpg"),
        (mime(**{"text_x-moz-url-desc": "cat.jpg".encode("utf-16-le"), "text_uri-list": MAIL, **OCTETS}), "cat.jpg"),
        (mime(**{"text_x-moz-url-desc": MAIL.encode("utf-16-le"), "text_uri-list": MAIL, **OCTETS}), "a photo.jpg"),
        (named(titled(f"{MAIL}\nanother.jpg", **OCTETS), "cat.jpg"), "cat.jpg"),  # promised under this name
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


PNG = b"\x89PNG\r\n\x1a\n not decoded here"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://example.org/cat.jpg\nA cat asleep", "cat.png"),
        ("https://example.org/img?id=7\ncat.jpg", "cat.png"),
        ("https://example.org/img?id=7\nA cat asleep", "Pasted picture.png"),
    ],
)
def test_a_picture_of_a_page_is_called_what_its_address_or_its_title_says(qapp, text, name):
    dragged = titled(text, text_html='<img src="https://example.org/cat.jpg">', image_png=PNG)
    assert [Offer(name, data=PNG)] == offers_of(dragged)


def test_an_address_with_a_title_alone_is_attached_as_an_address(qapp):
    address = "https://example.org/cat.jpg"
    assert [Offer("cat.jpg", url=address)] == offers_of(titled(f"{address}\nA cat asleep"))
    assert brought_by(titled("https://example.org/\nExample")).pages == ("https://example.org/",)
