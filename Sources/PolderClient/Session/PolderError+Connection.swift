import PolderCore
import PolderTransport

extension PolderError {
  /// Whether there was no answer for now, which says nothing about what was asked for.
  var isAboutConnection: Bool { [.transportUnreachable, .transportInterrupted, .transportTimeout].contains(code) }
}
