// Room PolderSQLite.
