"""Who is asked: a model at an endpoint, what keeps it from being asked, and what it makes of what is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.domain.address import leads_near
from desktop.domain.errors import KeyMissing, ModelNotFound
from desktop.domain.media import engine_of
from desktop.domain.parts import Engine, Modality
from desktop.domain.projection import lacking
from desktop.domain.vision import Sight, family_of
from desktop.services.chat import Target
from desktop.services.connection import OPENROUTER
from desktop.services.files import engine_among
from desktop.services.weighing import estimated, rules_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.attachment import Attachment
    from desktop.domain.errors import Failure
    from desktop.domain.fit import Need
    from desktop.domain.model import Model
    from desktop.domain.parts import ImagePart, MediaPart, TextFilePart
    from desktop.domain.vision import Estimate
    from desktop.services.connection import Connection
    from desktop.services.preferences import Preferences

BLURRED = Sight()


@dataclass(frozen=True, slots=True)
class Asked:
    """A model at an endpoint, as the catalog describes it now.

    Attributes:
        sights: How models read pictures, see `family_of`.
        refused: Types of pictures that it is known to refuse.
    """

    connection: Connection
    model_id: str
    sights: Mapping[str, Sight]
    refused: frozenset[str] = frozenset()

    @property
    def model(self) -> Model | None:
        """What the catalog states about it; None when it does not list it."""
        return self.connection.catalog.catalog.model_of(self.model_id)

    @property
    def parses(self) -> bool:
        """Whether PDFs are read for models that do not; the demonstration is asked like OpenRouter, to be tried."""
        return self.connection.demo or self.connection.base_url == OPENROUTER

    @property
    def lacks(self) -> frozenset[Modality]:
        """What it is known not to take, but for PDFs of which it gets the text."""
        return lacking(self.model.input_modalities if self.model else (), parses=self.parses)

    @property
    def sight(self) -> Sight:
        """How it reads pictures, as far as its family and its refusals tell."""
        family = family_of(self.model, self.sights) if self.model else ""
        return self.sights.get(family, BLURRED).without(self.refused)

    @property
    def obstacle(self) -> Failure | None:
        """Why it cannot be asked now; None when it can."""
        connection = self.connection
        lacks_key = connection.wants_key and connection.account.known and not connection.account.key
        if connection.only_shows(self.model_id) or lacks_key:
            return KeyMissing(host=connection.client.host)
        return None if self.model_id else ModelNotFound(host=connection.client.host)

    def cannot_reach(self, part: ImagePart | MediaPart) -> bool:
        """Whether it lies on this machine or in its network, where an endpoint elsewhere cannot fetch it."""
        return leads_near(part.url) and not leads_near(self.connection.base_url)

    def engines(self, part: MediaPart) -> tuple[Engine, ...]:
        """Who can be wanted to read it; nobody where it is no PDF, or the endpoint does not know how."""
        if part.modality is not Modality.FILE or not self.parses:
            return ()
        native = () if self.model and self.model.takes(Modality.FILE) is False else (Engine.NATIVE,)
        return (*native, Engine.TEXT, Engine.OCR)

    def settled(self, part: MediaPart, chips: Sequence[Attachment], unread: Sequence[MediaPart] = ()) -> MediaPart:
        """It as it is sent now, beside what else is attached: a PDF with who reads it.

        Where nobody chose that, it is who was to read those of the chat whose contents are not known yet, so that
        these are not read otherwise, or paid for, unawares.
        """
        if not self.engines(part):
            return part
        native = self.model.takes(Modality.FILE) if self.model else None
        before = unread[-1].engine if unread else Engine.UNSET
        return replace(part, engine=engine_of(part.engine or engine_among(chips) or before, native=native))

    def estimate(self, part: ImagePart | TextFilePart) -> Estimate | None:
        """What a picture or a text costs with it; None where that is not told, or it is not sent."""
        return estimated(part, self.sight, self.model)

    def tokens(self, need: Need) -> int:
        """About how many it has to take in for a chat that needs that; pictures that it does not get are none."""
        return need.tokens_of(self.model) if self.model and Modality.IMAGE not in self.lacks else need.tokens

    def target(self, conversation_id: str, preferences: Preferences) -> Target:
        """It with all that a chat has to know to ask it."""
        model = self.model
        inputs = model.input_modalities if model else ()
        outputs = model.output_modalities if model else ()
        modalities = tuple(outputs) if "image" in outputs else ()
        session = conversation_id if self.connection.base_url == OPENROUTER else ""
        rules = rules_for(preferences, self.sight, model)
        return Target(self.connection.client, self.model_id, inputs, modalities, session, rules, self.parses)
