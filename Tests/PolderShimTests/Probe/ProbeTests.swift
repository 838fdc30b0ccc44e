import Foundation
import Testing

@Suite("the look from inside a sandbox")
struct ProbeTests {
  private func probe(_ targets: [String]) async throws -> (code: Int32, lines: [String]) {
    let process = Process()
    process.executableURL = URL(filePath: ShimProgram.path)
    process.arguments = ["probe"] + targets
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text.split(separator: "\n").map(String.init))
  }

  @Test("what is there is reached, what is not fails, in the order asked for")
  func paths() async throws {
    let targets = ["path=/", "path=/nowhere", "write=/dev/null", "write=/nowhere", "tcp=127.0.0.1:1"]
    let (code, lines) = try await probe(targets)
    #expect(code == 0)
    let outcomes = ["reached", "failed", "reached", "failed", "failed"]
    #expect(lines == zip(outcomes, targets).map { "\($0) \($1)" } + ["probe done"])
  }

  @Test(
    "a target that can not be understood is refused before any is tried",
    arguments: [
      "tcp=localhost:1", "tcp=127.0.0.1", "tcp=127.0.0.1:99999", "tcp=", "path=relative", "path=", "write=x", "x=/",
      "/", "",
    ])
  func malformed(target: String) async throws {
    let (code, lines) = try await probe(["path=/", target])
    #expect(code == 64)
    #expect(lines == [])
  }
}
