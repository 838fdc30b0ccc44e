import Synchronization

/// Counts requests by operation and status, and how long they took.
public final class RequestMetrics: Sendable {
  /// The upper bounds of the histogram, in seconds.
  static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private struct Times {
    var counts = [UInt64](repeating: 0, count: RequestMetrics.bounds.count + 1)
    var sum = 0.0
  }

  private struct Served: Hashable {
    let operation: String
    let status: Int
  }

  private struct State {
    var served: [Served: UInt64] = [:]
    var times: [String: Times] = [:]
    var inFlight = 0
  }

  private let state = Mutex(State())

  /// Nothing counted yet.
  public init() {}

  /// A request came.
  func begin() { state.withLock { $0.inFlight += 1 } }

  /// A request was answered; without an operation when its path is none.
  func end(_ operation: String?, status: Int, took: Duration) {
    let operation = operation ?? "none"
    let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    let index = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.inFlight -= 1
      state.served[Served(operation: operation, status: status), default: 0] += 1
      state.times[operation, default: Times()].counts[index] += 1
      state.times[operation]?.sum += seconds
    }
  }

  /// Writes what was counted.
  public func write(to text: inout MetricText) {
    let (served, times, inFlight) = state.withLock { ($0.served, $0.times, $0.inFlight) }
    text.single("polder_http_requests_in_flight", .gauge, "Requests that are being answered", Double(inFlight))
    text.begin("polder_http_requests_total", .counter, "Requests by operation and status")
    for (key, count) in served.sorted(by: { ($0.key.operation, $0.key.status) < ($1.key.operation, $1.key.status) }) {
      text.sample(
        "polder_http_requests_total", [("operation", key.operation), ("status", String(key.status))], Double(count))
    }
    let name = "polder_http_request_duration_seconds"
    text.begin(name, .histogram, "How long requests took to be answered")
    for (operation, times) in times.sorted(by: { $0.key < $1.key }) {
      var total: UInt64 = 0
      for (index, count) in times.counts.enumerated() {
        total += count
        let bound = index < Self.bounds.count ? MetricText.number(Self.bounds[index]) : "+Inf"
        text.sample(name + "_bucket", [("operation", operation), ("le", bound)], Double(total))
      }
      text.sample(name + "_sum", [("operation", operation)], times.sum)
      text.sample(name + "_count", [("operation", operation)], Double(total))
    }
  }
}
