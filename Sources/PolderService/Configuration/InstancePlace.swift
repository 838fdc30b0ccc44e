import Foundation
import PolderCore

/// Which configuration a person means: by its name, by its file, or because there is only one.
public struct InstancePlace: Sendable {
  /// Its name; of a file that is given, that of the file without its ending.
  public let name: String
  /// Whose folders it belongs to.
  public let scope: InstanceFolders.Scope
  /// The file.
  public let path: String
  /// The folders of its kind and scope.
  public let folders: InstanceFolders
  /// Whether the file lies in these folders.
  public let isInFolders: Bool

  /// Finds it.
  /// - Throws: `PolderError` that says which there are
  public init(
    _ kind: InstanceFolders.Kind, name: String?, config: String?, scope: InstanceFolders.Scope,
    environment: [String: String]
  ) throws {
    guard let config else {
      let folders = InstanceFolders(kind, scope, environment: environment)
      let only = try name ?? Self.onlyName(folders, kind)
      self.name = only
      self.scope = scope
      path = try folders.find(only)
      self.folders = folders
      isInFolders = true
      return
    }
    let title = ((config as NSString).lastPathComponent as NSString).deletingPathExtension
    // A file of the folders is the configuration of its name, whichever way it is given.
    let file = URL(fileURLWithPath: config).standardizedFileURL.path
    let places = InstanceFolders.Scope.allCases.map { ($0, InstanceFolders(kind, $0, environment: environment)) }
    let place = places.first { $0.1.configuration(title) == file }
    self.name = title
    self.scope = place?.0 ?? scope
    path = config
    folders = place?.1 ?? InstanceFolders(kind, scope, environment: environment)
    isInFolders = place != nil
  }

  private static func onlyName(_ folders: InstanceFolders, _ kind: InstanceFolders.Kind) throws -> String {
    let names = folders.names()
    if names.count == 1, let name = names.first { return name }
    throw PolderError(
      .configurationUnreadable,
      names.isEmpty ? "There is no configuration here." : "There are several configurations: name one.",
      object: folders.configurations,
      nextStep: names.isEmpty
        ? "Make one with `polder \(kind.rawValue) new`, or give --config FILE."
        : "Give --name: \(names.joined(separator: ", ")).")
  }
}
