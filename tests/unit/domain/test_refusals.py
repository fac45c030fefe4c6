from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.domain.conversation import Messages
from desktop.domain.errors import (
    BadRequest,
    BytesLost,
    CannotHear,
    CannotReadFiles,
    CannotSeePictures,
    CannotWatch,
    FileRefused,
    KeyRefused,
    ModelNotFound,
    Moderated,
    NoEndpoint,
    NotAllowed,
    NotAnApi,
    OutOfCredit,
    PictureRefused,
    PictureTooSmall,
    ProviderFailed,
    RateLimited,
    RequestTooLarge,
    UnexpectedStatus,
)
from desktop.domain.message import Message, Role
from desktop.domain.parts import ImagePart, MediaPart, Modality, ReasoningPart, TextPart, Withheld
from desktop.domain.picture_rules import ALL_PICTURES, PictureRules
from desktop.domain.projection import project
from desktop.domain.refusals import kinds_named, kinds_refused, left_out_for, may_be_for_media, not_taken_by, refused_by

NOW = datetime(2026, 1, 2, tzinfo=UTC)
TEXT = TextPart("hi")
CAT = ImagePart("cat.png", "image/png", blob="0" * 64)
DOG = ImagePart("dog.png", url="https://example.org/dog.png")
COW = ImagePart("cow.png", "image/png", blob="1" * 64)
HEN = ImagePart("hen.png", "image/png", blob="2" * 64)
PDF = MediaPart("a.pdf", Modality.FILE, "application/pdf", "e" * 64, size=9)


def failed(failure):
    return Message("a", "q", Role.ASSISTANT, (), NOW, failure=failure, model="a/b")


def asked(*last, rules=ALL_PICTURES):
    """An earlier question with a text, a cat, a dog and a PDF, its answer, and one with these parts."""
    earlier = Message("p", "", Role.USER, (TEXT, CAT, DOG, PDF), NOW)
    answered = Message("o", "p", Role.ASSISTANT, (TEXT,), NOW, model="a/b")
    return project([earlier, answered, Message("q", "o", Role.USER, (TEXT, *last), NOW)], "a/b", rules=rules)


@pytest.mark.parametrize(
    ("failure", "new", "old"),
    [
        (RequestTooLarge(), (PDF, COW), (PDF, CAT, DOG)),
        (PictureRefused(), (COW,), (CAT, DOG)),
        (FileRefused(), (PDF,), (PDF,)),
    ],
)
def test_what_the_question_carries_is_what_was_refused_else_all_that_went(failure, new, old):
    assert {"q": set(new)} == {key: set(media) for key, media in refused_by(failed(failure), asked(COW, PDF)).items()}
    assert {"p": set(old)} == {key: set(media) for key, media in refused_by(failed(failure), asked()).items()}


def test_what_is_lost_is_known_by_its_hash():
    assert {"q": (COW,)} == refused_by(failed(BytesLost(COW.blob)), asked(COW, PDF))
    assert {"p": (CAT,)} == refused_by(failed(BytesLost(CAT.blob)), asked(COW, PDF))
    assert {} == refused_by(failed(BytesLost("9" * 64)), asked(COW, PDF))


def test_what_is_not_wanted_of_a_question_without_pictures_is_its_text():
    assert {"q": (COW, PDF)} == refused_by(failed(Moderated()), asked(COW, PDF))
    assert {} == refused_by(failed(Moderated()), asked())


@pytest.mark.parametrize(("came", "blamed"), [(TEXT, False), (CAT, False), (ReasoningPart("Hm."), True)])
def test_what_moderation_let_pass_of_an_answer_clears_the_question(came, blamed):
    answer = replace(failed(Moderated()), parts=(came,))

    assert ({"q": (COW,)} if blamed else {}) == refused_by(answer, asked(COW))


