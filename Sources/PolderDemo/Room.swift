// Room PolderDemo.
