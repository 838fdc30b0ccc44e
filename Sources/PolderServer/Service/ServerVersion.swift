/// Which versions the server tells.
package enum ServerVersion {
  /// The version of the contract, by which nodes and clients of the incumbent choose what they expect.
  package static let contract = "4.15.2"
  /// The version of Polder.
  package static let polder = "0.1.0"
}
