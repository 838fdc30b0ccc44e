import PolderCore
import PolderCrypto
import Testing

struct OneTimeCodeTests {
  /// The key of the RFC's examples, `12345678901234567890`, in base32.
  static let secret = Base32.encode(Array("12345678901234567890".utf8))

  @Test(
    "the codes are those of RFC 6238, appendix B",
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ] as [(Int64, String)])
  func vectors(seconds: Int64, expected: String) throws {
    let codes = try #require(OneTimeCode(secret: Self.secret))
    let step = OneTimeCode.step(at: Timestamp(seconds: seconds))
    #expect(codes.code(step: step, digits: 8) == expected)
    #expect(codes.code(step: step) == String(expected.suffix(6)))
  }

  @Test("a code is good one step early and one step late, no more")
  func window() throws {
    let codes = try #require(OneTimeCode(secret: Self.secret))
    let now = Timestamp(seconds: 1_111_111_111)
    let step = OneTimeCode.step(at: now)
    for offset in -3...3 as ClosedRange<Int64> {
      let found = codes.step(of: codes.code(step: step + offset), at: now, after: nil)
      #expect(found == (abs(offset) <= 1 ? step + offset : nil), "\(offset)")
    }
  }

  @Test("no other code than those of the three steps is good, wherever it differs")
  func others() throws {
    let codes = try #require(OneTimeCode(secret: Self.secret))
    let now = Timestamp(seconds: 1_111_111_111)
    let step = OneTimeCode.step(at: now)
    let good = Set((-1...1 as ClosedRange<Int64>).map { codes.code(step: step + $0) })
    // Every code that differs from the right one in one or two digits, and a thousand that are spread over all.
    let right = Array(codes.code(step: step).utf8)
    var tried: Set<String> = []
    for first in right.indices {
      for second in right.indices {
        for digits in 0..<100 {
          var other = right
          other[first] = UInt8(ascii: "0") + UInt8(digits / 10)
          other[second] = UInt8(ascii: "0") + UInt8(digits % 10)
          tried.insert(String(decoding: other, as: UTF8.self))
        }
      }
    }
    for number in stride(from: 1_000_003, to: 2_000_000, by: 997) { tried.insert(String(String(number).suffix(6))) }
    #expect(tried.count > 2_000)
    let taken = tried.filter { codes.step(of: $0, at: now, after: nil) != nil }
    #expect(taken.subtracting(good).sorted() == [])
  }

  @Test("a step that was used, and those before it, are not taken again")
  func used() throws {
    let codes = try #require(OneTimeCode(secret: Self.secret))
    let now = Timestamp(seconds: 1_111_111_111)
    let step = OneTimeCode.step(at: now)
    #expect(codes.step(of: codes.code(step: step), at: now, after: step) == nil)
    #expect(codes.step(of: codes.code(step: step - 1), at: now, after: step) == nil)
    #expect(codes.step(of: codes.code(step: step + 1), at: now, after: step) == step + 1)
  }

  @Test(
    "what is no code of six digits matches nothing",
    arguments: ["", "0", "05047", "0504710", "05047a", "٠٥٠٤٧١", " 050471"])
  func odd(text: String) throws {
    let codes = try #require(OneTimeCode(secret: Self.secret))
    #expect(codes.step(of: text, at: Timestamp(seconds: 1_111_111_111), after: nil) == nil)
    #expect(codes.step(of: "050471", at: Timestamp(seconds: 1_111_111_111), after: nil) != nil)
  }

  @Test("secrets are read as people copy them, and what is none is refused")
  func secrets() throws {
    let step: Int64 = 7
    let code = try #require(OneTimeCode(secret: Self.secret)).code(step: step)
    let spaced = Self.secret.lowercased().enumerated().map { $0.offset % 4 == 0 ? " \($0.element)" : "\($0.element)" }
    #expect(try #require(OneTimeCode(secret: spaced.joined())).code(step: step) == code)
    for odd in ["", "=", "1", "AB1", "A", "ÄÖÜ"] { #expect(OneTimeCode(secret: odd) == nil, "\(odd)") }
  }

  @Test("a new secret has 160 bits in 32 characters, and is another every time")
  func newSecrets() {
    let secrets = (0..<50).map { _ in OneTimeCode.newSecret() }
    #expect(Set(secrets).count == 50)
    #expect(secrets.allSatisfy { $0.utf8.count == OneTimeCode.secretLength && OneTimeCode(secret: $0) != nil })
  }

  @Test("the address of the QR code is the recorded one")
  func address() {
    #expect(
      EnrolmentAddress.text(secret: "KHS4PQQUBYOC2VZTC7SE7W5U64UPKJVX", username: "root", serverName: "cotopaxi")
        == "otpauth://totp/vantage6%20%28cotopaxi%29:root?secret=KHS4PQQUBYOC2VZTC7SE7W5U64UPKJVX"
        + "&issuer=vantage6%20%28cotopaxi%29")
    #expect(
      EnrolmentAddress.text(secret: "A", username: "a b@é", serverName: "x&y=z")
        == "otpauth://totp/vantage6%20%28x%26y%3Dz%29:a%20b%40%C3%A9?secret=A&issuer=vantage6%20%28x%26y%3Dz%29")
  }
}
