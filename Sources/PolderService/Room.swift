// Room PolderService.
