import PolderServer

extension TestServer {
  /// What a server for a test offers beyond a plain one.
  package enum Feature: Sendable, Hashable {
    /// Large inputs and results pass beside the database, into a folder.
    case largeData
    /// Every login needs a second factor.
    case secondFactor
  }

  /// Starts a server on a new database that offers more than a plain one.
  /// - Parameters:
  ///   - folder: where the database is
  ///   - features: what it offers
  /// - Returns: the server, which listens
  /// - Throws: `PolderError` when it can not start
  package static func start(in folder: TestFolder, offering features: Set<Feature>) async throws -> TestServer {
    try await start(in: folder) { settings in
      if features.contains(.largeData) { settings.largeData.store = FileBlobStore(folder: folder.path + "/large") }
      settings.secondFactor.isRequired = features.contains(.secondFactor)
    }
  }
}
