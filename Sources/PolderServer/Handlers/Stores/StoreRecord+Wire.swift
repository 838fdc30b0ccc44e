import PolderCore

extension StoreRecord {
  func wire(_ links: Links) -> Wire.AlgorithmStore {
    Wire.AlgorithmStore(
      collaborations: collaboration.map { _ in links.list("collaboration", "algorithm_store_id", id) }, id: id,
      name: name, url: url)
  }
}
