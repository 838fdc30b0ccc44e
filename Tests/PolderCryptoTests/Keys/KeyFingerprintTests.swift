import Foundation
import PolderCore
import PolderCrypto
import Testing

struct KeyFingerprintTests {
  static let sample = "SHA256:I5Y2sbmJuMzgTdhYkrD+yOLnBvA6hEuouFFEd0PeIjk"

  @Test("a fingerprint reads back from its text")
  func text() throws {
    let fingerprint = try #require(KeyFingerprint(text: Self.sample))
    #expect(fingerprint.description == Self.sample)
    #expect(fingerprint.digest.count == 32)
    #expect(KeyFingerprint(text: fingerprint.description) == fingerprint)
  }

  @Test(
    "one fingerprint has one text, and everything else is none",
    arguments: [
      "", "SHA256:", String(sample.dropFirst(7)), sample + "=", sample + "A", String(sample.dropLast()),
      "sha256:" + sample.dropFirst(7), "MD5:" + sample.dropFirst(7), sample.replacing("+", with: "-"), " " + sample,
      // The last character stands for two bits that no byte has.
      sample.dropLast() + "l", sample.replacing("Y", with: "é"),
    ])
  func others(text: String) { #expect(KeyFingerprint(text: text) == nil) }

  @Test("in JSON a fingerprint is its text")
  func codable() throws {
    let fingerprint = try #require(KeyFingerprint(text: Self.sample))
    let json = try JSONEncoder().encode([fingerprint])
    #expect(try JSONDecoder().decode([String].self, from: json) == [Self.sample])
    #expect(try JSONDecoder().decode([KeyFingerprint].self, from: json) == [fingerprint])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([KeyFingerprint].self, from: Data(#"["x"]"#.utf8)) }
  }
}
