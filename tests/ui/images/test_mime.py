from __future__ import annotations

import base64
import binascii
import os
import time
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from desktop.domain.attachment import MOST, Offer
from desktop.domain.parts import Modality
from desktop.ui.images import once
from desktop.ui.images.mime import (
    LOOKED_AT,
    brought_by,
    is_too_large,
    left_out,
    offers_of,
    pictures_beside,
    text_of,
)
from desktop.ui.images.once import CUT, Once
from desktop.ui.images.page import Page
from desktop.ui.images.paths import paths_in

PNG = b"\x89PNG\r\n\x1a\nnot decoded here"
ONE_PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\6\0\0\0").decode()
PIXEL = base64.b64encode(PNG).decode()


def decoded(offer):
    """An offer with the bytes that the intake makes of it, which is not done on the window's thread."""
    assert not (offer.data and offer.encode)
    return replace(offer, data=offer.encode(), encode=None) if offer.encode else offer


def mime(text=None, html=None, urls=None, bitmap=None, **data):
    made = QMimeData()
    if text is not None:
        made.setText(text)
    if html is not None:
        made.setHtml(html)
    if urls is not None:
        made.setUrls([QUrl(url) for url in urls])
    if bitmap is not None:
        made.setImageData(bitmap)
    for kind, value in data.items():
        made.setData(kind.replace("_", "/"), QByteArray(value))
    return made


def picture(width=4, height=3):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    return image


def test_original_bytes_are_taken_as_they_are(qapp):
    offers = offers_of(mime(image_jpeg=b"\xff\xd8\xff", bitmap=picture()))

    assert [Offer("Pasted picture.jpg", data=b"\xff\xd8\xff")] == offers


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("image/svg+xml", "Pasted picture.svg"),
        ("image/tiff", "Pasted picture.tif"),
    ],
)
def test_what_has_to_be_converted_is_taken_as_it_is_too_unless_there_is_better(qapp, kind, name):
    made = mime(bitmap=picture())
    made.setData(kind, QByteArray(b"original"))

    assert [Offer(name, data=b"original")] == offers_of(made)
    assert 1 == brought_by(made).count
    made.setData("image/webp", QByteArray(b"better"))
    assert [Offer("Pasted picture.webp", data=b"better")] == offers_of(made)


@pytest.mark.parametrize(
    ("formats", "taken"),
    [
        (["image/jpeg", "image/png", "image/bmp"], "image/jpeg"),
        (["text/html", "image/webp", "image/png", "image/jpeg"], "image/webp"),
        (["image/heic", "image/png", "image/jpeg"], "image/heic"),
        (["image/png", "image/jpeg", "image/webp", "image/tiff"], "image/png"),
        (["image/bmp", "image/tiff", "image/svg+xml", "image/png"], "image/png"),
    ],
)
def test_of_several_formats_the_one_that_the_source_names_before_its_re_encoded_ones_is_taken(qapp, formats, taken):
    made = QMimeData()
    for kind in formats:
        made.setData(kind, QByteArray(kind.encode()))

    assert [taken.encode()] == [offer.data for offer in offers_of(made)]


def test_a_bare_bitmap_becomes_a_png_with_the_same_pixels(qapp):
    (offer,) = offers_of(mime(bitmap=picture()))

    assert "Pasted picture.png" == offer.name
    assert picture() == QImage.fromData(offer.encode(), "PNG").convertToFormat(QImage.Format.Format_RGB32)


def test_a_bitmap_that_would_take_seconds_is_left_out_and_known_for_it(qapp):
    large = mime(bitmap=QImage(10_000, 10_000, QImage.Format.Format_Mono))

    assert not offers_of(large)
    assert is_too_large(large)
    assert not is_too_large(mime(bitmap=picture()))
    assert not is_too_large(mime(bitmap=QImage(10_000, 10_000, QImage.Format.Format_Mono), image_png=PNG))


