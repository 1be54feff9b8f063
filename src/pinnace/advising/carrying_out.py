"""The commands that carry a recommendation out."""

from __future__ import annotations

from pinnace.advising.app import App
from pinnace.advising.options import Option

DATA = {
    "text": "labelled.csv",
    "image": "pictures/",
    "audio": "recordings/",
    "match": "pictures/",
    "style": "style.jpg",
}
DEVICES = ("web", "ios", "android", "react-native")


def commands(app: App, option: Option) -> list[str]:
    """Lines for a shell; empty where there is nothing for Pinnace to do (a canned service)."""
    if option.train in ("nobody", "hosted"):
        return []
    data = DATA[app.task.kind]
    task = "" if app.task.kind == "text" else f" --task {app.task.kind}"
    budget = f" --max-size {app.needs.download_bytes.likely:.0f}" if app.needs.download_bytes else ""
    name = data.rstrip("/").split(".")[0]
    package = f"run/{name}.pinnace"
    lines = [f"pinnace train {data} --out run{task}{budget}", f"pinnace check {package}"]
    targets = [target for target in DEVICES if target in app.task.platforms] if option.on_device else []
    targets += ["server"] if option.server else []
    lines.append(f"pinnace ship {package} --to {' '.join(targets or ['python'])} --out ship")
    lines.append(f"pinnace advise app.toml --package {package}")
    return lines


def note(option: Option) -> str:
    """What to do where Pinnace has no part."""
    if option.predict == "canned":
        return (
            "Take an account with the vendor and call its API. Keep the inputs and answers that you may keep, as data "
            "for a model of your own."
        )
    if option.train == "hosted":
        return "Upload the labelled data to the vendor and train there. Keep it, so that `pinnace train` can take over."
    return ""
