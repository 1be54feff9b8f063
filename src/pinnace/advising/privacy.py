"""What leaves the device, to whom, and which questions that raises. Facts and questions; whether it is lawful is for
a lawyer."""

from __future__ import annotations

from dataclasses import dataclass

from pinnace.advising.app import App
from pinnace.advising.options import Option


@dataclass(frozen=True)
class Flag:
    """A fact about where data goes, or a question to ask. `source` is where the rule can be read, with its mark."""

    kind: str  # "fact" or "question"
    text: str
    source: str


INPUT = {
    "text": "the text",
    "image": "the picture",
    "audio": "the recording",
    "match": "the picture",
    "style": "the picture",
}
QUESTIONS = {
    "face": (
        "Are faces turned into templates that can tell one person from another? Some laws treat those apart.",
        "BIPA, GDPR Art. 9",
    ),
    "voice": ("Can a speaker be told from the recording? Some laws treat that apart.", "BIPA, GDPR Art. 9"),
    "health": ("Is this about health? Then special rules may apply to whoever handles it.", "GDPR Art. 9, HIPAA"),
    "children": ("Do children use it? Then consent may have to come from a parent.", "COPPA, GDPR Art. 8"),
    "confidential": ("Is the content secret by contract or profession? Then who may see it?", ""),
}
RECALLED = " (recalled)"


def flags(app: App, option: Option) -> list[Flag]:
    """Facts first, then questions."""
    what = INPUT[app.task.kind]
    found = [Flag("fact", fact, "") for fact in _facts(option, what)]
    if option.server:
        found.append(
            Flag(
                "question",
                f"Is {what} kept longer than the answer takes? The App Store calls data collected only when it is.",
                "developer.apple.com/app-store/app-privacy-details (verified)",
            )
        )
        found.append(
            Flag(
                "question",
                "Could the same purpose be reached with less leaving the device?",
                "GDPR Art. 5(1)(c), 25(2)",
            )
        )
    if option.server in ("canned", "hosted", "rented_server", "serverless"):
        found.append(
            Flag(
                "question",
                "Is there a contract with whoever runs those machines, and in which country are they?",
                "GDPR Art. 28, 44–49" + RECALLED,
            )
        )
    for kind in app.task.personal:
        if kind in QUESTIONS:
            text, source = QUESTIONS[kind]
            found.append(Flag("question", text, source + RECALLED if source else ""))
    return found


def _facts(option: Option, what: str) -> list[str]:
    if option.predict == "device":
        return [f"{what.capitalize()} never leaves the device."]
    if option.predict == "canned" or option.predict == "hosted":
        who = option.offer.title if option.offer else "a vendor"
        return [f"{what.capitalize()} leaves the device for every prediction and goes to a vendor: {who}."]
    whose = "a server of your own" if option.server == "own_server" else "machines that you rent"
    if option.hybrid:
        return [f"{what.capitalize()} leaves the device for some predictions and goes to {whose}."]
    return [f"{what.capitalize()} leaves the device for every prediction and goes to {whose}."]
