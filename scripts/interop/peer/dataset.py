"""A made-up survival study that is unlike the one of the demo: other columns, ties, and values missing here and there."""

from pathlib import Path

import numpy
import pandas

TIME, STATUS = "weeks", "event"
COVARIATES = ["age", "treated", "stage", "marker"]


def make(path: Path, rows: int = 400, seed: int = 20240229) -> pandas.DataFrame:
    """Writes the study as CSV, and gives it back as a reader of that file sees it."""
    random = numpy.random.default_rng(seed)
    age = random.normal(61, 9, rows).round(0)
    treated = random.integers(0, 2, rows)
    stage = random.choice([1, 2, 3, 4], rows, p=[0.3, 0.3, 0.25, 0.15]).astype(float)
    marker = random.lognormal(0.5, 0.7, rows).round(3)
    hazard = numpy.exp(0.03 * (age - 61) - 0.6 * treated + 0.35 * (stage - 2) + 0.15 * marker) / 60
    # Whole weeks: most times are shared by several patients, so that the handling of ties matters.
    event_time = numpy.ceil(random.exponential(1 / hazard))
    censoring_time = numpy.ceil(random.uniform(10, 120, rows))
    frame = pandas.DataFrame(
        {
            "patient": numpy.arange(1, rows + 1),
            TIME: numpy.minimum(event_time, censoring_time).astype(int),
            STATUS: (event_time <= censoring_time).astype(int),
            "age": age,
            "treated": treated,
            "stage": stage,
            "marker": marker,
        }
    )
    frame.loc[random.random(rows) < 0.06, "stage"] = numpy.nan
    frame.loc[random.random(rows) < 0.04, "marker"] = numpy.nan
    frame.to_csv(path, index=False)
    return pandas.read_csv(path)
