"""What is to be swept and what is to be done daily: filled by the slices' tasks.py."""

from collections.abc import Callable

SWEEPERS: dict[str, Callable[[], int]] = {}
DAILY: dict[str, Callable] = {}


def sweeper(function: Callable[[], int]) -> Callable[[], int]:
    """Register a function that finds rows nobody works on, hands them to a worker or repairs them, and returns how many."""
    SWEEPERS[f"{function.__module__}.{function.__name__}"] = function
    return function


def daily(function: Callable) -> Callable:
    """Register a function day -> None that is run once for every calendar day, the missed ones of the last week included."""
    DAILY[f"{function.__module__}.{function.__name__}"] = function
    return function
