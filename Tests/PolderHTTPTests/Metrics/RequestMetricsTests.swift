import HTTPTypes
import HummingbirdTesting
import PolderHTTP
import Testing

struct RequestMetricsTests {
  private func text(_ service: ToyService) -> String {
    var text = MetricText()
    service.metrics.write(to: &text)
    return text.text
  }

  @Test("requests are counted by operation and status, with a histogram of their times")
  func counted() async throws {
    let service = try await ToyService()
    for _ in 0..<3 { _ = try await service.call(.get, "/api/state") }
    _ = try await service.call(.get, "/api/thing/9")
    _ = try await service.call(.get, "/nosuch")
    let text = text(service)
    #expect(text.contains("polder_http_requests_total{operation=\"GetState\",status=\"200\"} 3\n"))
    #expect(text.contains("polder_http_requests_total{operation=\"GetThing\",status=\"404\"} 1\n"))
    #expect(text.contains("polder_http_requests_total{operation=\"none\",status=\"404\"} 1\n"))
    #expect(text.contains("polder_http_request_duration_seconds_count{operation=\"GetState\"} 3\n"))
    #expect(text.contains("polder_http_request_duration_seconds_bucket{operation=\"GetState\",le=\"+Inf\"} 3\n"))
    #expect(text.contains("polder_http_requests_in_flight 0\n"))
  }

  @Test("a histogram's buckets only grow")
  func buckets() async throws {
    let service = try await ToyService()
    for _ in 0..<20 { _ = try await service.call(.get, "/api/state") }
    let counts = text(service).split(separator: "\n")
      .filter { $0.hasPrefix("polder_http_request_duration_seconds_bucket") }
      .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    #expect(counts.count == 14 && counts == counts.sorted() && counts.last == 20)
  }

  @Test("values and labels are written as Prometheus reads them")
  func text() {
    var text = MetricText()
    text.begin("a", .gauge, "help")
    text.sample("a", [("l", "x\"y\\z\nw")], 1.5)
    text.sample("a", [], .infinity)
    text.sample("a", [], .nan)
    text.sample("a", [], 3)
    text.sample("a", [], 1e20)
    #expect(
      text.text == "# HELP a help\n# TYPE a gauge\na{l=\"x\\\"y\\\\z\\nw\"} 1.5\na +Inf\na NaN\na 3\na 1e+20\n")
  }
}
