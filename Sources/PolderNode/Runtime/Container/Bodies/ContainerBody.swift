import PolderCore

/// What an engine is asked to make (`POST /containers/create`).
struct ContainerBody: Sendable {
  var image: String
  var user: ContainerUser
  /// In place of the image's own; nil keeps that.
  var entrypoint: [String]?
  var arguments: [String]?
  var environment: [(name: String, value: String)] = []
  var labels: [(name: String, value: String)] = []
  var walls: ContainerWalls

  var json: JSONValue {
    var body: JSONObject = [
      "Image": .string(image), "User": .string(user.description), "Tty": false, "OpenStdin": false,
      "AttachStdin": false, "AttachStdout": false, "AttachStderr": false, "Healthcheck": ["Test": ["NONE"]],
    ]
    if let entrypoint { body["Entrypoint"] = .array(entrypoint.map { .string($0) }) }
    if let arguments { body["Cmd"] = .array(arguments.map { .string($0) }) }
    body["Env"] = .array(environment.map { .string("\($0.name)=\($0.value)") })
    var labels = JSONObject()
    for (name, value) in self.labels { labels[name] = .string(value) }
    body["Labels"] = .object(labels)
    body["HostConfig"] = walls.hostConfig
    return .object(body)
  }
}
