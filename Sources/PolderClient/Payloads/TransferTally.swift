import PolderTransport
import Synchronization

/// Adds up how far several transfers have come that count as one.
final class TransferTally: Sendable {
  private let total: Int?
  private let report: (@Sendable (TransferProgress) -> Void)?
  private let bytes: Mutex<[Int]>

  /// Transfers of so many bytes each.
  init(of length: Int?, times: Int, report: (@Sendable (TransferProgress) -> Void)?) {
    total = length.map { $0 * times }
    self.report = report
    bytes = Mutex(Array(repeating: 0, count: times))
  }

  /// Notes how far one of them is; less than before when it began anew.
  func note(_ count: Int, at place: Int) {
    guard let report else { return }
    bytes.withLock { bytes in
      bytes[place] = count
      // Within the lock, so that what is told never goes back by chance.
      report(TransferProgress(bytes: bytes.reduce(0, +), total: total))
    }
  }
}
