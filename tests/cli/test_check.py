"""`bilateral check` from end to end: every format, the exit codes, and what goes wrong."""

import io
import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from bilateral.cli import app
from bilateral.errors import RecordError

WRONG = (
    "HANOI, May 2, 2025 - Two-way trade between Vietnam and the United States soared from "
    "$450 million in 1995 to $123 billion in 2022. Secretary of State Antony Blinken met "
    "Vietnamese officials in April 2025.\n\nVietnam & the United States <b>agree</b>.\n"
)
RIGHT = (
    "HANOI, May 2, 2025 - Two-way trade between Vietnam and the United States was $149.5 billion "
    "in 2024, by American figures.\n"
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BILATERAL_RECORD", raising=False)


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["check", *arguments], input=given)


def draft(text: str = WRONG, name: str = "draft.txt") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_the_table_says_what_is_wrong_and_what_to_write() -> None:
    result = run(draft())
    assert result.exit_code == 3
    assert "two countries' books in one comparison" in result.stdout
    words = " ".join(result.stdout.split())
    assert "Rubio" in words and "contradicted" in words


def test_what_holds_ends_well_and_leaves_nothing_behind() -> None:
    result = run(draft(RIGHT))
    assert result.exit_code == 0
    assert "1 hold" in result.stdout
    assert [p.name for p in Path().iterdir()] == ["draft.txt"]


def test_json_has_the_keys_that_were_promised() -> None:
    result = run(draft(), "--format", "json")
    report = json.loads(result.stdout)
    assert report["contradicted"] is True and report["day"] == "2025-05-02"
    claim = next(c for c in report["claims"] if "$123 billion" in c["quote"])
    assert {"quote", "kind", "verdict", "explanations", "reporters", "suggestion"} <= set(claim)
    assert claim["verdict"] == "rounding"
    by = {r["reporter"]: r for r in claim["reporters"]}
    assert by["VNM"]["value"] == 123_860_000_000 and by["VNM"]["series"] and by["VNM"]["vintage"]
    assert by["USA"]["verdict"] == "contradicted"
    (finding,) = report["findings"]
    assert finding["kind"] == "spliced" and len(finding["quotes"]) == 2
    text = WRONG.split(" - ")[1]
    assert all(quote in text for quote in finding["quotes"])


def test_markdown_and_html_are_safe_to_show() -> None:
    name = draft(WRONG.replace("Vietnamese officials", "<script>alert(1)</script> *Vietnam*"))
    page = run(name, "--format", "html", "--out", "r.html")
    assert page.exit_code == 3
    html = Path("r.html").read_text(encoding="utf-8")
    assert "<script" not in html and "http" not in html.replace("http-equiv", "")
    assert "&lt;b&gt;" in html or "<b>" not in html
    assert html.count('<mark class="contradicted">') == 1
    report = run(name, "--format", "md").stdout
    assert report.startswith("# Check of ") and "## Findings" in report
    assert "<script>" not in report


def comments(path: str) -> list[tuple[str, str]]:
    document = docx.Document(path)
    return [(c.author, c.text) for c in document.comments]


def commented_words(path: str, number: int) -> str:
    """The words between the marks of a comment."""
    body = docx.Document(path).element.body
    inside, words = False, ""
    for item in body.iter():
        tag = item.tag.rsplit("}", 1)[-1]
        own = item.get(f"{{{item.nsmap['w']}}}id") if tag.startswith("commentRange") else None
        if own == str(number):
            inside = tag == "commentRangeStart"
        elif tag == "t" and inside:
            words += item.text or ""
    return words


def word_file(name: str = "draft.docx") -> docx.document.Document:
    document = docx.Document()
    document.core_properties.author = "Desk"
    document.add_heading("Remarks on trade between Vietnam and the United States", level=1)
    paragraph = document.add_paragraph("Vietnam and the United States trade. Secretary of State ")
    paragraph.add_run("Antony ").bold = True
    paragraph.add_run(
        "Blinken met Vietnamese officials in April 2025. Then they left."
    ).italic = True
    document.save(name)
    return document


def test_the_authors_file_keeps_its_formatting_with_comments_at_the_words() -> None:
    before = word_file()
    result = run("draft.docx", "--format", "docx", "--out", "checked.docx")
    assert result.exit_code == 3
    after = docx.Document("checked.docx")
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    styles = [[p.style and p.style.name for p in d.paragraphs] for d in (after, before)]
    assert styles[0] == styles[1]
    runs = after.paragraphs[1].runs
    assert "".join(r.text for r in runs if r.bold) == "Antony "
    assert "".join(r.text for r in runs if r.italic).startswith("Blinken met")
    numbers = [n for n, (_, text) in enumerate(comments("checked.docx")) if "Rubio" in text]
    assert [commented_words("checked.docx", n) for n in numbers] == [
        "Secretary of State Antony Blinken"
    ]


