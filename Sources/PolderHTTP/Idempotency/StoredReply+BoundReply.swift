extension BoundReply {
  init(_ stored: StoredReply) {
    self.init(
      status: stored.status, headers: stored.headers.compactMap { $0.count == 2 ? ($0[0], $0[1]) : nil },
      body: Array(stored.body.utf8))
  }
}

extension StoredReply {
  init(_ reply: BoundReply) {
    self.init(
      status: reply.status, headers: reply.headers.map { [$0.name, $0.value] },
      body: String(decoding: reply.body, as: UTF8.self))
  }
}