def test_a_request_is_too_large_by_what_is_large_of_it():
    photo, small, scan = replace(COW, size=400), replace(HEN, size=99), replace(PDF, size=100)

    assert {"q": (photo, scan)} == refused_by(failed(RequestTooLarge()), asked(small, photo, scan))
    assert {"q": (photo, DOG)} == refused_by(failed(RequestTooLarge()), asked(small, photo, DOG))  # of unknown size


@pytest.mark.parametrize(
    ("failure", "may"),
    [
        (BadRequest("no", status=400), True),
        (Moderated("no"), True),
        (PictureRefused("no", status=422), True),
        (NoEndpoint(status=404), True),
        (UnexpectedStatus(status=409), True),
        (ProviderFailed(status=500), True),
        (ProviderFailed(status=502), True),
        (ProviderFailed(status=503), False),
        (NotAnApi(status=400), True),
        (NotAnApi(status=403), True),
        (NotAnApi(status=404), False),
        (NotAnApi(), False),
        (UnexpectedStatus(status=206), False),
        (ModelNotFound(status=404), False),
        (KeyRefused(status=401), False),
        (OutOfCredit(status=402), False),
        (RateLimited(status=429), False),
    ],
)
def test_pictures_may_be_the_reason_of_every_refusal_that_is_not_about_the_asker(failure, may):
    assert may is may_be_for_media(failure)


def test_a_question_is_asked_without_its_own_pictures_first_and_then_without_all():
    earlier = Message("p", "", Role.USER, (TEXT, CAT), NOW)
    held = Message("h", "", Role.USER, (TEXT, replace(DOG, withheld=Withheld.REFUSED)), NOW)
    drawn = Message("d", "p", Role.ASSISTANT, (TEXT, HEN), NOW)
    with_own, without = Message("q", "d", Role.USER, (COW,), NOW), Message("q", "d", Role.USER, (TEXT,), NOW)

    own = left_out_for(with_own, [held, earlier, drawn, with_own], all_of_them=False)
    everything = left_out_for(with_own, [held, earlier, drawn, with_own], all_of_them=True)

    assert (["q"], ["p", "q"]) == (own, everything)
    assert ["p"] == left_out_for(without, [held, earlier, drawn, without], all_of_them=False)


def test_a_refused_picture_is_no_file_of_the_question():
    assert ["p"] == list(refused_by(failed(PictureRefused()), asked(PDF)))


@pytest.mark.parametrize(
    "failure", [None, NotAllowed(), CannotSeePictures(), CannotHear(), BadRequest("messages.0.content.1")]
)
def test_other_ends_of_an_answer_refuse_nothing(failure):
    assert {} == refused_by(failed(failure), asked(COW))


@pytest.mark.parametrize(
    ("detail", "blamed"),
    [
        ("messages.0.content.1.image.source.base64: image exceeds 5 MB maximum", {"p": (CAT,)}),
        ("Invalid image URL: 'messages[0].content[2].image_url.url'.", {"p": (DOG,)}),
        ("loc: ('body', 'messages', 2, 'content', 2)", {"q": (COW,)}),
        ("messages[2].content[2], messages[2].content[2].image_url: one picture twice", {"q": (COW,)}),
        ("messages[0].content[1] and messages[2].content[1]: not one", {"q": (HEN, COW)}),
        ("messages.0.content.0: a text", {"q": (HEN, COW)}),
        ("messages.0.content.3: no picture", {"q": (HEN, COW)}),
        ("messages.1.content.1: an answer", {"q": (HEN, COW)}),
        ("messages.9.content.1: none", {"q": (HEN, COW)}),
        ("image exceeds 5 MB maximum", {"q": (HEN, COW)}),
    ],
)
def test_what_is_named_by_its_place_is_blamed_alone(detail, blamed):
    assert blamed == refused_by(failed(PictureRefused(detail)), asked(HEN, COW))


def test_places_may_be_counted_without_what_the_system_says():
    projection = asked(HEN, COW, rules=PictureRules(first=True))

    assert {"p": (DOG,)} == refused_by(failed(PictureRefused("messages.0.content.2")), projection)
    file = failed(FileRefused("messages.0.content.2"))
    assert {"p": (PDF,)} == refused_by(file, projection)


