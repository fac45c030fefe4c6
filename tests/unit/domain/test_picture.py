from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.picture import HEAD, RAW, SVG, sniff

ICON = b"\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0\x40\0\0\0\x16\0\0\0"
PRESSED = gzip.compress(b"<svg>" + bytes(range(256)), mtime=0)
BMP = b"BM" + b"\0" * 12


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"\xff\xd8\xff\xdb", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"II*\0\x08\0\0\0", "image/tiff"),
        (b"MM\0*\0\0\0\x08", "image/tiff"),
        (BMP + b"\x28\0\0\0", "image/bmp"),
        (BMP + b"\x7c\0\0\0", "image/bmp"),
        (b"8BPS\0\1\0\0", "image/vnd.adobe.photoshop"),
        (b"8BPS\0\2\0\0", "image/vnd.adobe.photoshop"),
        (b"8BPS\0\3\0\0", ""),
        (gzip.compress(b"<?xml version='1.0'?><svg/>", mtime=0), SVG),
        (gzip.compress(b"<svg>" + b" " * 100_000, mtime=0), SVG),
        (PRESSED[:200], SVG),
        (gzip.compress(b"<html><svg>", mtime=0), ""),
        (gzip.compress(b" " * 100_000 + b"<svg>", mtime=0), ""),
        (b"\x1f\x8b\x08" + bytes(20), ""),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\xff\xff\xff", ""),
        (b"IIRO\x08\0\0\0", RAW),
        (b"IIRS\x08\0\0\0", RAW),
        (b"MMOR\0\0\0\x08", RAW),
        (b"IIU\0\x18\0\0\0", RAW),
        (b"FUJIFILMCCD-RAW 0201", RAW),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", RAW),
        (ICON, "image/vnd.microsoft.icon"),
        (ICON[:4] + b"\0\0" + ICON[6:], ""),
        (ICON[:9] + b"\1" + ICON[10:], ""),
        (ICON[:14] + b"\0\0\0\0" + ICON[18:], ""),
        (ICON[:18] + b"\x15\0\0\0", ""),  # in the middle of the list
        (b"\0\0\2\0" + ICON[4:], ""),
        (b"\0\0\1\0", ""),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "image/heic"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "image/avif"),
        (b"\0\0\0\x14ftypavis\0\0\0\0avis", "image/avif"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp41", ""),
        (b"\0\0\0\x10ftypisom\0\0\0\0heic", ""),
        (b"BM, or not to BM", ""),
        (b"RIFF\x10\0\0\0WAVEfmt ", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", SVG),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- <svg> -->\n<!DOCTYPE svg PUBLIC 'x'>\n<svg/>", SVG),
        (b"<!doctype svg [<!ENTITY a '>'>]><s:svg xmlns:s='x'>", SVG),
        (b"<svgs>", ""),
        (b"<!-- <svg> ", ""),
        (b"<html><svg>", ""),
        (b"a <svg>", ""),
        (b"%PDF-1.7", ""),
        (b"icns\0\0\0\0", ""),
        (b"\x89PNG", ""),
        (b"", ""),
    ],
)
def test_bytes_tell_what_they_are(head, media_type):
    assert sniff(head) == media_type


@given(st.binary(max_size=2 * HEAD))
def test_any_bytes_get_an_answer_and_only_the_head_counts(data):
    assert sniff(data) == sniff(data[:HEAD])
