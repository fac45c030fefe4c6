from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetrics, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.domain.attachment import Attachment, Choice, Preparation
from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.errors import DecoderFailed, FileGone
from desktop.domain.parts import Engine, ImagePart, MediaPart, Modality, TextFilePart
from desktop.domain.picture import Change, Frames
from desktop.domain.vision import Detail, Estimate, Quality
from desktop.ui.figures import human_size
from desktop.ui.images.chip import AttachmentChip
from desktop.ui.images.chip_face import (
    COMPACT_LEFT,
    CROSS,
    CROSS_INSET,
    LEFT,
    ROWS,
    WIDER,
    height_of,
    small_of,
    widths_in,
)
from desktop.ui.images.chip_facts import brief_of, says_place_removed
from desktop.ui.images.chip_menu import ChipMenu
from desktop.ui.images.chip_rows import laid_out, packed
from desktop.ui.images.chip_totals import totals_of
from desktop.ui.images.file_facts import sign_of
from desktop.ui.theme.theme import SPACE, theme_of
from tests.colors import colors_of

PDF = MediaPart("a.pdf", Modality.FILE, "application/pdf", "a" * 64, size=1_240_000)
VOICE = MediaPart("a.mp3", Modality.AUDIO, "audio/mpeg", "a" * 64, size=1_240_000, seconds=185)
FILM = MediaPart("a.mov", Modality.VIDEO, "video/quicktime", "a" * 64, size=1_240_000)
FILM_AT = MediaPart("abc", Modality.VIDEO, url="https://youtu.be/abc")
BY_THE_MODEL = Attachment("1", "a.pdf", Preparation.READY, media=replace(PDF, engine=Engine.NATIVE))
PDF_AT = MediaPart("a.pdf", Modality.FILE, url="https://example.org/a.pdf", engine=Engine.TEXT)
FAR = ImagePart("c.jpg", url="https://example.org/c.jpg")
PICTURE = ImagePart("sea.jpeg", "image/jpeg", "a" * 64, "", 4032, 3024, 1_240_000)


def png(color):
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.fixture
def chip(shown):
    return shown(AttachmentChip())


def double_click(widget):
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton)


def colors(chip):
    return colors_of(chip.grab().toImage())


@pytest.mark.parametrize(
    ("attachment", "sentence", "name"),
    [
        (Attachment("1", "sea.jpeg"), "", "sea.jpeg, preparing…"),
        (
            Attachment("1", "sea.jpeg", Preparation.READY, PICTURE, b"", (Change.LOCATION_REMOVED,)),
            "",
            "sea.jpeg, 1.2 MB, 4032×3024, location removed",
        ),
        (
            Attachment("1", "s.png", Preparation.READY, PICTURE, b"", (Change.METADATA_REMOVED, Change.TURNED_UPRIGHT)),
            "",
            "s.png, 1.2 MB, 4032×3024, metadata removed, turned upright",
        ),
        (
            Attachment("1", "cat.jpg", Preparation.READY, ImagePart("cat.jpg", url="https://example.org/a/cat.jpg")),
            "",
            "cat.jpg, address, example.org",
        ),
        (
            Attachment("1", "a.py", Preparation.READY, file=TextFilePart("a.py", "a" * 64, 9_000, 1_200, 8_000)),
            "",
            "a.py, 1,200 lines, 9 kB",
        ),
        (Attachment("1", "a.pdf", Preparation.READY, media=PDF), "", "a.pdf, PDF, 1.2 MB"),
        (
            Attachment("1", "a.pdf", Preparation.READY, media=replace(PDF, engine=Engine.NATIVE)),
            "",
            "a.pdf, PDF, 1.2 MB, read by the model itself, price not known",
        ),
        (
            replace(BY_THE_MODEL, token_price=Decimal("0.00000125")),
            "",
            "a.pdf, PDF, 1.2 MB, read by the model itself, $1.25 for 1,000,000 tokens",
        ),
        (replace(BY_THE_MODEL, token_price=Decimal(0)), "", "a.pdf, PDF, 1.2 MB, read by the model itself, free"),
        (
            Attachment("1", "a.pdf", Preparation.READY, media=replace(PDF, engine=Engine.OCR)),
            "",
            "a.pdf, PDF, 1.2 MB, scans too, $2 for 1,000 pages",
        ),
        (
            Attachment("1", "a.pdf", Preparation.READY, media=PDF_AT),
            "",
            "a.pdf, PDF, example.org, its text alone, free",
        ),
        (
            Attachment("1", "a.mp3", Preparation.READY, media=VOICE),
            "",
            "a.mp3, MP3, 1.2 MB, 3 min 5 s, tokens not known, price not known",
        ),
        (
            Attachment("1", "a.m4a", Preparation.READY, media=replace(VOICE, media_type="audio/mp4", seconds=0)),
            "",
            "a.m4a, M4A, 1.2 MB, tokens not known, price not known",
        ),
        (
            Attachment("1", "a.mov", Preparation.READY, media=FILM),
            "",
            "a.mov, MOV, 1.2 MB, tokens not known, price not known",
        ),
        (
            Attachment("1", "abc", Preparation.READY, media=FILM_AT),
            "",
            "abc, video, youtu.be, tokens not known, price not known",
        ),
        (
            Attachment("1", "a.txt", Preparation.READY, file=TextFilePart("a.txt", "a" * 64, 9, 1, 9, "Latin-1")),
            "",
            "a.txt, 1 line, 9 bytes, read as Latin-1",
        ),
        (
            Attachment("1", "a.txt", Preparation.READY, file=TextFilePart("a.txt", "a" * 64, 1, 1, 1)),
            "",
            "a.txt, 1 line, 1 byte",
        ),
        (
            Attachment("1", "notes.png", Preparation.FAILED),
            "Files of this kind cannot be attached.",
            "notes.png, Files of this kind cannot be attached.",
        ),
        (Attachment("1", "notes.png", Preparation.FAILED), "", "notes.png, cannot be attached"),
        (Attachment("1", "in\u202egnp.exe"), "", "in<U+202E>gnp.exe, preparing…"),
    ],
)
def test_a_screen_reader_hears_all_that_is_shown(chip, accessible_name, attachment, sentence, name):
    chip.show_attachment(attachment, sentence)

    assert name == accessible_name(chip)
    assert f"Remove {name.split(',')[0]}" == accessible_name(chip.findChild(QToolButton))


