package import PolderCore

extension PolderError.Code {
  /// The address of the database is none that this server can use.
  package static let databaseAddressInvalid: Self = "server-database-address-invalid"
  /// The password given for the first user is refused.
  package static let rootPasswordInvalid: Self = "server-root-password-invalid"
}
