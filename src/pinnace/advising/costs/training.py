"""Training: hours of machines, the first time and again. One's own machine is paid in power, and bought when it must
be."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pinnace.advising.case import Case
from pinnace.advising.costs.hardware import bought, energy
from pinnace.advising.costs.line import Line
from pinnace.advising.options import Option
from pinnace.advising.sharing import Sharing

DESK_WATTS = 150.0  # a computer at full load that stands on somebody's desk anyway; assumed


def lines(case: Case, option: Option, sharing: Sharing) -> Iterator[Line]:
    if option.train == "nobody":
        return
    gpu, runs = wants_gpu(case), 1 + case.months * case["training.runs"]
    if option.train == "hosted" and option.offer:
        name = (option.offer.train_gpu if gpu else None) or option.offer.train
        if name:
            price = case.book.items[name]
            hours = case["training.hours" if option.offer.own_model else "training.hosted_hours"]
            yield Line("training", runs * hours * price.bands[0][1] * case.factor(price), name)
        return
    hours = runs * case["training.hours"]
    if option.train == "rented":
        price = case.book.job("train_gpu" if gpu else "train_cpu")
        yield Line("training", hours * price.bands[0][1] * case.factor(price), price.id)
    elif gpu:
        machine = case.book.job("own_train_gpu")
        yield Line("hardware and energy", energy(case, machine.watts * hours))
        if case.app.training.have_gpu != "yes":
            yield bought(case, machine, np.ones(case.size))
    else:
        yield Line("hardware and energy", energy(case, DESK_WATTS * hours))


def wants_gpu(case: Case) -> bool:
    """Whether training wants a graphics card: as the app says, else every task but text."""
    said = case.app.training.gpu
    return case.app.task.kind != "text" if said == "unknown" else said == "yes"