def test_foreign_words_are_no_markup_in_the_tool_tip(chip):
    chip.show_attachment(Attachment("1", "<img src=x>.png", Preparation.FAILED), "<b>why</b>")

    assert "<qt>&lt;img src=x&gt;.png<br>&lt;b&gt;why&lt;/b&gt;</qt>" == chip.toolTip()


def test_the_thumbnail_is_shown_once_it_is_there(chip):
    chip.show_attachment(Attachment("1", "a.png"))
    before = colors(chip)
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, PICTURE, png("#31c48d")))

    assert "#31c48d" not in before
    assert "#31c48d" in colors(chip)


@pytest.mark.parametrize("data", [b"", b"no picture", b"GIF89a\x01\x00\x01\x00"])
def test_nothing_but_a_png_is_decoded(chip, data):
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, PICTURE, data))

    assert colors(chip)


def test_the_ring_turns_only_while_there_is_something_to_wait_for_and_to_see(chip):
    timer = chip.findChild(QTimer)
    pending = Attachment("1", "a.png")
    chip.show_attachment(pending)
    turning = [timer.isActive()]
    chip.hide()
    turning.append(timer.isActive())
    chip.show()
    turning.append(timer.isActive())
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, PICTURE))
    turning.append(timer.isActive())

    assert [True, False, True, False] == turning


def test_the_focus_is_seen(chip):
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, PICTURE))
    chip.clearFocus()
    before = colors(chip)
    chip.setFocus()
    accent = theme_of(chip.palette()).accent

    assert accent not in before
    assert accent in colors(chip)


def test_how_closely_the_model_looks_can_be_chosen_where_it_matters(chip):
    asked = asked_of(chip)
    chip.show_attachment(READY, "", Estimate(258, detailed=True))
    menu = menu_of(chip)
    assert ["Sharp &text", "&Automatic detail"] == [a.text() for a in menu.actions() if a.isChecked()]
    QTest.keyClick(menu, Qt.Key.Key_L)

    assert ["detail low"] == asked


def test_the_menu_says_what_each_detail_costs_where_that_is_known(chip):
    known = ((Detail.LOW, Estimate(85, Decimal("0.00021"))), (Detail.HIGH, Estimate(765)))
    chip.show_attachment(replace(READY, details=known), "", Estimate(765, detailed=True))
    menu = menu_of(chip)
    said = [action.text() for action in menu.actions() if "detail" in action.text()]
    menu.close()

    assert ["&Automatic detail", "&Low detail · ~85 tokens · < $0.001", "&High detail · ~765 tokens"] == said


@pytest.mark.parametrize(
    ("changes", "stands_out"), [((Change.LOCATION_REMOVED,), False), ((Change.LOCATION_KEPT,), True)]
)
@pytest.mark.parametrize("compact", [False, True])
def test_that_the_place_goes_along_stands_out(chip, changes, stands_out, compact):
    chip.compact = compact
    chip.show_attachment(replace(READY, changes=changes), "", Estimate(258))
    chip.resize(300, chip.height())

    assert (theme_of(chip.palette()).warning in colors(chip)) is stands_out


@pytest.mark.parametrize("keeps", [False, True])
@pytest.mark.parametrize("film", [False, True])
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ((Change.METADATA_REMOVED,), "Keep &metadata"),
        ((Change.LOCATION_REMOVED,), "Keep &metadata, with the place"),
        ((Change.LOCATION_KEPT,), "Keep &metadata, with the place"),
    ],
)
def test_metadata_can_be_kept_and_the_menu_says_where_the_place_goes_too(chip, film, keeps, changes, words):
    asked = asked_of(chip)
    chip.show_attachment(replace(WALK if film else READY, keeps=keeps, changes=changes))
    menu = menu_of(chip)
    [offered] = [action for action in menu.actions() if action.text().startswith("Keep")]
    assert (words, keeps) == (offered.text(), offered.isChecked())
    QTest.keyClick(menu, Qt.Key.Key_M)

    assert ["metadata"] == asked


def test_of_a_film_that_is_known_no_longer_nothing_can_be_kept(chip):
    chip.show_attachment(replace(WALK, strippable=False))
    menu = menu_of(chip)
    assert not [action for action in menu.actions() if action.text().startswith("Keep")]
    menu.close()


def test_a_film_says_before_its_costs_that_its_place_goes_along(chip, accessible_name):
    told = (Change.LOCATION_KEPT, Change.METADATA_KEPT)
    chip.show_attachment(replace(WALK, keeps=True, changes=told))

    assert accessible_name(chip).startswith("a.mov, MOV, 1.2 MB, location kept, metadata kept, tokens not known")


def test_a_film_says_what_became_of_its_place(chip, accessible_name):
    chip.show_attachment(replace(WALK, changes=(Change.LOCATION_REMOVED, Change.METADATA_REMOVED)))

    assert accessible_name(chip).endswith("price not known, location removed, metadata removed")


def test_detail_is_offered_where_its_tokens_are_not_known(chip, accessible_name):
    chip.show_attachment(READY, "", Estimate(None, detailed=True))

    assert "token" not in accessible_name(chip)
    menu = menu_of(chip)
    assert [action for action in menu.actions() if "detail" in action.text()]
    menu.close()


def test_detail_is_not_offered_where_it_does_not_matter(chip):
    chip.show_attachment(READY, "", Estimate(258))
    menu = menu_of(chip)
    assert not [action for action in menu.actions() if "detail" in action.text()]
    menu.close()


def test_chosen_detail_is_said_and_can_be_taken_back_with_every_model(chip, accessible_name):
    picture = replace(PICTURE, detail=Detail.LOW)
    chip.show_attachment(replace(READY, image=picture), "", Estimate(85, detailed=True))
    assert accessible_name(chip).endswith("~85 tokens, low detail")
    chip.show_attachment(replace(READY, image=picture))
    menu = menu_of(chip)
    assert ["Sharp &text", "&Low detail"] == [a.text() for a in menu.actions() if a.isChecked()]
    menu.close()


in_both_directions = pytest.mark.parametrize(
    ("layout", "key", "step"),
    [
        (Qt.LayoutDirection.LeftToRight, Qt.Key.Key_Left, -1),
        (Qt.LayoutDirection.LeftToRight, Qt.Key.Key_Right, 1),
        (Qt.LayoutDirection.RightToLeft, Qt.Key.Key_Left, 1),
        (Qt.LayoutDirection.RightToLeft, Qt.Key.Key_Right, -1),
    ],
)


