"""Names that mean one actor, and names that do not."""

import pytest

from evaluation.names import same_actor


@pytest.mark.parametrize(
    ("gold", "read", "country"),
    [
        ("Tô Lâm", "To Lam", "VNM"),
        ("Ngô Đình Diệm", "Ngo Dinh Diem", "VNM"),
        ("Ha Kim Ngoc", "Ngoc", "VNM"),
        ("Xi Jinping", "Xi", "CHN"),
        ("Joseph R. Biden, Jr.", "Joe Biden", "USA"),
        ("Joe Biden", "President Joe Biden", "USA"),
        ("Ministry of Foreign Affairs", "Foreign Affairs Ministry", "VNM"),
        ("Asia Society", "the Asia Society", "USA"),
        ("U.S. Congress", "US Congress", "USA"),
        ("World Bank", "The World Bank Group", "IGO"),
    ],
)
def test_one_actor(gold: str, read: str, country: str) -> None:
    assert same_actor(gold, read, country)


@pytest.mark.parametrize(
    ("gold", "read", "country"),
    [
        ("John Kerry", "John Bolton", "USA"),
        ("To Lam", "Pham Minh Chinh", "VNM"),
        ("Ministry of Foreign Affairs", "Ministry of Finance", "VNM"),
        ("Asian Development Bank", "World Bank", "IGO"),
        ("Department of State", "Department of Defense", "USA"),
        ("John Kerry", "", "USA"),
    ],
)
def test_two_actors(gold: str, read: str, country: str) -> None:
    assert not same_actor(gold, read, country)
