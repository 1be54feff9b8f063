"""What is made small: cross-entropy, of classes as common as they are."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

WARMTH = 2.0  # what scores are divided by before student and teacher are compared


def losses(scores: Tensor, targets: Tensor, smoothing: float = 0.0) -> Tensor:
    """(B,) cross-entropy in nats; with one score the second class is scored against the first."""
    if scores.shape[1] == 1:
        soft = targets.float() * (1 - smoothing) + smoothing / 2
        return F.binary_cross_entropy_with_logits(scores[:, 0], soft, reduction="none")
    return F.cross_entropy(scores, targets, reduction="none", label_smoothing=smoothing)


def taught(scores: Tensor, teachers: Tensor) -> Tensor:
    """(B,) how far the answers are from a teacher's, in nats (G. Hinton et al., "Distilling the knowledge", 2015).

    Both are softened alike, so that the teacher's doubts count; the factor keeps gradients as large as of labels.
    """
    hot, warm = scores / WARMTH, teachers / WARMTH
    if scores.shape[1] == 1:
        found = F.binary_cross_entropy_with_logits(hot[:, 0], torch.sigmoid(warm[:, 0]), reduction="none")
    else:
        found = F.cross_entropy(hot, warm.softmax(1), reduction="none")
    return found * WARMTH**2


def right(scores: Tensor, targets: Tensor) -> Tensor:
    """(B,) whether the answer is."""
    return ((scores[:, 0] > 0).long() if scores.shape[1] == 1 else scores.argmax(1)) == targets


def class_weights(targets: Tensor, classes: int) -> Tensor:
    """(C,) square roots of how rare a class is: rare ones count, and common ones still decide."""
    counts = torch.bincount(targets, minlength=classes).clamp(min=1).float()
    weights = (counts.mean() / counts).sqrt()
    return weights / weights[targets].mean()
