"""Learning curves: accuracy over training rows for the chosen rung; loss and accuracy over epochs for a network."""

from __future__ import annotations

from dataclasses import dataclass

from pinnace.charts import Axis, Dot, Dots, Figure, Line, svg
from pinnace.reporting.formats import clean, percent, points
from pinnace.reporting.intervals import Z, tied, wilson
from pinnace.reporting.run import AnyRun
from pinnace.reporting.rungs import tick
from pinnace.training.result import Epoch
from pinnace.training.validation import clustered_error

TICKS = 10  # epochs named on an axis


@dataclass(frozen=True)
class Learning:
    """rows: (training rows, accuracy, low, high); verdict: whether more would help; epochs of the network shown."""

    rows: tuple[tuple[int, float, float, float], ...]
    verdict: str
    epochs: tuple[Epoch, ...]
    network: str
    phases: str
    by_rows: str
    by_epochs: tuple[str, ...]


def learning(run: AnyRun) -> Learning | None:
    """None when the run measured neither."""
    points_, network = run.result.learning, trained_in_epochs(run)
    rows = tuple((p.rows, p.accuracy, *wilson(p.accuracy, len(p.right))) for p in points_)
    if len(rows) < 2 and not network:
        return None
    return Learning(
        rows if len(rows) > 1 else (),
        more_data(run) if len(rows) > 1 else "",
        network[1] if network else (),
        network[0] if network else "",
        phases(network[1]) if network else "",
        over_rows(rows) if len(rows) > 1 else "",
        tuple(over_epochs(network[1])) if network else (),
    )


def trained_in_epochs(run: AnyRun) -> tuple[str, tuple[Epoch, ...]] | None:
    """The chosen network, else the most accurate one."""
    networks = [rung for rung in run.result.ladder if rung.epochs]
    if not networks:
        return None
    rung = max(networks, key=lambda rung: (rung.chosen, rung.validation_accuracy))
    return clean(rung.rung), rung.epochs


def phases(epochs: tuple[Epoch, ...]) -> str:
    """From which epoch on it learned in integers, and which epochs are in the package."""
    real, integers = ([e for e in epochs if e.integers == kind] for kind in (False, True))
    best = min(real, key=lambda e: e.validation_loss, default=None)
    if best is None:
        return ""
    found = f"Epoch {best.epoch} was the best in real numbers"
    if not integers:
        return f"{found}; its weights were then rounded to the integers that ship."
    return f"{found}; from epoch {integers[0].epoch} on it learned in the integers that ship, as far as that helped."


def more_data(run: AnyRun) -> str:
    """What the last step of the curve gained, and what that says about the next."""
    last, all_ = run.result.learning[-2:]
    differs = all_.right.astype(float) - last.right
    found = run.result.validation
    rows = found.rows[: len(differs)] if found is not None else None
    gain = float(differs.mean())
    error = clustered_error(differs, rows) if rows is not None else float(differs.std() / len(differs) ** 0.5)
    spread = f"{points(gain)} ± {Z * 100 * error:.1f} points"
    step = f"From {last.rows:,} to {all_.rows:,} training rows accuracy changed by {spread}"
    if tied(gain, error):
        return f"{step}, which is a tie: more rows of the same kind may help little."
    if gain > 0:
        return f"{step}: it was still rising, so more labelled rows should help."
    return f"{step}: more rows did not help; look at their labels."


def over_rows(rows: tuple[tuple[int, float, float, float], ...]) -> str:
    dots = [
        Dot(n, value, low, high, hint=f"{n:,} rows: {percent(value)}", accent=n == rows[-1][0])
        for n, value, low, high in rows
    ]
    low, high = min(row[2] for row in rows), max(row[3] for row in rows)
    return svg(
        Figure(
            name="learning",
            title="Accuracy by training rows",
            description=f"From {percent(rows[0][1])} with {rows[0][0]:,} rows to {percent(rows[-1][1])} with "
            f"{rows[-1][0]:,}. Bars are 95 % intervals.",
            x=Axis(
                "labelled rows trained on",
                rows[0][0] / 1.2,
                rows[-1][0] * 1.2,
                ticks=[(r[0], f"{r[0]:,}") for r in rows],
                log=True,
            ),
            y=Axis("accuracy", max(0.0, low - 0.01), min(1.0, high + 0.01), show=tick),
            marks=[Line([(dot.x, dot.y) for dot in dots]), Dots(dots)],
        )
    )


def over_epochs(epochs: tuple[Epoch, ...]) -> list[str]:
    last = epochs[-1]
    shown = [(e.epoch, str(e.epoch)) for e in epochs[:: -(-len(epochs) // TICKS)]]
    across = Axis("epoch", epochs[0].epoch, max(last.epoch, epochs[0].epoch + 1), ticks=shown)
    seen = [(e.epoch, e.accuracy) for e in epochs if e.accuracy is not None]
    losses = [e.loss for e in epochs] + [e.validation_loss for e in epochs]
    accuracies = [e.validation_accuracy for e in epochs] + [each for _, each in seen]
    loss = Figure(
        name="loss",
        title="Loss by epoch",
        description=f"The loss while it learned (dashed) ends at {last.loss:.3f} nats, on rows it did not learn from "
        f"(solid) at {last.validation_loss:.3f}.",
        x=across,
        y=Axis("loss in nats", 0, 1.08 * max(losses)),
        marks=[
            Line([(e.epoch, e.loss) for e in epochs], dashed=True),
            Line([(e.epoch, e.validation_loss) for e in epochs], accent=True),
        ],
    )
    gap = max(0.1 * (max(accuracies) - min(accuracies)), 0.005)
    accuracy = Figure(
        name="epochs",
        title="Accuracy by epoch",
        description=f"Accuracy on rows it did not learn from (solid) ends at {percent(last.validation_accuracy)}"
        + (f", while it learned (dashed) at {percent(seen[-1][1])}." if seen else "."),
        x=across,
        y=Axis("accuracy", max(0.0, min(accuracies) - gap), min(1.0, max(accuracies) + gap), show=tick),
        marks=[
            *([Line(seen, dashed=True)] if seen else []),
            Line([(e.epoch, e.validation_accuracy) for e in epochs], accent=True),
        ],
    )
    return [svg(loss), svg(accuracy)]
