"""TF-IDF of words and pairs with logistic regression, and hashed words and pairs with a linear model (scikit-learn)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import brotli
import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.feature_selection import SelectKBest, chi2
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline

NOTE = "TF-IDF + LR: C chosen on a tenth of the training set; KB: vocabulary, frequencies, float32 weights, by brotli."
STRENGTHS = (1.0, 4.0, 16.0)  # C; the best on a tenth of the training rows is taken


def train(texts: Sequence[str], labels: Sequence[str], *, kept: int | None = None, seed: int = 0) -> Pipeline:
    """TF-IDF(1,2) + logistic regression; with `kept`, on the n-grams that chi-squared ranks highest."""
    fit_x, held_x, fit_y, held_y = train_test_split(texts, labels, test_size=0.1, random_state=seed, stratify=labels)

    def pipeline(strength: float) -> Pipeline:
        chosen = [SelectKBest(chi2, k=kept)] if kept else []
        vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, dtype=np.float32)
        return make_pipeline(vectors, *chosen, LogisticRegression(C=strength, max_iter=300))

    def score(strength: float) -> float:
        return float(pipeline(strength).fit(fit_x, fit_y).score(held_x, held_y))

    return pipeline(max(STRENGTHS, key=score)).fit(texts, labels)


def stored_bytes(model: Pipeline) -> int:
    """Vocabulary, inverse document frequencies and weights as float32, after brotli."""
    vectors, linear = model[0], model[-1]
    names, idf = vectors.get_feature_names_out(), vectors.idf_
    if len(model) == 3:
        inside = model[1].get_support()
        names, idf = names[inside], idf[inside]
    content = "\n".join(names).encode() + idf.astype("<f4").tobytes() + linear.coef_.astype("<f4").tobytes()
    quality = 11 if len(content) < 4_000_000 else 5  # 11 takes minutes on what is 100 times too big anyway
    return len(brotli.compress(content, quality=quality))


def hashed(texts: Sequence[str], labels: Sequence[str]) -> Any:
    """Hashed words and pairs (2^20) and a linear model with probabilities: scikit-learn's fastest way."""
    vectors = HashingVectorizer(ngram_range=(1, 2), n_features=2**20, alternate_sign=False)
    return make_pipeline(vectors, SGDClassifier(loss="log_loss", random_state=0)).fit(texts, labels)
