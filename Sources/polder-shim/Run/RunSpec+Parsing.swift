extension RunSpec {
  init(_ bytes: [UInt8]) throws(Failure) {
    let text = try LineText(bytes, title: Self.title, name: "spec")
    var seen: Set<String> = []
    for (index, line) in text.lines.enumerated() {
      let place = "spec, line \(index + 2), \(line.key)"
      guard ["argument", "environment"].contains(line.key) || seen.insert(line.key).inserted else {
        throw Failure(.badText, "\(place): given twice")
      }
      try take(line.key, line.value, place)
    }
    guard let program = arguments.first, !program.isEmpty else { throw Failure(.badText, "spec: argument is missing") }
    guard (output == nil) == (limits.outputBytes == nil) else {
      throw Failure(.badText, "spec: output and output-bytes belong together")
    }
  }

  private mutating func take(_ key: String, _ value: String, _ place: String) throws(Failure) {
    switch key {
    case "argument": arguments.append(value)
    case "environment":
      guard let equals = value.firstIndex(of: "="), equals != value.startIndex else {
        throw Failure(.badText, "\(place): NAME=value is expected")
      }
      environment.append(value)
    case "directory": directory = try path(value, place)
    case "log": log = try path(value, place)
    case "log-bytes": logBytes = try number(value, place)
    case "memory-bytes": limits.memoryBytes = try positive(value, place)
    case "cpu-seconds": limits.cpu = try duration(value, place)
    case "processes": limits.processes = Int(clamping: try positive(value, place))
    case "wall-seconds": limits.wall = try duration(value, place)
    case "output": output = try path(value, place)
    case "output-bytes": limits.outputBytes = try number(value, place)
    case "file-bytes": limits.fileBytes = try number(value, place)
    case "address-bytes": limits.addressBytes = try positive(value, place)
    case "grace-seconds": grace = try duration(value, place)
    case "spare-generations": spareGenerations = Int(clamping: try number(value, place))
    case "cgroup":
      guard ["auto", "never"].contains(value) else { throw Failure(.badText, "\(place): auto or never") }
      cgroup = value == "auto"
    default: throw Failure(.badText, "\(place): unknown key")
    }
  }

  private func path(_ value: String, _ place: String) throws(Failure) -> String {
    guard !value.isEmpty else { throw Failure(.badText, "\(place): a path is expected") }
    return value
  }

  private func number(_ value: String, _ place: String) throws(Failure) -> UInt64 {
    guard value.utf8.allSatisfy(\.isDigit), let number = UInt64(value) else {
      throw Failure(.badText, "\(place): a whole number is expected, not '\(value)'")
    }
    return number
  }

  private func positive(_ value: String, _ place: String) throws(Failure) -> UInt64 {
    let number = try number(value, place)
    guard number > 0 else { throw Failure(.badText, "\(place): has to be more than 0; leave it out for no limit") }
    return number
  }

  private func duration(_ value: String, _ place: String) throws(Failure) -> Duration {
    guard let duration = Duration(seconds: value) else {
      throw Failure(.badText, "\(place): decimal seconds are expected, not '\(value)'")
    }
    return duration
  }
}
