import PolderCore

extension PageRequest {
  /// The page of that number and size; nil leaves it to the server.
  init(_ page: Int?, _ perPage: Int?) {
    self.init(page: page.map { Int64($0) }, perPage: perPage.map { Int64($0) })
  }
}
