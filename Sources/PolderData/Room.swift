// Room PolderData.
