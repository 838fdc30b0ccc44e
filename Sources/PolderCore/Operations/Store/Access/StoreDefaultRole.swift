/// The roles that every algorithm store has; they can not be changed, and their names not be given to others.
public enum StoreDefaultRole: String, Hashable, Sendable, CaseIterable {
  /// May do everything.
  case root = "Root"
  /// May look at everything.
  case viewer = "Viewer"
  /// May review.
  case reviewer = "Reviewer"
  /// Manages users and roles.
  case storeManager = "Store Manager"
  /// Manages algorithms and their reviews.
  case algorithmManager = "Algorithm Manager"
  /// Submits algorithms.
  case developer = "Developer"
  /// May remove a server.
  case serverManager = "Server Manager"

  /// What it allows.
  public var permissions: Set<StorePermission> {
    let viewing = Set([StoreResource.algorithm, .role, .user, .review].map { StorePermission($0, .view) })
    return switch self {
    case .root: Set(StorePermission.all)
    case .viewer: viewing
    case .reviewer: viewing.union([.init(.review, .edit)])
    case .storeManager: viewing.union(Self.managing(.user) + Self.managing(.role))
    case .algorithmManager:
      viewing.union(
        Self.managing(.algorithm) + [.init(.review, .edit), .init(.review, .create), .init(.review, .delete)])
    case .developer: viewing.union([.init(.algorithm, .create), .init(.algorithm, .edit)])
    case .serverManager: [.init(.server, .delete)]
    }
  }

  private static func managing(_ resource: StoreResource) -> [StorePermission] {
    [.init(resource, .create), .init(resource, .edit), .init(resource, .delete)]
  }
}