@in_both_directions
def test_arrows_go_where_they_point(chip, qtbot, layout, key, step):
    chip.setLayoutDirection(layout)
    with qtbot.waitSignal(chip.stepped, timeout=1000) as heard:
        QTest.keyClick(chip, key)

    assert [step, 0] == heard.args


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_500, "2 kB"), (999_999, "1,000 kB"), (1_240_000, "1.2 MB")],
)
def test_sizes_are_said_as_people_do(qapp, size, words):

    assert words == human_size(size)


def test_what_is_sent_of_it_and_what_that_costs_are_said(chip, accessible_name):
    image = ImagePart("sea.png", "image/png", "b" * 64, width=2048, height=1536, size=1_240_000)
    attachment = Attachment("1", "sea.png", Preparation.READY, image, given=(4032, 3024))
    chip.show_attachment(attachment, "", Estimate(1548, Decimal("0.0019")))
    assert accessible_name(chip) == "sea.png, 1.2 MB, 4032×3024 → 2048×1536, ~1.5k tokens, ~$0.002"
    chip.show_attachment(attachment, "", Estimate(258))
    assert accessible_name(chip) == "sea.png, 1.2 MB, 4032×3024 → 2048×1536, ~258 tokens"


@pytest.mark.parametrize(("read", "lost"), [(2048, True), (5399, True), (5400, False), (9000, False), (0, False)])
@pytest.mark.parametrize("given", [(1200, 9000), None])
def test_a_long_page_sent_whole_says_so_where_the_model_reads_it_too_small(chip, accessible_name, given, read, lost):
    image = ImagePart("page.png", "image/png", "b" * 64, width=1200, height=9000, size=1_000)
    attachment = Attachment("1", "page.png", Preparation.READY, image, given=given)
    chip.show_attachment(attachment, "", Estimate(765, read_edge=read))

    assert ("small text may be lost" in accessible_name(chip)) == lost


@pytest.mark.parametrize(
    ("given", "sent", "edits", "lost"),
    [
        ((1080, 9000), (246, 2048), Edits(), True),
        ((9000, 1080), (2048, 246), Edits(), True),
        ((9000, 1080), (246, 2048), Edits(1), True),
        ((1080, 9000), (1080, 2000), Edits(0, (), (0, 0, 1080, 2000)), False),
        ((1080, 9000), (1080, 9000), Edits(), False),
        ((700, 2200), (652, 2048), Edits(), False),
        ((8064, 6048), (2048, 1536), Edits(), False),
    ],
)
def test_a_long_page_that_was_made_too_small_to_be_read_says_so(chip, accessible_name, given, sent, edits, lost):
    image = ImagePart("page.png", "image/png", "b" * 64, width=sent[0], height=sent[1], size=1_000)
    chip.show_attachment(Attachment("1", "page.png", Preparation.READY, image, given=given, edits=edits))

    assert lost is ("small text may be lost" in accessible_name(chip))


@pytest.mark.parametrize(
    ("key", "wish"),
    [
        (Qt.Key.Key_M, "engine:native"),
        (Qt.Key.Key_T, "engine:cloudflare-ai"),
        (Qt.Key.Key_S, "engine:mistral-ocr"),
    ],
)
def test_who_reads_a_pdf_is_chosen_with_the_keyboard(chip, qtbot, key, wish):
    engines = (Engine.NATIVE, Engine.TEXT, Engine.OCR)
    media = replace(PDF, engine=Engine.TEXT)
    price = Decimal("0.000003")
    chip.show_attachment(Attachment("1", "a.pdf", Preparation.READY, media=media, engines=engines, token_price=price))
    QTest.keyClick(chip, Qt.Key.Key_Return)
    menu = menu_of(chip)
    said = [action.text() for action in menu.actions() if action.text() and action.isEnabled()]
    native, scans = "Read by the &model itself, $3 for 1,000,000 tokens", "&Scans too, $2 for 1,000 pages"
    assert [native, "Its &text alone, free", scans, "&Remove"] == said
    assert ["Its &text alone, free"] == [action.text() for action in menu.actions() if action.isChecked()]
    with qtbot.waitSignal(chip.asked, timeout=1000) as heard:
        QTest.keyClick(menu, key)
    menu.close()

    assert [wish] == heard.args


def test_each_kind_has_a_drawing_of_its_own():
    assert ["picture", "file", "file", "audio", "video"] == [
        sign_of(part) for part in (PICTURE, TextFilePart("a", "", 0, 0, 0), PDF, VOICE, MediaPart("a", Modality.VIDEO))
    ]


@pytest.mark.parametrize("look", [lambda chip: QTest.keyClick(chip, Qt.Key.Key_Space), double_click])
def test_of_a_pdf_that_is_looked_at_all_that_is_known_is_said(chip, look):
    part = replace(PDF, name="a & b.pdf", pages=3, engine=Engine.OCR)
    chip.show_attachment(Attachment("1", "a & b.pdf", Preparation.READY, media=part, engines=(Engine.OCR,)))
    heard = []
    chip.asked.connect(heard.append)
    look(chip)
    menu = chip.findChild(QMenu, "attachment-menu")
    facts = [item.text() for item in menu.actions() if item.text() and not item.isEnabled()]
    menu.close()

    assert ["a && b.pdf", "PDF · 3 pages · 1.2 MB", "scans too, ~$0.006"] == facts
    assert [] == heard
    assert "a & b.pdf" not in QAccessible.queryAccessibleInterface(chip).actionInterface().actionNames()


def menu_of(chip):
    QTest.keyClick(chip, Qt.Key.Key_Return)
    menu = chip.findChild(QMenu, "attachment-menu")
    assert menu is not None
    return menu


def test_what_failed_for_no_fault_of_its_own_can_be_tried_again(chip, qtbot):
    failed = Attachment("1", "a.png", Preparation.FAILED, failure=DecoderFailed(), quality=Quality.SMALL)
    chip.show_attachment(failed, "why")
    menu = menu_of(chip)
    assert [action.text() for action in menu.actions() if action.text()] == ["&Try again", "&Remove"]
    with qtbot.waitSignal(chip.quality_chosen, timeout=1000) as heard:
        menu.actions()[0].trigger()
    menu.close()

    assert [Quality.SMALL] == heard.args


def test_how_much_is_sent_can_be_chosen_by_keyboard(chip, qtbot):
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, PICTURE, quality=Quality.SHARP))
    menu = menu_of(chip)
    checked = [action.text() for action in menu.actions() if action.isChecked()]
    assert checked == ["Sharp &text"]
    with qtbot.waitSignal(chip.quality_chosen, timeout=1000) as heard:
        QTest.keyClick(menu, Qt.Key.Key_S)

    assert heard.args == [Quality.SMALL]


