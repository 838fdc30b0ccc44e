// Room PolderTesting.
