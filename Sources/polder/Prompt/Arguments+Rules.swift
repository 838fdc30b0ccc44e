public import ArgumentParser
public import PolderCore

extension RuleOperation: ExpressibleByArgument {
  /// The operation of a name in any case.
  public init?(argument: String) { self.init(rawValue: argument.uppercased()) }

  /// The names as people type them.
  public static var allValueStrings: [String] { allCases.map { $0.rawValue.lowercased() } }
}

extension Scope: ExpressibleByArgument {
  /// The scope of a name in any case.
  public init?(argument: String) { self.init(rawValue: argument.uppercased()) }

  /// The names as people type them.
  public static var allValueStrings: [String] { allCases.map { $0.rawValue.lowercased() } }
}
