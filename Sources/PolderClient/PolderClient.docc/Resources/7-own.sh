make demo ARGS="--keep --data patients.csv --time months --status died --covariates age,stage"
