extension Wire {
  /// A study: some organizations of a collaboration.
  public struct Study: Sendable, Codable {
    /// Its collaboration.
    public let collaboration: Link<Entities.Collaboration>?
    /// Its organizations.
    public let organizations: Related<Organization>
    /// Where its tasks are.
    public let tasks: String
    /// The id.
    public let id: StudyID
    /// The name.
    public let name: String?

    /// A study.
    public init(
      collaboration: Link<Entities.Collaboration>?, organizations: Related<Organization>, tasks: String, id: StudyID,
      name: String?
    ) {
      self.collaboration = collaboration
      self.organizations = organizations
      self.tasks = tasks
      self.id = id
      self.name = name
    }
  }
}
