/// What each room may import of ours, as `docs/architecture.md` says it.
struct RoomTable {
  let rooms: [String: Set<String>]

  /// Reads the table: a row begins with the room's name as code, and its last column lists the rooms that it may import.
  init(markdown: String) throws {
    var rooms: [String: Set<String>] = [:]
    for line in markdown.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimming(" `") }
      guard cells.count == 3 else {
        throw HouseError(what: "a row of the table of rooms has not three columns: \(line)")
      }
      let names = cells[2] == "nothing" ? [] : cells[2].split(separator: ",").map { $0.trimming(" ") }
      guard rooms.updateValue(Set(names.map(Self.fullName)), forKey: cells[0]) == nil else {
        throw HouseError(what: "the table of rooms has two rows for \(cells[0])")
      }
    }
    guard !rooms.isEmpty else { throw HouseError(what: "docs/architecture.md has no table of rooms") }
    self.rooms = rooms
  }

  /// The rooms that are modules of C, `CCrypt` among them; they are written with their full names everywhere.
  var modulesOfC: Set<String> { Set(rooms.keys.filter(Self.isModuleOfC)) }

  private static func isModuleOfC(_ name: String) -> Bool {
    name.first == "C" && name.dropFirst().first?.isUppercase == true
  }

  private static func fullName(_ name: String) -> String { isModuleOfC(name) ? name : "Polder" + name }
}

extension Substring {
  /// Without the given characters at both ends.
  func trimming(_ characters: String) -> String {
    let start = drop { characters.contains($0) }
    let end = start.reversed().drop { characters.contains($0) }
    return String(end.reversed())
  }
}
