"""Add numbered articles to a record, as a program of its own: `adding ADDRESS FIRST LAST`.

It prints the number of each article once the record says that it is kept.
"""

import sys

from bilateral.model import Reading
from bilateral.record import Record

from .telling import add, event, figure, promise, reading


def article(number: int) -> Reading:
    day = f"2023-09-{number % 28 + 1:02}"
    return reading(
        f"article {number}",
        day,
        event("visit", f"2023-09-{number % 4 + 10}", actors=("Joe Biden",)),
        figure("trade", f"{120 + number % 3}e9", "2022"),
        promise(f"deliver {number % 5} patrol boats to the coast guard"),
        outlet=f"Paper {number % 7}",
    )


def main(address: str, first: int, last: int) -> None:
    with Record(address) as record:
        for number in range(first, last):
            add(record, article(number))
            print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
