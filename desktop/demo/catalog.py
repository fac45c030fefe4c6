"""The demonstration's model list and key, as full as the real ones (reference/openrouter-api.md §2.2, §6.1)."""

from __future__ import annotations

from typing import Any

GUIDE = "demo/guide"
MIRROR = "demo/mirror"
EYES = "demo/eyes"
LISTED = 1795392000  # 2026-11-23 UTC, Unix seconds
CONTEXT = 128_000  # tokens; nothing here counts that far


def _row(model_id: str, name: str, description: str, inputs: list[str]) -> dict[str, Any]:
    return {
        "id": model_id,
        "canonical_slug": model_id,
        "hugging_face_id": None,
        "name": f"Demonstration: {name}",
        "created": LISTED,
        "description": description,
        "context_length": CONTEXT,
        "architecture": {
            "modality": f"{'+'.join(inputs)}->text",
            "input_modalities": inputs,
            "output_modalities": ["text"],
            "tokenizer": "Other",
            "instruct_type": None,
        },
        "pricing": {"prompt": "0", "completion": "0"},
        "top_provider": {"context_length": CONTEXT, "max_completion_tokens": None, "is_moderated": False},
        "per_request_limits": None,
        "supported_parameters": [],
        "default_parameters": {},
        "supported_voices": None,
        "knowledge_cutoff": None,
        "expiration_date": None,
        "links": {"details": f"/api/v1/models/{model_id}/endpoints"},
    }


MODELS = {
    row["id"]: row
    for row in (
        _row(
            GUIDE,
            "guide",
            "Answers questions about Parley with a text search in its built-in help. Not a language model: it runs "
            "inside the program, needs no key and no network, and costs nothing.",
            ["text"],
        ),
        _row(
            MIRROR,
            "mirror",
            "Explains the request that it received: parts, sizes, parameters. Not a language model: it shows what "
            "a real model would be sent.",
            ["text", "image", "file", "audio", "video"],
        ),
        _row(
            EYES,
            "eyes",
            "Reports what can be computed from a picture: format, size, colors, sharpness, and a small drawing of "
            "it in letters. Not a language model: it measures, and recognizes nothing.",
            ["text", "image"],
        ),
    )
}


def sees_pictures(model_id: str) -> bool:
    return "image" in MODELS[model_id]["architecture"]["input_modalities"]


def models() -> dict[str, Any]:
    """The body of `GET /models`."""
    return {"data": list(MODELS.values()), "total_count": len(MODELS), "links": {"next": None}}


def endpoints(model_id: str) -> dict[str, Any]:
    """The body of `GET /models/{model_id}/endpoints`: here nobody offers models to others."""
    return {"data": {"id": model_id, "endpoints": []}}


def key() -> dict[str, Any]:
    """The body of `GET /key`: here every key is right, and nothing is ever charged."""
    usage = dict.fromkeys(("usage", "usage_daily", "usage_weekly", "usage_monthly"), 0)
    return {
        "data": {
            "label": "Demonstration: no key needed",
            "limit": None,
            "limit_remaining": None,
            "limit_reset": None,
            **usage,
            **{f"byok_{name}": value for name, value in usage.items()},
            "include_byok_in_limit": False,
            "is_free_tier": True,
            "is_management_key": False,
            "is_provisioning_key": False,
            "creator_user_id": None,
            "expires_at": None,
            "rate_limit": {"requests": -1, "interval": "10s", "note": "This field is deprecated"},
        }
    }
