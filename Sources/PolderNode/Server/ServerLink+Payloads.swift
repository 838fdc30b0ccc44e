import PolderCore
import PolderTransport

extension ServerLink {
  /// The public key that the server has of an organization, in the form of the API; empty when there is none.
  func publicKey(of organization: OrganizationID) async throws -> String {
    try await caller.call(GetOrganization.self, path: organization).publicKey
  }

  /// Makes a key the one that the server has of the own organization.
  func publish(_ key: String, of organization: OrganizationID) async throws {
    var body = UpdateOrganization.Body()
    body.publicKey = key
    _ = try await caller.call(UpdateOrganization.self, path: organization, body: body)
  }

  /// The organizations of a collaboration.
  func organizations(of collaboration: CollaborationID) async throws -> [Wire.Organization] {
    var query = ListOrganizations.Query()
    query.collaborationID = collaboration
    var organizations: [Wire.Organization] = []
    for page in 1...Self.maximumPages {
      query.page = PageRequest(page: Int64(page), perPage: 100)
      let reply = try await caller.call(ListOrganizations.self, query: query)
      organizations += reply.data
      if reply.links.next == nil || reply.data.isEmpty { break }
    }
    return organizations
  }

  /// Whether the server keeps inputs and results beside its database; one that refuses to say does not.
  func keepsBlobs() async throws -> Bool {
    do {
      return try await caller.call(GetBlobStatus.self).isEnabled
    } catch is RequestRefusal {
      return false
    }
  }

  /// Reads a blob piece by piece.
  func download<Value: Sendable>(
    _ blob: BlobID, _ read: @escaping @Sendable (HTTPAnswerBody) async throws -> Value
  ) async throws -> Value {
    try await caller.download(GetBlob.self, path: BlobPath(blob)) { _, body in try await read(body) }
  }

  /// Keeps bytes beside the server's database, and gives the id to name them by.
  func upload<Pieces: AsyncSequence & Sendable>(_ pieces: Pieces) async throws -> BlobID
  where Pieces.Element == [UInt8] {
    let reply = try await caller.upload(UploadBlob.self) { pieces }
    guard let id = BlobID(reply.uuid) else {
      throw PolderError(.transportUnusableAnswer, "The answer names no blob.", object: "POST /blobstream")
    }
    return id
  }
}

extension ServerLink {
  /// The organization that executes a run, as the server says; nil when it is gone.
  func organization(of run: RunID) async throws -> OrganizationID? {
    try await caller.call(GetRun.self, path: run).organization?.id
  }

  /// The input of a run as the server has it.
  /// - Throws: `PolderError` when the server has given the run's number to another one meanwhile
  func input(of run: RunAssignment) async throws -> String {
    let shown = try await show(run.run)
    guard run.isShown(by: shown) else {
      throw PolderError(
        .nodeInputUnreadable, "The server means another run by this number.", object: "run \(run.run)",
        nextStep: "Send the task again.")
    }
    return shown.input ?? ""
  }
}