def test_files_come_before_picture_data_made_of_them_before_pages_before_addresses(qapp):
    everything = {
        "image_png": PNG,
        "urls": ["file:///a.png"],
        "html": "<img src='https://example.org/b.png'>",
        "text": "https://example.org/c.png",
    }
    found = []
    for left in ("urls", "image_png", "html", "text"):
        (offer,) = offers_of(mime(**everything))
        found.append(offer.path or offer.url or offer.name)
        del everything[left]

    assert ["/a.png", "Pasted picture.png", "https://example.org/b.png", "https://example.org/c.png"] == found


def test_files_are_named_and_their_paths_unescaped(qapp):
    offers = offers_of(mime(urls=["file:///home/x/a%20b%23c.png", "file://localhost/d.jpg"]))

    assert [Offer("a b#c.png", path="/home/x/a b#c.png"), Offer("d.jpg", path="/d.jpg")] == offers


@pytest.mark.parametrize(
    "url", ["file://server/share/a.png", "smb://server/a.png", "ftp://host/a.png", "data:image/png,x"]
)
def test_files_of_other_machines_are_not_asked_for(qapp, url):
    assert not offers_of(mime(urls=[url]))


def test_a_file_whose_name_is_not_utf_8_is_found(qapp, tmp_path):
    path = os.fsencode(tmp_path / "caf") + b"\xe9 %41.png"
    Path(os.fsdecode(path)).write_bytes(PNG)
    address = b"file://" + path.replace(b"%", b"%25").replace(b"\xe9", b"%E9").replace(b" ", b"%20")
    dropped = QMimeData()
    dropped.setData("text/uri-list", address)
    [offer] = offers_of(dropped)

    assert Path(offer.path).read_bytes() == PNG


def test_a_large_lot_is_cut_and_counted(qapp):
    lot = mime(urls=[f"file:///{n}.png" for n in range(100)])

    assert [f"{n}.png" for n in range(MOST)] == [offer.name for offer in offers_of(lot)]
    assert 50 == left_out(lot)
    assert 100 == brought_by(lot).count


CELLS = "<meta charset=utf-8><table><tr><td>a</td><td>b</td></tr></table>"
COPIED = "<meta charset=utf-8><img alt='a cat' src='https://example.org/cat.png'>"


@pytest.mark.parametrize(
    ("beside", "is_words"),
    [
        ({"text": "a\tb", "html": CELLS}, True),  # cells of LibreOffice, Excel, Gnumeric
        ({"text": "a\tb", "html": CELLS, "text_rtf": b"{\\rtf1 a b}"}, True),
        ({"text": "cat.png", "text_rtf": b"{\\rtf1 cat.png}"}, True),
        ({"text": "a title\nand a line"}, True),
        ({"text": "", "html": CELLS}, False),
        ({"html": CELLS}, False),
        ({"html": COPIED}, False),  # Chromium, Firefox
        ({"text": "a cat", "html": COPIED}, False),
        ({"text": "https://example.org/cat", "html": COPIED}, False),
        ({"text": "cat.png"}, False),  # Finder, Eye of GNOME
        ({"text": "/home/a/a cat.jpg"}, False),
        ({"text": "a cat", "urls": ["https://example.org/cat"]}, False),
        ({"text": "/a/cat.xyz\n/a/b", "urls": ["file:///a/cat.xyz"]}, False),
    ],
)
def test_picture_data_is_but_a_drawing_of_words_beside_it_unless_they_name_a_picture(qapp, beside, is_words):
    made = mime(image_png=PNG, **beside)

    assert [not is_words, int(not is_words)] == [bool(offers_of(made)), brought_by(made).count]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<img src='https://example.org/x?id=1'>", [Offer("x", url="https://example.org/x?id=1")]),
        ("<IMG alt='a cat' SRC=http://example.org/cat.jpg />", [Offer("cat.jpg", url="http://example.org/cat.jpg")]),
        ("<a href='/page'><img src=https://example.org/%C3%A9.png></a>", [Offer("é.png", url="https://example.org/%C3%A9.png")]),
        (f"<img src='data:image/png;base64,{PIXEL}'>", [Offer("Pasted picture.png", data=PNG)]),
        ("<meta charset=utf-8><title>t</title><img src=https://example.org/>", [Offer("example.org", url="https://example.org/")]),
        ("<img src='data:image/svg+xml;base64,PHN2Zz4='>", []),
        ("<img src='data:image/png;base64,@@@'>", []),
        ("<img src='data:image/png;base64,'>", []),
        ("<img src='file:///etc/passwd'><img src=/etc/passwd><img src=javascript:x><img>", []),
        ("<img src='https://user@example.org/a.png'>", []),
        ("<img src='https:///a.png'><img src='https://[bad/a.png'>", []),
        ("<p>words around <img src='https://example.org/a.png'></p>", []),
        ("<img src='https://example.org/a.png'", []),
    ],
)  # fmt: skip
def test_a_page_that_is_nothing_but_pictures_offers_them_and_loads_nothing(qapp, html, expected):
    assert expected == [decoded(offer) for offer in offers_of(mime(html=html))]
    assert len(expected) == brought_by(mime(html=html)).count


