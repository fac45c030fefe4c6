"""What endpoints make of PDFs, kept; what is attached is tried with the intake."""

from __future__ import annotations

from desktop.domain.delta import Annotation
from desktop.domain.errors import TooMuchUnsaved
from desktop.domain.parts import ParsedPart
from desktop.services.files import keep_parsed
from tests.unit.services.test_intake import refusing, room


async def test_what_was_made_of_a_pdf_is_stored_as_it_came(tmp_path):
    async with room(tmp_path) as it:
        part = await keep_parsed(it.blobs)(Annotation("h1", b"{}"))

        assert ParsedPart("h1", part.blob, 2) == part
        assert b"{}" == await it.blobs.get(part.blob)


async def test_what_cannot_be_stored_costs_the_answer_nothing(tmp_path, expected_logs):
    expected_logs.append("what was made of a PDF was not kept: TooMuchUnsaved")
    async with room(tmp_path) as it:
        it.blobs.put = refusing(TooMuchUnsaved())

        assert await keep_parsed(it.blobs)(Annotation("h1", b"{}")) is None
