import PolderCore

/// References to objects, as replies carry them, below the API's prefix.
package struct Links: Sendable {
  /// The API's prefix, for instance `/api`.
  package let prefix: String

  /// References below a prefix.
  package init(prefix: String = "/api") { self.prefix = prefix }

  private static let editable = ["GET", "PATCH", "DELETE"]

  func organization(_ id: OrganizationID) -> Wire.Link<Entities.Organization> {
    link(id, "organization", Self.editable)
  }

  func collaboration(_ id: CollaborationID) -> Wire.Link<Entities.Collaboration> {
    link(id, "collaboration", Self.editable)
  }

  func study(_ id: StudyID) -> Wire.Link<Entities.Study> { link(id, "study", Self.editable) }

  func user(_ id: UserID) -> Wire.Link<Entities.Authenticatable> { link(id, "user", Self.editable) }

  func store(_ id: AlgorithmStoreID) -> Wire.Link<Entities.AlgorithmStore> {
    link(id, "algorithmstore", Self.editable)
  }

  func task(_ id: TaskID) -> Wire.Link<Entities.Task> { link(id, "task", ["GET", "DELETE"]) }

  // The incumbent names these methods for runs and results, whatever they really take.
  func run(_ id: RunID) -> Wire.Link<Entities.Run> { link(id, "run", ["GET", "PATCH"]) }

  func result(_ id: RunID) -> Wire.Link<Entities.Run> { link(id, "result", ["GET", "PATCH"]) }

  /// Where the objects of a kind are that belong to another object.
  func list<Entity>(_ kind: String, _ parameter: String, _ id: ID<Entity>) -> String {
    "\(prefix)/\(kind)?\(parameter)=\(id)"
  }

  private func link<Entity>(_ id: ID<Entity>, _ kind: String, _ methods: [String]) -> Wire.Link<Entity> {
    Wire.Link(id: id, link: "\(prefix)/\(kind)/\(id)", methods: methods)
  }
}
