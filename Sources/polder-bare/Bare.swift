import ArgumentParser
import Foundation
import Hummingbird
import NIOCore

/// `polder-bare`: the least that can be done for a request with the library that the server stands on.
@main
struct Bare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "polder-bare",
    abstract: "Answer every request with the bytes of a file, as the upper bound of what the server could do.")

  @Option(help: "The port to listen at on 127.0.0.1.")
  var port: Int

  @Argument(help: "The file.", completion: .file())
  var file: String

  func run() async throws {
    let body = ByteBuffer(bytes: try Data(contentsOf: URL(filePath: file)))
    let router = Router()
    router.get("**") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: body))
    }
    try await Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port))
    ).runService()
  }
}
