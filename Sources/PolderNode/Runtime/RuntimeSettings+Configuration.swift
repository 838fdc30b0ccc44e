import PolderService

extension RuntimeSettings {
  /// Reads the section `runtime`; relative paths lie in a folder.
  init(_ section: Configuration, relativeTo folder: String) throws {
    self.init()
    kind = try section.choice("kind", of: Kind.self) ?? (section.has("images") ? .process : .container)
    sandbox = try section.choice("sandbox", of: Sandbox.self) ?? .required
    shim = try section.string("shim").map { NodeFolders.absolute($0, relativeTo: folder) }
    for entry in try section.textLists("images") {
      guard let program = entry.texts.first, !program.isEmpty else {
        throw section.invalid("images", "a list of the program and its arguments for each image")
      }
      let path = program.contains("/") ? NodeFolders.absolute(program, relativeTo: folder) : program
      images[entry.name] = [path] + entry.texts.dropFirst()
    }
    limits = try RunLimits(section.section("limits"))
    slurm = try section.section("slurm").map { try SlurmSettings($0, relativeTo: folder) }
    container = try ContainerSettings(section.section("container"), relativeTo: folder)
  }
}
