// Room PolderRealtime.