def test_what_an_endpoint_has_said_that_a_model_does_not_take_is_known():
    said = [failed(kind()) for kind in (CannotSeePictures, CannotHear, CannotWatch, CannotReadFiles)]

    assert [{kind} for kind in ("image", "audio", "video", "file")] == [not_taken_by("a/b", [it]) for it in said]
    assert set(Modality) == not_taken_by("a/b", said)
    assert set() == not_taken_by("c/d", said) == not_taken_by("a/b", [failed(RequestTooLarge()), failed(None)])


SMALL, PHOTO, WIDE = replace(CAT, size=30_000), replace(COW, size=1_400_000), replace(HEN, size=9_000, width=9_000)
SCAN = replace(PDF, size=4_000_000)


@pytest.mark.parametrize(
    ("failure", "parts", "blamed"),
    [
        (PictureRefused("image exceeds 5 MB maximum"), [SMALL, PHOTO], {"q": (PHOTO,)}),
        (PictureRefused("image exceeds 1 MB maximum"), [SMALL, PHOTO], {"q": (PHOTO,)}),
        # 1,400,000 bytes are 1,866,668 as they are sent
        (PictureRefused("image exceeds 1.8 MB"), [SMALL, PHOTO, replace(HEN, size=1_390_000)], {"q": (PHOTO, HEN)}),
        (
            PictureRefused("image exceeds 5 MB maximum: 1866668 bytes > 20000 bytes"),
            [SMALL, PHOTO],
            {"q": (SMALL, PHOTO)},
        ),
        (PictureRefused("image is too large"), [SMALL, PHOTO], {"q": (PHOTO,)}),
        (PictureRefused("image is too large"), [SMALL, PHOTO, DOG], {"q": (PHOTO, DOG)}),
        (PictureRefused("image exceeds 8000 pixels"), [PHOTO, WIDE, SMALL], {"q": (PHOTO, WIDE, SMALL)}),
        (PictureRefused("invalid base64 in 5 MB"), [SMALL, PHOTO], {"q": (SMALL, PHOTO)}),
        (FileRefused("PDF exceeds 4 MB"), [SMALL, SCAN], {"q": (SCAN,)}),
        (RequestTooLarge("exceeds 1 MB"), [SMALL, PHOTO, DOG], {"q": (PHOTO,)}),
        (RequestTooLarge("exceeds 32 MB"), [SMALL, PHOTO, replace(HEN, size=400_000)], {"q": (PHOTO, HEN)}),
        (Moderated("exceeds 1 MB of violence"), [SMALL, PHOTO], {"q": (SMALL, PHOTO)}),
    ],
)
def test_what_is_too_large_is_above_the_limit_that_is_stated_else_the_largest(failure, parts, blamed):
    found = refused_by(failed(failure), asked(*parts))
    assert blamed.keys() == found.keys()
    assert [part.blob for part in blamed["q"]] == [part.blob for part in found["q"]]


def test_an_earlier_picture_above_a_limit_is_blamed_alone():
    earlier = Message("p", "", Role.USER, (TEXT, PHOTO, SMALL), NOW)
    projection = project(
        [earlier, replace(earlier, id="o", role=Role.ASSISTANT), Message("q", "o", Role.USER, (WIDE,), NOW)], "a/b"
    )
    assert {"p": (PHOTO,)} == refused_by(failed(PictureRefused("image exceeds 1 MB maximum")), projection)
    assert {"q": (WIDE,)} == refused_by(failed(PictureRefused("image exceeds 9 MB maximum")), projection)


def test_of_pixels_the_longer_edge_counts():
    parts = [replace(PHOTO, width=700, height=800), WIDE, replace(SMALL, width=1, height=2)]
    assert {"q": (WIDE,)} == refused_by(failed(PictureRefused("image dimensions exceed 8000 pixels")), asked(*parts))
    assert {"q": (SCAN,)} == refused_by(failed(FileRefused("resolution exceeds 8000 px")), asked(SCAN))


