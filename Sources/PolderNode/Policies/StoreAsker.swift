import PolderCore
import PolderHTTP
import PolderTransport

/// Asks algorithm stores whether an image is among those that they approved. Only stores that the steward has on the
/// list are asked: they are shown the node's token, as the contract has it.
struct StoreAsker: Sendable {
  private static let limit = Duration.seconds(10)

  let makeChannel: NodeParts.MakeChannel
  let tokens: any TokenSource
  /// The address under which stores know the server.
  let server: String

  init(_ configuration: NodeConfiguration, _ tokens: any TokenSource, _ makeChannel: @escaping NodeParts.MakeChannel) {
    self.makeChannel = makeChannel
    self.tokens = tokens
    // The name by which containers call their machine is nobody else's.
    server = configuration.apiAddress.replacing("//host.docker.internal", with: "//localhost")
  }

  /// What a store says of an image.
  /// - Throws: what may be another time: no answer, a store or a server in trouble
  func answer(of store: String, image: ResolvedImage) async throws -> StoreReply {
    guard let address = WebAddress(store) else { return StoreReply(.denies, "its address can not be used") }
    let channel = try makeChannel(address.text)
    let token = try await tokens.token()
    var answer = try await ask(channel, image, token)
    if answer.status == 401 {
      let fresh = try await tokens.token(insteadOf: token)
      if fresh != token { answer = try await ask(channel, image, fresh) }
    }
    switch answer.status {
    case 200: return Self.reply(answer, image)
    case 408, 425, 429, 500...:
      throw PolderError(.transportUnusableAnswer, "The algorithm store answers with status \(answer.status).")
    default: return StoreReply(.denies, "it answers with status \(answer.status)")
    }
  }

  private func ask(_ channel: any HTTPCaller, _ image: ResolvedImage, _ token: String) async throws -> HTTPAnswer {
    try await channel.send(
      HTTPCall(
        .get, "/algorithm", query: [("image", image.name)],
        headers: [
          ("Server-Url", server), ("Client-Type", "node"), ("Authorization", "Bearer \(token)"),
          ("Accept", "application/json"),
        ], timeout: Self.limit))
  }

  /// One whose digest is another than that of the image here was approved for other contents.
  private static func reply(_ answer: HTTPAnswer, _ image: ResolvedImage) -> StoreReply {
    guard let entries = answer.json?["data"]?.array else { return StoreReply(.denies, "its answer can not be read") }
    guard !entries.isEmpty else { return StoreReply(.denies, "it has no such image") }
    let fits = entries.contains { entry in
      guard let approved = entry["digest"]?.string, !approved.isEmpty, let digest = image.digest else { return true }
      return approved == digest
    }
    return fits ? StoreReply(.approves) : StoreReply(.denies, "it approved the image with another digest")
  }
}
