import PolderClient
import PolderCore

/// Logs in, and makes the first collaboration of the user the one that everything happens in.
func logIn(server: String, username: String, password: String) async throws -> UserClient {
  let client = try UserClient(server: server)
  try await client.authenticate(username: username, password: password)
  guard let collaboration = try await client.collaboration.list().data.first else {
    throw PolderError("no-collaboration", "The user's organization takes part in no collaboration.")
  }
  try await client.setupCollaboration(collaboration.id)
  return client
}
