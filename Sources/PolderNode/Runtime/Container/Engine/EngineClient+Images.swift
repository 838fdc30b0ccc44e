import PolderCore
import PolderTransport

extension EngineClient {
  /// An image of the engine; nil when it has none of that name.
  func image(_ reference: String) async throws -> LocalImage? {
    do {
      return LocalImage(try await get("/images/\(reference)/json"))
    } catch let refusal as EngineRefusal where refusal.isMissing {
      return nil
    }
  }

  /// The digest that a registry has for a name now, asked for through the engine.
  /// - Returns: nil when the engine can not ask
  func registryDigest(_ name: ImageName, _ authorization: RegistryAuthorization) async throws -> String? {
    // Podman has no such question.
    guard !greeting.isPodman else { return nil }
    let answer = try await send(
      .get, "/distribution/\(name.reference)/json", headers: authorization.headers(for: name), timeout: .seconds(20))
    let value = try JSONValue(parsing: answer.body, limits: Self.limits)
    return value["Descriptor"]?["digest"]?.string.flatMap { ImageName.isDigest($0) ? $0 : nil }
  }

  /// Fetches an image from its registry; `report` is told of each piece of the engine's own. A refusal has its words.
  func pull(
    _ name: ImageName, _ authorization: RegistryAuthorization, report: @escaping @Sendable (PullProgress) -> Void
  ) async throws {
    let call = HTTPCall(
      .post, greeting.prefix + "/images/create",
      query: [("fromImage", name.repository), ("tag", name.digest ?? name.tag ?? "latest")],
      headers: authorization.headers(for: name), timeout: .seconds(600))
    let progress = try await channel.download(call) { head, body in
      guard head.isSuccess else {
        throw Self.refusal(HTTPAnswer(status: head.status, body: try await body.collect(upTo: 1 << 20)))
      }
      var lines = PullLines()
      for try await piece in body {
        lines.take(piece)
        report(lines.progress)
      }
      lines.end()
      return lines.progress
    }
    // The engine says success before it begins.
    if let failure = progress.failure { throw EngineRefusal(status: 200, message: failure) }
  }

  /// Makes an image from the files of an archive, and gives its number; `changes` are what else it says, in the words of a
  /// Dockerfile.
  func makeImage(from archive: [UInt8], name: ImageName, changes: [String] = []) async throws -> String {
    let call = HTTPCall(
      .post, greeting.prefix + "/images/create",
      query: [("fromSrc", "-"), ("repo", name.repository), ("tag", name.tag ?? "latest")]
        + changes.map { ("changes", $0) },
      headers: [("Content-Type", "application/x-tar")], body: archive, timeout: Self.patience)
    let answer = try await channel.send(call)
    guard answer.isSuccess else { throw Self.refusal(answer) }
    var lines = PullLines()
    lines.take(answer.body)
    lines.end()
    if let failure = lines.progress.failure { throw EngineRefusal(status: 200, message: failure) }
    guard let id = lines.progress.imageID else {
      throw EngineRefusal(status: 200, message: "The engine did not tell the number of the image that it made.")
    }
    // Podman gives it no name by itself.
    try await post("/images/\(id)/tag", query: [("repo", name.repository), ("tag", name.tag ?? "latest")])
    return id
  }

  /// A file of a container that need not run, as an archive.
  func archive(_ path: String, of container: String, limit: Int) async throws -> [UInt8]? {
    let call = HTTPCall(
      .get, greeting.prefix + "/containers/\(container)/archive", query: [("path", path)], timeout: Self.patience)
    return try await channel.download(call) { head, body in
      guard head.status != 404 else { return nil }
      guard head.isSuccess else {
        throw Self.refusal(HTTPAnswer(status: head.status, body: try await body.collect(upTo: 1 << 20)))
      }
      return try await body.collect(upTo: limit)
    }
  }
}
