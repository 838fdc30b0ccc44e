public import PolderCore

/// A collaboration that methods use where none is named, and the algorithm stores that it may use.
public struct CollaborationSetup: Sendable {
  /// The collaboration.
  public let collaboration: Wire.Collaboration
  /// Its algorithm stores, those of all collaborations included.
  public let stores: [Wire.AlgorithmStore]
}
