import PolderCore
import PolderHTTP
import PolderSQL
import PolderServer
import Testing

struct ServerMetricsTests {
  @Test("figures are told at a port of their own, in Prometheus' own format, and nothing else is there")
  func exporter() async throws {
    try await EmbeddedServer.run { server in
      let metrics = WebClient(port: try #require(server.running.metricsPort))
      _ = try await server.client.logIn("root", "root")
      let answer = try await metrics.call("GET", "/metrics")
      #expect(answer.status == 200 && answer.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
      for line in [
        "polder_http_requests_total{operation=\"LogIn\",status=\"200\"} 1", "polder_database_up 1",
        "polder_outbox_lag_events 0", "polder_sockets 0", "polder_audit_records_total 1",
        "polder_login_attempts_refused_total 0",
      ] {
        #expect(answer.text.contains(line + "\n"), "\(line)")
      }
      for name in ["process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds"] {
        #expect(answer.text.contains("\n\(name) "), "\(name)")
      }
      #expect(try await metrics.call("GET", "/api/version").status == 404)
      #expect(try await metrics.call("POST", "/metrics").status == 405)
      #expect(try await server.client.call("GET", "/metrics").status == 404)
    }
  }

  @Test("a database that does not answer is told, and the other figures still are")
  func databaseGone() async throws {
    let house = try await ServerHouse()
    try house.database.close()
    let text = await house.parts.figures.text()
    #expect(text.contains("polder_database_up 0\n") && text.contains("polder_sockets 0\n"))
  }

  @Test("a node's figures have the incumbent's names and labels, and go with the node")
  func nodes() async throws {
    let house = try await ServerHouse()
    let metrics = house.parts.sockets.metrics
    metrics.take(
      [
        "cpu_percent": 12.5, "memory_total": 8_000_000_000, "os": "Linux", "platform": "x86_64", "gpu_count": 2,
        "gpu_load": [0.5, 0.25], "unknown": 1, "memory_percent": "much", "cpu_count": nil,
      ], of: NodeID(7))
    let text = await house.parts.figures.text()
    let labels = "node_id=\"7\",platform=\"x86_64\",os=\"Linux\""
    #expect(text.contains("cpu_percent{\(labels)} 12.5\n") && text.contains("memory_total{\(labels)} 8000000000\n"))
    #expect(text.contains("gpu_load{\(labels),gpu_id=\"0\"} 0.5\n"))
    #expect(text.contains("gpu_load{\(labels),gpu_id=\"1\"} 0.25\n"))
    #expect(!text.contains("unknown") && !text.contains("much"))
    metrics.remove(NodeID(7))
    #expect(!(await house.parts.figures.text()).contains("node_id=\"7\""))
  }

  @Test("what a node tells is bounded, and can not forge a line")
  func hostileNodes() async throws {
    let metrics = NodeMetrics()
    metrics.take("nonsense", of: NodeID(1))
    metrics.take(nil, of: NodeID(1))
    metrics.take(
      [
        "os": .string("a\nevil 1\n" + String(repeating: "x", count: 10_000)),
        "gpu_load": .array(Array(repeating: 1, count: 10_000)), "cpu_percent": .number(.infinity),
      ], of: NodeID(1))
    let text = metrics.text
    #expect(!text.contains("\nevil") && text.utf8.count < 20_000 && !text.contains("Inf"))
  }

}