def test_words_win_over_the_pictures_of_their_page(qapp):
    assert not offers_of(mime(text="two words", html="<img src='https://example.org/a.png'>"))
    assert offers_of(mime(text="https://example.org/", html="<img src='https://example.org/a.png'>"))


SHOWN = "<img width=48 src='https://example.org/a.png'>"


@pytest.mark.parametrize(
    ("html", "certain", "others"),
    [
        ("<p>Look:</p><img src='https://example.org/a.png'>", [], ["a.png"]),
        (f"<p>Look:</p>{SHOWN}", ["a.png"], []),
        (f"<p>Look:</p><img src='data:image/png;base64,{PIXEL}'>", ["Pasted picture.png"], []),
        ("a<img src=https://example.org/a.png><img src=https://example.org/a.png>", [], ["a.png"]),
        (f"a{SHOWN}<img src='https://example.org/b.png'>{SHOWN}", ["a.png"], ["b.png"]),
        ("a<img src='https://example.org/a.png' width=48 style='max-height: 20px'>", ["a.png"], []),
        ("a<img src='https://example.org/?width=16' style='width:20%'>", [], ["example.org"]),
        ("a<img src='https://example.org/icon.png' width=16>", [], []),
        ("a<img height='47' src='https://example.org/icon.png'/>", [], []),
        ("a<img src='https://example.org/icon.png' style='height: 18.5px; width: auto'>", [], []),
        (f"a<img src='data:image/png;base64,{ONE_PIXEL}'>", [], []),
        ("a<img src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'>", [], []),
        ("a<img src='file:///etc/passwd'>", [], []),
        ("only words", [], []),
        (None, [], []),
    ],
)  # fmt: skip
def test_pictures_between_words_are_found_and_icons_are_not(qapp, html, certain, others):
    found = pictures_beside(mime(text="words", html=html))

    assert (certain, others) == tuple([offer.name for offer in offers] for offers in found)


@pytest.mark.parametrize(
    "hidden",
    [
        f"<!-- {SHOWN} -->",
        f"<!-- {SHOWN}",
        f"<template>{SHOWN}</template>",
        SHOWN.replace("width", "hidden width"),
        SHOWN.replace("width", "style='display : none' width"),
        SHOWN.replace("width", 'style="visibility:hidden" width'),
        f"<div style='color: red; DISPLAY:none'><div>b</div>{SHOWN}</div>",
        f"<p HIDDEN><b>{SHOWN}</b><p>b",
        f"<ul><li hidden>{SHOWN}<li>b</ul>",
    ],
)
def test_what_a_page_does_not_show_is_not_attached(qapp, hidden):
    seen = SHOWN.replace("a.png", "seen.png")
    shown_before, nothing_else = pictures_beside(mime(text="words", html=f"words {seen} {hidden}"))

    assert (["seen.png"], []) == ([offer.name for offer in shown_before], nothing_else)
    assert not offers_of(mime(html=hidden))


@pytest.mark.parametrize(
    "before",
    [
        "<div hidden>b</div>",
        "<p hidden>b<p>",
        "<input type=hidden>",
        "<a href='/?hidden' title='so hidden'>",
        "<!-- a --><!-->",
        "<!doctype hidden>",
        "a < b",
    ],
)
def test_what_is_shown_after_what_is_hidden_is_found(qapp, before):
    [shown], _ = pictures_beside(mime(text="words", html=f"words {before}{SHOWN}"))

    assert "a.png" == shown.name


