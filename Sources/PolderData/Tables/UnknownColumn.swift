import PolderCore

/// The error for a column that a source does not have.
enum UnknownColumn {
  static func error(_ name: String, among names: [String], object: String? = nil) -> PolderError {
    var next = "There are: \(names.prefix(50).joined(separator: ", "))\(names.count > 50 ? " and more" : "")."
    if let nearest = NearestName.among(names, to: name) { next = "Did you mean '\(nearest)'? " + next }
    let shown = name.count > 100 ? name.prefix(100) + "…" : name[...]
    return PolderError(.dataUnknownColumn, "There is no column '\(shown)'.", object: object, nextStep: next)
  }
}