@pytest.mark.parametrize(
    ("detail", "own", "blamed"),
    [
        ("Too many images in request: 3, maximum 1", [COW, HEN], {"p": (CAT, DOG), "q": (COW,)}),
        ("Too many images in request. Max is 2.", [COW, HEN], {"p": (CAT, DOG)}),
        ("At most 3 image(s) may be provided in one prompt.", [COW, HEN], {"p": (CAT,)}),
        ("Please use fewer than 4 images in your request", [COW, HEN], {"p": (CAT,)}),
        ("too many images and documents: 25 + 0 > 3", [COW, HEN], {"p": (CAT,)}),
        ("Too many images", [COW, HEN], {"p": (CAT, DOG)}),
        ("Too many images", [], {"p": (CAT,)}),
        ("Too many images", [PDF], {"p": (CAT,)}),
        ("Too many images: up to 9 images", [COW, HEN], {"q": (COW, HEN)}),  # and that is not so
    ],
)
def test_of_too_many_pictures_the_newest_stay(detail, own, blamed):
    assert blamed == refused_by(failed(PictureRefused(detail)), asked(*own))


def test_where_all_are_of_one_question_without_a_number_the_last_one_stays():
    lone = project([Message("q", "", Role.USER, (CAT, COW, HEN), NOW)], "a/b")
    assert {"q": (CAT, COW)} == refused_by(failed(PictureRefused("Too many images")), lone)


FOX = ImagePart("fox.webp", "image/webp", blob="3" * 64)
NO_WEBP = "Could not process image: unsupported image type. image/webp"


@pytest.mark.parametrize(
    ("said", "refused", "taken"),
    [
        (NO_WEBP, "webp", "png jpeg gif"),
        ("image/GIF is not supported.", "gif", "png jpeg webp"),
        ("Images of type image/gif can't be accepted", "gif", "png jpeg webp"),
        ("Unsupported image type: image/webp. Only image/png and image/jpeg are supported", "webp", "png jpeg"),
        ("Unsupported image type image/webp, use image/png", "webp", "png jpeg gif"),
        ("image/webp and image/gif are not supported", "webp gif", "png jpeg"),
        ("image/png and image/jpeg are supported, image/webp is not supported", "webp", "png jpeg gif"),
        ("image/gif is not one of the supported types: image/png, image/jpeg", "gif", "png jpeg webp"),
        ("Unsupported MIME type: image/bmp", "bmp", "png jpeg webp gif"),
        ("Invalid image type: image/webp", "webp", "png jpeg gif"),
        ("Invalid image/webp, send image/png", "webp gif jpeg", "png"),
        ("Unsupported image. Supported: image/png", "jpeg webp gif", "png"),
        ("only image/jpg may be sent", "png webp gif", "jpeg"),
        ("The image format WebP is not supported", "webp", "png jpeg gif"),
        (
            (
                "You uploaded an unsupported image. Please make sure your image has of one the following formats: "
                "['png', 'jpeg', 'gif', 'webp']."
            ),
            "bmp tiff heic svg+xml",
            "png jpeg gif webp",
        ),
        (
            (
                "The image data you provided does not represent a valid image. Please check your input and try again "
                "with one of the supported image formats: ['image/jpeg', 'image/png', 'image/gif', 'image/webp']."
            ),
            "bmp",
            "png jpeg gif webp",
        ),
        (
            (
                "messages.0.content.1.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', "
                "'image/gif' or 'image/webp'"
            ),
            "bmp avif",
            "png jpeg gif webp",
        ),
        (
            "inline_data.mime_type: MIME type must be image/png, image/jpeg, image/webp, image/heic, or image/heif",
            "gif bmp",
            "png jpeg webp heic heif",
        ),
        ("Image https://a.b/sky.gif has an invalid format.Allowed formats are JPEG,PNG,WEBP,GIF.", "bmp", "gif webp"),
        ("invalid image: allowed are only data URLs, not https://a.b/sky.gif", "", "png jpeg gif webp"),
        ("image: unknown format", "", "png jpeg webp"),
        ("Failed to load image: cannot identify image file <_io.BytesIO object at 0x7f>", "", "png jpeg webp"),
        ("The image was specified using image/png, but appears to be image/jpeg", "", "png jpeg"),
        ("image/webp was found, supported formats: image/png, image/jpeg", "webp gif", "png jpeg"),
        ("Expected a data URL with an image (e.g. 'data:image/png;base64,aW1n'), got none", "", "png jpeg webp"),
    ],
)
def test_the_kinds_that_are_not_taken_are_told_from_those_that_are(said, refused, taken):
    kinds = kinds_named(PictureRefused(said))
    assert {f"image/{kind}" for kind in refused.split()} <= kinds
    assert not {f"image/{kind}" for kind in taken.split()} & kinds
    assert not kinds_named(BadRequest(said))
    assert not kinds_named(None)