def test_of_a_page_of_pictures_with_words_no_endless_number_is_looked_at(qapp):
    page = "words" + "".join(f"<img src='https://example.org/{number}.png'>" for number in range(300))

    assert 200 == len(pictures_beside(mime(html=page)).others)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://example.org/a.png", True),
        ("HTTP://example.org/A.JPEG?size=large#top", True),
        ("https://example.org/a.gif\n", True),
        ("https://example.org/a.webp", True),
        ("https://example.org/a.svg", False),
        ("https://example.org/a", False),
        ("https://example.org/?q=a.png", False),
        ("https://example.org/a.pdf#page=2", True),
        ("https://example.org/a.zip", False),
        ("https://www.youtube.com/watch?v=abc", True),
        ("https://www.youtube.com/", False),
        ("see https://example.org/a.png", False),
        ("https://example.org/a.png https://example.org/b.png", False),
        ("https://user:secret@example.org/a.png", False),
        ("https://example.org/\u202egpj.png", False),
        ("https:///a.png", False),
        ("https://[::1/a.png", False),
        ("file:///a.png", False),
        ("file://server/a.png", False),
        ("/home/x/a.png", False),
        ("'/home/x/two words.HEIC'", False),
        ("~/a.jpg", False),
        ("/home/x/a.txt", False),
        ("/home/x", False),
        ("/home/x/a.png\n/home/x/b.png", False),
        ("home/x/a.png", False),
        ("see /home/x/a.png", False),
        ("'", False),
        (".png", False),
        ("", False),
    ],
)
def test_a_text_that_is_one_address_of_a_picture_offers_it(qapp, text, is_one):
    assert is_one == bool(offers_of(mime(text=text)))
    assert is_one == bool(brought_by(mime(text=text)).count)


def test_a_page_of_youtube_is_named_by_all_of_its_address(qapp):
    [offer] = offers_of(mime(text="https://www.youtube.com/watch?v=abc"))

    assert "www.youtube.com/watch?v=abc" == offer.name


def test_paths_are_taken_from_texts_as_they_are_typed_and_copied(qapp):
    found = [paths_in(text) for text in ('"/x/a b.png"', "~/a.png", "file:///x/a%20b.png", "~/trip/")]

    assert [
        [Offer("a b.png", path="/x/a b.png")],
        [Offer("a.png", path=str(Path.home() / "a.png"))],
        [Offer("a b.png", path="/x/a b.png")],
        [Offer("trip", path=str(Path.home() / "trip/"))],
    ] == found


@pytest.mark.parametrize(
    ("formats", "paths", "wins"),
    [
        ([], ["/x/a.jpg"], "/x/a.jpg"),
        (["image/png", "image/bmp"], ["/x/a.jpg"], "/x/a.jpg"),
        (["image/png"], ["/x/a.jpg"], "/x/a.jpg"),
        ([], ["/x/a.jpg", "/x/b.heic"], "/x/a.jpg"),
        ([], ["/x/a.pdf"], "/x/a.pdf"),
        ([], ["/x/a.jpg", "/x/b.txt"], "/x/a.jpg"),
        ([], ["/x/trip"], "/x/trip"),
        (["image/png", "image/bmp"], ["/x/trip"], "/x/trip"),
        (["image/png"], ["/x/trip"], "/x/trip"),
        (["image/png"], ["/x/a.exe"], ""),
        ([], ["/x/a.exe"], ""),
        ([], [], ""),
    ],
)
def test_a_file_wins_over_the_picture_data_beside_it_unless_nobody_attaches_such_files(qapp, formats, paths, wins):
    copied = mime(bitmap=picture(), urls=[f"file://{path}" for path in paths])
    for kind in formats:
        copied.setData(kind, QByteArray(PNG))

    assert wins == offers_of(copied)[0].path
    assert (len(paths) if wins else 1) == len(offers_of(copied)) == brought_by(copied).count


