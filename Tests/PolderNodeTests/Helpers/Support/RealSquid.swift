@testable import PolderNode

/// Whether this machine has squid.
enum RealSquid {
  static let isThere = HelperProcess.find("squid", path: RealSSHServer.path) != nil
}
