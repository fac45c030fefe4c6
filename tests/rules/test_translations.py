"""Every translation is whole, fits the program's strings, and is compiled."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "packaging" / "translations").glob("*.ts"))
COMPILED = ROOT / "resources" / "translations"


def messages(source):
    """Context, source text, and the element of the translation, of each message."""
    for context in ET.parse(source).iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            yield context.findtext("name"), message.findtext("source"), message.find("translation")


def placeholders(text):
    return sorted(re.findall(r"\{\w*\}", text))


def test_there_is_a_translation():
    assert "parley_de" in [source.stem for source in SOURCES]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_string_is_translated(source):
    for context, text, translation in messages(source):
        assert context, text
        assert "type" not in translation.attrib, f"{context}: {text}"
        assert (translation.text or "").strip(), f"{context}: {text}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_placeholders_and_lines_are_the_same_on_both_sides(source):
    for context, text, translation in messages(source):
        assert placeholders(text) == placeholders(translation.text), f"{context}: {text}"
        assert text.count("\n") == translation.text.count("\n")
        assert text.count(";;") == translation.text.count(";;"), "the filters of a file dialog"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_menus_have_a_letter_for_each_action(source):
    from desktop.ui.actions import MENUS

    said = {text: translation.text for context, text, translation in messages(source) if context == "actions"}
    for words in (list(MENUS), *([words for _, words, _ in rows if words] for rows in MENUS.values())):
        letters = [re.search(r"&(\w)", said[word])[1].casefold() for word in words]
        assert len(set(letters)) == len(letters), [said[word] for word in words]


NEVER_TOGETHER = [  # in the menu of a chip: what is said of a file, of a film, of pages, of an address
    {"Keep &metadata", "Keep &metadata, with the place"},
    {"&Previous frame", "&Previous page", "&Fetch it here, and send the picture itself"},
    {"&Next frame", "&Next page"},
    {"&View", "&Try again"},
    {"All &frames, as it came", "&Fetch it here, and send the picture itself", "&Show the picture from {host}"},
    {"Sharp &text", "Its &text alone, free"},
    {"&Small", "&Scans too, {price}", "&Scans too, {price} for {n} pages"},
]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_dialogs_and_menus_have_a_letter_for_each_choice(source):
    """Those of the menu bar are several in one context: see above."""
    found = {}
    for context, text, translation in messages(source):
        for language, said in (("", text), (source.stem, translation.text)):
            letter = re.search(r"&(\w)", said.replace("&&", ""))
            if letter and context != "actions":
                found.setdefault((context, language, letter[1].casefold()), set()).add(text)
    shared = {place: texts for place, texts in found.items() if len(texts) > 1}
    assert {place: texts for place, texts in shared.items() if not any(map(texts.issubset, NEVER_TOGETHER))} == {}


@pytest.mark.parametrize("other", ["Herausgeber", "Tokens", "die die"])
def test_german_has_one_word_for_a_thing(other):
    """An author is a Hersteller, and tokens are Token."""
    for context, text, translation in messages(ROOT / "packaging" / "translations" / "parley_de.ts"):
        assert not re.search(rf"\b{other}\b", translation.text), f"{context}: {text}"


def made(sources, *arguments):
    """What the script makes of a folder of translations: the folder of those compiled, and what was said."""
    targets = sources.parent / "targets"
    script = ROOT / "packaging" / "make_translations.py"
    command = [sys.executable, script, *arguments, "--sources", sources, "--targets", targets]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode and "error while loading shared libraries" in done.stderr:
        pytest.skip("Qt's translation tools do not run here")
    assert 0 == done.returncode, done.stderr
    return targets, done.stdout


def test_translations_are_those_of_the_strings_of_the_program_and_compiled(tmp_path):
    """What to do when this fails: `packaging/make_translations.py`, then translate what is unfinished."""
    sources = tmp_path / "sources"
    shutil.copytree(ROOT / "packaging" / "translations", sources)
    targets, _ = made(sources)

    for source in SOURCES:
        assert source.read_text("utf-8") == (sources / source.name).read_text("utf-8")
        name = f"{source.stem}.qm"
        assert (COMPILED / name).read_bytes() == (targets / name).read_bytes()


def test_a_new_language_begins_with_every_string_unfinished(tmp_path):
    sources = tmp_path / "sources"
    targets, said = made(sources, "pt_BR")
    begun = list(messages(sources / "parley_pt_BR.ts"))

    assert len(begun) == len(list(messages(SOURCES[0])))
    assert {"unfinished"} == {translation.get("type") for _, _, translation in begun}
    assert f"parley_pt_BR.ts: {len(begun)} unfinished" in said
    assert (targets / "parley_pt_BR.qm").is_file()


def test_one_thing_has_one_name_in_german():
    said = [(text, element.text) for _, text, element in messages(SOURCES[0].with_name("parley_de.ts"))]

    assert {"Nachdenken"} == {translation for text, translation in said if text == "Reasoning"}
    assert ("cut off", "abgeschnitten") in said
