"""Make the bundled model list, resources/catalog/models.json, from an answer of OpenRouter's `GET /models`.

    python packaging/make_catalog.py ANSWER.json --date 2026-08-22

Only facts are taken over: ids, names, dates, numbers, modalities, parameters. Description texts, links and
whatever says nothing (null, which means the same as leaving a field out) are not. The same answer gives the
same bytes: rows in the answer's order, one a line, keys sorted.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "resources" / "catalog" / "models.json"
LEFT_OUT = frozenset({"description", "links"})


def without_nulls(value: Any) -> Any:
    """The same value without null members of objects, at any depth."""
    if isinstance(value, dict):
        return {name: without_nulls(member) for name, member in value.items() if member is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def bundle(answer: dict[str, Any], day: date) -> str:
    """The text of the bundled list, in the shape of the wire plus its day."""
    rows = [
        without_nulls({name: value for name, value in row.items() if name not in LEFT_OUT}) for row in answer["data"]
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for row in rows)
    return f'{{"as_of":"{day.isoformat()}","data":[\n{lines}\n]}}\n'


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the bundled model list from an answer of GET /models.")
    parser.add_argument("answer", type=Path, help="JSON file with the answer")
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="when it was fetched (UTC)")
    parser.add_argument("--output", type=Path, default=TARGET)
    options = parser.parse_args()
    text = bundle(json.loads(options.answer.read_bytes()), options.date)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(text, encoding="utf-8", newline="\n")
    print(f"{options.output}: {text.count(chr(10)) - 2} models of {options.date}")


if __name__ == "__main__":
    main()
