package import PolderCore

/// One organization of a federation, as a test wants it.
package struct SitePlan: Sendable {
  /// The name of the organization and of the folder.
  package var name: String
  /// Its rows, with a line of names.
  package var csv = "time,status,age\n1,1,50\n2,0,51\n3,1,52\n4,1,53\n5,0,54\n6,1,55\n"
  /// Programs of shell by the name of their image.
  package var scripts: [String: String] = [:]
  /// The section `runtime: limits` of its node.
  package var limits: [String: Int64] = [:]
  /// The section `disclosure` of its node.
  package var disclosure: JSONObject = [:]
  /// Whether its node is started with the federation.
  package var isStarted = true

  /// An organization with six rows and no program but the shipped algorithms.
  package init(_ name: String) { self.name = name }

  /// The image of the shipped algorithms at every node.
  package static let statistics = "polder/statistics"
}
