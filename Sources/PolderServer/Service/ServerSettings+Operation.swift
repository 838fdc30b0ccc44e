import PolderHTTP
import PolderService

extension ServerSettings {
  /// Reads what concerns the running of the server: certificate, proxies, limits, metrics.
  mutating func takeOperation(_ configuration: Configuration) throws {
    if let section = try configuration.section("tls") {
      tls = TLSFiles(
        certificate: try section.requiredString("certificate", "the file of the certificate with its chain"),
        privateKey: try section.requiredString("private_key", "the file of the private key"))
    }
    proxies = TrustedProxies(
      try configuration.strings("trusted_proxies").map { text in
        guard let range = NetworkRange(text) else {
          throw configuration.invalid(
            "trusted_proxies", "a list of addresses and ranges such as 10.0.0.0/8; one of them is none")
        }
        return range
      })
    bodyLimit = try configuration.int("limits.body_bytes", in: 1_024...(1 << 31)) ?? bodyLimit
    if let attempts = try configuration.int("limits.login_attempts_per_minute", in: 0...1_000_000) {
      attemptsPerMinute = attempts == 0 ? nil : attempts
    }
    if let seconds = try configuration.int("limits.shutdown_seconds", in: 1...3_600) { endLimit = .seconds(seconds) }
    if try configuration.bool("prometheus.enabled") == true {
      metricsPort =
        try configuration.int("prometheus.exporter_port", in: 0...65_535)
        ?? configuration.int("prometheus_port", in: 0...65_535) ?? 7603
    }
  }
}
