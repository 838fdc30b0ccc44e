import CCrypt

/// The system's bcrypt, on the calling thread: milliseconds at cost 4, about 0.2 s at cost 12.
enum Bcrypt {
  /// The costs accepted; more would keep a thread busy for minutes.
  static let costs = 4...18

  /// Hashes with a fresh salt; bytes after the 72nd do not count.
  static func hash(_ password: String, cost: Int) throws(PasswordError) -> String {
    guard costs.contains(cost) else { throw .costOutOfRange(cost) }
    var setting = [CChar](repeating: 0, count: 64)
    guard crypt_gensalt_rn("$2b$", UInt(cost), nil, 0, &setting, Int32(setting.count)) != nil else {
      throw .unavailable
    }
    return try crypt(password, setting: setting)
  }

  /// Whether the password is the one that was hashed, in a time that does not depend on where they differ.
  static func verify(_ password: String, against hash: BcryptHash) throws(PasswordError) -> Bool {
    guard costs.contains(hash.cost) else { throw .costOutOfRange(hash.cost) }
    let made = try crypt(password, setting: hash.text.utf8CString.map(\.self))
    return equal(Array(made.utf8), Array(hash.text.utf8))
  }

  static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (one, other) in zip(left, right) { difference |= one ^ other }
    return difference == 0
  }

  private static func crypt(_ password: String, setting: [CChar]) throws(PasswordError) -> String {
    guard !password.utf8.contains(0) else { throw .containsNUL }
    let work = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
    work.initialize(to: crypt_data())
    defer {
      // The library leaves the password and its key schedule there.
      work.update(repeating: crypt_data(), count: 1)
      work.deallocate()
    }
    guard let result = crypt_r(password, setting, work) else { throw .unavailable }
    let text = String(cString: result)
    guard BcryptHash(text) != nil else { throw .unavailable }
    return text
  }
}