@in_both_directions
def test_arrows_with_alt_move_it_where_they_point(chip, qtbot, layout, key, step):
    chip.setLayoutDirection(layout)
    with qtbot.assertNotEmitted(chip.stepped), qtbot.waitSignal(chip.moved, timeout=1000) as heard:
        QTest.keyClick(chip, key, Qt.KeyboardModifier.AltModifier)

    assert [step, 0] == heard.args


@in_both_directions
def test_a_window_that_has_these_keys_too_leaves_them_to_the_chip(chip, qtbot, layout, key, step):
    window = QWidget()
    qtbot.addWidget(window)
    chip.setParent(window)
    chip.setLayoutDirection(layout)
    shortcut = QShortcut(QKeySequence(Qt.KeyboardModifier.AltModifier | key), window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    chip.setFocus()
    with qtbot.assertNotEmitted(shortcut.activated), qtbot.waitSignal(chip.moved, timeout=1000):
        QTest.keyClick(window.windowHandle(), key, Qt.KeyboardModifier.AltModifier)
    chip.setParent(None)  # each is closed by its own


WALK = Attachment("1", "a.mov", Preparation.READY, media=FILM, strippable=True)
READY = Attachment("1", "a.png", Preparation.READY, PICTURE, quality=Quality.SHARP)


def asked_of(chip):
    """What is asked by hand."""
    asked = []
    chip.asked.connect(lambda wish: wish in {"sizes", "no sizes"} or asked.append(wish))
    return asked


def test_sizes_are_asked_for_while_the_menu_is_open_and_shown_as_they_come(chip):
    asked = []
    chip.asked.connect(asked.append)
    chip.show_attachment(replace(READY, choices=(Choice(Quality.SMALL, 1024, 768, 0, None),)))
    menu = menu_of(chip)
    [small] = [item for item in menu.actions() if item.text().startswith("&Small")]
    assert (asked, small.text()) == (["sizes"], "&Small · 1024×768")
    chip.show_attachment(replace(READY, choices=(Choice(Quality.SMALL, 1024, 768, 96_000, None),)))
    assert small.text() == "&Small · 1024×768 · 96 kB"
    menu.close()

    assert asked == ["sizes", "no sizes"]


def offered_in(menu):
    return {item.text().replace("&", "").split(" · ")[0]: item for item in menu.actions() if item.text()}


PENDING = Attachment("1", "a.png", quality=Quality.SHARP)
STORED = replace(READY, thumbnail=png("red"))


def test_a_menu_that_was_opened_before_the_picture_was_ready_offers_what_can_be_done_then_and_nothing_moves(chip):
    chip.show_attachment(PENDING)
    wishes = []
    chip.asked.connect(wishes.append)
    menu = menu_of(chip)
    before = offered_in(menu)
    assert [before["View"].isEnabled(), before["Edit…"].isEnabled()] == [False, False]
    menu.setActiveAction(before["Remove"])
    places = {words: menu.actionGeometry(item) for words, item in before.items()}
    chip.show_attachment(STORED)
    after = offered_in(menu)
    assert menu.activeAction() is after["Remove"]
    assert {words: menu.actionGeometry(item) for words, item in after.items()} == places
    assert wishes == ["sizes", "sizes"]
    assert after["View"].isEnabled()
    QTest.keyClick(menu, Qt.Key.Key_E)

    assert sorted(wishes[-2:]) == ["edit", "no sizes"]


@pytest.mark.parametrize(
    ("became", "estimate", "offered", "gone"),
    [
        (replace(STORED, frames=Frames(12, 2, pages=True)), None, "Next page", ""),
        (STORED, Estimate(258, None, detailed=True), "High detail", ""),
        (PENDING.holding(PDF), None, "a.png", "Sharp text"),
        (replace(PENDING, preparation=Preparation.FAILED, failure=DecoderFailed()), None, "Try again", "Edit…"),
    ],
)
def test_a_menu_that_is_open_follows_what_its_chip_becomes(chip, became, estimate, offered, gone):
    chip.show_attachment(PENDING)
    menu = menu_of(chip)
    chip.show_attachment(replace(became, quality=None) if became.media else became, "", estimate)
    texts = offered_in(menu)
    menu.close()

    assert offered in texts
    assert gone not in texts


def test_a_menu_whose_current_row_is_gone_makes_the_first_the_current_one(chip):
    chip.show_attachment(PENDING)
    menu = menu_of(chip)
    menu.setActiveAction(offered_in(menu)["Original"])
    chip.show_attachment(replace(PENDING, preparation=Preparation.FAILED, failure=DecoderFailed()))

    assert menu.activeAction().text() == "&Try again"
    menu.close()


def test_a_menu_that_grows_beyond_the_edge_of_the_screen_moves_up(chip):
    chip.show_attachment(PENDING)
    menu = menu_of(chip)
    bottom = menu.screen().availableGeometry().bottom()
    menu.move(menu.x(), bottom - menu.height())
    chip.show_attachment(replace(STORED, frames=Frames(12, 2, pages=True)))

    assert menu.geometry().bottom() <= bottom
    menu.close()


@pytest.mark.parametrize(
    ("there", "size", "said"),
    [
        (2_000, 2_000, "already this size"),
        (2_000, 0, "60×40"),
        (2_000, 9_000, "60×40 · 9 kB"),
        (0, 0, "60×40"),
    ],
)
def test_qualities_that_give_what_is_there_already_say_only_that(chip, there, size, said):
    small = replace(STORED, image=replace(PICTURE, width=60, height=40, size=2_000))
    choices = tuple(Choice(quality, 60, 40, there if quality is Quality.SHARP else size, None) for quality in Quality)
    chip.show_attachment(replace(small, choices=choices))
    menu = menu_of(chip)
    texts = [item.text().replace("&", "") for item in menu.actions() if item.isCheckable()][:4]
    menu.close()

    kept = "Sharp text · 60×40 · 2 kB" if there else "Sharp text · 60×40"
    assert [f"Original · {said}", kept, f"Balanced · {said}", f"Small · {said}"] == texts


def test_it_is_looked_at_and_edited_and_what_was_removed_is_wanted_back(chip):
    asked = asked_of(chip)
    chip.show_attachment(READY)
    QTest.keyClick(chip, Qt.Key.Key_Space)
    QTest.mouseDClick(chip, Qt.MouseButton.LeftButton)
    QTest.keyClick(chip, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    menu = menu_of(chip)
    QTest.keyClick(menu, Qt.Key.Key_E)

    assert ["preview", "preview", "undo", "edit"] == asked


@pytest.mark.parametrize(
    "attachment",
    [
        Attachment("1", "a.png"),
        Attachment("1", "a.png", Preparation.FAILED),
    ],
)
def test_what_is_not_stored_cannot_be_looked_at_or_edited(chip, attachment):
    asked = asked_of(chip)
    chip.show_attachment(attachment)
    QTest.keyClick(chip, Qt.Key.Key_Space)
    QTest.mouseDClick(chip, Qt.MouseButton.LeftButton)
    menu = menu_of(chip)

    assert ["&Remove"] == [action.text() for action in menu.actions() if action.text()]
    assert [] == asked
    menu.close()


def test_an_address_that_the_provider_cannot_reach_says_so_and_is_fetched_here_on_request(chip, accessible_name):
    asked, near = asked_of(chip), ImagePart("cat.jpg", url="http://192.168.1.9/cat.jpg")
    chip.show_attachment(Attachment("1", "cat.jpg", Preparation.READY, near, unreached=True))
    said = "on your own network: the provider cannot fetch it"
    assert f"cat.jpg, address, {said}, 192.168.1.9" == accessible_name(chip)
    assert [said, "address", "192.168.1.9"] == brief_of(chip.attachment, "", None)[0]
    QTest.keyClick(menu_of(chip), Qt.Key.Key_F)

    assert ["fetch"] == asked


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://example.org/a/cat.jpg", "example.org"),
        ("http://192.168.1.1:8080?cat", "192.168.1.1:8080"),
        ("https://ex\u0430mple.org/cat.jpg", "xn--exmple-4nf.org"),
        ("https://example.org\u202e/cat.jpg", "example.org<U+202E>"),
    ],
)
def test_a_picture_at_an_address_is_shown_from_a_host_that_is_named_in_ascii(chip, address, host):
    asked = asked_of(chip)
    chip.show_attachment(Attachment("1", "cat.jpg", Preparation.READY, ImagePart("cat.jpg", url=address)))
    menu = menu_of(chip)

    assert [f"&Show the picture from {host}", "&Remove"] == [
        action.text() for action in menu.actions() if action.text()
    ]
    QTest.keyClick(menu, Qt.Key.Key_S)
    assert ["preview"] == asked