def test_a_picture_of_a_kind_that_is_taken_is_not_blamed_beside_one_that_is_not():
    said = "Unsupported image type: image/webp. Only image/png and image/jpeg are supported"

    assert {"q": (FOX,)} == refused_by(failed(PictureRefused(said)), asked(COW, FOX))


def test_only_pictures_of_the_kind_that_is_named_are_blamed():
    wrong = failed(PictureRefused(NO_WEBP))

    assert {"q": (FOX,)} == refused_by(wrong, asked(COW, FOX))
    assert {"q": (COW,)} == refused_by(wrong, asked(COW))
    assert ["p"] == list(refused_by(wrong, asked()))
    earlier = project([Message("p", "", Role.USER, (FOX,), NOW), Message("q", "p", Role.USER, (COW,), NOW)], "a/b")
    assert {"p": (FOX,)} == refused_by(wrong, earlier)


def test_kinds_are_refused_by_one_model_and_unread_messages_stay_unread():
    class Unread:
        id, parent, size = "u", "", 1

        def read(self):
            raise AssertionError

    messages = Messages([failed(PictureRefused(NO_WEBP)), Unread()])

    assert {"image/webp"} == kinds_refused("a/b", messages)
    assert frozenset() == kinds_refused("c/d", messages)


TINY = replace(COW, width=400, height=300)
WIDE = replace(HEN, width=4_000, height=500)
LARGE = ImagePart("large.png", "image/png", blob="3" * 64, width=900, height=800)


@pytest.mark.parametrize(
    ("detail", "blamed"),
    [
        ("Image must be at least 512 pixels", (TINY, WIDE)),
        ("Images must be at least 400 px wide", (TINY,)),
        ("height:300 or width:400 must be larger than 512", (TINY, WIDE)),
        ("The minimum size of an image is 512x512", (TINY, WIDE)),
        ("no", (TINY,)),
        ("at least 2 pixels", (TINY,)),
        ("image 5 is too small", (LARGE,)),  # after two of the question before
        ("picture #4 is too small", (WIDE,)),
        ("image 512 pixels is too small", (TINY,)),
        ("image 9 is too small", (TINY,)),
    ],
)
def test_of_pictures_those_are_too_small_that_are_named_or_below_what_is_stated(detail, blamed):
    assert {"q": blamed} == refused_by(failed(PictureTooSmall(detail)), asked(TINY, WIDE, LARGE))


def test_nobody_knows_how_small_an_address_is():
    assert {"q": (TINY,)} == refused_by(failed(PictureTooSmall("at least 512 px")), asked(TINY, DOG))
    assert {"q": (DOG,)} == refused_by(failed(PictureTooSmall("no")), asked(DOG))


def test_a_picture_that_is_named_by_its_number_is_blamed_alone():
    assert {"q": (WIDE,)} == refused_by(failed(PictureRefused("Could not read image 4.")), asked(TINY, WIDE, LARGE))
