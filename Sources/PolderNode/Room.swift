// Room PolderNode.
