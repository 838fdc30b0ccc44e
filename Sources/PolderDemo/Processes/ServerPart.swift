import PolderCore

/// The server of a demonstration: its configuration and how it is started.
struct ServerPart {
  let options: DemoOptions
  let folder: DemoFolder
  let rootPassword: String

  /// The process of the server; when it is started again it is found where it was.
  /// - Parameter port: where it listens; 0 takes any port that is free
  /// - Returns: the process at rest
  /// - Throws: `PolderError` when its configuration can not be written
  func process(port: Int) throws -> PartProcess {
    let place = try folder.folder("server")
    let yaml = """
      description: demonstration
      ip: 127.0.0.1
      port: \(port)
      api_path: /api
      uri: sqlite:///\(place)/server.sqlite
      allow_drop_all: false
      logging:
        level: INFO
        use_console: true
        backup_count: 1
        max_size: 1024
        format: "%(asctime)s %(levelname)s %(message)s"
        datefmt: "%H:%M:%S"

      """
    let file = try folder.write(yaml.utf8, to: "server/server.yaml")
    return PartProcess(
      name: "the server", program: options.program, arguments: ["server", "start", "--config", file],
      environment: ["POLDER_ROOT_PASSWORD": rootPassword], logPath: place + "/server.log")
  }

  /// The port of an address as the server tells it.
  static func port(of address: String) throws -> Int {
    guard let port = address.split(separator: ":").last.flatMap({ Int($0) }) else {
      throw PolderError("demo-address", "The server's address has no port.", object: address)
    }
    return port
  }
}
