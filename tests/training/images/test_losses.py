"""Labels, and a teacher."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from picture_files import stripes

torch = pytest.importorskip("torch")

from pinnace.runtime.picture import View  # noqa: E402
from pinnace.training.images import fitting  # noqa: E402
from pinnace.training.images.losses import class_weights, losses, right, taught  # noqa: E402
from pinnace.training.images.recipe import Recipe  # noqa: E402
from pinnace.training.images.rungs import residual  # noqa: E402


def test_one_score_is_two_classes() -> None:
    scores, targets = torch.tensor([[2.0], [-1.0]]), torch.tensor([1, 1])
    both = torch.cat([torch.zeros(2, 1), scores], 1)
    assert torch.allclose(losses(scores, targets, 0.1), losses(both, targets, 0.1))
    assert torch.equal(right(scores, targets), right(both, targets))
    teachers = torch.tensor([[0.5], [3.0]])
    pair = torch.cat([torch.zeros(2, 1), teachers], 1)
    assert torch.allclose(taught(scores, teachers), taught(both, pair))


def test_a_teacher_is_reached_when_its_answers_are_given() -> None:
    teachers = torch.tensor([[1.0, -2.0, 0.5]])
    other = torch.tensor([[1.0, -1.0, 0.5]])
    assert taught(teachers, teachers).item() < taught(other, teachers).item()


def test_rare_classes_count_more_and_the_mean_stays() -> None:
    targets = torch.tensor([0] * 90 + [1] * 10)
    weights = class_weights(targets, 2)
    assert weights[1] / weights[0] == pytest.approx(3.0) and weights[targets].mean() == pytest.approx(1.0)


def test_a_student_learns_what_only_its_teacher_knows() -> None:
    """Labels of chance: whoever learns from them alone is right half of the time."""
    seen = np.stack([np.asarray(stripes(i, bool(i % 2), 16, 16)) for i in range(120)])
    truth, rows = np.arange(120, dtype=np.int32) % 2, np.arange(120)
    known = fitting.lesson_of(seen, truth, rows[:100], rows[100:], classes=2, mirror=True)
    teacher = fitting.fit(residual(8, 16), View(16, 16), known, Recipe(12, 1), seed=1).real
    chance = np.random.default_rng(0).integers(0, 2, 120).astype(np.int32)
    lesson = fitting.lesson_of(seen, chance, rows[:100], rows[100:], classes=2, mirror=True)
    lesson = replace(lesson, held_targets=known.held_targets, teacher=teacher)
    student = fitting.fit(residual(4, 8), View(16, 16), lesson, Recipe(12, 2, taught=1.0), seed=1)
    assert student.epochs[-1].validation_accuracy > 0.85
