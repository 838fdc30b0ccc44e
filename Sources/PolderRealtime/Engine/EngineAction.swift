/// What the code around an `EngineServerSession` has to do.
public enum EngineAction: Sendable, Hashable {
  /// Answer that waiting poll with those packets.
  case answerPoll(Int, [EnginePacket])
  /// Answer that poll with a refusal: the session is not on polling.
  case refusePoll(Int)
  /// Take packets for the websocket as soon as it can be written to.
  case packetsWait
  /// Send a packet over the websocket that tries to take the session over.
  case sendCandidate(EnginePacket)
  /// Close the websocket that tried to take the session over.
  case closeCandidate
  /// The websocket that tried has taken the session over.
  case adoptWebSocket
  /// Hand a message to the layer above.
  case deliver(EnginePacket)
  /// The session has ended: send the farewell over its websocket, if it has one, and close that.
  case end(EngineEnding, farewell: [EnginePacket])
}
