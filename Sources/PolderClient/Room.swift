// Room PolderClient.
