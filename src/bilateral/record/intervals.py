"""A figure in, the interval of true values that its words allow out.

The tolerance comes from the digits stated and the bound, never from a flat percentage.
"""

from __future__ import annotations

from decimal import Decimal

from bilateral.model import Figure

Interval = tuple[Decimal, Decimal]


def last_digit(value: Decimal, significant_digits: int | None) -> Decimal:
    """What one step in the last digit stated is worth: 0.1 billion for "11.8 billion"."""
    if not value:
        return Decimal(1)
    digits = significant_digits or len(value.normalize().as_tuple().digits)
    return Decimal(1).scaleb(value.adjusted() - digits + 1)


def interval(figure: Figure) -> Interval | None:
    """The least and the greatest value that the figure's words allow; None without a level.

    One step of the last digit either way (rounded or cut short); ten steps on the open side of
    a bound ("over 11.8" is said of 11.9, hardly of 13) and five around "about". A rank or a
    plain "at least" is what it says.
    """
    value = figure.obs_value
    if value is None:
        return None
    if figure.unit_measure == "rank":
        return value, value
    step = last_digit(value, figure.significant_digits)
    match figure.bound:
        case "over" | "at_least":
            return value, value + 10 * step
        case "nearly" | "under" | "at_most":
            return value - 10 * step, value
        case "about":
            return value - 5 * step, value + 5 * step
        case "range":
            return value, figure.obs_value_high or value
    return value - step, value + step


def agree(one: Figure, other: Figure) -> bool:
    """Whether both can be true of the same quantity.

    Amounts in different currencies are never compared, and a growth rate without a level says
    nothing of a level.
    """
    first, second = interval(one), interval(other)
    if first is None or second is None or one.unit_measure != other.unit_measure:
        return True
    return overlap(first, second)


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals share a value."""
    return one[0] <= other[1] and other[0] <= one[1]
