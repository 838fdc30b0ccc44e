import HTTPTypes
import HummingbirdCore
import NIOCore
import PolderCore
import PolderRealtime

/// Answers the plain HTTP requests to `/socket.io/`: the polling transport, and what is no websocket though it should be.
struct PollingEndpoint: Sendable {
  typealias Refusal = RealtimeRequest.Refusal

  let hub: SocketHub
  let delegate: any SocketDelegate
  let origins: RealtimeOrigins

  init(hub: SocketHub, delegate: any SocketDelegate) {
    self.hub = hub
    self.delegate = delegate
    origins = RealtimeOrigins(allowed: hub.configuration.origins)
  }

  /// Answers a request; a poll waits until there is something to say or its connection ends.
  func respond(to request: Request, watch: ConnectionWatch?) async -> Response {
    let origin = request.headers[.origin]
    var response: Response
    do throws(Refusal) {
      guard origins.accepts(origin) else { throw .origin }
      response = try await answer(request, watch: watch)
    } catch {
      response = text(JSONValue.string(error.message).text, status: error == .full ? .serviceUnavailable : .badRequest)
    }
    for field in origins.headers(for: origin) { response.headers[field.name] = field.value }
    Dispatcher.protect(&response.headers, isSecure: false)
    return response
  }

  private func answer(_ request: Request, watch: ConnectionWatch?) async throws(Refusal) -> Response {
    if request.method == .options {
      let asked = request.headers[.accessControlRequestHeaders]
      return Response(
        status: .ok, headers: origins.preflight(for: request.headers[.origin], asking: asked), body: .init())
    }
    guard request.method == .get || request.method == .post else {
      return Response(status: .methodNotAllowed, headers: [.allow: "OPTIONS, GET, POST"], body: .init())
    }
    guard let call = RealtimeRequest(target: request.head.path ?? "") else { throw .session }
    guard call.version == "4" else { throw .version }
    guard call.transport == "polling" else { throw .transport }
    guard let sid = call.sid else {
      guard request.method == .get else { throw .session }
      let authorization = request.headers[.authorization]
      guard let session = hub.begin(.polling, authorization: authorization, delegate: delegate) else { throw .full }
      return try await poll(session, watch)
    }
    guard let session = hub.session(sid), session.ending == nil else { throw .session }
    return request.method == .get ? try await poll(session, watch) : try await post(request, session)
  }

  private func poll(_ session: SocketSession, _ watch: ConnectionWatch?) async throws(Refusal) -> Response {
    guard let packets = await session.poll(watch: watch) else { throw .session }
    return text(session.codec.encode(payload: packets))
  }

  private func post(_ request: Request, _ session: SocketSession) async throws(Refusal) -> Response {
    let limit = session.codec.limits.payload
    let packets: [EnginePacket]
    do {
      let body = try await request.body.collect(upTo: limit)
      packets = try session.codec.decode(payload: body.readableBytesView)
    } catch {
      session.change { $0.fail("A payload could not be read.") }
      throw .payload
    }
    await session.receive(posted: packets)
    return text(Array("OK".utf8))
  }

  private func text(_ text: String, status: HTTPResponse.Status) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  private func text(_ bytes: [UInt8]) -> Response {
    let headers: HTTPFields = [.contentType: "text/plain; charset=UTF-8", .cacheControl: "no-store"]
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
