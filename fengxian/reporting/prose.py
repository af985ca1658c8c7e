"""Prose made of words and figures: runs that know which figure they print, so that paper and screen never differ."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fengxian.reporting.values import FigureValue

_PLACES = re.compile(r"\{(\w+)(?:\|(\w+))?\}|<(\w+)>")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``key`` names the figure that it prints."""

    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (level 1) or a paragraph (level 0)."""

    runs: tuple[Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class Writer:
    """Fills sentences with the figures and words of one report."""

    def __init__(self, values: Mapping[str, FigureValue], words: Mapping[str, str]):
        self.values = values
        self.words = words

    def clause(self, text: str) -> list[Run]:
        """The clause, or nothing where one of its figures is zero or one of its words missing."""
        runs, last = [], 0
        for place in _PLACES.finditer(text):
            runs.append(Run(text[last : place.start()]))
            filled = self._figure(place[1], place[2]) if place[1] else Run(self.words.get(place[3], ""))
            if not filled.text and place[3] not in OPTIONAL:
                return []
            runs.append(filled)
            last = place.end()
        return [run for run in (*runs, Run(text[last:])) if run.text]

    def _figure(self, key: str, measure_word: str | None) -> Run:
        value = self.values[key]
        if value.is_empty or not (value.amount or value.figure.coverage):
            return Run("", key)
        return Run(value.number + measure_word if measure_word else value.display, key)

    def sentence(self, clauses: Iterable[str], start: str = "", end: str = "。") -> list[Run]:
        """Those clauses that have something to say, joined by ，; nothing at all where none has."""
        said = [runs for runs in (self.clause(text) for text in clauses) if runs]
        if not said:
            return []
        runs = [Run(start)] if start else []
        for number, clause in enumerate(said):
            runs += [Run("，"), *clause] if number else clause
        return [*runs, Run(end)]


# Words that may be missing without taking their clause with them.
OPTIONAL = frozenset({"holiday", "eve", "plan", "goods"})


def paragraph(*parts: Iterable[Run]) -> Block | None:
    """The parts as one paragraph, neighbouring words joined; None where they are empty."""
    runs: list[Run] = []
    for run in (run for part in parts for run in part):
        if runs and not runs[-1].key and not run.key:
            runs[-1] = Run(runs[-1].text + run.text)
        else:
            runs.append(run)
    return Block(tuple(runs)) if runs else None


def heading(text: str) -> Block:
    return Block((Run(text),), level=1)
