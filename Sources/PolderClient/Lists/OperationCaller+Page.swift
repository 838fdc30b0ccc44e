import PolderCore
import PolderTransport

extension OperationCaller {
  /// The page of a list that a query asks for.
  func page<Op: Operation, Item: Codable & Sendable>(
    _ operation: Op.Type, _ query: Op.Query, _ path: any WritableKeyPath<Op.Query, PageRequest> & Sendable
  ) async throws -> Page<Item> where Op.Path == NoPath, Op.Reply == Wire.Page<Item> {
    try await Page(query[keyPath: path]) { request in
      var query = query
      query[keyPath: path] = request
      return try await call(Op.self, query: query)
    }
  }
}
