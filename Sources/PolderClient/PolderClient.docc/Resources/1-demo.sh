make demo ARGS=--keep
