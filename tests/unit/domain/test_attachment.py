from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.attachment import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    address_name,
    file_name,
    last_part,
    numbered,
    picture_address,
    shown_name,
)
from desktop.domain.errors import BadAddress


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("cat.png", "cat.png"),
        ("Überblick 2.png", "Überblick 2.png"),
        ("two\nlines.png", "two\ufffdlines.png"),
        ("invoice\u202egnp.exe", "invoice\ufffdgnp.exe"),
        ("a\u2066b\u200bc", "a\ufffdb\ufffdc"),
        ("\udcff.png", "\ufffd.png"),
        ("\x1b[31m", "\ufffd[31m"),
        (" cat ", "cat"),
    ],
)
def test_a_name_cannot_deceive(name, shown):
    assert shown_name(name) == shown


@given(st.text(st.characters()))
def test_a_name_is_one_line_that_can_be_stored(name):
    shown = shown_name(name)

    shown.encode()
    assert len(shown) <= LONGEST_NAME
    assert not any(unicodedata.bidirectional(character) in {"RLO", "LRO", "RLI"} for character in shown)
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/cat.png",
        "http://127.0.0.1:8000/a?b=c#d",
        "https://[::1]/cat.png",
        "https://bücher.example/ü.png",
        "HTTPS://EXAMPLE.ORG/CAT",
    ],
)
def test_an_address_goes_out_as_it_came(address):
    assert picture_address(f" {address}\n") == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cat.png",
        "ftp://example.org/cat.png",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https:///cat.png",
        "https://good.example@evil.example/cat.png",
        "https://user:secret@example.org/",
        "https://example.org:99999/",
        "https://example.org:0/",
        "https://[::1/",
        "https://example.org/a b.png",
        "https://example.org/a\nb.png",
        "https://example.org/\u202ecat",
        "https://example.org/" + "a" * LONGEST_ADDRESS,
    ],
)
def test_what_is_no_plain_address_is_refused(text):
    with pytest.raises(BadAddress):
        picture_address(text)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://example.org/a/cat.png?size=2", "cat.png"),
        ("https://example.org/a/", "a"),
        ("https://example.org", "example.org"),
        ("https://example.org/two%0Alines", "two\ufffdlines"),
    ],
)
def test_an_address_is_called_after_its_end(address, name):
    assert address_name(address) == name


@pytest.mark.parametrize(
    ("name", "media_type", "wanted"),
    [
        ("cat.png", "image/png", "cat.png"),
        ("cat.JPEG", "image/jpeg", "cat.JPEG"),
        ("cat.png", "image/jpeg", "cat.jpg"),
        ("cat.heic", "image/jpeg", "cat.jpg"),
        ("report.v2", "image/webp", "report.v2.webp"),
        ("picture", "image/gif", "picture.gif"),
        ("", "image/png", "picture.png"),
        ("..", "image/png", "picture.png"),
        (".png", "image/png", "picture.png"),
        ("../../etc/passwd", "image/png", "_.._etc_passwd.png"),
        ('a:b\\c*d?"<>|.png', "image/png", "a_b_c_d_____.png"),
        ("invoice\u202egnp.exe", "image/png", "invoice_gnp.exe.png"),
        ("two\nlines\udcff.png", "image/png", "two_lines_.png"),
        ("cat.png ", "image/png", "cat.png"),
        ("ü" * 200 + ".png", "image/png", "ü" * 100 + ".png"),
        ("cat.xyz", "application/zip", "cat.xyz.bin"),
        ("cat.xyz", "application/pdf", "cat.xyz.pdf"),
        ("Report.PDF", "application/pdf", "Report.PDF"),
        ("", "application/pdf", "file.pdf"),
    ],
)
def test_a_picture_is_kept_under_a_name_that_fits_anywhere_and_says_what_it_is(name, media_type, wanted):
    assert wanted == file_name(name, media_type)


@pytest.mark.parametrize(
    ("name", "taken", "told"),
    [
        ("a.png", (), "a.png"),
        ("a.png", ("b.png",), "a.png"),
        ("a.png", ("a.png",), "a 2.png"),
        ("a.png", ("a.png", "a 2.png", "a 3.png"), "a 4.png"),
        ("a.b.png", ("a.b.png",), "a.b 2.png"),
        ("a", ("a",), "a 2"),
        ("a.jpg", ("a.png",), "a 2.jpg"),
        ("a.png", ("a.png", "a 2.jpg"), "a 3.png"),
        ("a", ("a.png", "a 2"), "a 3"),
    ],
)
def test_a_name_that_is_taken_gets_a_number(name, taken, told):
    assert numbered(name, taken) == told


@pytest.mark.parametrize("folder", ["", "/home/me/", "C:/Users/me/"])
def test_a_file_is_called_by_the_last_part_of_its_path(folder):
    assert last_part(folder + "a.png") == "a.png"


@pytest.mark.skipif(os.name == "nt", reason="a backslash stands between folders there")
def test_a_backslash_belongs_to_a_name():
    assert last_part("/home/me/we`ird\\name.md") == "we`ird\\name.md"
