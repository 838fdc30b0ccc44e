import PolderCore
import PolderHTTP
import PolderServer
import PolderService
import Testing

struct OperationSettingsTests {
  private func settings(_ yaml: String) throws -> ServerSettings {
    try ServerSettings(
      Configuration(text: "uri: \"sqlite://\"\n" + yaml, source: "x.yaml"), environment: [:], dataFolder: "/")
  }

  @Test("without a word of it: plain HTTP, no trusted proxy, no metrics, reads audited, attempts bounded")
  func defaults() throws {
    let settings = try settings("")
    #expect(!settings.isSecure && settings.metricsPort == nil && settings.auditsReads)
    #expect(settings.attemptsPerMinute == 120 && settings.bodyLimit == 64 << 20 && settings.proxies.ranges.isEmpty)
    #expect(settings.warnings.isEmpty)
  }

  @Test("everything that concerns the running of the server is read, and known")
  func all() throws {
    let settings = try settings(
      """
      tls: {certificate: c.pem, private_key: k.pem}
      trusted_proxies: [10.0.0.0/8, "::1"]
      limits: {body_bytes: 4096, login_attempts_per_minute: 7}
      audit: {reads: false}
      prometheus: {enabled: true, exporter_port: 9000}
      prometheus_port: 9001
      """)
    #expect(settings.isSecure && settings.proxies.ranges.count == 2 && settings.bodyLimit == 4_096)
    #expect(settings.attemptsPerMinute == 7 && !settings.auditsReads && settings.metricsPort == 9_000)
    #expect(settings.warnings.isEmpty)
  }

  @Test("the port for Prometheus is found where the incumbent has it")
  func metricsPort() throws {
    #expect(try settings("prometheus: {enabled: true}").metricsPort == 7_603)
    #expect(try settings("prometheus: {enabled: true}\nprometheus_port: 9001").metricsPort == 9_001)
    #expect(try settings("prometheus: {enabled: false}\nprometheus_port: 9001").metricsPort == nil)
    #expect(try settings("limits: {login_attempts_per_minute: 0}").attemptsPerMinute == nil)
  }

  @Test(
    "what can not be used is told by its key",
    arguments: [
      ("tls: {certificate: a}", "tls.private_key"), ("tls: yes", "tls"), ("trusted_proxies: [x]", "trusted_proxies"),
      ("limits: {body_bytes: 1}", "limits.body_bytes"), ("prometheus: {enabled: maybe}", "prometheus.enabled"),
      ("audit: {reads: some}", "audit.reads"),
    ])
  func wrong(yaml: String, key: String) {
    let error = #expect(throws: PolderError.self) { try settings(yaml) }
    #expect(error?.message.contains("`\(key)`") == true)
  }
}
