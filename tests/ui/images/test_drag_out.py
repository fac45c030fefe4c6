"""What goes along when a picture is dragged out."""

from __future__ import annotations

import pytest

from desktop.ui.images.drag_out import LARGEST, lightened, mime_of


@pytest.mark.parametrize(
    ("size", "formats"),
    [(LARGEST, ["text/uri-list", "image/png"]), (LARGEST + 1, ["text/uri-list"])],
)
def test_of_a_large_picture_only_the_file_is_dragged(size, formats):
    mime = lightened(mime_of("/tmp/cat.png", "image/png", bytes(size)))

    assert formats == mime.formats()
    assert ["/tmp/cat.png"] == [url.toLocalFile() for url in mime.urls()]
