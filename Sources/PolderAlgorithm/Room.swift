// Room PolderAlgorithm.
