import PolderCore

/// A whole list, page by page for as long as the server names a next one.
enum AllPages {
  static func items<Item>(
    _ page: (PageRequest) async throws -> Wire.Page<Item>
  ) async throws -> [Item] {
    var request = PageRequest()
    var items: [Item] = []
    while true {
      let part = try await page(request)
      items += part.data
      // A page without entries is the last, whatever it says.
      guard part.links.next != nil, !part.data.isEmpty else { return items }
      request.page = (request.page ?? 1) + 1
    }
  }
}