@pytest.mark.parametrize("formats", [[], ["image/png", "image/bmp"]])
def test_the_bitmap_beside_one_file_is_kept_for_when_the_file_cannot_be_read(qapp, formats):
    def brought(*urls):
        made = mime(bitmap=picture(), urls=urls)
        for kind in formats:
            made.setData(kind, QByteArray(PNG))
        return made

    [file] = offers_of(brought("file:///x/trip"))
    assert "/x/trip" == file.path
    assert PNG == file.instead().data if formats else b"\x89PNG" == file.instead().encode()[:4]
    assert "a.png" == offers_of(brought("file:///x/a.jpg"))[0].instead().name or not formats
    assert [None, None] == [offer.instead for offer in offers_of(brought("file:///x/a.jpg", "file:///x/b.jpg"))]
    assert offers_of(mime(urls=["file:///x/a.jpg"]))[0].instead is None


def test_the_bitmap_beside_a_copied_file_is_asked_for_when_it_is_wanted_while_it_is_on_the_clipboard(qapp):
    asked = []

    class Slow(QMimeData):
        def retrieveData(self, kind, wanted):  # noqa: N802 - Qt's name
            asked.append(kind)
            return super().retrieveData(kind, wanted)

    copied = Slow()
    copied.setUrls([QUrl("file:///x/a.jpg")])
    for kind in ("image/png", "image/bmp"):
        copied.setData(kind, QByteArray(PNG))
    qapp.clipboard().setMimeData(copied)
    [file] = offers_of(qapp.clipboard().mimeData(), qapp.clipboard().mimeData)

    assert {"text/uri-list"} >= set(asked)
    assert PNG == file.instead().data
    qapp.clipboard().setMimeData(mime(bitmap=picture(), urls=["file:///x/b.jpg"]))
    assert file.instead() is None
    qapp.clipboard().clear()
    assert file.instead() is None


def test_picture_data_has_the_name_of_the_address_beside_it_and_the_ending_of_what_it_is(qapp):
    def named(*urls):
        return offers_of(mime(urls=urls, image_png=PNG))[0].name

    assert "cat 1.png" == named("https://example.org/a/cat%201.jpg?x=1")
    assert "Pasted picture.png" == named("https://example.org/page")
    assert "Pasted picture.png" == named("https://example.org/a.png", "https://example.org/b.png")


def test_a_list_of_one_web_address_offers_it(qapp):
    dragged = mime(urls=["https://example.org/a.png"])

    assert [Offer("a.png", url="https://example.org/a.png")] == offers_of(dragged)


@pytest.mark.parametrize("signs", ["<a", "<!--", "<!-- a>", "<img a", "<p hidden>", "='", "display   "])
def test_a_page_is_read_in_a_time_that_grows_as_it_does(qapp, signs):
    """Once more for each of its signs would take minutes."""
    html = (signs * 200_000)[:999_000]
    began = time.monotonic()
    text_of(mime(html=html))
    pictures_beside(mime(html=html))

    assert time.monotonic() - began < 10


def test_an_address_that_never_ends_costs_what_one_that_ends_does(qapp):
    """A pattern that looks for its end, and then back for another one, takes four times as long."""

    def taken(html):
        page = mime(html=html)
        began = time.process_time()
        offers_of(page)
        return time.process_time() - began

    letters = "A" * 25_000_000

    endless = 'words <img src="data:image/png;base64,' + letters
    assert taken(endless) < 3 * taken(endless + '">')


@given(st.text())
def test_no_text_makes_trouble(text):
    offers_of(mime(text=text))


@given(st.text(st.sampled_from("<>img src='\"=/data:;base64,https.org&#x;-!")))
def test_no_page_makes_trouble(html):
    made = mime(html=html)
    offers_of(made)
    pictures_beside(made)
    text_of(made)


def test_a_page_that_is_longer_than_any_copied_text_is_not_read(qapp):
    page = "<p>word</p>" * 100_000
    picture = "data:image/png;base64," + "A" * 2_000_000

    assert "" == text_of(mime(html=page))
    assert [b"\0" * 1_500_000] == [decoded(offer).data for offer in offers_of(mime(html=f"<img src='{picture}'>"))]


@given(st.binary(max_size=60))
def test_no_list_of_addresses_makes_trouble(data):
    made = mime(text_uri_list=data)
    made.setData("text/uri-list", QByteArray(data))
    brought_by(made)
    offers_of(made)


