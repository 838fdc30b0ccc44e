import PolderPassword
import Testing

struct PasswordsTests {
  private let passwords = Passwords(threads: 2)

  @Test(
    "hashes made by Python's bcrypt are recognised, and others are not",
    arguments: [
      ("root", "$2b$04$QPMSAUjuoH0qjqD6a/DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Zy"),
      ("correct horse", "$2b$04$WLycqIZ3a.WjMEVqYo7rsOVbWncUEMOkBbADMnyGq3XsMMvrVbSWW"),
      ("pässwörd✓", "$2b$04$7Rfa.DX191IxR6X0Vh7h2OfTLVJhRfzDEMnEM03jJh8rCD2YQmHVC"),
      ("", "$2b$04$ufy9kRZU/CbyfUOZF1Ys.eLWF3Y0mWiMNi6UpWGfkKKE08BbA8Zw2"),
      (String(repeating: "a", count: 72), "$2b$04$YWMA7r5YgHlyABv2hsfI6evkxObIy2Xq25l4O2OCue2VGKhLnJ8gG"),
      (String(repeating: "a", count: 100), "$2b$04$tEc.tKfpCqN60qiEV9JVW.vQYoiBS/dOEYIeE9bB1T5cMJOZ8O82G"),
      (String(repeating: "x", count: 71) + "é", "$2b$04$8utzqh.f1Rr4aDvNAkkLFuxeSwhwjSJBrQHU96No10YP6GMp8a2fq"),
    ])
  func python(password: String, hash: String) async throws {
    #expect(try await passwords.verify(password, against: hash))
    #expect(try await !passwords.verify("!" + password, against: hash))
  }

  @Test("hashes of the older prefixes, which other programs wrote, are recognised")
  func olderPrefixes() async throws {
    let hash = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
    #expect(try await passwords.verify("U*U", against: hash))
    #expect(try await passwords.verify("U*U", against: hash.replacing("$2a$", with: "$2y$")))
    #expect(try await !passwords.verify("U*V", against: hash))
  }

  @Test("a check, and what only looks like one, count as work as much as the hash they are about")
  func work() async throws {
    let passwords = Passwords(threads: 1)
    let hash = try await passwords.hash("secret", cost: 5)
    #expect(passwords.work == 32)
    _ = try await passwords.verify("secret", against: hash)
    try await passwords.pretend("secret", cost: 5)
    #expect(passwords.work == 3 * 32)
    _ = try await passwords.verify("secret", against: "no hash")
    #expect(passwords.work == 3 * 32)
  }

  @Test("a hash has the wanted cost, a salt of its own, and recognises its password alone")
  func hashing() async throws {
    let one = try await passwords.hash("secret", cost: 5)
    let two = try await passwords.hash("secret", cost: 5)
    #expect(one.hasPrefix("$2b$05$") && one.utf8.count == 60 && one != two)
    #expect(BcryptHash(one)?.cost == 5 && BcryptHash(one)?.isCurrent == true)
    #expect(try await passwords.verify("secret", against: one))
    #expect(try await !passwords.verify("Secret", against: one))
  }

  @Test("only the first 72 bytes count, as with the incumbent")
  func longPasswords() async throws {
    let hash = try await passwords.hash(String(repeating: "a", count: 80), cost: 4)
    #expect(try await passwords.verify(String(repeating: "a", count: 72), against: hash))
    #expect(try await !passwords.verify(String(repeating: "a", count: 71), against: hash))
  }

  @Test("what can not be hashed is refused, and what is no hash matches nothing")
  func refusals() async throws {
    await #expect(throws: PasswordError.containsNUL) { try await passwords.hash("a\0b", cost: 4) }
    await #expect(throws: PasswordError.costOutOfRange(3)) { try await passwords.hash("a", cost: 3) }
    await #expect(throws: PasswordError.costOutOfRange(19)) { try await passwords.hash("a", cost: 19) }
    let expensive = "$2b$31$QPMSAUjuoH0qjqD6a/DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Zy"
    await #expect(throws: PasswordError.costOutOfRange(31)) { try await passwords.verify("root", against: expensive) }
    let hash = try await passwords.hash("a", cost: 4)
    #expect(try await !passwords.verify("a\0b", against: hash))
    for text in ["", "root", String(hash.dropLast()), hash + "a", "$2b$04$", "$1$" + hash.dropFirst(3)] {
      #expect(try await !passwords.verify("a", against: text))
    }
  }

  @Test(
    "a text is a bcrypt hash only with its exact form",
    arguments: [
      ("$2b$04$QPMSAUjuoH0qjqD6a/DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Zy", true),
      ("$2x$04$QPMSAUjuoH0qjqD6a/DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Zy", false),
      ("$2b$03$QPMSAUjuoH0qjqD6a/DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Zy", false),
      ("$2b$32$QPMSAUjuoH0qjqD6a/DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Zy", false),
      ("$2b$4a$QPMSAUjuoH0qjqD6a/DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Zy", false),
      ("$2b$04$QPMSAUjuoH0qjqD6a_DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Zy", false),
      ("$2b$04$QPMSAUjuoH0qjqD6a/DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Z", false),
      ("", false),
    ])
  func form(text: String, isHash: Bool) {
    #expect((BcryptHash(text) != nil) == isHash)
  }

  @Test("more passwords than threads and queue hold are refused as busy; the accepted ones are all answered")
  func overload() async throws {
    let small = Passwords(threads: 1, queueLimit: 3)
    let outcomes = await withTaskGroup(of: PasswordError?.self) { group in
      for _ in 0..<40 {
        group.addTask {
          do {
            _ = try await small.hash("x", cost: 9)
            return nil
          } catch {
            return error as? PasswordError ?? .unavailable
          }
        }
      }
      return await group.reduce(into: [PasswordError?]()) { $0.append($1) }
    }
    #expect(outcomes.count == 40)
    #expect(outcomes.contains(.busy))
    #expect(outcomes.count { $0 == nil } >= 3)
    #expect(outcomes.allSatisfy { $0 == nil || $0 == .busy })
    #expect(small.waitingCount == 0)
  }

  @Test("an unknown name costs the work of a known one")
  func pretending() async throws {
    let clock = ContinuousClock()
    let hash = try await passwords.hash("x", cost: 10)
    _ = try await passwords.verify("x", against: hash)
    let known = try await clock.measure { _ = try await passwords.verify("y", against: hash) }
    let unknown = try await clock.measure { try await passwords.pretend("y\0", cost: 10) }
    // Both are tens of milliseconds; a look-up without the work would take a thousandth of it.
    #expect(unknown > known / 50)
  }
}
