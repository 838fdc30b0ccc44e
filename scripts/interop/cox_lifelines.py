"""The demo's Cox model of a made-up study equals the one that lifelines fits on all rows at once."""

import pytest
from peer import dataset, tasks
from support import polder


@pytest.mark.parametrize("hospitals", [2, 4])
def it_fits_the_model_that_lifelines_fits(hospitals, tmp_path):
    file = tmp_path / "study.csv"
    frame = dataset.make(file)
    found = polder.demo(
        "--hospitals", hospitals, "--data", file, "--time", dataset.TIME, "--status", dataset.STATUS,
        "--covariates", ",".join(dataset.COVARIATES),
    )  # fmt: skip
    tasks.check_cox(found["cox"], frame)
