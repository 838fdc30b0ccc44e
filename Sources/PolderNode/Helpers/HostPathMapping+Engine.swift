public import PolderCore
public import PolderTransport

extension HostPathMapping {
  /// Reads what an engine tells of a container (`GET /containers/ID/json`): Docker's form and Podman's.
  /// - Parameter container: the answer
  /// - Throws: `PolderError` `node-own-container-unknown` when it is none
  public init(container: JSONValue) throws {
    guard let mounts = container["Mounts"]?.array else {
      throw Self.unknown(
        container["Id"]?.string ?? "container", "The engine does not tell the mounts of the node's own container.")
    }
    self.init(
      mounts.prefix(1_000).compactMap { mount in
        guard let destination = mount["Destination"]?.string, let source = mount["Source"]?.string else { return nil }
        let isWritable = mount["RW"]?.bool ?? false
        switch mount["Type"]?.string {
        case "bind": return HostMount(destination: destination, source: source, kind: .bind, isWritable: isWritable)
        case "volume":
          guard let name = mount["Name"]?.string else { return nil }
          return HostMount(
            destination: destination, source: source, kind: .volume(name: name), isWritable: isWritable)
        // Memory of the container, and what else is nowhere on the machine.
        default: return nil
        }
      })
  }

  /// Asks the engine whether this program runs in one of its containers, and for the mounts of that.
  /// - Parameters:
  ///   - engine: leads to the engine's API
  ///   - identifier: the number of the container that this program runs in, if it runs in any
  ///   - isRequired: whether the engine has to know it: true where the node was started as a container on purpose, false
  ///     where it may run in a container of somebody else, with an engine of its own inside
  /// - Returns: the mapping; the identity where the engine does not know the container
  /// - Throws: `PolderError` when the engine does not answer, or does not know the container and has to
  public static func current(
    through engine: any HTTPCaller, identifier: String? = OwnContainer.identifier(), isRequired: Bool
  ) async throws -> HostPathMapping {
    guard let identifier else {
      if isRequired { throw unknown("the node's own container", "Nothing tells which container the node runs in.") }
      return .identity
    }
    let answer = try await engine.send(HTTPCall(.get, "/containers/\(identifier)/json"))
    switch answer.status {
    case 200: return try HostPathMapping(container: try JSONValue(parsing: answer.body))
    case 404 where !isRequired: return .identity
    default:
      throw unknown(identifier, "The engine does not know the container that the node runs in (\(answer.status)).")
    }
  }

  private static func unknown(_ object: String, _ message: String) -> PolderError {
    PolderError(
      .ownContainerUnknown, message, object: object,
      nextStep: "Give the node's container the socket of the engine that it runs on, and leave its hostname as it is.")
  }
}
