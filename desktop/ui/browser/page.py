"""A model's page as plain values: sections of lines. Everything the list states, nothing it does not."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import islice, starmap
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.foreign import one_line
from desktop.domain.model import Reasoning
from desktop.ui.browser.about import About, connection_lines, history_lines, own_lines, provider_lines, warning_lines
from desktop.ui.browser.facts import modalities_text, removal_text
from desktop.ui.browser.prices import price_lines
from desktop.ui.figures import day_text, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from desktop.domain.model import Model

SOON = timedelta(days=90)  # a planned removal within these is marked
LONGEST_VALUE = 600  # characters of one line
MOST_LINES = 60  # of one section: a hostile row must not stall the window …
MOST_SOURCES = 20  # … nor with the sources of its figures
DEEPEST = 4  # levels of unknown objects that get lines of their own

WEB = ("https://", "http://")

NOTHING_MORE = About()

translate = QCoreApplication.translate


class Line(NamedTuple):
    """A fact: what it is about, what is stated, and whether it deserves attention. Foreign plain text.

    Attributes:
        link: Where the value leads.
    """

    label: str
    value: str
    warning: bool = False
    link: str = ""


class Section(NamedTuple):
    """A title and what stands below it; `key` names sections that show more than lines, "" the others."""

    title: str
    lines: list[Line]
    key: str = ""


def page_of(model: Model, today: date, about: About = NOTHING_MORE) -> list[Section]:
    """All sections that have something to say, in reading order: what one chooses by first."""
    prices = [Line(label, value) for label, value in price_lines(model, inside=about.inside)]
    sections = [
        Section(
            translate("page", "Not available"), [Line(*line, warning=True) for line in warning_lines(model, about)]
        ),
        Section(translate("page", "Connection"), list(starmap(Line, connection_lines(model, about))), "connection"),
        Section(translate("page", "Yours"), list(starmap(Line, own_lines(about)))),
        Section(translate("page", "Prices · USD per million tokens"), prices, "prices"),
        Section(translate("page", "Ways to ask it"), [], "ways"),
        Section(translate("page", "Limits"), _limits(model)),
        Section(translate("page", "Abilities"), _abilities(model)),
        Section(translate("page", "Parameters"), _parameters(model)),
        Section(translate("page", "Dates"), _dates(model, today)),
        Section(translate("page", "Providers"), list(starmap(Line, provider_lines(about))), "providers"),
        *_benchmarks(model, about),
        Section(translate("page", "History"), list(starmap(Line, history_lines(about)))),
        Section(translate("page", "Names and links"), _names(model, about)),
        Section(translate("page", "More"), _few(_flat(model.more))),
    ]
    return [
        Section(one_line(section.title, LONGEST_VALUE), [_shown(line) for line in _few(section.lines)], section.key)
        for section in sections
        if section.lines or (section.key == "ways" and about.ways)
    ]


def _few(lines: Iterable[Line]) -> list[Line]:
    """The first ones; the others are not made."""
    return list(islice(lines, MOST_LINES))


def _shown(line: Line) -> Line:
    """In one line each, without what hides or turns text around."""
    label, value = (one_line(text, LONGEST_VALUE) for text in line[:2])
    return line._replace(label=label, value=value + "…" if len(line.value) > LONGEST_VALUE else value)


def _stated(*facts: tuple[str, str]) -> list[Line]:
    """Lines for those facts that have a value."""
    return [Line(label, value) for label, value in facts if value]


def _yes_no(*, stated: bool | None) -> str:
    if stated is None:
        return ""
    return translate("page", "yes") if stated else translate("page", "no")


def _tokens(count: int | None) -> str:
    return "" if count is None else translate("page", "{n} tokens").format(n=number(count))


def _limits(model: Model) -> list[Line]:
    context = _tokens(model.context_length) or translate("page", "not stated")
    return [
        Line(translate("page", "Context"), context),
        *_stated(
            (translate("page", "At the top provider"), _tokens(model.provider_context_length)),
            (translate("page", "Longest answer"), _tokens(model.max_completion_tokens)),
            (translate("page", "Moderated"), _yes_no(stated=model.is_moderated)),
        ),
        *_few(_flat(model.per_request_limits)),
    ]


def _abilities(model: Model) -> list[Line]:
    unknown = translate("page", "not stated")
    return [
        Line(translate("page", "Takes"), modalities_text(model.input_modalities) or unknown),
        Line(translate("page", "Answers with"), modalities_text(model.output_modalities) or unknown),
        *_reasoning(model),
        *_stated(
            (translate("page", "Voices"), ", ".join(model.supported_voices)),
            (translate("page", "Tokenizer"), model.tokenizer),
            (translate("page", "Instruction format"), model.instruct_type),
        ),
    ]


def _reasoning(model: Model) -> list[Line]:
    facts = model.reasoning or Reasoning()
    if facts.mandatory is not None:
        kind = translate("page", "always") if facts.mandatory else translate("page", "optional")
    elif model.reasoning or "reasoning" in model.supported_parameters:  # either may be missing (§2.2)
        kind = translate("page", "supported")
    else:
        return []
    return _stated(
        (translate("page", "Reasoning"), kind),
        (translate("page", "On by default"), _yes_no(stated=facts.default_enabled)),
        (translate("page", "Efforts"), ", ".join(facts.efforts or ())),
        (translate("page", "Usual effort"), facts.default_effort),
        (translate("page", "Budget in tokens"), _yes_no(stated=facts.takes_budget)),
    )


def _parameters(model: Model) -> list[Line]:
    """Those with a default first, one a line; the others together."""
    defaults = {name: value for name, value in model.default_parameters.items() if value is not None}
    words = translate("page", "{value} by default")
    lines = _few(Line(name, words.format(value=_plain(value))) for name, value in defaults.items())
    others = ", ".join(name for name in model.supported_parameters if name not in defaults)
    label = translate("page", "Also accepts") if lines else translate("page", "Accepts")
    return lines + _stated((label, others))


def _dates(model: Model, today: date) -> list[Line]:
    lines = _stated(
        (translate("page", "Listed"), day_text(model.created.date()) if model.created else ""),
        (translate("page", "Knowledge until"), day_text(model.knowledge_cutoff) if model.knowledge_cutoff else ""),
    )
    end = model.expiration_date
    if end is None:
        return lines
    days = (end - today).days
    if days > SOON.days or model.retired:
        return [*lines, Line(translate("page", "Removal"), removal_text(end))]
    if days < 0:
        words = translate("page", "{day}, which has passed")
    elif days == 0:
        words = translate("page", "{day}, today")
    elif days == 1:
        words = translate("page", "{day}, tomorrow")
    else:
        words = translate("page", "{day}, in {n} days")
    return [*lines, Line(translate("page", "Removal"), words.format(day=day_text(end), n=days), warning=True)]


def _benchmarks(model: Model, about: About) -> Iterator[Section]:
    """One section for each source of figures; the list does not date them, so its own day stands for them."""
    few_first = sorted(model.benchmarks.items(), key=lambda item: isinstance(item[1], list))
    for source, figures in few_first[:MOST_SOURCES]:
        title = translate("page", "Benchmarks · {source}").format(source=_words(source))
        if about.listed:
            title = translate("page", "{title}, as listed on {day}").format(title=title, day=day_text(about.listed))
        if isinstance(figures, dict):
            lines = _few(_flat(figures, shown=_figure))
            yield Section(title, [line._replace(label=_words(line.label)) for line in lines])
        elif isinstance(figures, list):
            yield Section(title, _few(_row_of_facts(item) for item in figures if isinstance(item, dict)))
    if len(few_first) > MOST_SOURCES:
        more = translate("page", "and {n} more").format(n=number(len(few_first) - MOST_SOURCES))
        yield Section(translate("page", "Benchmarks"), [Line("", more)])


def _names(model: Model, about: About) -> list[Line]:
    repository = f"https://huggingface.co/{model.hugging_face_id}" if model.hugging_face_id else ""
    return [
        *_alias(model, about),
        *_stated((translate("page", "Permanent name"), model.canonical_slug)),
        *([Line(translate("page", "Hugging Face"), repository, link=repository)] if repository else []),
        *(
            line._replace(link=line.value) for line in _few(_flat(model.links)) if line.value.startswith(WEB)
        ),  # no API's paths
    ]


def _alias(model: Model, about: About) -> list[Line]:
    """What it stands for; a list may lag behind what it has dropped."""
    if (alias := model.alias_target) is None:
        return []
    words = translate("page", "{model}, which is not listed") if about.stands_for_none else "{model}"
    value = words.format(model=f"{alias.name} ({alias.slug})")
    return [Line(translate("page", "Stands for"), value, warning=about.stands_for_none)]


def _flat(
    value: Mapping[str, Any], path: str = "", depth: int = 0, shown: Callable[[Any], str] | None = None
) -> Iterator[Line]:
    """Lines of an object whose shape is not known: nested ones as `outer · inner`."""
    for name, member in value.items():
        label = f"{path}{name}"
        if isinstance(member, dict) and member and depth < DEEPEST:
            yield from _flat(member, f"{label} · ", depth + 1, shown)
        elif member is not None and member not in ([], {}):
            yield Line(label, (shown or _plain)(member))


def _row_of_facts(facts: dict[str, Any]) -> Line:
    """An item of a list of figures: its words say what it is about, its numbers are the value."""
    about = [value for value in facts.values() if isinstance(value, str)]
    values = [f"{_words(name)} {_figure(value)}" for name, value in facts.items() if not isinstance(value, str)]
    return Line(" · ".join(about), " · ".join(values))


def _words(name: str) -> str:
    """What a figure is called; one that is not known here keeps its own name."""
    known = {
        "intelligence_index": translate("page", "intelligence index"),
        "coding_index": translate("page", "coding index"),
        "agentic_index": translate("page", "agentic index"),
        "win_rate": translate("page", "win rate"),
        "rank": translate("page", "rank"),
    }
    return known.get(name, name.replace("_", " "))


def _figure(value: Any) -> str:
    """A figure with the decimal point of the language, if it is one."""
    text = _plain(value)
    decimals = text.partition(".")[2]
    return number(value, len(decimals)) if isinstance(value, float) and decimals.isdigit() else text


def _plain(value: Any) -> str:
    """As JSON where it is no text, as far as it can be shown."""
    if isinstance(value, str):
        return value
    text = ""
    for piece in json.JSONEncoder(ensure_ascii=False).iterencode(value):
        text += piece
        if len(text) > LONGEST_VALUE:
            break
    return text
