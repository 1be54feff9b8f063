"""The questions that stand for an app.toml: few, each with a default, each answered by a value, a range, or
"unknown"."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pinnace.advising.app import PLATFORMS, TASKS, App, parse

UNKNOWN = ("", "unknown", "?")


@dataclass(frozen=True)
class Question:
    """A key of app.toml, the words that ask for it, the default as it is typed, and what it accepts."""

    key: str
    words: str
    default: str
    read: Callable[[str], Any]


def number(text: str) -> Any:
    """ "unknown", 5000, "5,000", "1000-50000", "1000 5000 50000" -> as app.toml takes it; ValueError otherwise."""
    text = text.strip().lower().replace("_", "")
    if text in UNKNOWN:
        return "unknown"
    parts = text.replace("..", " ").replace(" to ", " ")
    parts = parts.replace("-", " ") if not parts.startswith("-") and "e-" not in parts else parts
    values = [_one(part.strip(",;")) for part in parts.split()]
    return values[0] if len(values) == 1 else values


def _one(text: str) -> float:
    factor = {"k": 1e3, "m": 1e6, "%": 0.01}.get(text[-1:], 1.0)
    try:
        value = float(text.rstrip("km%").replace(",", "")) * factor
    except ValueError:
        raise ValueError('give a number, a range such as 1000-50000, or "unknown"') from None
    return int(value) if value.is_integer() else value


def answer(text: str) -> str:
    """y, yes, n, no, unknown, ? -> yes, no, unknown; ValueError otherwise."""
    found = {"y": "yes", "yes": "yes", "n": "no", "no": "no"} | dict.fromkeys(UNKNOWN, "unknown")
    if text.strip().lower() not in found:
        raise ValueError("say yes, no or unknown")
    return found[text.strip().lower()]


def words(text: str) -> str:
    """ "unknown" and "?" -> nothing said."""
    return "" if text.strip().lower() in UNKNOWN else text.strip()


def one_of(*names: str) -> Callable[[str], str]:
    """ "unknown" is the first."""

    def read(text: str) -> str:
        if text.strip().lower() in UNKNOWN:
            return names[0]
        if text.strip().lower() not in names:
            raise ValueError(f"say one of {', '.join(names)}")
        return text.strip().lower()

    return read


def several_of(*names: str) -> Callable[[str], list[str]]:
    """At least one; "unknown" is the first."""

    def read(text: str) -> list[str]:
        return [one_of(*names)(part) for part in text.replace(",", " ").split() or [""]]

    return read


QUESTIONS = (
    Question("name", "What is it called?", "my app", words),
    Question("task.kind", f"What goes in? {', '.join(TASKS)}", "text", one_of(*TASKS)),
    Question(
        "task.does", "What shall it say? As a service would call it: sentiment, topics, labels, faces, …", "", words
    ),
    Question("task.own_classes", "Are the answers ones that only your app knows?", "unknown", answer),
    Question("task.platforms", f"Where does it run? {', '.join(PLATFORMS)}", "web", several_of(*PLATFORMS)),
    Question("use.users", "How many people use it in a month?", "unknown", number),
    Question("use.requests", "How many predictions does each want a day?", "unknown", number),
    Question("use.growth", "By how much do they grow a month? 3% or 0.03", "unknown", number),
    Question("needs.offline", "Must it work without a network?", "no", answer),
    Question("needs.stays_on_device", "Must the input stay on the device?", "no", answer),
    Question("needs.stays_on_premises", "Must data stay on your premises?", "no", answer),
    Question("needs.deadline_ms", "Within how many ms must the answer come?", "unknown", number),
    Question("needs.accuracy", "What share of the answers must be right? 90% or 0.9", "unknown", number),
    Question("training.skilled", "Can somebody of yours train a model?", "unknown", answer),
    Question("money.usd_per_hour", "What does an hour of work cost, in USD?", "unknown", number),
)


def app_of(answers: dict[str, Any]) -> App:
    """The app of the answers by key. Raises advise.app."""
    return parse(nested(answers), "your answers")


def nested(answers: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": 1}
    for key, value in answers.items():
        section, _, name = key.rpartition(".")
        if value != "":
            (content.setdefault(section, {}) if section else content)[name] = value
    return content


def toml(answers: dict[str, Any]) -> str:
    """The answers as an app.toml."""
    content = nested(answers)
    lines = [f"{key} = {_literal(value)}" for key, value in content.items() if not isinstance(value, dict)]
    for section, values in content.items():
        if isinstance(values, dict):
            lines += ["", f"[{section}]", *(f"{key} = {_literal(value)}" for key, value in values.items())]
    return "\n".join(lines) + "\n"


def _literal(value: Any) -> str:
    """A TOML value; a JSON string is one of TOML's too, once its surrogates are written out."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
