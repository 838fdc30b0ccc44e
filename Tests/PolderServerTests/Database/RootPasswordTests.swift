import Foundation
import PolderCore
import PolderPassword
import PolderServer
import Testing

struct RootPasswordTests {
  private let hash = ServerDatabaseFixture.hash
  private let passwords = Passwords(threads: 1)

  @Test(
    "Polder's variable wins over the incumbent's file, that over the incumbent's variable; without, it is generated")
  func order() throws {
    let file = NSTemporaryDirectory() + "polder-root-\(UUID().uuidString)"
    try Data((hash + "\n").utf8).write(to: URL(fileURLWithPath: file))
    defer { unlink(file) }
    var environment = [
      "POLDER_ROOT_PASSWORD": "long enough", "V6_INIT_SUPER_PASS_HASHED_FILE": file,
      "V6_INIT_SUPER_PASS_HASHED": " other ",
    ]
    #expect(try RootPassword(environment: environment) == .plain("long enough"))
    environment["POLDER_ROOT_PASSWORD"] = nil
    #expect(try RootPassword(environment: environment) == .hashed(hash))
    environment["V6_INIT_SUPER_PASS_HASHED_FILE"] = nil
    #expect(try RootPassword(environment: environment) == .hashed("other"))
    environment["V6_INIT_SUPER_PASS_HASHED"] = nil
    #expect(try RootPassword(environment: environment) == .generated)
  }

  @Test("a password too short or with a NUL, and a file that is not there, are refused by the variable's name")
  func refusals() {
    for environment in [
      ["POLDER_ROOT_PASSWORD": "short"], ["POLDER_ROOT_PASSWORD": "long\0enough"],
      ["V6_INIT_SUPER_PASS_HASHED_FILE": "/nowhere/at/all"],
    ] {
      let error = #expect(throws: PolderError.self) { try RootPassword(environment: environment) }
      #expect(error?.code == .rootPasswordInvalid && error?.object == environment.keys.first)
    }
  }

  @Test("a hash is taken as it is; another form, an older prefix and the hash of nothing are refused")
  func hashes() async throws {
    #expect(try await RootPassword.hashed(hash).resolve(passwords).hash == hash)
    let empty = "$2b$04$ufy9kRZU/CbyfUOZF1Ys.eLWF3Y0mWiMNi6UpWGfkKKE08BbA8Zw2"
    for text in ["root", String(hash.dropLast()), hash.replacing("$2b$", with: "$2a$"), empty] {
      let error = await #expect(throws: PolderError.self) { try await RootPassword.hashed(text).resolve(passwords) }
      #expect(error?.code == .rootPasswordInvalid && error?.message.contains(hash) == false)
    }
  }

  @Test("a given password is hashed, and never told")
  func plain() async throws {
    let resolved = try await RootPassword.plain("correct horse").resolve(passwords)
    #expect(resolved.generated == nil)
    #expect(try await passwords.verify("correct horse", against: resolved.hash))
  }
}
