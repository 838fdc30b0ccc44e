"""The federated Cox model of a made-up study equals the one that lifelines fits on all rows at once."""

import pytest
from peer import dataset, reference
from support import polder

# Both sides drive Newton's method to the end, and lifelines agrees with an independent fit to about 1e-10.
TOLERANCE = 1e-8


@pytest.mark.parametrize("hospitals", [2, 4])
def it_fits_the_model_that_lifelines_fits(hospitals, tmp_path):
    file = tmp_path / "study.csv"
    expected = reference.cox(dataset.make(file), dataset.TIME, dataset.STATUS, dataset.COVARIATES)
    found = polder.demo(
        "--hospitals", hospitals, "--data", file, "--time", dataset.TIME, "--status", dataset.STATUS,
        "--covariates", ",".join(dataset.COVARIATES),
    )  # fmt: skip
    cox = found["cox"]
    rows = {row["name"]: row for row in cox["coefficients"]}
    assert set(rows) == set(dataset.COVARIATES)
    for name in dataset.COVARIATES:
        assert rows[name]["coefficient"] == pytest.approx(expected["coefficients"][name], abs=TOLERANCE)
        assert rows[name]["standard_error"] == pytest.approx(expected["standard_errors"][name], abs=TOLERANCE)
    assert cox["log_likelihood"] == pytest.approx(expected["log_likelihood"], abs=1e-6)
    assert cox["rows"] == expected["rows"]
