public import PolderCore

/// The variables of the environment that the prompt heeds.
public struct PromptEnvironment: Sendable {
  let variables: [String: String]

  /// The environment of a process.
  /// - Parameter variables: its variables
  public init(_ variables: [String: String]) { self.variables = variables }

  /// The name of the profile to use.
  public var profile: String? { value("POLDER_PROFILE") }
  /// The address of the server.
  public var server: String? { value("POLDER_SERVER") }
  /// A token to use in place of those of a profile, for instance in a script that may write no file.
  public var token: String? { value("POLDER_TOKEN") }

  /// The folder of profiles and tokens: `$XDG_CONFIG_HOME/polder`, or `~/.config/polder`.
  /// - Throws: `PolderError` `prompt-no-home`
  public func folder() throws(PolderError) -> String {
    // The specification of these folders has relative paths passed over.
    if let base = value("XDG_CONFIG_HOME"), base.hasPrefix("/") { return base + "/polder" }
    if let home = value("HOME"), home.hasPrefix("/") { return home + "/.config/polder" }
    throw PolderError(
      "prompt-no-home", "Nothing says where profiles are kept.", nextStep: "Set HOME or XDG_CONFIG_HOME.")
  }

  /// A variable; an empty one counts as not set.
  func value(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
}
