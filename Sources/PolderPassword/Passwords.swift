import Foundation
import Synchronization

/// Hashes and checks passwords with bcrypt, interchangeably with Python's, on threads of its own.
public final class Passwords: Sendable {
  /// The cost of a person's password.
  public static let passwordCost = 12
  /// The cost of a key of 122 random bits, which can not be guessed anyway.
  public static let keyCost = 4

  private let threads: WorkerThreads
  private let rounds = Mutex(0)

  /// Makes the threads as they are needed.
  /// - Parameters:
  ///   - threads: how many work at the same time; nil is as many as there are processors
  ///   - queueLimit: how many may wait for them; more are refused as `busy`
  public init(threads: Int? = nil, queueLimit: Int = 128) {
    self.threads = WorkerThreads(
      limit: threads ?? ProcessInfo.processInfo.activeProcessorCount, queueLimit: queueLimit)
  }

  /// How many passwords wait for a thread.
  public var waitingCount: Int { threads.waitingCount }

  /// How much hashing was asked for so far: the rounds, 2 to the power of the cost, of every hash made or checked. Two
  /// requests that differ in it can be told apart by their time.
  public var work: Int { rounds.withLock { $0 } }

  /// Hashes a password; only its first 72 bytes of UTF-8 count.
  /// - Throws: `PasswordError`
  public func hash(_ password: String, cost: Int = Passwords.passwordCost) async throws -> String {
    try await perform(cost) { () throws(PasswordError) in try Bcrypt.hash(password, cost: cost) }
  }

  /// Whether a password is the one that was hashed; a text that is no hash, and a password with a NUL, never match.
  /// - Throws: `PasswordError.busy` when too many wait, `costOutOfRange` for a hash too expensive to check
  public func verify(_ password: String, against hash: String) async throws -> Bool {
    guard let hash = BcryptHash(hash), !password.utf8.contains(0) else { return false }
    return try await perform(hash.cost) { () throws(PasswordError) in try Bcrypt.verify(password, against: hash) }
  }

  /// The work of a check without a hash to check, so that an unknown name takes as long as a known one.
  /// - Throws: `PasswordError.busy` when too many wait
  public func pretend(_ password: String, cost: Int = Passwords.passwordCost) async throws {
    let harmless = password.utf8.contains(0) ? "" : password
    _ = try await perform(cost) { () throws(PasswordError) in try Bcrypt.hash(harmless, cost: cost) }
  }

  private func perform<T: Sendable>(
    _ cost: Int, _ work: @escaping @Sendable () throws(PasswordError) -> T
  ) async throws -> T {
    if (0..<32).contains(cost) { rounds.withLock { $0 &+= 1 << cost } }
    return try await withCheckedThrowingContinuation { continuation in
      let accepted = threads.submit {
        do throws(PasswordError) {
          continuation.resume(returning: try work())
        } catch {
          continuation.resume(throwing: error)
        }
      }
      if !accepted { continuation.resume(throwing: PasswordError.busy) }
    }
  }
}
