"""A language that the program does not know is added by files alone, without touching code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

KNOWLEDGE = Path(__file__).parent / "indonesian"
ARTICLE = """Presiden Indonesia bertemu Perdana Menteri Jepang di Tokyo
12 Maret 2024

Presiden Indonesia Joko Widodo mengunjungi Jepang pada 11 Maret 2024 dan bertemu dengan Perdana \
Menteri Jepang Fumio Kishida di Tokyo.

Kedua negara meningkatkan hubungan menjadi Kemitraan Strategis Komprehensif pada tahun 2023.

Ekspor Indonesia ke Jepang pada tahun 2023 mencapai 20,8 miliar dolar AS, turun 16,1 persen.

Kedua negara sepakat memperluas kerja sama energi dan pertanian.
"""


def reading(tmp_path: Path) -> dict[str, Any]:
    article = tmp_path / "berita.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bilateral", "read", "--jsonl", str(article)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "BILATERAL_KNOWLEDGE": str(KNOWLEDGE)},
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_third_language_is_read_from_its_files(tmp_path: Path) -> None:
    found = reading(tmp_path)
    assert (found["document"]["language"], found["document"]["parties"]) == ("id", ["IDN", "JPN"])
    exports = next(f for f in found["figures"] if f["measure"] == "exports")
    assert (exports["ref_area"], exports["counterpart_area"]) == ("IDN", "JPN")
    assert (exports["obs_value"], exports["time_period"]) == (20_800_000_000, "2023")
    assert (exports["change"]["value"], exports["change"]["direction"]) == (16.1, "down")
    status = found["statuses"][0]
    assert (status["level"], status["change"], status["date"]) == (
        "comprehensive_strategic_partnership",
        "upgraded",
        "2023",
    )
    visit = next(e for e in found["events"] if e["activity"] == "visit")
    assert (visit["source"], visit["recipient"], visit["date"]) == (["IDN"], ["JPN"], "2024-03-11")
    meeting = next(e for e in found["events"] if e["activity"] == "meeting")
    assert (meeting["source"], meeting["recipient"]) == (["IDN"], ["JPN"])
    assert found["commitments"][0]["areas"] == ["energy", "agriculture"]
    assert {actor["name"] for actor in found["actors"]} == {"Joko Widodo", "Fumio Kishida"}


def test_evidence_is_the_very_words(tmp_path: Path) -> None:
    found = reading(tmp_path)
    fields = {"text": found["document"]["text"], "title": found["document"]["title"]}
    kinds = ("actors", "figures", "statuses", "events", "commitments", "areas")
    quotes = [e for kind in kinds for item in found[kind] for e in item["evidence"]]
    assert quotes
    for words in quotes:
        assert fields[words["in"]][words["start"] : words["end"]] == words["quote"]
