import PolderHTTP

extension ServerHandlers {
  /// The handlers of algorithm stores, and of the columns that the user interface asks for.
  static func bindStores(_ binder: inout ServiceBinder, _ context: ServerContext) {
    let links = Links(prefix: context.prefix)
    binder.bind(ListAlgorithmStoresHandler(links: links))
    binder.bind(CreateAlgorithmStoreHandler(context: context, links: links))
    binder.bind(GetAlgorithmStoreHandler(links: links))
    binder.bind(UpdateAlgorithmStoreHandler(links: links))
    binder.bind(DeleteAlgorithmStoreHandler(context: context))
    binder.bind(FindColumnsHandler(context: context, links: links))
  }
}
