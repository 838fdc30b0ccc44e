import Foundation
public import PolderCore
import PolderHTTP
public import PolderService

/// Looks at everything that a configuration names, and says what is wrong with it and how to mend it. Changes nothing.
public struct ServerCheck: Sendable {
  let configuration: Configuration
  let environment: [String: String]
  let dataFolder: String
  let logFolder: String
  let now: Timestamp

  /// A check of a configuration.
  public init(
    _ configuration: Configuration, environment: [String: String], dataFolder: String, logFolder: String,
    now: Timestamp = .systemNow()
  ) {
    self.configuration = configuration
    self.environment = environment
    self.dataFolder = dataFolder
    self.logFolder = logFolder
    self.now = now
  }

  /// Looks at everything.
  public func run() async -> [CheckItem] {
    let (found, problems, wrong) = values()
    guard let settings = found else { return keys() + problems }
    let right = CheckItem("values", .ok, "Every value is what its key expects.")
    var items = keys() + (problems.isEmpty ? [right] : problems)
    items += settings.warnings.filter { !$0.hasPrefix("The key `") || $0.contains("has no effect") }
      .map { CheckItem("values", .warning, $0) }
    // What a wrong value was to say is not looked at with what stands in for it.
    if wrong.isDisjoint(with: ["ip", "port"]) { items += port("port", settings.host, settings.port, "port") }
    if wrong.isDisjoint(with: ["ip", "prometheus"]), let metrics = settings.metricsPort {
      items += metricsPort(metrics, settings)
    }
    if !wrong.contains("directories") { items += await database(settings) }
    items += secret()
    if !wrong.contains("tls") { items += tls(settings) }
    items += files()
    if !wrong.contains("smtp") { items += mail() }
    if !wrong.contains("large_result_store") { items += await largeData(settings) }
    if !wrong.contains("vpn_server") { items += portal(settings) }
    return items + origins(settings)
  }

  private func keys() -> [CheckItem] {
    let unknown = configuration.unknownKeys(known: ServerSettings.knownKeys)
    if unknown.isEmpty { return [CheckItem("keys", .ok, "Every key is known.")] }
    return unknown.map { CheckItem("keys", .warning, $0, nextStep: "Correct the key, or remove it.") }
  }

  private func secret() -> [CheckItem] {
    guard let secret = try? configuration.string("jwt_secret_key"), !secret.isEmpty else {
      return [CheckItem("secret", .ok, "No jwt_secret_key is given: one is made once and kept in the database.")]
    }
    let step = "Remove the key to have one made, or give 64 random hexadecimal digits: openssl rand -hex 32"
    let bytes = secret.utf8.count
    if bytes < 32 {
      return [
        CheckItem(
          "secret", .warning, "jwt_secret_key has \(bytes) bytes: whoever guesses it can act as anybody.",
          object: "jwt_secret_key", nextStep: step)
      ]
    }
    if Set(secret.utf8).count < 10 {
      return [
        CheckItem(
          "secret", .warning, "jwt_secret_key repeats few characters: it can be guessed.", object: "jwt_secret_key",
          nextStep: step)
      ]
    }
    return [CheckItem("secret", .ok, "jwt_secret_key is long enough.")]
  }

  private func tls(_ settings: ServerSettings) -> [CheckItem] {
    guard let files = settings.tls else {
      let isLocal = ["127.0.0.1", "::1", "localhost"].contains(settings.host)
      return isLocal
        ? [CheckItem("tls", .ok, "Plain HTTP, on this machine only.")]
        : [
          CheckItem(
            "tls", .warning, "Plain HTTP: passwords and tokens travel in clear text.", object: settings.host,
            nextStep: "Give `tls: {certificate: …, private_key: …}`, or set a proxy that speaks TLS in front.")
        ]
    }
    do {
      let loaded = try files.load(at: now)
      let days = (loaded.notAfter.seconds - now.seconds) / 86_400
      var items = [
        CheckItem(
          "tls", days < 14 ? .warning : .ok, "The certificate is good until \(loaded.notAfter.wireText) UTC.",
          object: files.certificate, nextStep: days < 14 ? "Renew it, and send the server SIGHUP." : nil)
      ]
      if let item = open("tls", files.privateKey, "The private key can be read by others.") { items.append(item) }
      return items
    } catch let error as PolderError {
      return [CheckItem("tls", error)]
    } catch {
      return [CheckItem("tls", .error, "The certificate can not be used: \(error)", object: files.certificate)]
    }
  }

  private func origins(_ settings: ServerSettings) -> [CheckItem] {
    guard settings.origins.contains("*") else {
      return [CheckItem("origins", .ok, "Browsers may come from \(settings.origins.count) listed origins.")]
    }
    return [
      CheckItem(
        "origins", .warning, "Pages of any origin may ask this server (without a user's credentials).",
        object: "cors_allowed_origins", nextStep: "List the addresses of your user interface.")
    ]
  }
}
