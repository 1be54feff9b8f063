"""Every example gives the advice that its README quotes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pinnace.advising import Advice, advise, read, wording

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2026, 11, 26)
# The recommendation, its cost in USD, and needs that rule something out.
EXPECTED = {
    "celebrity-look-alike": ("rented/device", 10_350, {"own_classes"}),
    "chat-sentiment": ("own/device", 13_020, {"deadline", "catalogue"}),
    "comment-moderation": ("own/serverless", 14_683, {"secret_model", "catalogue"}),
    "factory-camera": ("own/own-server", 46_750, {"stays_on_premises", "has_device"}),
    "keyword-speech": ("rented/device", 13_047, {"deadline", "own_classes", "accuracy"}),
    "kids-drawing": ("rented/device", 13_047, {"stays_on_device", "offline"}),
    "legal-translation-camera": ("rented/device", 13_400, {"stays_on_device", "offline"}),
    "medical-images": ("own/own-server", 92_290, {"stays_on_premises", "payload"}),
    "news-classifier": ("canned/llm.gpt-4o-mini", 4_813, {"own_classes", "has_device"}),
    "photo-art": ("rented/serverless", 13_006, {"download"}),
    "photo-art-live": ("rented/device", 11_691, {"deadline"}),
    "plant-guide": ("rented/server-first+serverless", 35_565, {"offline", "deadline"}),
    "review-stars": ("own/device", 13_020, {"deadline"}),
    "secret-offline-filter": (None, None, {"offline", "secret_model"}),
    "shop-photos": ("canned/aws.rekognition.labels", 4_311, {"skilled"}),
    "support-tickets": ("canned/llm.gpt-4o-mini", 3_308, {"has_device"}),
}


@pytest.fixture(scope="module")
def advices() -> dict[str, Advice]:
    folders = [ROOT / "examples" / name for name in EXPECTED]
    return {each.name: advise(read(each / "app.toml"), folder=each, today=TODAY) for each in folders}


def test_every_example_is_here() -> None:
    assert {path.parent.name for path in ROOT.glob("examples/*/app.toml")} == set(EXPECTED)
    assert len(EXPECTED) >= 12


@pytest.mark.parametrize("name", EXPECTED)
def test_recommendation_and_figures(advices: dict[str, Advice], name: str) -> None:
    advice, (option, usd, ruled_out) = advices[name], EXPECTED[name]
    assert (advice.best.id if advice.best else None) == option
    if advice.best:
        assert advice.best.usd[0] == pytest.approx(usd, rel=0.005)
    failing = {verdict.constraint for each in advice.rated for verdict in each.verdicts if verdict.state == "fail"}
    assert ruled_out <= failing


@pytest.mark.parametrize("name", EXPECTED)
def test_the_readme_quotes_the_advice(advices: dict[str, Advice], name: str) -> None:
    advice = advices[name]
    readme = (ROOT / "examples" / name / "README.md").read_text(encoding="utf-8")
    assert f"**{wording.headline(advice)}**" in readme
    if advice.best:
        assert f"About {wording.money(float(advice.best.usd[0]))} in {advice.app.horizon_months} months." in readme
    else:
        assert wording.sentences(advice)[1] in readme
    said = [*wording.crossings(advice), *wording.next_measurements(advice, 1)]
    quoted = [
        line.removeprefix("- ").removeprefix("Find out next: ") for line in readme.splitlines() if line.startswith("- ")
    ]
    assert all(line in said or line in wording.sentences(advice) for line in quoted)


def test_the_hybrid_shares_what_the_need_for_accuracy_asks(advices: dict[str, Advice]) -> None:
    best = advices["plant-guide"].best
    assert best is not None
    share, case = float(best.sharing.server[0]), advices["plant-guide"].likely
    right = share * case["model.server_accuracy"][0] + (1 - share) * case["model.accuracy"][0]
    assert right >= 0.82
    assert 0 < share < 1


def test_who_would_win_at_a_tenth_of_the_users(advices: dict[str, Advice]) -> None:
    along = advices["comment-moderation"].crossovers["use.users"]
    assert along[0].option == "canned/llm.gpt-4o-mini"
    assert along[-1].option == "own/serverless"
    assert along[0].end == pytest.approx(250_000, rel=0.05)


def test_accuracy_is_what_to_measure_for_the_news(advices: dict[str, Advice]) -> None:
    assert advices["news-classifier"].measure_next[0].fact.name == "model.canned_accuracy"


def test_recalled_prices_keep_their_mark(advices: dict[str, Advice]) -> None:
    """Rekognition's tiers are partly recalled: whoever recommends it says so."""
    advice = advices["shop-photos"]
    assert advice.best is not None
    assert "recalled: aws.rekognition.labels" in advice.marks(advice.best)
    assert any("aws.rekognition.labels" in line and "recalled" in line for line in wording.doubtful_prices(advice))


@pytest.mark.parametrize("name", EXPECTED)
def test_the_list_of_examples_has_its_line(advices: dict[str, Advice], name: str) -> None:
    advice = advices[name]
    row = next(
        line
        for line in (ROOT / "examples" / "README.md").read_text(encoding="utf-8").splitlines()
        if f"]({name})" in line
    )
    assert wording.headline(advice).rstrip(".") in row
    if advice.best:
        assert f"{wording.rounded(float(advice.best.usd[0]), 3)} in {advice.app.horizon_months} months" in row
