import PolderCore

@testable import PolderClient

/// The Swift call of each recorded method of a store's own API, with the recorded arguments.
enum StoreGoldenScript {
  struct Unknown: Error { let name: String }

  /// Whether a recorded method is one of those.
  static func knows(_ name: String) -> Bool {
    name.hasPrefix("algorithm.") || (name.hasPrefix("store.") && name.split(separator: ".").count == 3)
  }

  static func run(_ name: String, _ client: UserClient) async throws {
    switch name.split(separator: ".").dropLast().joined(separator: ".") {
    case "algorithm": try await runAlgorithm(name, client.algorithm)
    case "store.review": try await runReview(name, client.store.review)
    case "store.role": try await runRole(name, client.store.role)
    case "store.user": try await runUser(name, client.store.user)
    default: try await runOther(name, client.store)
    }
  }

  private static func runAlgorithm(_ name: String, _ algorithm: AlgorithmClient) async throws {
    switch name {
    case "algorithm.create":
      _ = try await algorithm.create(
        name: "NAME", description: "D", image: "IMG", partitioning: .horizontal, vantage6Version: "4", codeURL: "u",
        functions: [])
    case "algorithm.delete": try await algorithm.delete(1)
    case "algorithm.get": _ = try await algorithm.get(1)
    case "algorithm.invalidate": try await algorithm.invalidate(1)
    case "algorithm.list": _ = try await algorithm.list()
    case "algorithm.update": _ = try await algorithm.update(1)
    default: throw Unknown(name: name)
    }
  }

  private static func runReview(_ name: String, _ review: StoreReviewClient) async throws {
    switch name {
    case "store.review.approve": try await review.approve(1)
    case "store.review.create": _ = try await review.create(algorithm: 1, reviewer: 2)
    case "store.review.delete": try await review.delete(1)
    case "store.review.get": _ = try await review.get(1)
    case "store.review.list": _ = try await review.list()
    case "store.review.reject": try await review.reject(1)
    default: throw Unknown(name: name)
    }
  }

  private static func runRole(_ name: String, _ role: StoreRoleClient) async throws {
    switch name {
    case "store.role.create": _ = try await role.create(name: "NAME", description: "D", rules: [1])
    case "store.role.delete": try await role.delete(5)
    case "store.role.edit": _ = try await role.edit(5)
    case "store.role.list": _ = try await role.list()
    default: throw Unknown(name: name)
    }
  }

  private static func runUser(_ name: String, _ user: StoreUserClient) async throws {
    switch name {
    case "store.user.delete": try await user.delete(1)
    case "store.user.get": _ = try await user.get(1)
    case "store.user.list": _ = try await user.list()
    case "store.user.register": _ = try await user.register(username: "U", roles: [2])
    case "store.user.update": _ = try await user.update(1, roles: [2])
    default: throw Unknown(name: name)
    }
  }

  private static func runOther(_ name: String, _ store: AlgorithmStoreClient) async throws {
    switch name {
    case "store.policy.get": _ = try await store.policy.get()
    case "store.rule.list": _ = try await store.rule.list()
    default: throw Unknown(name: name)
    }
  }
}