def test_a_drag_is_told_from_a_click(chip):
    places = []
    chip.dragged.connect(places.append)
    QTest.mousePress(chip, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(chip, QPoint(22, 20))
    assert [] == places
    QTest.mouseMove(chip, QPoint(90, 20))
    assert [chip.mapToGlobal(QPoint(90, 20))] == places
    QTest.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=QPoint(90, 20))
    QTest.mouseMove(chip, QPoint(120, 20))

    assert 1 == len(places)


def test_nothing_is_said_of_letters_where_it_is_known_no_longer_what_was_cut_off(chip, accessible_name):
    image = ImagePart("page.png", "image/png", "b" * 64, width=1_080, height=2_000, size=1_000)
    cut = Attachment("1", "page.png", Preparation.READY, image, changes=(Change.CROPPED,), given=(1_080, 9_000))
    chip.show_attachment(cut)
    assert "lost" not in accessible_name(chip)
    chip.show_attachment(replace(cut, edits=Edits(crop=(0, 0, 1_080, 8_000))))

    assert "small text may be lost" in accessible_name(chip)


def test_a_picture_that_stays_as_it_was_says_why_behind_what_became_of_the_place(chip, accessible_name):
    changes = (Change.CONVERTED, Change.LOCATION_KEPT)
    chip.show_attachment(replace(READY, changes=changes, failure=FileGone()), "The file is gone.", Estimate(258))

    said = ", ~258 tokens, location kept, Not changed. The file is gone., converted"
    assert accessible_name(chip).endswith(said)


def test_all_that_was_done_is_said(chip, accessible_name):
    chip.show_attachment(
        Attachment("1", "a.png", Preparation.READY, PICTURE, b"", tuple(Change), frames=Frames(1200, 2))
    )

    assert accessible_name(chip).endswith(
        "damaged: a part may be missing, location removed, location kept, metadata kept, metadata kept in part, "
        "blacked out, cropped, turned, frame 3 of 1,200, cannot be made lighter, made lighter: this model takes no "
        "more, made lighter after it was refused, lossy, some letters could not be drawn, "
        "without what lies in other files or at addresses, "
        "metadata removed, metadata removed in part, metadata sent as it came, turned upright, converted, sRGB, "
        "embedded preview, not made smaller: that would blur it and take more bytes"
    )


SENT, COSTS = ["4032×3024", "1.2 MB"], ["~1.6k tokens", "~$0.005"]


@pytest.mark.parametrize(
    ("facts", "must", "more"),
    [
        ({}, [*SENT, *COSTS], []),
        ({"given": None}, ["4032×3024", "1.2 MB", *COSTS], []),
        (
            {"changes": (Change.METADATA_REMOVED, Change.LOCATION_REMOVED)},
            [*SENT, *COSTS],
            ["location removed", "metadata removed"],
        ),
        ({"changes": (Change.TURNED, Change.DAMAGED)}, ["damaged", *SENT, *COSTS], ["turned"]),
        ({"changes": (Change.LOCATION_KEPT,)}, ["location kept", *SENT, *COSTS], []),
        ({"lacked": True}, ["not sent: this model cannot see it", *SENT, *COSTS], []),
        ({"failure": FileGone()}, [*SENT, *COSTS, "Not changed. Why."], []),
        ({"preparation": Preparation.PENDING}, ["preparing…"], []),
    ],
)
def test_a_small_chip_says_first_what_is_wrong_then_what_is_sent_and_costs(facts, must, more):
    attachment = replace(READY, image=PICTURE, **{"given": (8064, 6048), **facts})
    sentence = "Why." if attachment.failure else ""

    assert brief_of(attachment, sentence, Estimate(1_600, Decimal("0.0048"))) == (must, more)


