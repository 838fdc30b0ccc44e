// Room PolderPassword.