@pytest.mark.parametrize(
    ("urls", "count"),
    [
        (["file:///a.png"], 1),
        (["file:///a.PNG", "file:///b.heic", "file:///c.exe"], 3),
        (["file:///no-ending"], 1),
        (["file:///a.exe", "file:///b.zip"], 2),
        (["file:///folder/"], 1),
        (["file:///2026.11", "file:///from%201.12.2025/"], 2),
        (["file:///folder.app/"], 1),
        (["file://server/a.png"], 0),
    ],
)
def test_of_files_that_are_dragged_all_are_taken_whatever_their_names(qapp, urls, count):
    assert count == brought_by(mime(urls=urls)).count


def test_what_models_have_to_take_is_told_by_names_and_by_addresses(qapp):
    names = ("a.png", "b.pdf", "c.mp3", "d.mov", "e.txt", "folder", "g.zip")
    far = mime(html="<img src='https://example.org/x?id=1'><img src='https://example.org/b.png'>")
    film = mime(urls=["https://www.youtube.com/watch?v=abc"])

    files = brought_by(mime(urls=[f"file:///{name}" for name in names]))
    assert (Modality.IMAGE, Modality.FILE, Modality.AUDIO, Modality.VIDEO, None, None, None) == files.kinds
    assert (1, 1) == (files.others, files.folders)
    assert () == files.addresses
    assert ("https://example.org/x?id=1", "https://example.org/b.png") == brought_by(far).addresses
    assert (Modality.IMAGE, Modality.IMAGE) == brought_by(far).kinds
    assert (Modality.VIDEO,) == brought_by(film).kinds
    assert (Modality.IMAGE,) == brought_by(mime(bitmap=picture())).kinds


@pytest.mark.parametrize(
    ("urls", "pages"),
    [
        (["https://example.org/article"], ("https://example.org/article",)),
        (["https://example.org/a", "http://example.org/b.png"], ("https://example.org/a", "http://example.org/b.png")),
        (["https://example.org/a.png"], ()),
        (["https://example.org/a", "file:///a.zip"], ()),
        (["https://user@example.org/a"], ()),
        (["https://example.org/" + "a" * 9_000], ()),
        ([f"https://example.org/{number}" for number in range(51)], ()),
    ],
)
def test_addresses_of_pages_are_told_from_those_that_are_attached(qapp, urls, pages):
    assert pages == brought_by(mime(urls=urls)).pages


NEAR = ["https://example.org/a.png", "https://example.org/b.pdf"]


@pytest.mark.parametrize(
    ("brought", "addresses"),
    [
        ({"text": "\r\n".join(["", *NEAR, ""])}, NEAR),
        ({"urls": NEAR}, NEAR),
        ({"text": "\n".join([*NEAR, "and a word"])}, []),
        ({"urls": [*NEAR, "https://example.org/page"]}, []),
        ({"text": "\n".join(NEAR * 26)}, []),
    ],
)
def test_several_addresses_are_taken_where_there_is_nothing_else(qapp, brought, addresses):
    assert addresses == [offer.url for offer in offers_of(mime(**brought))]


def test_a_text_that_is_an_address_is_no_page_that_is_dragged(qapp):
    assert not brought_by(mime(text="https://example.org/article")).pages


@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_of_a_large_page_only_the_beginning_is_read_while_it_is_dragged(qapp, monkeypatch, quote):
    class Watched(Page):
        def __init__(self, html):
            assert len(html) <= LOOKED_AT + len(CUT)
            super().__init__(html)

    monkeypatch.setattr("desktop.ui.images.page.Page", Watched)
    large = f"<img src={quote}data:image/png;base64,{'A' * LOOKED_AT}{quote}>"

    assert 1 == brought_by(mime(html=large)).count
    assert 0 == brought_by(mime(html=f"words {large}")).count


def test_what_a_drag_holds_is_not_fetched_to_count_it(qapp):
    """Data that comes through the display server takes its time; a drag asks at every entering."""

    class Slow(QMimeData):
        def retrieveData(self, kind, _wanted):  # noqa: N802 - Qt's name
            raise AssertionError(kind)

    slow = Slow()
    slow.setData("image/png", QByteArray(PNG))

    assert 1 == brought_by(slow).count


