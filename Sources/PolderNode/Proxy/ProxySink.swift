import PolderCore
import PolderTransport

/// Where an answer goes piece by piece, none faster than its reader takes them.
protocol ProxySink: Sendable {
  /// Writes the status and the fields of the answer.
  func begin(_ status: Int, _ headers: [(name: String, value: String)]) async throws
  /// Writes a piece.
  func write(_ piece: [UInt8]) async throws
  /// Says that the answer is whole.
  func end() async throws
}
