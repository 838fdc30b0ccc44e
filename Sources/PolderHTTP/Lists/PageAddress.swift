import PolderCore

/// Addresses of the pages of a list: the path of the request and its query with another `page`.
struct PageAddress {
  private let path: String
  private let query: [(name: String, value: String)]

  init(_ request: RequestInfo) {
    path = request.path
    var query: [(name: String, value: String)] = []
    // Of a repeated name the first value stays, as in the contract.
    for item in request.query where !query.contains(where: { $0.name == item.name }) { query.append(item) }
    if !query.contains(where: { $0.name == "page" }) { query.append(("page", "")) }
    self.query = query
  }

  func page(_ number: Int64) -> String {
    let items = query.map { ($0.name, $0.name == "page" ? String(number) : $0.value) }
    return path + "?" + FormText.encode(items)
  }
}
