import PolderCore

extension RunDriver {
  /// Writes the file that describes the run, where the configuration asks for one; the input is kept already.
  func writeContext(_ environment: RunEnvironment, _ placement: RuntimePlacement) throws {
    guard services.configuration.writesRunContext else { return }
    let input = try RunFile.read(folders.keptInput, limit: .max) ?? []
    let text = try RunContext.text(assignment, node: services.identity()?.node, input: input, environment, placement)
    try RunFile.write(Array(text.utf8), to: folders.context)
  }
}
