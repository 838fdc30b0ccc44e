import PolderCore

/// Configuration files of the parts; JSON is YAML too.
enum ConfigurationText {
  static func server(port: Int, database: String) -> String {
    let object: JSONObject = [
      "ip": "127.0.0.1", "port": .integer(Int64(port)), "api_path": "/api", "uri": .string("sqlite:///\(database)"),
      "logging": ["level": "INFO"],
    ]
    return JSONValue.object(object).text
  }

  static func node(_ plan: SitePlan, apiKey: String, port: Int, database: String, folder: String, program: String)
    -> String
  {
    var images = JSONObject()
    images[SitePlan.statistics] = [.string(program), "algorithm", "run"]
    for (name, script) in plan.scripts { images[name] = ["/bin/sh", "-c", .string(script)] }
    var limits = JSONObject()
    for (name, value) in plan.limits { limits[name] = .integer(value) }
    let object: JSONObject = [
      "api_key": .string(apiKey), "server_url": "http://127.0.0.1", "port": .integer(Int64(port)), "api_path": "/api",
      "task_dir": .string(folder), "encryption": ["enabled": false], "logging": ["level": "INFO"],
      "databases": [["label": "default", "uri": .string(database), "type": "csv"]],
      "runtime": ["images": .object(images), "limits": .object(limits)], "disclosure": .object(plan.disclosure),
    ]
    return JSONValue.object(object).text
  }
}