def test_words_of_a_page_are_read_where_there_is_no_plain_text(qapp):
    page = "<html><head><title>no</title><script>no()</script></head><p>a &amp; b<br>c</p><li>d</ul>"

    assert "a & b\nc\nd" == text_of(mime(html=page))
    assert "plain" == text_of(mime(text="plain", html=page))
    assert text_of(mime()) == ""


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("/x/a.png\n/x/b c.pdf", ["/x/a.png", "/x/b c.pdf"]),
        ("'/x/a.png'\r\n\r\n  \"/x/b.md\"\r\n", ["/x/a.png", "/x/b.md"]),
        ("file:///x/a%20b.png\n/c.wav", ["/x/a b.png", "/c.wav"]),
        ("/x/a.png", ["/x/a.png"]),
        ("/x/trip", ["/x/trip"]),
        ("/x/2026.11/", ["/x/2026.11/"]),
        ("/x/a.txt", ["/x/a.txt"]),
        ("/x/a.pdf", ["/x/a.pdf"]),
        ("/x/a.mp4", ["/x/a.mp4"]),
        ("/x/a.exe", []),
        ("/", []),
        ("trip", []),
        ("/x/a.png\nand a word", []),
        ("/x/a.png\nb.png", []),
        ("/x/a.txt\n/x/folder/\nfile:///x/LICENSE", ["/x/a.txt", "/x/folder/", "/x/LICENSE"]),
        ("/x/trip\n/x/folder", []),
        ("/x/a.png\n/", []),
        ("/x/a.png\n/x/b.exe", []),
        ("/x/a.png\nfile://far/b.png", []),
        ("/x/a.png\nhttps://example.org/b.png", []),
        ("/x/a\u202e.png\n/x/b.png", []),
        ("\n".join(f"/x/{number}.png" for number in range(51)), []),
        ("/x/a.png\n" * 30_000, []),
        ("", []),
    ],
)
def test_a_text_of_nothing_but_paths_names_files(text, paths):
    assert paths == [offer.path for offer in paths_in(text)]
    assert [PurePosixPath(path).name for path in paths] == [offer.name for offer in paths_in(text)]


def test_what_a_page_embeds_is_neither_decoded_when_it_is_counted_nor_when_it_is_dropped(qapp, monkeypatch):
    def decode(*_):
        raise AssertionError("decoded on the window's thread")

    for name in ("a2b_base64", "b2a_base64"):
        monkeypatch.setattr(binascii, name, decode)
    [offer] = offers_of(page := mime(html=f"<img src='data:image/png;base64,{PIXEL}'>"))

    assert (brought_by(page).count, offer.data) == (1, b"")
    with pytest.raises(AssertionError):
        offer.encode()


class Hanging(QMimeData):
    """What a program holds that answers nothing, until Qt gives up."""

    def __init__(self, kinds, wait):
        super().__init__()
        self.kinds, self.wait, self.asked = kinds, wait, []

    def formats(self):
        return self.kinds

    def hasFormat(self, kind):  # noqa: N802 - Qt's name
        return kind in self.kinds

    def retrieveData(self, kind, _):  # noqa: N802 - Qt's name
        if kind in self.kinds:  # else Qt's plugins do not ask
            self.asked.append(kind)
            time.sleep(self.wait)


KINDS = ["image/jpeg", "image/png", "application/x-qt-image", "text/html", "text/plain"]


@pytest.mark.parametrize(
    ("kinds", "asked"),
    [
        (KINDS[:4], ["image/jpeg"]),
        (KINDS[2:4], ["application/x-qt-image"]),
        (KINDS, ["text/plain"]),
        (["text/uri-list", *KINDS], ["text/uri-list"]),
        (KINDS[3:], ["text/plain"]),
        ([*KINDS[3:], once.UTF8], [once.UTF8]),
    ],
)
def test_a_program_that_does_not_answer_is_asked_once(qapp, monkeypatch, kinds, asked):
    monkeypatch.setattr(once, "SILENCE", 0.01)
    hanging = Hanging(kinds, 0.02)
    mime = Once(hanging)

    assert (offers_of(mime), is_too_large(mime), text_of(mime), brought_by(mime).pages) == ([], False, "", ())
    assert (hanging.asked, mime.silent) == (asked, True)