@pytest.mark.parametrize("points", [8, 14, 20])
@pytest.mark.parametrize("changes", [(), (Change.DAMAGED,), (Change.LOCATION_KEPT, Change.LOCATION_REMOVED)])
def test_the_smallest_chip_has_room_for_all_that_it_has_to_tell(chip, points, changes):
    font = QFont(chip.font())
    font.setPointSizeF(points)
    chip.setFont(font)
    chip.compact, estimate = True, Estimate(8_600, Decimal("0.0258"))
    attachment = replace(READY, image=PICTURE, given=(8064, 6048), changes=changes)
    chip.show_attachment(attachment, "", estimate)
    width = widths_in(font).compact
    chip.resize(width, height_of(font, chip.rows_needed(width)))
    said, (must, _) = chip.shown_rows(), brief_of(attachment, "", estimate)

    assert chip.rows_needed(width) == (3 if changes else 2)
    assert set(must) <= set(" · ".join(said).split(" · "))
    assert all(QFontMetrics(small_of(font)).horizontalAdvance(row) <= width - COMPACT_LEFT - SPACE for row in said)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("points", [8, 14, 20])
def test_the_smallest_chip_has_a_sign_that_the_place_was_removed(chip, accessible_name, points, direction):
    font = QFont(chip.font())
    font.setPointSizeF(points)
    chip.setFont(font)
    chip.setLayoutDirection(direction)
    chip.compact, estimate = True, Estimate(8_600, Decimal("0.0258"))
    attachment = replace(READY, name="IMG_2041 at the sea, a rather long name.jpeg", image=PICTURE, given=(8064, 6048))
    width = widths_in(font).compact
    chip.resize(width, height_of(font, 2))

    def painted(changes):
        chip.show_attachment(replace(attachment, changes=changes), "", estimate)
        chip.resize(width, height_of(font, 2))
        return chip.grab().toImage(), chip.shown_rows()

    plain, rows = painted(())
    signed, same = painted((Change.LOCATION_REMOVED,))
    side = QFontMetrics(small_of(font)).height()
    right = width - CROSS - CROSS_INSET
    place = chip.mirrored(
        QRect(right - side, (chip.height() - 2 * side - QFontMetrics(font).height()) // 2, side, side)
    )
    others = place.translated(0, place.height() * 3 // 2)

    assert (rows, plain.copy(others)) == (same, signed.copy(others))
    assert plain.copy(place) != signed.copy(place)
    assert "location removed" in accessible_name(chip)


def test_there_is_no_sign_beside_the_words_that_the_place_was_removed():
    attachment = replace(READY, image=PICTURE, changes=(Change.METADATA_REMOVED, Change.LOCATION_REMOVED))

    assert says_place_removed(attachment, ["1.2 MB", "location removed · metadata removed"]) is True
    assert says_place_removed(attachment, ["1.2 MB"]) is False
    assert says_place_removed(replace(attachment, changes=()), ["1.2 MB"]) is None
    assert says_place_removed(replace(attachment, preparation=Preparation.PENDING), ["preparing…"]) is None


def test_why_something_failed_ends_between_words_where_it_has_no_room_and_is_told_to_who_asks(chip):
    sentence = "This picture is too large: 60000×60000 px. The most is 120 million pixels, of all that is there."
    chip.compact = True
    chip.show_attachment(Attachment("1", "a.png", Preparation.FAILED), sentence)
    chip.resize(widths_in(chip.font()).compact, height_of(chip.font(), 2))
    rows = chip.shown_rows()

    assert len(rows) == 2
    assert sentence.startswith(" ".join(rows)[:-1] + " ")
    assert chip.untold == sentence
    chip.resize(900, chip.height())
    assert (chip.shown_rows(), chip.untold) == ([sentence], "")


@pytest.mark.parametrize(
    ("room", "rows"),
    [
        (40, ["1 MB · 4032×3024 → 2048×1536", "~258 tokens", "location removed · metadata removed"]),
        (36, ["1 MB · 4032×3024 → 2048×1536", "~258 tokens", "location removed · metadata removed"]),
        (25, ["1 MB · 2048×1536", "~258 tokens", "location removed · …"]),
    ],
)
def test_a_line_that_is_too_long_says_what_is_sent_in_the_place_of_what_came(room, rows):
    lines = ["1 MB · 4032×3024 → 2048×1536", "~258 tokens", "location removed · metadata removed"]

    assert rows == laid_out(lines, len, room, 3)


def test_what_is_short_makes_room_for_what_was_done():
    done = "location removed · metadata removed · turned upright · embedded preview"
    lines = ["76 kB · 1200×1600", "~258 tokens · ~$0.001", done]

    assert laid_out(lines, len, 60, 3) == [
        "76 kB · 1200×1600 · ~258 tokens · ~$0.001 · location removed",
        "metadata removed · turned upright · embedded preview",
    ]


@pytest.mark.parametrize(
    ("facts", "rows"),
    [
        (["ab", "cd", "ef", "gh", "ij"], ["ab · cd", "ef · gh", "ij"]),
        (["a", "b", "c", "d", "e", "f", "g", "h"], ["a · b", "c · d", "e · f"]),
        (["a", "bc", "def", "gh", "ijk", "lm"], ["a · bc", "def", "gh · …"]),
        (["one two three four"], ["one two", "three", "four"]),
        (["of 6×4 px"], ["of 6×4", "px"]),
        (["one two three fo fi si"], ["one two", "three", "fo fi…"]),
        (["one two three fou five"], ["one two", "three", "fou…"]),
        (["abcdefghij", "kl"], ["abcdefghij", "kl"]),
    ],
)
def test_facts_stand_whole_in_rows_and_what_is_too_long_for_one_breaks_between_words(facts, rows):
    assert packed(facts, len, 7, 3) == rows


@pytest.mark.parametrize("points", [8, 14, 20])
def test_all_rows_of_a_chip_have_room_in_any_font(chip, points):
    font = QFont(chip.font())
    font.setPointSizeF(points)
    chip.setFont(font)
    name, line = QFontMetrics(font).lineSpacing(), QFontMetrics(small_of(font)).lineSpacing()

    assert height_of(chip.font()) == chip.sizeHint().height() > name + ROWS * line
    assert height_of(chip.font(), 2) == height_of(chip.font()) - line


FILM, PAGES = Frames(40, 2, film=True), Frames(12, 2, pages=True)
STILL = (Change.STILL,)


@pytest.mark.parametrize(
    ("frames", "changes", "words"),
    [
        (FILM, (), "40 frames"),
        (FILM, STILL, "frame 3 of 40"),
        (PAGES, STILL, "page 3 of 12"),
        (Frames(3, 0), STILL, "only the first of 3 frames"),
        (PAGES._replace(at=0), STILL, "page 1 of 12"),
        (Frames(), (), "50×50"),
    ],
)
def test_which_of_several_is_sent_is_said(chip, accessible_name, frames, changes, words):
    chip.show_attachment(replace(READY, image=replace(PICTURE, width=50, height=50), changes=changes, frames=frames))

    assert accessible_name(chip).endswith(words)


def test_a_film_that_is_sent_to_a_model_that_may_not_take_it_says_so(chip, accessible_name):
    chip.show_attachment(replace(READY, frames=FILM, unsure=True))

    assert accessible_name(chip).endswith("40 frames, this model's maker does not say whether it takes animations")


def test_other_pages_are_turned_to_by_key_and_menu(chip):
    asked = asked_of(chip)
    chip.show_attachment(replace(READY, frames=PAGES))
    QTest.keyClick(chip, Qt.Key.Key_PageDown)
    QTest.keyClick(chip, Qt.Key.Key_PageUp)
    menu = menu_of(chip)
    words = [action.text() for action in menu.actions()]
    assert {"&Previous page", "&Next page"} <= set(words)
    assert "All &frames, as it came" not in words
    QTest.keyClick(menu, Qt.Key.Key_N)

    assert asked == ["next", "previous", "next"]


@pytest.mark.parametrize(
    ("frames", "edits", "enabled"),
    [
        (Frames(3, 0, pages=True), Edits(frame=0), [False, True]),
        (Frames(3, 1, pages=True), Edits(frame=1), [True, True]),
        (Frames(3, 2, pages=True), Edits(frame=2), [True, False]),
        (Frames(3, 0, pages=True), UNTOUCHED, [False, True]),
        (Frames(3, 0, film=True), UNTOUCHED, [False, True]),
        (Frames(3, 0, film=True), Edits(frame=0), [True, True]),  # before the first comes all of it
    ],
)
def test_there_is_nothing_to_turn_to_before_the_first_and_behind_the_last(chip, frames, edits, enabled):
    chip.show_attachment(replace(READY, frames=frames, edits=edits))
    turning = [action for action in menu_of(chip).actions() if action.text().startswith(("&Previous", "&Next"))]

    assert enabled == [action.isEnabled() for action in turning]


@pytest.mark.parametrize(
    ("frames", "edits", "offered", "checked"),
    [
        (FILM, UNTOUCHED, True, True),
        (FILM, Edits(frame=3), True, False),
        (FILM, Edits(1), False, False),
        (FILM, Edits(1, frame=3), False, False),
        (Frames(40, by_hand=True), UNTOUCHED, True, False),
        (Frames(40, 3, by_hand=True), Edits(frame=3), True, False),
        (Frames(40, by_hand=True), Edits(1), False, False),
        (Frames(40), UNTOUCHED, False, False),
    ],
)
def test_all_of_a_film_can_be_sent_unless_it_is_edited(chip, frames, edits, offered, checked):
    asked = asked_of(chip)
    chip.show_attachment(replace(READY, frames=frames, edits=edits))
    menu = menu_of(chip)
    found = [action for action in menu.actions() if action.text() == "All &frames, as it came"]
    assert [checked] * offered == [action.isChecked() for action in found]
    for action in found:
        action.trigger()
    menu.close()

    assert asked == ["all"] * offered


@pytest.mark.parametrize("attachment", [READY, replace(READY, quality=None, frames=PAGES)])
def test_what_has_no_pages_or_cannot_be_prepared_again_is_not_turned(chip, attachment):
    asked = asked_of(chip)
    chip.show_attachment(attachment)
    QTest.keyClick(chip, Qt.Key.Key_PageDown)

    assert asked == []


def test_size_cost_and_what_was_done_have_a_line_each_and_the_place_comes_first(chip):
    changes = (Change.TURNED_UPRIGHT, Change.LOCATION_KEPT)
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, PICTURE, b"", changes), "", Estimate(258))

    assert chip.lines() == ("1.2 MB · 4032×3024", "~258 tokens", "location kept · turned upright")


