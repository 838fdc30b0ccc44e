// Room PolderTransport.
