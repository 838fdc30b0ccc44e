public import PolderCore
import Synchronization

/// Where the pins of one server are kept: a JSON file that only its owner can read, or memory.
///
/// Each change reads the file, changes the pins and replaces the file in one go, under a lock that other processes
/// respect: two programs that run at once lose nothing of each other's.
public final class KeyPinFile: Sendable {
  /// How many bytes of a file are read at the most.
  public static let maximumLength = 32 << 20

  /// The path of the file; nil when the pins are kept in memory.
  public let path: String?
  /// The pins that are kept in memory. As a lock it also keeps the threads of this process from the file, for a lock of
  /// the system may belong to the process.
  private let held = Mutex(KeyPins())

  private init(path: String?) { self.path = path }

  /// Pins in a file, which is made with the first of them; its folder has to be there.
  /// - Throws: `PolderError` when there is a file and it can not be read
  public convenience init(file: String) throws(PolderError) {
    self.init(path: file)
    _ = try pins
  }

  /// Pins in memory, which end with the program.
  public static func inMemory() -> KeyPinFile { KeyPinFile(path: nil) }

  /// The pins as they are now.
  public var pins: KeyPins {
    get throws(PolderError) { try update { (pins) throws(PolderError) in pins } }
  }

  /// Changes the pins, or looks at them. What is thrown leaves them as they were.
  /// - Parameter body: what to do with them; it runs under a lock and should be short
  /// - Returns: what it gives
  /// - Throws: what it throws, or a `PolderError` when the file can not be used
  @discardableResult
  public func update<Value: Sendable>(_ body: (inout KeyPins) throws(PolderError) -> Value) throws(PolderError) -> Value
  {
    guard let path else {
      return try held.withLock { (held) throws(PolderError) in
        var pins = held
        let value = try body(&pins)
        held = pins
        return value
      }
    }
    return try held.withLock { (_) throws(PolderError) in
      let lock = try Self.lock(path)
      defer { lock.release() }
      let before = try Self.read(path)
      var pins = before
      let value = try body(&pins)
      if pins != before { try Self.write(pins, to: path) }
      return value
    }
  }
}
