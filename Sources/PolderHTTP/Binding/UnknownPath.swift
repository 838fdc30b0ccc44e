/// Nothing is found at a path whose form fits.
struct UnknownPath: Error {}
