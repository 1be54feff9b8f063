"""The facts of one app: what app.toml says, with a range in place of every number that nobody has said.

Every number is a value, a range `[low, likely, high]`, or "unknown"; its default lies here, beside its words and its
unit. Every yes-or-no is "yes", "no" or "unknown".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, ValidationError

from pinnace.advising.amount import Amount
from pinnace.advising.book import Device, Network
from pinnace.advising.invalid import explain
from pinnace.errors import PinnaceError

TASKS = ("text", "image", "audio", "match", "style")
PLATFORMS = ("web", "ios", "android", "react-native", "server", "python")
LIMIT = 1_000_000  # bytes of an app.toml


def _quantity(value: Any) -> Amount | None:
    if value is None or value == "unknown":
        return None
    return Amount.of(value)


def _share(value: Any) -> Amount | None:
    amount = _quantity(value)
    if amount and amount.high > 1:
        raise ValueError("is a share, from 0 to 1: write 0.05 for 5 %")
    return amount


def _divisor(value: Any) -> Amount | None:
    amount = _quantity(value)
    if amount and amount.low <= 0:
        raise ValueError("must be above zero")
    return amount


def _answer(value: Any) -> Any:
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


Quantity = Annotated[Amount | None, BeforeValidator(_quantity)]
Portion = Annotated[Amount | None, BeforeValidator(_share)]
Divisor = Annotated[Amount | None, BeforeValidator(_divisor)]
Answer = Annotated[Literal["yes", "no", "unknown"], BeforeValidator(_answer)]


def _tag(value: Any) -> str:
    return "one of your own" if isinstance(value, (dict, Network, Device)) else "a share"


Share = Annotated[float, Field(ge=0), Tag("a share")]
MixedNetwork = Annotated[Share | Annotated[Network, Tag("one of your own")], Discriminator(_tag)]
MixedDevice = Annotated[Share | Annotated[Device, Tag("one of your own")], Discriminator(_tag)]
Default = tuple[float, ...] | dict[str, tuple[float, ...]]


def number(default: Default, unit: str, words: str) -> Any:
    """A number of app.toml: its default by task ("" for the others), its unit, what it is."""
    return Field(default=None, description=words, json_schema_extra={"default": default, "unit": unit})  # type: ignore[dict-item]


def answer(default: str, words: str) -> Any:
    """A yes-or-no of app.toml: its default, and what yes means."""
    return Field(default=default, description=words)


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Task(_Section):
    """What is predicted."""

    kind: Literal["text", "image", "audio", "match", "style"] = "text"
    does: str = ""  # what a canned service would call it: sentiment, topics, labels, faces, transcript, …
    own_classes: Answer = answer("unknown", "the answers are ones that only this app knows")
    platforms: list[Literal["web", "ios", "android", "react-native", "server", "python"]] = ["web"]
    personal: list[Literal["none", "text", "face", "voice", "health", "children", "confidential"]] = []


class Use(_Section):
    """Who uses it and how often."""

    users: Quantity = number((1_000, 10_000, 100_000), "users", "people who use it in a month, at the start")
    growth: Portion = number((0, 0.03, 0.08), "a month", "growth of the number of users")
    requests: Quantity = number((1, 5, 20), "a day", "predictions per user and day")
    peak: Quantity = number((3, 6, 12), "times", "the busiest hour against the mean")
    session: Quantity = number((2, 5, 20), "predictions", "predictions in one visit: only the first opens a connection")
    installs: Portion = number((0.03, 0.1, 0.3), "of the users a month", "devices that fetch the model anew")
    offline: Portion = number((0, 0.02, 0.05), "of the predictions", "wanted while there is no network")


class Input(_Section):
    """One prediction's input and answer."""

    bytes: Quantity = number(
        {"text": (200, 600, 3_000), "audio": (16_000, 32_000, 64_000), "": (50_000, 150_000, 500_000)},
        "bytes",
        "what is sent for one prediction",
    )
    chars: Quantity = number({"text": (100, 300, 1_500), "": (0,)}, "characters", "length of a text")
    seconds: Quantity = number({"audio": (1, 2, 10), "": (0,)}, "seconds", "length of a recording")
    answer_bytes: Quantity = number({"style": (50_000, 150_000, 500_000), "": (200, 500, 1_000)}, "bytes", "the answer")
    prompt_tokens: Quantity = number((50, 100, 300), "tokens", "instructions that a language model needs each time")


class Model(_Section):
    """The model of your own: what `--package` fills in."""

    bytes: Quantity = number(
        {"text": (9_000, 30_000, 100_000), "audio": (50_000, 200_000, 1e6), "": (5e5, 3e6, 2e7)},
        "bytes",
        "download of the model, compressed",
    )
    memory_bytes: Quantity = number(
        {"text": (1e5, 1e6, 3e6), "audio": (5e5, 2e6, 1e7), "": (5e6, 3e7, 2e8)}, "bytes", "memory it needs"
    )
    desktop_ms: Quantity = number(
        {"text": (0.02, 0.1, 1), "audio": (1, 5, 20), "style": (50, 300, 1_000), "": (5, 20, 100)},
        "ms",
        "one prediction on a fast desktop core",
    )
    accuracy: Portion = number((0.8, 0.88, 0.93), "of the answers", "right, measured on data it has not seen")
    updates: Quantity = number((0.1, 0.33, 1), "a month", "new versions that devices fetch")
    # A larger model that only a server can hold; the same model when left out.
    server_accuracy: Portion = None
    server_desktop_ms: Quantity = None
    gpu: Answer = answer("no", "the server's model wants a graphics card")
    gpu_speedup: Divisor = number((5, 20, 50), "times", "a graphics card against a desktop core")
    canned_accuracy: Portion = number((0.75, 0.85, 0.92), "of the answers", "right, by a canned service on your data")


