import Foundation
import Logging
import PolderCore

@testable import PolderNode

/// The real engine of `POLDER_TEST_ENGINE`, the path of its socket, with an image of a shell made from `busybox`.
enum EngineUnderTest {
  static let socket = ProcessInfo.processInfo.environment["POLDER_TEST_ENGINE"].flatMap { $0.isEmpty ? nil : $0 }
  private static let shell = ["/bin/busybox", "/usr/bin/busybox"].first {
    FileManager.default.isReadableFile(atPath: $0)
  }

  static var isThere: Bool { socket != nil && shell != nil }
  static let absence = "needs POLDER_TEST_ENGINE, the path of an engine's socket, and Debian's busybox-static"

  /// Runs what the variable SCRIPT holds.
  static let image = "localhost/polder-test-shell:1"

  static func settings(_ relaxations: [ContainerRelaxation] = []) -> RuntimeSettings {
    RuntimeSettings(
      kind: .container, limits: ContainerFixture.limits, shim: ShimPath.value,
      container: ContainerSettings(engine: socket.map { "unix://" + $0 }, relaxations: relaxations))
  }

  /// Made once for all tests.
  static let prepared = Task {
    let link = EngineLink(settings().container, environment: [:], image: ShimImage(path: ShimPath.value))
    let client = try await link.engine().client
    guard let shell, let content = FileManager.default.contents(atPath: shell), let name = ImageName(image) else {
      throw PolderError("test-no-shell", absence)
    }
    if try await client.image(image) != nil { return }
    _ = try await client.makeImage(
      from: TarArchive.programs([("bin/busybox", [UInt8](content)), ("bin/sh", [UInt8](content))]), name: name,
      changes: [#"CMD ["/bin/sh", "-c", "eval \"$SCRIPT\""]"#])
  }
}
