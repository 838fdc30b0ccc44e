/// An engine's answer that is no success.
struct EngineRefusal: Error, Sendable {
  let status: Int
  /// What the engine says, on one line, bounded.
  let message: String

  /// What is asked about does not exist.
  var isMissing: Bool { status == 404 }

  /// It does not fit the state: the container runs, does not run, or the name is taken. Podman has no status of its own
  /// for most of these.
  var isConflict: Bool {
    status == 409 || status == 304
      || status == 500
        && ["container state improper", "already in use"].contains { message.contains($0) }
  }
}
