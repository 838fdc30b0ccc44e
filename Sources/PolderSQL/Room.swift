// Room PolderSQL.
