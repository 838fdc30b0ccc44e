extension ServerCatalogue {
  /// The description of the server's API below a prefix.
  public static func description(prefix: String = "/api") throws -> APIDescription {
    try APIDescription(
      operations, title: "Polder's server", summary: "Who takes part, who may do what, what ran.", prefix: prefix)
  }
}
