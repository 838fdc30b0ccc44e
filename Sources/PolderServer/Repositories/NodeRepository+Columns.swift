import PolderCore
import PolderService
import PolderSQL

extension NodeRepository {
  /// The columns of a database that the first node of a collaboration told of, which tells any.
  static func columns(of label: String, in collaboration: CollaborationID, _ sql: Transaction) throws -> [String] {
    let told = try sql.rows(
      """
      SELECT node.id, nodeconfig.value FROM nodeconfig JOIN node ON node.id = nodeconfig.node_id \
      WHERE node.collaboration_id = \(collaboration) AND nodeconfig."key" = \("columns_" + label) \
      ORDER BY node.id, nodeconfig.id
      """
    ) { (node: try $0.id(0, of: NodeID.self), value: try $0.optionalText(1) ?? "") }
    return told.filter { $0.node == told.first?.node }.map(\.value)
  }
}
