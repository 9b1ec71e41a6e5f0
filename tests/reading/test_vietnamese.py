"""Reading Vietnamese: who, figures, statuses, acts and promises, each as the words say it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bilateral.documents import from_text, load
from bilateral.model import Document, as_json
from bilateral.reading import read

TITLE = "Việt Nam và Slovakia tăng cường hợp tác"


def told(text: str, title: str | None = TITLE, published: str = "2024-05-20") -> dict[str, Any]:
    document = from_text(text, title=title, published=published)
    return as_json(read(replace(document, language="vi")))


def figures(text: str, **known: Any) -> list[tuple[Any, ...]]:
    keys = ("measure", "ref_area", "counterpart_area", "obs_value", "bound", "time_period")
    return [tuple(f[key] for key in keys) for f in told(text, **known)["figures"]]


def acts(text: str, **known: Any) -> list[tuple[Any, ...]]:
    keys = ("event_type", "source", "recipient", "state")
    return [tuple(e[key] for key in keys) for e in told(text, **known)["events"]]


def test_sides_follow_the_small_words() -> None:
    text = "Năm 2023, xuất khẩu của {} sang {} đạt 1,2 tỷ USD."
    for one, other in (("Việt Nam", "Slovakia"), ("Slovakia", "Việt Nam")):
        codes = {"Việt Nam": "VNM", "Slovakia": "SVK"}
        wanted = ("exports", codes[one], codes[other], 1_200_000_000, "exact", "2023")
        assert figures(text.format(one, other)) == [wanted]


@pytest.mark.parametrize(
    ("words", "bound"),
    [("gần", "nearly"), ("hơn", "over"), ("khoảng", "about"), ("ước đạt", "about"), ("", "exact")],
)
def test_bounds(words: str, bound: str) -> None:
    found = figures(f"Kim ngạch thương mại song phương năm 2023 {words} 1,5 tỷ USD.")
    assert found == [("trade", "SVK", "VNM", 1_500_000_000, bound, "2023")]


def test_a_list_of_figures_keeps_its_sides_and_its_period() -> None:
    text = (
        "Trong 8 tháng đầu năm 2023, kim ngạch thương mại hai nước đạt 900 triệu USD, trong đó"
        " Việt Nam xuất khẩu 700 triệu USD và nhập khẩu 200 triệu USD."
    )
    period = "2023-01/2023-08"
    assert figures(text) == [
        ("trade", "SVK", "VNM", 900_000_000, "exact", period),
        ("exports", "VNM", "SVK", 700_000_000, "exact", period),
        ("imports", "VNM", "SVK", 200_000_000, "exact", period),
    ]


def test_a_change_is_counted_from_its_own_period() -> None:
    text = "Năm 2023, kim ngạch thương mại hai chiều đạt 1 tỷ USD, giảm 4,5% so với cùng kỳ."
    change = told(text)["figures"][0]["change"]
    assert change == {"value": 4.5, "unit": "percent", "direction": "down", "base_period": "2022"}


def test_what_a_whole_country_sells_is_no_figure_of_a_pair() -> None:
    assert figures("Kim ngạch xuất khẩu cả nước năm 2023 đạt 355 tỷ USD.") == []


def test_the_guest_is_the_source_whoever_is_the_subject() -> None:
    wanted = [("CONSULT", ["SVK"], ["VNM"], "occurred")]
    host = "Thủ tướng Việt Nam Phạm Minh Chính {} Thủ tướng Slovakia Robert Fico tại Hà Nội."
    assert acts(host.format("tiếp")) == wanted
    assert acts(host.format("hội đàm với")) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("thăm", [("CONSULT", ["SVK"], ["VNM"], "occurred")]),
        ("sẽ thăm", [("AGREE", ["SVK"], ["VNM"], "planned")]),
        ("không thăm", []),
        ("có thể thăm", []),
    ],
)
def test_the_small_words_before_a_verb(words: str, wanted: list[Any]) -> None:
    assert acts(f"Thủ tướng Slovakia Robert Fico {words} Việt Nam.") == wanted


def test_what_is_asked_for_is_no_act() -> None:
    found = acts("Việt Nam đề nghị Slovakia dỡ bỏ hạn chế đối với thủy sản.")
    assert found == [("REQUEST", ["VNM"], ["SVK"], "occurred")]


def test_a_status_that_is_wished_for_is_none() -> None:
    made = "Hai nước {} quan hệ lên Đối tác Chiến lược."
    assert told(made.format("nâng cấp"))["statuses"][0]["change"] == "upgraded"
    assert told(made.format("mong muốn nâng cấp"))["statuses"] == []


def test_of_two_levels_the_one_that_is_reached_counts() -> None:
    text = "Hai nước nâng cấp quan hệ từ Đối tác Toàn diện lên Đối tác Chiến lược."
    assert [s["level"] for s in told(text)["statuses"]] == ["strategic_partnership"]


def test_names_come_behind_the_title_and_its_country() -> None:
    text = (
        "Phó Thủ tướng, Bộ trưởng Ngoại giao Slovakia Juraj Blanar gặp Đại sứ Việt Nam tại Slovakia"
        " Nguyễn Tuấn. Ông đề nghị Việt Nam sớm mở đường bay."
    )
    found = told(text)
    people = {actor["name"]: actor["country"] for actor in found["actors"]}
    assert people == {"Juraj Blanar": "SVK", "Nguyễn Tuấn": "VNM"}
    request = next(e for e in found["events"] if e["event_type"] == "REQUEST")
    assert request["source"] == ["SVK"]
    assert request["actors"] == ["Juraj Blanar"]


def test_a_team_is_no_side() -> None:
    found = told("Đội tuyển Việt Nam thắng đội tuyển Slovakia 2-1.", title="Bóng đá giao hữu")
    assert found["document"]["parties"] == []


def test_a_pair_of_short_names_is_two_countries() -> None:
    found = told("Quan hệ Việt - Mỹ phát triển tốt đẹp.", title=None)
    assert found["document"]["parties"] == ["USA", "VNM"]


def test_the_first_paragraph_stays_with_the_text_though_it_opens_with_a_day(tmp_path: Path) -> None:
    file = tmp_path / "tin.txt"
    file.write_text(
        f"{TITLE}\nThứ Hai, 20/05/2024, 10:15\n\n"
        "Ngày 19/5, tại Bratislava, Thủ tướng Việt Nam gặp Thủ tướng Slovakia Robert Fico.\n\n"
        "Hai bên nhất trí tăng cường hợp tác nông nghiệp.\n",
        encoding="utf-8",
    )
    (document,) = load(file)
    assert isinstance(document, Document)
    assert (document.language, document.published) == ("vi", "2024-05-20T10:15")
    assert document.text.startswith("Ngày 19/5, tại Bratislava")
    meeting = as_json(read(document))["events"][0]
    assert (meeting["source"], meeting["recipient"]) == (["VNM"], ["SVK"])
    assert meeting["date"] == "2024-05-19"


def test_reading_twice_gives_the_same_ids() -> None:
    text = "Hai nước ký 3 văn kiện hợp tác. Slovakia cảm ơn Việt Nam."
    first, second = told(text), told(text)
    assert [e["id"] for e in first["events"]] == [e["id"] for e in second["events"]]
    assert len({e["id"] for e in first["events"]}) == 2
