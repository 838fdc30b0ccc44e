/// One `import`, with the compile-time conditions that it stands under.
struct ImportLine: Equatable {
  let module: String
  let line: Int
  /// The branches around it, from the outermost: `canImport(Glibc)`, `else canImport(Glibc)`.
  let conditions: [String]

  /// Whether this branch is taken only where the given module is missing.
  func replaces(_ module: String) -> Bool { conditions.contains("else canImport(\(module))") }

  /// Whether this branch is taken only where the given module exists.
  func requires(_ module: String) -> Bool { conditions.contains("canImport(\(module))") }
}
