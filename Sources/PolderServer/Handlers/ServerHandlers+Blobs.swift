import PolderHTTP

extension ServerHandlers {
  /// The handlers of large inputs and results.
  static func bindBlobs(_ binder: inout ServiceBinder, _ context: ServerContext) {
    binder.bind(GetBlobStatusHandler(context: context))
    binder.bind(UploadBlobHandler(context: context))
    binder.bind(GetBlobHandler(context: context))
  }
}
