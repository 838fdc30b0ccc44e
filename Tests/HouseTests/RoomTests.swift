import Testing

/// The rooms import what the table in `docs/architecture.md` allows, and nothing else.
struct RoomTests {
  let repository = Repository()

  func table() throws -> RoomTable { try RoomTable(markdown: repository.text("docs/architecture.md")) }
  func manifest() throws -> PackageManifest { try PackageManifest(text: repository.text("Package.swift")) }

  @Test("every folder of Sources is a row of the table, and every row is a folder")
  func everyRoomIsInTheTable() throws {
    let odd = try Set(repository.folders(under: "Sources")).symmetricDifference(table().rooms.keys)
    #expect(odd.isEmpty, "give \(odd.sorted()) a folder and a row in docs/architecture.md, or neither")
  }

  @Test("every target of the package is a row of the table, and every row is a target")
  func everyTargetIsInTheTable() throws {
    let odd = try Set(manifest().rooms.map(\.name)).symmetricDifference(table().rooms.keys)
    #expect(odd.isEmpty, "give \(odd.sorted()) a target and a row in docs/architecture.md, or neither")
  }

  @Test("every folder of Tests is a test target, and every test target is a folder")
  func everyTestFolderIsATarget() throws {
    #expect(try Set(repository.folders(under: "Tests")) == Set(manifest().tests.map(\.name)))
  }

  @Test("a target depends only on rooms that its row allows")
  func dependenciesObeyTheTable() throws {
    let table = try table()
    for target in try manifest().rooms {
      let extra = target.ours.subtracting(table.rooms[target.name] ?? [])
      #expect(extra.isEmpty, "\(target.name) may not depend on \(extra.sorted())")
    }
  }

  @Test("an import line names only rooms that its own room's row allows")
  func importsObeyTheTable() throws {
    let table = try table()
    let ours = Set(table.rooms.keys)
    for file in try repository.swiftFiles(under: "Sources") {
      let allowed = table.rooms[file.room] ?? []
      for line in file.imports where ours.contains(line.module) && !allowed.contains(line.module) {
        Issue.record("\(file.place(line.line)): \(file.room) may not import \(line.module)")
      }
    }
  }

  @Test("a test target imports only rooms that it declares")
  func testImportsAreDeclared() throws {
    let manifest = try manifest()
    let ours = Set(manifest.rooms.map(\.name))
    let declared = Dictionary(uniqueKeysWithValues: manifest.tests.map { ($0.name, $0.ours) })
    // Here imports stand in the texts that the readers are tested with.
    for file in try repository.swiftFiles(under: "Tests") where file.room != "HouseTests" {
      for line in file.imports where ours.contains(line.module) && declared[file.room]?.contains(line.module) != true {
        Issue.record("\(file.place(line.line)): \(file.room) does not declare \(line.module)")
      }
    }
  }

  @Test("no target is empty: each has a source file")
  func noTargetIsEmpty() throws {
    let modulesOfC = try table().modulesOfC
    for room in try repository.folders(under: "Sources") where !modulesOfC.contains(room) {
      #expect(try !repository.swiftFiles(under: "Sources/\(room)").isEmpty, "\(room) has no source file")
    }
  }
}
