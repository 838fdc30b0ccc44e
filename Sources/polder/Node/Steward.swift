import Foundation

/// Whoever types a command at a node: who is told of in its audit log.
enum Steward {
  /// Who is at the keyboard, also behind sudo.
  static var name: String {
    let user = NSUserName()
    guard let caller = ProcessInfo.processInfo.environment["SUDO_USER"], caller != user else { return user }
    return "\(caller) as \(user)"
  }
}
