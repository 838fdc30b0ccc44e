import Glibc

extension ShimFolder {
  /// The ticket; nil when there is none, or none that can be understood.
  func ticket() -> SlurmTicket? {
    // A file that can not be read leaves the search by name.
    guard let bytes = try? RunFile.read(path + "/" + SlurmTicket.fileName, limit: 4_096) else { return nil }
    return SlurmTicket(String(decoding: bytes, as: UTF8.self))
  }

  /// Writes the ticket down; before the job is handed in it has to survive the loss of power, as the job does.
  func write(_ ticket: SlurmTicket, isDurable: Bool) throws {
    try write(ticket.text, to: SlurmTicket.fileName, isDurable: isDurable)
    guard isDurable else { return }
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// The secret of the run's job; nil where it needs none.
  func bridgeSecret() -> String? {
    // What can not be read opens no door.
    guard let bytes = try? RunFile.read(path + "/" + ProxyBridge.secretFile, limit: 256) else { return nil }
    let secret = bytes.prefix { $0 > 0x20 }
    return secret.count >= 64 ? String(decoding: secret, as: UTF8.self) : nil
  }

  /// Whether somebody asked for the end.
  var isKillRequested: Bool { access(path + "/kill", F_OK) == 0 }

  /// What a machine knows of a shared folder may be a minute old; a change of its own makes it look again.
  func refresh() {
    let file = path + "/.look-\(getpid())"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(file)
  }

  /// The last line of what the cluster and the supervisor said before the run began; nil when there is none.
  func jobOutput() -> String? {
    // It may never have been made.
    let bytes = (try? RunFile.read(path + "/" + SlurmSubmission.outputName, limit: 1 << 20)) ?? []
    let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).last
    return line.map { line in
      String(line.unicodeScalars.prefix(300).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : Character($0) })
    }
  }
}