def test_what_the_person_did_is_said_before_what_was_done_by_itself(chip):
    by_itself = (Change.LOCATION_REMOVED, Change.METADATA_REMOVED, Change.TURNED_UPRIGHT, Change.CONVERTED)
    done = (*by_itself, Change.TURNED, Change.CROPPED, Change.BLACKED_OUT)
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, PICTURE, b"", done))

    assert chip.lines()[-1].startswith("location removed · blacked out · cropped · turned · ")


def test_a_chip_is_as_wide_as_what_it_says_and_leaves_the_rest_of_very_much_to_the_tool_tip(chip):
    def room():
        metrics = QFontMetrics(small_of(chip.font()))
        return chip.width() - LEFT - SPACE - max(map(metrics.horizontalAdvance, chip.lines()))

    done = (Change.LOCATION_REMOVED, Change.TURNED, Change.CROPPED, Change.BLACKED_OUT)
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, PICTURE, b"", done))
    assert room() >= 0
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, PICTURE, b"", tuple(Change)))
    assert chip.width() == round(widths_in(chip.font()).usual * WIDER)
    assert all(line in chip.toolTip() for line in chip.lines())
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, PICTURE))
    narrow = chip.width()
    font = chip.font()
    font.setPointSizeF(3 * font.pointSizeF())
    chip.setFont(font)
    assert narrow < chip.width()


def test_a_picture_that_cannot_be_prepared_again_can_be_removed(chip, qtbot):
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, PICTURE))
    menu = menu_of(chip)
    offered = [action.text() for action in menu.actions() if action.text() and action.isEnabled()]
    assert offered == ["&View", "&Remove"]
    with qtbot.waitSignal(chip.remove_requested, timeout=1000):
        menu.actions()[-1].trigger()
    menu.close()


def test_a_picture_whose_original_was_not_kept_says_in_its_menu_that_nothing_else_can_be_made_of_it(chip):
    said = "No editing and no other size: its original was not kept"
    for attachment, told in (
        (replace(READY, quality=None), [said]),
        (READY, []),
        (Attachment("1", "c.jpg", Preparation.READY, FAR), []),
        (Attachment("1", "a.txt").holding(TextFilePart("a.txt", "a" * 64, 1, 1, 1)), []),
    ):
        chip.show_attachment(attachment)
        assert told == [item.text() for item in ChipMenu(chip).actions() if item.text() and not item.isEnabled()]


@pytest.mark.parametrize(
    ("steps", "offered"),
    [((0, 0), []), ((0, 2), ["Move later"]), ((1, 1), ["Move earlier", "Move later"]), ((2, 0), ["Move earlier"])],
)
def test_other_places_are_offered_where_there_are_any_and_to_those_who_do_not_look(chip, steps, offered):
    moved = []
    chip.moved.connect(lambda *step: moved.append(step))
    chip.steps = steps
    chip.show_attachment(READY)
    actions = QAccessible.queryAccessibleInterface(chip).actionInterface()
    assert offered == [name for name in actions.actionNames() if name.startswith("Move")]
    for name in offered:
        actions.doAction(name)

    assert moved == [({"Move earlier": -1, "Move later": 1}[name], 0) for name in offered]