class Training(_Section):
    """What making the model takes."""

    hours: Quantity = number(
        {"text": (0.02, 0.1, 0.5), "": (0.5, 3, 12)}, "machine hours", "one training on a machine of your own or rented"
    )
    hosted_hours: Quantity = number((1, 3, 8), "node hours", "one training at a hosted service")
    runs: Quantity = number((0.1, 0.33, 1), "a month", "trainings again")
    gpu: Answer = answer("unknown", "training wants a graphics card (unknown: texts no, the rest yes)")
    have_gpu: Answer = answer("no", "you have a graphics card for training")
    data_hours: Quantity = number((8, 40, 120), "hours", "collecting and labelling data of your own")
    # `pinnace train` is skill enough for texts.
    skilled: Answer = answer("unknown", "somebody of yours can train a model")


class Needs(_Section):
    """What must hold; what is left out need not."""

    offline: Answer = answer("no", "it must work without a network")
    stays_on_device: Answer = answer("no", "the input must stay on the device")
    stays_on_premises: Answer = answer("no", "data must stay on your premises")
    secret_model: Answer = answer("no", "nobody may get hold of the model")
    deadline_ms: Quantity = Field(default=None, description="within how many ms the answer must come")
    in_time: float = Field(default=0.9, gt=0, lt=1)  # share of the predictions within the deadline
    frames_per_second: Divisor = Field(default=None, description="frames a second of a live camera")
    accuracy: Portion = Field(default=None, description="share of the answers that must be right")
    download_bytes: Quantity = Field(default=None, description="bytes that the model may add to a page or an app")
    memory_bytes: Quantity = Field(default=None, description="bytes of memory that the model may take on a device")


class Money(_Section):
    """What hours, power and users are worth."""

    usd_per_hour: Quantity = number((30, 75, 150), "USD an hour", "what an hour of work costs")
    usd_per_kwh: Quantity = number((0.09, 0.17, 0.35), "USD a kWh", "electricity")
    usd_per_install: Quantity = number((0,), "USD", "what a new user is worth; a larger app loses some")
    leaving: Portion = number((0.05, 0.2, 0.5), "of cases", "chance that you leave the option within the horizon")


class Server(_Section):
    """A server of yours, wherever it stands."""

    slowdown: Quantity = number((1, 1.5, 3), "times", "a server's core against a fast desktop core")
    overhead_ms: Quantity = number((2, 5, 20), "ms", "everything but the model")
    utilisation: Divisor = number((0.3, 0.5, 0.7), "of capacity", "how full machines may be at the peak")


class App(_Section):
    """Everything app.toml says."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    name: str = Field(default="my app", min_length=1, max_length=200)
    horizon_months: int = Field(default=24, ge=1, le=120)
    prices: str = ""  # a file of price changes, beside app.toml
    task: Task = Task()
    use: Use = Use()
    input: Input = Input()
    model: Model = Model()
    training: Training = Training()
    needs: Needs = Needs()
    money: Money = Money()
    server: Server = Server()
    choose: dict[str, str] = {}  # job -> price item
    networks: dict[str, MixedNetwork] = {}  # name -> its share, or one of your own
    devices: dict[str, MixedDevice] = {}


def read(path: str | Path) -> App:
    """The app of an app.toml. Raises advise.app: the key, what is wrong with it, the remedy."""
    path = Path(path)
    try:
        data = path.read_bytes()
        content = tomllib.loads(data.decode("utf-8")) if len(data) <= LIMIT else None
    except FileNotFoundError as error:
        hint = "give the path of an app.toml, or run `pinnace advise` alone to be asked"
        raise PinnaceError("advise.app", what="there is no such file", where=str(path), hint=hint) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PinnaceError(
            "advise.app", what=f"this is not TOML: {error}", where=str(path), hint="mend the line that is named"
        ) from error
    if content is None:
        raise PinnaceError("advise.app", what="the file is larger than 1 MB", where=str(path), hint="give an app.toml")
    return parse(content, str(path))


def parse(content: dict[str, Any], where: str = "") -> App:
    """The app of app.toml's content. Raises advise.app."""
    try:
        return App.model_validate(content)
    except ValidationError as error:
        what, hint = explain(error, keys())
        raise PinnaceError("advise.app", what=what, where=where, hint=hint) from error


def keys() -> list[str]:
    """Every key of app.toml, dotted."""
    found = []
    for name, field in App.model_fields.items():
        section = field.annotation
        inner = section.model_fields if isinstance(section, type) and issubclass(section, _Section) else {}
        found += [f"{name}.{key}" for key in inner] or [field.alias or name]
    return found


def sections(app: App) -> Iterator[tuple[str, _Section]]:
    """(name, section) of every section."""
    for name in type(app).model_fields:
        section = getattr(app, name)
        if isinstance(section, _Section):
            yield name, section