def test_a_program_that_does_not_even_say_what_it_holds_is_asked_once(qapp, monkeypatch):
    monkeypatch.setattr(once, "SILENCE", 0.01)
    hanging = Hanging([], 0.02)
    monkeypatch.setattr(hanging, "formats", lambda: hanging.asked.append("formats") or time.sleep(0.02) or [])
    mime = Once(hanging)

    assert (offers_of(mime), brought_by(mime).count, text_of(mime)) == ([], 0, "")
    assert hanging.asked == ["formats"]


def test_no_format_is_asked_for_twice(qapp):
    quick = Hanging(KINDS, 0)
    mime = Once(quick)
    offers_of(mime)
    brought_by(mime)

    assert (sorted(quick.asked), mime.silent) == (sorted(KINDS), False)


def test_a_text_is_read_as_utf_8_and_else_as_qt_finds_it(qapp):
    made = QMimeData()
    made.setData("text/uri-list", b"https://example.org/")
    assert text_of(made) == "https://example.org/"

    made = QMimeData()
    made.setData(once.UTF8, "Caf\xe9".encode())
    assert text_of(made) == "Caf\xe9"


def test_a_program_that_has_nothing_in_one_format_is_asked_for_others(qapp):
    quick = Hanging(KINDS, 0)

    assert offers_of(quick) == []
    assert quick.asked[:4] == [KINDS[-1], *KINDS[:3]]


def test_a_page_is_read_once(qapp, monkeypatch):
    read = []
    monkeypatch.setattr(Page, "_read", lambda _page, html: read.append(html) or iter(["words"]))
    copied = Once(mime(html=CELLS, image_png=PNG))

    offers_of(copied), text_of(copied), pictures_beside(copied)

    assert 1 == len(read)


@pytest.mark.parametrize("verb", ["copy", "cut"])
def test_files_that_a_file_manager_names_in_its_own_way_alone_are_files(qapp, verb):
    made = QMimeData()
    made.setData("x-special/gnome-copied-files", f"{verb}\nfile:///a/b%20c.png\nfile:///a/d.pdf".encode())

    assert ["/a/b c.png", "/a/d.pdf"] == [offer.path for offer in offers_of(made)]
    assert 2 == brought_by(made).count


@pytest.mark.parametrize("kind", ["text/uri-list", "x-special/gnome-copied-files"])
def test_a_name_goes_on_behind_a_line_separator(qapp, kind):
    made = QMimeData()
    verb = "copy\r\n" if kind.startswith("x-") else ""
    made.setData(kind, f"{verb}file:///a/b\u2028c.png\r\nfile:///a/d.png\r\n".encode())

    assert ["/a/b\u2028c.png", "/a/d.png"] == [offer.path for offer in offers_of(made)]


PARAGRAPH = "<p>some words of a page <b>bold</b></p>\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_page_that_is_too_long_is_not_even_decoded(qapp, monkeypatch, encoding):
    made, decoded = QMimeData(), []
    made.setData("text/html", (PARAGRAPH * 120_000).encode(encoding))
    monkeypatch.setattr(once, "_page", lambda *_: decoded.append(1))
    asked = Once(made)

    assert (text_of(asked), offers_of(asked), asked.has_vast_page(), decoded) == ("", [], True, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_page_whose_length_is_of_pictures_is_read(qapp, encoding):
    made = QMimeData()
    embedded = f'<img width="300" src="data:image/png;base64,{"iVBORw0K" * 300_000}">'
    made.setData("text/html", (PARAGRAPH + embedded * 3).encode(encoding))
    asked = Once(made)

    assert (text_of(asked), asked.has_vast_page()) == ("some words of a page bold", False)
    assert 1 == len(pictures_beside(asked).certain)


def test_a_page_with_more_markup_than_is_read_says_so(qapp):
    assert Once(mime(html=PARAGRAPH * 30_000)).has_vast_page()
    assert not Once(mime(html=PARAGRAPH)).has_vast_page()
    assert not Once(mime(text="words")).has_vast_page()
