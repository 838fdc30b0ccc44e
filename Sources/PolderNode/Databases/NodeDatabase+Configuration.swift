import PolderCore
import PolderService

extension NodeDatabase {
  private enum Kind: String, CaseIterable { case csv, parquet, sql, sparql, excel, omop, folder, other }
  private enum MountMode: String, CaseIterable { case copy, ro }

  /// Reads the list `databases`; a relative path is one beside the configuration file.
  static func list(_ configuration: Configuration, relativeTo folder: String) throws -> [NodeDatabase] {
    guard configuration.has("databases") else { return [] }
    var seen: Set<String> = []
    return try configuration.sections("databases").map { section in
      let label = try section.requiredString("label", "the name that tasks ask for")
      guard isIdentifier(label) else {
        throw section.invalid("label", "a name of letters, digits and underscores that does not begin with a digit")
      }
      // Variables are named by the label in upper case.
      guard seen.insert(label.uppercased()).inserted else {
        throw section.invalid("label", "another one than that of a database above")
      }
      guard let kind = try section.choice("type", of: Kind.self) else {
        throw section.missing("type", "what kind of database it is")
      }
      // The folders /mnt/tmp and /mnt/data are the run's own.
      guard kind != .folder || !["tmp", "data"].contains(label) else {
        throw section.invalid("label", "another name for a folder than tmp and data, which have a meaning of their own")
      }
      let parameters = try section.texts("env").map { name, value in
        guard isIdentifier(name) else {
          throw section.invalid("env.\(name)", "under a name of letters, digits and underscores")
        }
        return Parameter(name: name, value: value)
      }
      let uri = try section.requiredString("uri", "where the database is")
      return NodeDatabase(
        label: label, uri: resolved(uri, type: kind.rawValue, relativeTo: folder), type: kind.rawValue,
        parameters: parameters, isReadOnly: try section.choice("mount_mode", of: MountMode.self) == .ro)
    }
  }
}
