import ArgumentParser
import PolderClient
import PolderCore

/// What is asked for, by its address and by the client's method.
enum Endpoint: String, ExpressibleByArgument, CaseIterable {
  /// The version of the server.
  case version
  /// One task.
  case task
  /// The first page of tasks.
  case tasks

  /// Path and query behind the API's prefix, as the client asks for them.
  func target(_ task: TaskID) -> String {
    switch self {
    case .version: "/version"
    case .task: "/task/\(task)"
    case .tasks: "/task?page=1&per_page=20"
    }
  }

  /// Asks with the client.
  func ask(_ client: UserClient, _ task: TaskID) async throws {
    switch self {
    case .version: _ = try await client.util.getServerVersion()
    case .task: _ = try await client.task.get(task)
    case .tasks: _ = try await client.task.list()
    }
  }
}
