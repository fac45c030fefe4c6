from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.models import NEW, recorded

ROOT = Path(__file__).parents[2]


def made(tmp_path, answer, day="2026-08-22"):
    source, target = tmp_path / "answer.json", tmp_path / "made.json"
    source.write_bytes(answer)
    script = ROOT / "packaging" / "make_catalog.py"
    subprocess.run([sys.executable, script, source, "--date", day, "--output", target], check=True)
    return target.read_bytes()


def test_facts_stay_and_texts_links_and_nulls_go(tmp_path):
    row = {"id": "a/b", "description": "Prose.", "links": {"details": "/x"}, "pricing": {"prompt": "0", "image": None}}
    answer = json.dumps({"data": [row], "total_count": 1}).encode()

    assert json.loads(made(tmp_path, answer, "2026-01-02")) == {
        "as_of": "2026-01-02",
        "data": [{"id": "a/b", "pricing": {"prompt": "0"}}],
    }


def test_the_bundled_list_is_what_the_script_makes_of_the_recorded_one(tmp_path):
    assert made(tmp_path, recorded(NEW)) == (ROOT / "resources" / "catalog" / "models.json").read_bytes()
