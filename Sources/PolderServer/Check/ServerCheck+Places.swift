import Foundation
import PolderCore
import PolderSQL
import PolderService

extension ServerCheck {
  func port(_ name: String, _ host: String, _ port: Int, _ key: String) -> [CheckItem] {
    guard port != 0 else { return [CheckItem(name, .ok, "Any free port is taken.")] }
    switch PortProbe.listens(host, port) {
    case .free: return [CheckItem(name, .ok, "Port \(port) is free.", object: "\(host):\(port)")]
    case .taken:
      return [
        CheckItem(
          name, .warning, "Port \(port) is taken: the server runs already, or another program has it.",
          object: "\(host):\(port)", nextStep: "See `polder server version`; else give another `\(key)`.")
      ]
    case .forbidden:
      return [
        CheckItem(
          name, .error, "This user may not listen at port \(port).", object: "\(host):\(port)",
          nextStep: "Give a `\(key)` above 1023.")
      ]
    case .unknown(let reason):
      return [
        CheckItem(
          name, .error, "Nobody can listen at this address: \(reason).", object: "\(host):\(port)",
          nextStep: "Give an `ip` of this machine, 0.0.0.0 for all of them.")
      ]
    }
  }

  func metricsPort(_ metrics: Int, _ settings: ServerSettings) -> [CheckItem] {
    let key = "prometheus.exporter_port"
    guard metrics == 0 || metrics != settings.port else {
      return [
        CheckItem(
          "metrics", .error, "Prometheus would ask at the server's own port.", object: "\(settings.host):\(metrics)",
          nextStep: "Give another `\(key)`.")
      ]
    }
    return port("metrics", settings.host, metrics, key)
  }

  func database(_ settings: ServerSettings) async -> [CheckItem] {
    do {
      switch try DatabaseAddress(uri: settings.databaseURI, folder: settings.dataFolder) {
      case .memory:
        return [
          CheckItem(
            "database", .warning, "The database is in memory, and gone when the server ends.", object: "uri",
            nextStep: "Give the path of a file, such as sqlite:////var/lib/polder/server.sqlite.")
        ]
      case .sqlite(let path): return sqlite(path)
      case .postgres: return try await postgres(settings)
      }
    } catch let error as PolderError {
      return [CheckItem("database", error)]
    } catch {
      return [CheckItem("database", .error, "The address of the database can not be read: \(error)", object: "uri")]
    }
  }

  private func postgres(_ settings: ServerSettings) async throws -> [CheckItem] {
    let address = try DatabaseAddress(uri: settings.databaseURI, folder: settings.dataFolder)
    let database = try await address.open()
    defer { try? database.close() }  // Nothing was written, so nothing can be lost.
    let version = try await database.read { try $0.first("SHOW server_version")?.text(0) ?? "" }
    let major = Int(version.prefix { $0.isNumber }) ?? 0
    guard major >= 15 else {
      return [
        CheckItem(
          "database", .warning, "PostgreSQL \(version) is older than what is tried here.", object: "\(address)",
          nextStep: "Take version 15 or newer.")
      ]
    }
    return [CheckItem("database", .ok, "PostgreSQL \(version) answers.", object: "\(address)")]
  }

  private func sqlite(_ path: String) -> [CheckItem] {
    guard FileManager.default.fileExists(atPath: path) else {
      let folder = existingFolder(above: path)
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
      return isThere && isFolder.boolValue && FileManager.default.isWritableFile(atPath: folder)
        ? [CheckItem("database", .ok, "The database will be made.", object: path)]
        : [
          CheckItem(
            "database", .error, "The database is not there, and this user may not make it.", object: path,
            nextStep: "Allow this user to write \(folder), or give another path.")
        ]
    }
    guard FileManager.default.isWritableFile(atPath: path), let file = FileHandle(forReadingAtPath: path) else {
      return [
        CheckItem(
          "database", .error, "This user may not read and write the database.", object: path,
          nextStep: "Run as its owner, or change its permissions.")
      ]
    }
    defer { file.closeFile() }
    let head = (try? file.read(upToCount: 16)) ?? Data()
    guard head.isEmpty || head == Data("SQLite format 3\0".utf8) else {
      return [
        CheckItem(
          "database", .error, "The file is no SQLite database.", object: path,
          nextStep: "Give another file, or restore it from a backup.")
      ]
    }
    var items = [CheckItem("database", .ok, "The database can be read and written.", object: path)]
    if let item = open("database", path, "The database, with hashes and keys, can be read by others.") {
      items.append(item)
    }
    return items
  }

  /// The files that the configuration rests on.
  func files() -> [CheckItem] {
    var items: [CheckItem] = []
    let secrets = [
      "jwt_secret_key", "smtp.password", "vpn_server.client_secret", "large_result_store.client_secret",
      "large_result_store.secret_access_key", "large_result_store.session_token", "vpn_server.portal_userpass",
    ]
    let holdsSecrets = secrets.contains { configuration.has($0) } || hasPasswordInAddress
    if holdsSecrets,
      let item = open("files", configuration.source, "The configuration, with secrets, can be read by others.")
    {
      items.append(item)
    }
    let folder = (try? configuration.string("directories.log")) ?? logFolder
    let existing = existingFolder(above: folder + "/x")
    if configuration.has("logging.file"), !FileManager.default.isWritableFile(atPath: existing) {
      items.append(
        CheckItem(
          "log", .error, "The log can not be written.", object: folder,
          nextStep: "Allow this user to write \(existing), or give another `directories.log`."))
    }
    return items.isEmpty ? [CheckItem("files", .ok, "Permissions are as they should be.")] : items
  }

  private var hasPasswordInAddress: Bool {
    guard let uri = try? configuration.string("uri"), let mark = uri.range(of: "://") else { return false }
    return uri[mark.upperBound...].prefix { $0 != "/" }.contains("@")
  }

  /// A warning when others may read a file.
  func open(_ name: String, _ path: String, _ message: String) -> CheckItem? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 != 0
    else { return nil }
    return CheckItem(name, .warning, message, object: path, nextStep: "chmod 600 \(path)")
  }

  func existingFolder(above path: String) -> String {
    var folder = (path as NSString).deletingLastPathComponent
    while !folder.isEmpty, folder != "/", !FileManager.default.fileExists(atPath: folder) {
      folder = (folder as NSString).deletingLastPathComponent
    }
    return folder.isEmpty ? "." : folder
  }
}
