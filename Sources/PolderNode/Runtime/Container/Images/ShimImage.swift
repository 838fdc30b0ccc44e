import Crypto
import Foundation
import PolderCore

/// The image of the relay: the static program `polder-shim` and nothing else.
struct ShimImage: Sendable {
  static let program = "/polder-shim"

  let path: String

  /// The number of the image at an engine, which is made there when it is not there yet.
  func ensure(at engine: EngineClient) async throws -> String {
    let content: [UInt8]
    do {
      content = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw PolderError(
        .runtimeNotIsolated, "The supervisor polder-shim can not be read.", object: path,
        nextStep: "Put it beside polder, or name it in the configuration under runtime: shim.", cause: error)
    }
    let name = try Self.name(of: content)
    // Who can write to the engine can put anything under this name, and everything else besides.
    if let image = try await engine.image(name.reference) { return image.id }
    return try await engine.makeImage(from: TarArchive.programs([("polder-shim", content)]), name: name)
  }

  /// Named by the hash of the program: another version is another image.
  static func name(of content: [UInt8]) throws -> ImageName {
    let digits = SHA256.hash(data: content).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    guard let name = ImageName("localhost/polder-shim:\(digits)") else {
      throw PolderError(.runtimeNotIsolated, "The image of the relay has no name.", object: digits)
    }
    return name
  }
}
