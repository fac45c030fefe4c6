"""Which pictures of a history a person wants to be sent: all, the newest, or those that there is room for."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.cost import PICTURE_TOKENS
from desktop.domain.message import Role
from desktop.domain.parts import LeftOut, Modality, TextFilePart, TextPart, Withheld
from desktop.domain.text_file import LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.message import Message
    from desktop.domain.parts import ImagePart, Missing

FITTING = -1  # in the place of a number: as many as the context has room for
RULES = (0, FITTING, 10, 3, 1)  # of how many pictures only the newest are sent; 0: of any number all
OLDER = (LeftOut.OLD, LeftOut.NO_ROOM, LeftOut.NOT_TAKEN)  # for these the oldest pictures of a history are left out
WITHHELD = {
    Withheld.REFUSED: LeftOut.REFUSED,
    Withheld.BY_HAND: LeftOut.BY_HAND,
    Withheld.LOST: LeftOut.LOST,
}
FOR_PICTURES = 0.75  # of a context, with all texts: the rest is for the answer, and for what is estimated wrong


def _unknown(_: ImagePart) -> None:
    """What a picture costs, or what is wrong with it, where nobody knows."""


class PictureRules(NamedTuple):
    """Which pictures go, and where.

    Attributes:
        newest: One of `RULES`; those of the last question go always.
        first: Whether they go before everything else.
        context: Tokens of the model's context; 0 when not known.
        weigh: About how many tokens a picture costs; None where that is not known.
        unfit: Why an earlier picture, made for another model, would be refused; None where it is not known to be.
    """

    newest: int = 0
    first: bool = False
    context: int = 0
    weigh: Callable[[ImagePart], int | None] = _unknown
    unfit: Callable[[ImagePart], LeftOut | None] = _unknown


ALL_PICTURES = PictureRules()


def too_old(branch: Sequence[Message], model: str, rules: PictureRules) -> list[int]:
    """How many pictures of each message, its first ones, are older than the newest ones that there is room for."""
    room, weigh = _room(branch, model, rules)
    found = [0] * len(branch)
    last = True
    for index in range(len(branch) - 1, -1, -1):
        message = branch[index]
        if message.role is Role.ASSISTANT:
            continue
        for place in range(len(message.images) - 1, -1, -1):
            room -= weigh(message.images[place])
            if room < 0 and not last:
                found[index] = place + 1
                room = -inf  # the smaller ones before it do not go either
                break
        last = False
    return found


def _room(branch: Sequence[Message], model: str, rules: PictureRules) -> tuple[float, Callable[[ImagePart], int]]:
    """How much there is room for, and how much of it a picture takes."""
    if rules.newest != FITTING:
        return rules.newest or inf, lambda image: int(_goes(image, rules))
    if not rules.context:
        return inf, lambda _: 0
    return rules.context * FOR_PICTURES - _taken(branch, model, rules), lambda image: _weight(image, rules)


def _taken(branch: Sequence[Message], model: str, rules: PictureRules) -> float:
    """Tokens of all but pictures: of texts by their length or, where that is more, as they were counted.

    What PDFs, recordings and videos take is told by nothing but the count of an answer that this model gave to them;
    until then they take nothing here.
    """
    texts = [_written(message) / LETTERS for message in branch]
    answers = (index for index in range(len(branch) - 1, 0, -1) if branch[index].model == model)
    if (last := next((index for index in answers if _counted(branch[index])), 0)) == 0:
        return sum(texts)
    answer, before = branch[last], [message for message in branch[:last] if message.role is not Role.ASSISTANT]
    then = sum(count for (_, why), count in _left_out(answer) if why in WITHHELD.values())
    if then != sum(bool(part.withheld) for message in before for part in message.media):
        return sum(texts)  # what was counted is not what goes by now
    images = [image for message in before for image in message.images if not image.withheld]
    older = sum(count for (what, why), count in _left_out(answer) if what is Modality.IMAGE and why in OLDER)
    others = _counted(answer) - sum(_weight(image, rules) for image in images[older:])
    return max(sum(texts), others + sum(texts[last:]))


def _counted(answer: Message) -> int:
    """Tokens of what an answer was given to, as the provider counted them; 0 where it did not."""
    usage = answer.receipt.usage if answer.receipt else None
    return (usage.prompt_tokens or 0) if usage else 0


def _left_out(answer: Message) -> Sequence[tuple[Missing, int]]:
    return answer.receipt.left_out if answer.receipt else ()


def _written(message: Message) -> int:
    """Bytes of all that is written in a message: a letter of three bytes, as in Chinese, is about a token by itself."""
    files = (part for part in message.files if isinstance(part, TextFilePart))
    said = (part for part in message.parts if isinstance(part, TextPart))
    texts = sum(len(part.text.encode(errors="replace")) for part in said)
    return texts + sum(part.characters if part.encoding else part.size for part in files)


def _goes(image: ImagePart, rules: PictureRules) -> bool:
    """Whether a picture would be sent if there was room for it."""
    return not image.withheld and rules.unfit(image) is None


def _weight(image: ImagePart, rules: PictureRules) -> int:
    """Nothing where a picture is not sent anyway; the usual where nobody knows."""
    if not _goes(image, rules):
        return 0
    tokens = rules.weigh(image)
    return PICTURE_TOKENS if tokens is None else tokens
