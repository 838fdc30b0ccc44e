// Room PolderHTTP.
