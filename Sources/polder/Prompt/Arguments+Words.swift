public import ArgumentParser
public import PolderCore
public import PolderCrypto

extension ID: ExpressibleByArgument {
  /// The id of a number as it is typed.
  public init?(argument: String) {
    guard let number = Int64(argument), number > 0 else { return nil }
    self.init(number)
  }
}

extension Timestamp: ExpressibleByArgument {
  /// A date, or a date and a time (UTC), as it is typed.
  public init?(argument: String) { self.init(text: argument) }
}

extension EncryptionRule: ExpressibleByArgument {}