@pytest.mark.parametrize(
    ("layout", "keys"), [("LeftToRight", ["Alt+Left", "Alt+Right"]), ("RightToLeft", ["Alt+Right", "Alt+Left"])]
)
def test_the_menu_names_the_keys_that_move_it(chip, layout, keys):
    chip.setLayoutDirection(Qt.LayoutDirection[layout])
    chip.steps = 1, 1
    chip.show_attachment(READY)
    moves = [item for item in ChipMenu(chip).actions() if item.text().startswith("Move")]

    assert keys == [item.shortcut().toString() for item in moves]


@pytest.mark.parametrize(
    ("price", "said"),
    [(None, "price not known"), (Decimal(0), "free"), (Decimal("0.000001"), "$1 for 1,000,000 tokens")],
)
def test_of_a_recording_the_price_is_said_and_that_nobody_knows_how_many_tokens_it_becomes(chip, price, said):
    recording = replace(Attachment("1", "a.mp3").holding(VOICE), token_price=price)
    chip.show_attachment(recording)
    assert chip.lines()[1] == f"tokens not known · {said}"
    chip.show_attachment(replace(recording, lacked=True))

    assert len(chip.lines()) == 2


def test_what_a_text_costs_is_said(chip, accessible_name):
    text = Attachment("1", "a.txt", Preparation.READY, file=TextFilePart("a.txt", "a" * 64, 9, 1, 9, "Latin-1"))
    for estimate, costs in ((Estimate(1), "~1 token"), (Estimate(2_000, Decimal("0.004")), "~2.0k tokens, ~$0.004")):
        chip.show_attachment(text, "", estimate)
        assert f"a.txt, 1 line, 9 bytes, {costs}, read as Latin-1" == accessible_name(chip)


def test_those_who_listen_hear_everything_once(chip):
    chip.show_attachment(READY)
    interface, text = QAccessible.queryAccessibleInterface(chip), QAccessible.Text

    assert all(fact in interface.text(text.Name) for line in chip.lines() for fact in line.split(" · "))
    assert interface.text(text.Description) == ""


def test_what_the_menu_offers_can_be_done_by_those_who_do_not_see_it(chip):
    asked, chosen, removed = asked_of(chip), [], []
    chip.quality_chosen.connect(chosen.append)
    chip.remove_requested.connect(lambda: removed.append(True))
    chip.show_attachment(READY)
    interface = QAccessible.queryAccessibleInterface(chip)
    actions = interface.actionInterface()
    for name in ("Press", "Edit…", "Small", "Remove", "nothing"):
        actions.doAction(name)

    assert interface.role() is QAccessible.Role.Button
    assert (asked, chosen, removed) == (["preview", "edit"], [Quality.SMALL], [True])
    chip.show_attachment(Attachment("1", "a.png"))
    assert actions.actionNames() == ["ShowMenu", "SetFocus", "Remove"]


@pytest.mark.parametrize(
    ("attachment", "said"),
    [
        (READY, "not sent: this model cannot see it"),
        (Attachment("1", "c.jpg", Preparation.READY, FAR), "not sent: this model cannot see it"),
        (
            Attachment(
                "1", "a.pdf", Preparation.READY, media=MediaPart("a.pdf", Modality.FILE, "application/pdf", size=9)
            ),
            "not sent: this model cannot read it",
        ),
        (Attachment("1", "a.mp3", Preparation.READY, media=VOICE), "not sent: this model cannot hear it"),
        (Attachment("1", "abc", Preparation.READY, media=FILM_AT), "not sent: this model cannot watch it"),
    ],
)
def test_what_the_model_does_not_take_says_so(chip, attachment, said):
    chip.show_attachment(replace(attachment, lacked=True))

    assert chip.lines()[1] == said
    chip.show_attachment(attachment)
    assert said not in chip.lines()


@pytest.mark.parametrize(
    ("pages", "facts", "price"),
    [
        (0, "PDF · 1.2 MB", "cans too, $2 for 1,000 pages"),
        (1, "PDF · 1 page · 1.2 MB", "cans too, ~$0.002"),
        (1_200, "PDF · 1,200 pages · 1.2 MB", "cans too, ~$2.40"),
    ],
)
def test_a_pdf_says_how_long_it_is_and_what_reading_its_scans_costs(chip, pages, facts, price):
    part = replace(PDF, engine=Engine.OCR, pages=pages)
    chip.show_attachment(Attachment("1", "a.pdf", Preparation.READY, media=part, engines=(Engine.OCR,)))

    assert chip.lines() == (facts, f"s{price}")
    assert f"&S{price}" in [item.text() for item in ChipMenu(chip).actions()]


ALSO = "reads old 3<U+202E>.pdf in the same way, too"


@pytest.mark.parametrize(
    ("engine", "unread", "said"),
    [
        (Engine.OCR, [3], f"scans too, ~$0.008 · {ALSO}"),
        (Engine.OCR, [3, 5], "scans too, ~$0.018 · reads 2 earlier PDFs in the same way, too"),
        (Engine.OCR, [3, 0], "scans too, $2 for 1,000 pages · reads 2 earlier PDFs in the same way, too"),
        (Engine.TEXT, [3], "its text alone, free"),
        (Engine.NATIVE, [3], f"read by the model itself · price not known · {ALSO}"),
    ],
)
def test_a_pdf_counts_and_names_those_that_are_read_anew_along_with_it(chip, engine, unread, said):
    part = replace(PDF, engine=engine, pages=1)
    old = tuple(replace(PDF, name=f"old {pages}\u202e.pdf", engine=Engine.TEXT, pages=pages) for pages in unread)
    pdf = Attachment("1", "a.pdf", Preparation.READY, media=part, engines=(Engine.OCR,), unread=old)
    chip.show_attachment(pdf)

    price = {(3,): "~$0.008", (3, 5): "~$0.018"}.get(tuple(unread), "$2 for 1,000 pages")
    assert said == chip.lines()[1]
    assert [f"&Scans too, {price}"] == [item.text() for item in ChipMenu(chip).actions() if "Scans" in item.text()]
    if engine is Engine.OCR:
        assert f"PDF: scans too, {price}" in totals_of([pdf], {})
