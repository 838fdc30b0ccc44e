import PolderCore
import Testing

@testable import PolderNode

@Suite("an engine's report on a pull")
struct PullProgressTests {
  private func read(_ text: String, size: Int = 7) -> PullProgress {
    var lines = PullLines()
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      lines.take(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    lines.end()
    return lines.progress
  }

  @Test("the bytes of all layers are added up")
  func layers() {
    let progress = read(
      """
      {"status":"Pulling from a/b","id":"1"}
      {"status":"Downloading","progressDetail":{"current":10,"total":100},"id":"aa"}
      {"status":"Downloading","progressDetail":{"current":50,"total":100},"id":"aa"}
      {"status":"Downloading","progressDetail":{"current":7,"total":20},"id":"bb"}
      {"status":"Download complete","progressDetail":{},"id":"bb"}
      {"status":"Extracting","progressDetail":{"current":1,"total":100},"id":"aa"}
      {"status":"Status: Downloaded newer image for a/b:1"}
      """)
    #expect(progress.bytes == 70)
    #expect(progress.total == 120)
    #expect(progress.failure == nil)
    #expect(progress.status == "Status: Downloaded newer image for a/b:1")
  }

  @Test("a failure comes after the success of the answer's head")
  func failure() {
    // Podman 4.3.1, asked for an image of a registry that does not listen.
    let progress = read(
      #"{"progressDetail":{},"errorDetail":{"message":"initializing source docker://localhost/nothing:1: pinging"#
        + #" container registry localhost: connection refused"},"error":"connection refused"}"# + "\n")
    #expect(progress.failure?.hasSuffix("container registry localhost: connection refused") == true)
  }

  @Test("an import tells the number of its image")
  func importing() {
    let id = "sha256:" + String(repeating: "4f", count: 32)
    #expect(read(#"{"status":"\#(id)"}"# + "\r\n").imageID == id)
    #expect(read(#"{"status":"\#(id)","progress":"","progressDetail":{},"id":"\#(id)"}"#).imageID == id)
  }

  @Test("lines that are too long, too many layers, and what is no JSON change nothing")
  func hostile() {
    let long = #"{"error":""# + String(repeating: "x", count: 100_000) + "\"}\n"
    #expect(read(long, size: 4_096).failure == nil)
    let deep = String(repeating: "[", count: 1_000) + "\n"
    #expect(read(deep).failure == nil)
    var many = ""
    for number in 0..<3_000 {
      many += #"{"status":"Downloading","progressDetail":{"current":1,"total":2},"id":"\#(number)"}"# + "\n"
    }
    #expect(read(many, size: 1_000).bytes == 1_000)
    let huge = #"{"status":"Downloading","progressDetail":{"current":9223372036854775807,"total":-5},"id":"ID"}"# + "\n"
    #expect(read(huge + huge.replacing("ID", with: "other")).bytes == .max)
    #expect(read("{\"error\":\"a\\nb\\u0007c\"}\n").failure == "a b c")
  }
}
