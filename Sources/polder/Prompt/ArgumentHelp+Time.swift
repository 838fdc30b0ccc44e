import ArgumentParser

extension ArgumentHelp {
  /// The help of an option that takes a moment, with how one is typed.
  static func time(_ abstract: String) -> ArgumentHelp {
    ArgumentHelp("\(abstract): 2026-11-25 or 2026-11-25T18:00:00 (UTC).", valueName: "time")
  }
}
