// Room PolderServer.
