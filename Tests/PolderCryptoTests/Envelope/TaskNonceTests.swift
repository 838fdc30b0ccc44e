import Foundation
import PolderCore
import Testing

@testable import PolderCrypto

struct TaskNonceTests {
  @Test("a nonce reads back from its text, and no two are the same")
  func text() throws {
    let nonces = (0..<100).map { _ in TaskNonce() }
    #expect(Set(nonces).count == 100)
    for nonce in nonces {
      #expect(nonce.description.utf8.count == 43)
      #expect(TaskNonce(text: nonce.description) == nonce)
    }
  }

  @Test(
    "one nonce has one text, and everything else is none",
    arguments: [
      "", "A", String(repeating: "A", count: 42), String(repeating: "A", count: 44),
      String(repeating: "A", count: 43) + "=",
      // The last letter stands for two bits that no byte has.
      String(repeating: "A", count: 42) + "B", String(repeating: "+", count: 43), String(repeating: "é", count: 43),
    ])
  func others(text: String) { #expect(TaskNonce(text: text) == nil) }

  @Test("in JSON a nonce is its text")
  func codable() throws {
    let nonce = TaskNonce()
    let json = try JSONEncoder().encode([nonce])
    #expect(try JSONDecoder().decode([String].self, from: json) == [nonce.description])
    #expect(try JSONDecoder().decode([TaskNonce].self, from: json) == [nonce])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([TaskNonce].self, from: Data(#"["x"]"#.utf8)) }
  }

  @Test("a nonce has 32 bytes", arguments: [0, 31, 33])
  func length(count: Int) { #expect(TaskNonce(bytes: Array(repeating: 1, count: count)) == nil) }
}
