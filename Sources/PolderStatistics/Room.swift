// Room PolderStatistics.