def test_a_draft_that_is_no_word_file_becomes_one() -> None:
    result = run(draft(), "--format", "docx", "--out", "checked.docx")
    assert result.exit_code == 3
    found = comments("checked.docx")
    assert any("Rubio" in text for _, text in found)
    assert any("two books" in text for _, text in found)
    assert {author for author, _ in found} == {"Bilateral"}


def test_words_in_a_table_are_commented_too() -> None:
    document = docx.Document()
    document.add_paragraph("Vietnam and the United States are partners in trade.")
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Secretary of State Antony Blinken met Vietnamese officials in April 2025."
    document.save("table.docx")
    run("table.docx", "--format", "docx", "--out", "checked.docx")
    texts = [text for _, text in comments("checked.docx")]
    place = next(n for n, text in enumerate(texts) if "Rubio" in text)
    assert commented_words("checked.docx", place) == "Secretary of State Antony Blinken"


def test_standard_input_and_the_day_of_the_draft() -> None:
    words = "Vietnam and the United States met. Secretary of State Antony Blinken smiled."
    assert run("-", "--published", "2024-05-01", given=words).exit_code == 0
    late = run("-", "--as-of", "2025-05-01", "--format", "json", given=words)
    (claim,) = json.loads(late.stdout)["claims"]
    assert claim["verdict"] == "stale" and "Rubio" in claim["message"]


def test_a_draft_without_statements_says_so() -> None:
    result = run("-", given="A fine day for a walk.")
    assert result.exit_code == 0
    assert "no figure, date, title or status" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.docx"], "no such file"),
        (["broken.docx"], "broken or encrypted"),
        (["draft.txt", "--format", "docx"], "--out checked.docx"),
        (["draft.txt", "--out", "r.md"], "--format md"),
        (["draft.txt", "--format", "md", "--out", "nowhere/r.md"], "there is no folder"),
        (["draft.txt", "--as-of", "soon"], "not a date"),
        (["draft.txt", "--record", "none.db"], "no such record"),
        (["."], "is a folder"),
    ],
)
def test_wrong_use_is_one_clear_line(arguments: list[str], words: str) -> None:
    draft()
    Path("broken.docx").write_bytes(b"PK\x03\x04 and no archive")
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_record_with_articles_is_asked() -> None:
    article = "Trade between Kenya and China reached $8.6 billion in 2022, officials said.\n"
    Path("a.txt").write_text(article, encoding="utf-8")
    CliRunner().invoke(app, ["add", "a.txt", "--record", "r.db", "--published", "2023-03-01"])
    other = draft("Trade between Kenya and China was $6.1 billion in 2022, Nairobi says.\n")
    result = run(other, "--record", "r.db", "--published", "2023-05-01", "--format", "json")
    assert result.exit_code == 3
    report = json.loads(result.stdout)
    assert report["findings"][0]["kind"] == "contradiction"
    assert "8.6 billion" in report["claims"][0]["suggestion"]


def test_the_page_is_one_file() -> None:
    assert io.StringIO(run(draft(), "--format", "html").stdout).readline() == "<!DOCTYPE html>\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("photo.png", b"\x89PNG\r\n\x1a\n123", "is a picture"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1locked", "encrypted"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(
    name: str, content: bytes, words: str
) -> None:
    Path(name).write_bytes(content)
    result = run(name)
    assert result.exit_code == 2
    assert words in result.stderr and result.stdout == ""


def test_a_file_that_is_no_record_is_not_asked() -> None:
    Path("bad.db").write_text("no record", encoding="utf-8")
    with pytest.raises(RecordError, match="is not a record"):
        CliRunner().invoke(app, ["check", draft(), "--record", "bad.db"], catch_exceptions=False)


def test_days_of_statuses_and_visits_are_those_of_the_record() -> None:
    Path("told.txt").write_text(
        "HANOI, September 11, 2023 - President Joe Biden visited Vietnam on September 10, 2023. "
        "On September 10, 2023, the United States and Vietnam raised their ties to a "
        "comprehensive strategic partnership.",
        encoding="utf-8",
    )
    added = ["add", "told.txt", "--record", "kept.db"]
    assert CliRunner().invoke(app, added).exit_code == 0
    wrong = (
        "HANOI, May 2, 2025 - President Joe Biden visited Vietnam on September 12, 2023. Vietnam "
        "and the United States raised their ties to a comprehensive strategic partnership on "
        "September 12, 2023."
    )
    for text, verdict, code in (
        (wrong, "contradicted", 3),
        (wrong.replace("12, 2023", "10, 2023"), "supported", 0),
    ):
        result = run(draft(text), "--record", "kept.db", "--format", "json")
        told = {c["kind"]: c for c in json.loads(result.stdout)["claims"]}
        assert (told["event"]["verdict"], told["status"]["verdict"]) == (verdict, verdict)
        assert result.exit_code == code
        assert ("2023-09-10" in (told["status"]["suggestion"] or "")) is (code == 3)
