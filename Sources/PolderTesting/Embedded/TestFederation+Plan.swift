package import PolderCore
package import PolderNode
package import PolderServer

extension TestFederation {
  /// What a federation for a test is made of.
  package struct Plan: Sendable {
    /// The names of the organizations.
    package var organizations = ["Alpha", "Beta", "Gamma"]
    /// How many of them, from the first, have a node that is registered; nil for all.
    package var registered: Int?
    /// The rows of each organization as CSV: so many nodes, from the first, are started beside their data.
    package var data: [[UInt8]] = []
    /// What the nodes let out.
    package var disclosure = DisclosurePolicy()
    /// The programs of images beside `polder/statistics`, which are the shipped algorithms.
    package var images: [String: [String]] = [:]
    /// What each run may use at the most.
    package var limits = RunLimits()
    /// Changes what the server is set to.
    package var server: @Sendable (inout ServerSettings) -> Void = { _ in }

    /// Three organizations, each with a node that is registered and not started.
    package init() {}
  }
}
