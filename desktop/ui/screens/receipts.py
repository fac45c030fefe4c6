"""How an answer was made, in words: the quiet line below it, and the table behind that line."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.foreign import one_line
from desktop.domain.receipts import as_json, facts_of, leaves
from desktop.ui import words
from desktop.ui.dialogs.receipt import ReceiptDialog
from desktop.ui.figures import MINUTE, duration, exact_money, moment_text, money, number
from desktop.ui.links import visible
from desktop.ui.transcript.entry import Fact

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.message import Message, Receipt, Usage

AT_ONCE = 0.05  # seconds, below which they are not worth a word
FAST = 10  # tokens a second, from which on tenths say nothing
LONGEST = 200  # characters of what others wrote
ROUTERS, LATEST = "openrouter/", "~"  # how ids begin of what is to choose a model, or stands for the newest one
LARGEST = 10**15  # a larger number is shown as it was sent

# What is said of an answer itself, then of its usage by the way to the field. What is not here has its own name.
LABELS = {
    "asked": QT_TRANSLATE_NOOP("receipt", "Model asked"),
    "answered": QT_TRANSLATE_NOOP("receipt", "Model that answered"),
    "provider": QT_TRANSLATE_NOOP("receipt", "Provider"),
    "created": QT_TRANSLATE_NOOP("receipt", "Asked on"),
    "seconds_to_first_token": QT_TRANSLATE_NOOP("receipt", "Began after"),
    "seconds_of_reasoning": QT_TRANSLATE_NOOP("receipt", "Reasoning took"),
    "seconds": QT_TRANSLATE_NOOP("receipt", "Total time"),
    "tokens_per_second": QT_TRANSLATE_NOOP("receipt", "Speed"),
    "state": QT_TRANSLATE_NOOP("receipt", "State"),
    "finish_reason": QT_TRANSLATE_NOOP("receipt", "Finish reason"),
    "native_finish_reason": QT_TRANSLATE_NOOP("receipt", "In the provider's words"),
    "generation": QT_TRANSLATE_NOOP("receipt", "Generation"),
}
USAGE_LABELS = {
    ("cost",): QT_TRANSLATE_NOOP("receipt", "Cost"),
    ("is_byok",): QT_TRANSLATE_NOOP("receipt", "Paid with your own key"),
    ("cost_details", "upstream_inference_cost"): QT_TRANSLATE_NOOP("receipt", "Cost at the provider"),
    ("cost_details", "upstream_inference_prompt_cost"): QT_TRANSLATE_NOOP("receipt", "… of that for reading"),
    ("cost_details", "upstream_inference_completions_cost"): QT_TRANSLATE_NOOP("receipt", "… of that for writing"),
    ("prompt_tokens",): QT_TRANSLATE_NOOP("receipt", "Tokens read"),
    ("prompt_tokens_details", "cached_tokens"): QT_TRANSLATE_NOOP("receipt", "… of these from the cache"),
    ("prompt_tokens_details", "cache_write_tokens"): QT_TRANSLATE_NOOP("receipt", "… of these kept in the cache"),
    ("completion_tokens",): QT_TRANSLATE_NOOP("receipt", "Tokens written"),
    ("completion_tokens_details", "reasoning_tokens"): QT_TRANSLATE_NOOP("receipt", "… of these for reasoning"),
    ("total_tokens",): QT_TRANSLATE_NOOP("receipt", "Total tokens"),
    ("server_tool_use_details", "web_search_requests"): QT_TRANSLATE_NOOP("receipt", "Web searches"),
}
YES, NO = QT_TRANSLATE_NOOP("receipt", "yes"), QT_TRANSLATE_NOOP("receipt", "no")
ORDER = {path: place for place, path in enumerate(USAGE_LABELS)}


translate = QCoreApplication.translate


def receipt_dialog(message: Message, parent: QWidget) -> ReceiptDialog:
    """The table of all that is known of an answer."""
    return ReceiptDialog(table_of(message), as_json(facts_of(message)), parent)


def line_of(
    receipt: Receipt, asked: str = "", other: str = "", *, asked_id: str = "", thought_aloud: bool = False
) -> tuple[Fact, ...]:
    """The facts of the line, of what is known alone: no cost is another thing than a cost of nothing.

    Args:
        receipt: Of the answer.
        asked: The name of the model asked.
        other: The name of the model that answered in its place; "" when it is the same.
        asked_id: The id of the model asked.
        thought_aloud: The reasoning arrived too.
    """
    usage = receipt.usage
    model = (other or asked) if receipt.model else ""
    if other and asked_id.startswith(ROUTERS):
        model = translate("receipt", "{model}, chosen by {asked}").format(model=other, asked=asked)
    elif other and not asked_id.startswith(LATEST):
        model = translate("receipt", "{model} instead of {asked}").format(model=other, asked=asked)
    facts = [
        Fact(model, 0),
        Fact(receipt.provider, 4),
        Fact(_cost(usage) if usage else "", 1),
        _tokens(usage),
        *_times(receipt, receipt.pace(thought_aloud=thought_aloud)),
    ]
    return tuple(fact for fact in facts if fact.text)


def _cost(usage: Usage) -> str:
    if usage.cost is None:
        return ""
    if usage.own_key and usage.upstream_cost is not None:
        said = translate("receipt", "{cost} + {upstream} on your own key")
        return said.format(cost=money(usage.cost), upstream=money(usage.upstream_cost))
    return money(usage.cost)


def _tokens(usage: Usage | None) -> Fact:
    if usage is None or usage.prompt_tokens is None or usage.completion_tokens is None:
        return Fact("", 2)
    read, written = number(usage.prompt_tokens), number(usage.completion_tokens)
    said = translate("receipt", "{read} → {written} tokens")
    brief = said.format(read=read, written=written)
    if usage.cached_tokens:
        read = translate("receipt", "{read} ({n} cached)").format(read=read, n=number(usage.cached_tokens))
    if usage.reasoning_tokens:
        thought = translate("receipt", "{written} ({n} reasoning)")
        written = thought.format(written=written, n=number(usage.reasoning_tokens))
    return Fact(said.format(read=read, written=written), 2, brief)


def _times(receipt: Receipt, pace: float | None) -> list[Fact]:
    """How long the first token took, and how fast the others came or how long all of it took."""
    facts = []
    if receipt.first_token is not None and receipt.first_token >= AT_ONCE:
        said = translate("receipt", "began after {time}")
        facts.append(Fact(said.format(time=duration(receipt.first_token, MINUTE)), 5))
    if pace is not None:
        facts.append(Fact(_pace(pace), 3))
    elif receipt.seconds and receipt.seconds >= AT_ONCE:
        said = translate("receipt", "{time} in all")
        facts.append(Fact(said.format(time=duration(receipt.seconds, MINUTE)), 3))
    return facts


def _pace(pace: float) -> str:
    said = translate("receipt", "{pace} tokens/s")
    return said.format(pace=number(pace, 0 if pace >= FAST else 1))


def table_of(message: Message) -> list[tuple[str, str]]:
    """Names and values of all that is known, the usage last; names that nobody here knows are as they were sent."""
    facts = facts_of(message)
    rows = [(_marked(label), _said(name, message, facts[name])) for name, label in LABELS.items() if name in facts]
    if message.failure is not None:
        rows.append((translate("receipt", "Failure"), words.why_ended(message, message.failure)))
    usage = sorted(leaves(facts.get("usage")), key=lambda leaf: ORDER.get(leaf[0], len(ORDER)))
    return rows + [(_name(path), _value(path, value)) for path, value in usage]


def _said(name: str, message: Message, fact: object) -> str:
    if name == "created":
        return moment_text(message.created, seconds=True)
    if name == "state":
        return words.state_name(message.state)
    if name.startswith("seconds") and isinstance(fact, float):
        return translate("receipt", "{n} s").format(n=number(fact, 2))
    return (
        _pace(fact)
        if name == "tokens_per_second" and isinstance(fact, float)
        else visible(one_line(str(fact), LONGEST))
    )


def _marked(text: object) -> str:
    return translate("receipt", str(text))  # Qt's stub calls a marked text an object


def _name(path: tuple[str, ...]) -> str:
    known = USAGE_LABELS.get(path)
    return _marked(known) if known else visible(one_line(": ".join(path), LONGEST))


def _value(path: tuple[str, ...], value: object) -> str:
    if isinstance(value, bool):
        return _marked(YES if value else NO)
    if not isinstance(value, int | Decimal):
        return visible(one_line(value if isinstance(value, str) else as_json(value), LONGEST))
    if not -LARGEST < value < LARGEST:
        return one_line(str(value), LONGEST)
    if "cost" in path[-1]:
        return exact_money(Decimal(value))
    return number(value) if isinstance(value, int) else str(value)
