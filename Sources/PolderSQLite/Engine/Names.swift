import PolderSQL

// GRDB has types of the same names; in this room the plain name is ours.
typealias Row = PolderSQL.Row
typealias SQL = PolderSQL.SQL
