import PolderCore

/// The server of a demonstration: its configuration and how it is started.
struct ServerPart {
  let options: DemoOptions
  let folder: DemoFolder
  let rootPassword: String

  func process() throws -> PartProcess {
    let place = try folder.folder("server")
    let yaml = """
      description: demonstration
      ip: 127.0.0.1
      port: 0
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
}
