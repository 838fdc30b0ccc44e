"""What the statistics should be, by libraries that have nothing to do with Polder."""

import pandas
from lifelines import CoxPHFitter


def cox(frame: pandas.DataFrame, time: str, status: str, covariates: list) -> dict:
    """The Cox model with Efron's ties on the rows that are complete, driven to convergence well below 1e-9."""
    rows = frame[[time, status, *covariates]].dropna()
    model = CoxPHFitter().fit(
        rows, duration_col=time, event_col=status, fit_options={"precision": 1e-13, "r_precision": 1e-14}
    )
    return {
        "rows": len(rows),
        "coefficients": model.params_.to_dict(),
        "standard_errors": model.standard_errors_.to_dict(),
        "log_likelihood": float(model.log_likelihood_),
    }


def summary(frame: pandas.DataFrame) -> dict:
    """Per column what may always leave a site."""
    return {
        name: {
            "count": int(column.count()),
            "missing": int(column.isna().sum()),
            "mean": float(column.mean()),
            "sd": float(column.std()),
        }
        for name, column in frame.select_dtypes("number").items()
    }
