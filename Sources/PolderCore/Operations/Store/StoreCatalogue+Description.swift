extension StoreCatalogue {
  /// The description of a store's API below a prefix.
  public static func description(prefix: String = "/api") throws -> APIDescription {
    try APIDescription(
      operations, title: "Algorithm store", summary: "Which algorithms were reviewed, by whom, and what they take.",
      prefix: prefix)
  }
}
