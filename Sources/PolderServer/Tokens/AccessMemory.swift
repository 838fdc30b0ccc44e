import PolderCore
import Synchronization

/// What a server remembers of memberships and rules: good for one state of the database, whose number the database itself
/// changes with them (`polder_access`). A transaction that sees another state asks anew.
package final class AccessMemory: Sendable {
  /// What is asked for.
  enum Key: Hashable {
    case rulesOfUser(UserID)
    case rulesOfRole(String)
    case membershipsOfOrganization(OrganizationID)
    case membershipsOfCollaboration(CollaborationID)
  }

  /// What was found.
  enum Entry {
    case rules(RuleSet)
    case memberships(Memberships)
  }

  private struct Content {
    var state: Int64?
    var entries: [Key: Entry] = [:]
  }

  private static let limit = 4_096

  private let content = Mutex(Content())

  /// Nothing yet.
  package init() {}

  /// What was found in a state of the database.
  func find(_ key: Key, in state: Int64) -> Entry? {
    content.withLock { $0.state == state ? $0.entries[key] : nil }
  }

  /// Remembers what was found in a state of the database; what is remembered of another is forgotten.
  func keep(_ entry: Entry, as key: Key, in state: Int64) {
    content.withLock { content in
      if content.state != state || content.entries.count >= Self.limit { content = Content(state: state) }
      content.entries[key] = entry
    }
  }
}
