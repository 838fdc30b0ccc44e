import PolderCore

/// The node of one hospital: its own folder, its own rows, its own configuration.
struct NodePart {
  static let image = "polder/statistics"
  /// The line of the configuration without which the exact Cox model is refused.
  static let allowLine = "disclosure: {allow: [cox-risk-sets]}"

  let options: DemoOptions
  let folder: DemoFolder
  let site: DemoSite
  let index: Int
  let port: Int

  func process() throws -> PartProcess {
    let name = "hospital-\(index + 1)"
    let place = try folder.folder(name)
    let database = try folder.write(site.hospital.csv, to: "\(name)/patients.csv")
    let yaml = """
      api_key: \(site.apiKey)
      server_url: http://127.0.0.1
      port: \(port)
      api_path: /api
      task_dir: \(place)/tasks
      data_dir: \(place)/data
      databases:
        - label: default
          uri: \(database)
          type: csv
      encryption:
        enabled: false
      runtime:
        kind: process
        images:
          \(Self.image): [\(options.program), algorithm, run]
      \(Self.disclosure)
      logging:
        level: INFO
        use_console: true
        backup_count: 1
        max_size: 1024
        format: "%(asctime)s %(levelname)s %(message)s"
        datefmt: "%H:%M:%S"

      """
    let file = try folder.write(yaml.utf8, to: "\(name)/node.yaml")
    return PartProcess(
      name: "the node of \(site.hospital.name)", program: options.program,
      arguments: ["node", "start", "--config", file, "--stop-runs"], environment: [:], logPath: place + "/node.log")
  }

  private static let disclosure = """
    disclosure:
      minimum_rows: 5
      minimum_records: 5
      undeclared: refuse
      allow: [cox-risk-sets]
    """
}
