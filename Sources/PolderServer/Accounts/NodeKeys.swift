package import PolderCore
package import PolderSQL
import PolderService

/// Finds nodes by their keys without trying one bcrypt hash after the other (deviation 28): a keyed hash of each key
/// that was proved once, good as long as the node's bcrypt text is the one it was proved against.
package struct NodeKeys: Sendable {
  private let secret: TokenSecret

  /// Keys hashed under a secret.
  package init(secret: TokenSecret) { self.secret = secret }

  /// The node of a key that was proved before.
  func find(_ key: String, _ sql: Transaction) throws -> NodeID? {
    try sql.first(
      """
      SELECT n.id FROM polder_node_key k JOIN node n ON n.id = k.node_id AND n.api_key = k.proved_text \
      WHERE k.keyed_hash = \(hash(key))
      """
    ) { try $0.id(0) }
  }

  /// Nodes whose key was never proved, with their bcrypt texts.
  func unproved(_ sql: Transaction) throws -> [(id: NodeID, text: String)] {
    try sql.rows(
      """
      SELECT n.id, n.api_key FROM node n LEFT JOIN polder_node_key k ON k.node_id = n.id AND k.proved_text = n.api_key \
      WHERE k.node_id IS NULL AND n.api_key IS NOT NULL ORDER BY n.id
      """
    ) { (try $0.id(0), try $0.text(1)) }
  }

  /// Notes that a key is the one behind a node's bcrypt text; for a new node at once, for others when it was checked.
  package func remember(_ key: String, of node: NodeID, text: String, _ sql: Transaction) throws {
    try sql.execute(
      """
      INSERT INTO polder_node_key (node_id, keyed_hash, proved_text) VALUES (\(node), \(hash(key)), \(text)) \
      ON CONFLICT (node_id) DO UPDATE SET keyed_hash = excluded.keyed_hash, proved_text = excluded.proved_text
      """)
  }

  private func hash(_ key: String) -> String { secret.keyedHash(key, purpose: "node-key") }
}
