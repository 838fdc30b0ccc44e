import PolderCore

/// What the program says about itself.
enum ProgramVersion {
  static var text: String { "polder \(PolderVersion.product) (vantage6 contract \(PolderVersion.contract))" }
}
