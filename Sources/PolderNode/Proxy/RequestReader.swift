import PolderCore
import PolderTransport

/// Puts one request together from its parts. One that will be refused is read to its end all the same, without being
/// kept, because who is still writing does not read the answer.
struct RequestReader: ~Copyable {
  /// As far as it came; whole at the end unless there is a refusal.
  private(set) var request: ProxyRequest
  /// Why it is refused.
  private(set) var refusal: HTTPAnswer?
  private let limit: Int
  private let budget: BodyBudget

  /// - Parameters:
  ///   - head: the request without its body
  ///   - refusal: why it is refused whatever its body says
  ///   - limits: the largest bodies
  ///   - budget: where the memory comes from, and goes back to with the reader
  init(_ head: ProxyRequest, refusal: HTTPAnswer?, limits: ProxyLimits, budget: BodyBudget) {
    request = head
    self.refusal = refusal
    limit = head.method == "POST" ? limits.taskBytes : limits.otherBytes
    self.budget = budget
  }

  deinit { budget.giveBack(request.body.count) }

  /// Takes a part of the body.
  mutating func add(_ bytes: some Collection<UInt8>) {
    guard refusal == nil else { return }
    if request.body.count + bytes.count > limit {
      refusal = ProxyHandler.refusal(413, "The request is larger than \(limit) bytes.")
    } else if !budget.take(bytes.count) {
      refusal = ProxyHandler.refusal(503, "Other requests of this run take all the memory there is for them.")
    } else {
      request.body.append(contentsOf: bytes)
    }
  }
}
