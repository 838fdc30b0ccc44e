extension Wire.LogInReply: SchemaDescribed {
  /// Tokens, what an authenticator app needs, or the word that a code is needed.
  public static func schema(_ book: SchemaBook) throws -> JSONObject {
    [
      "oneOf": [
        .object(try book.schema(of: Wire.UserTokens.self)),
        .object(try book.schema(of: Wire.SecondFactorEnrolment.self)), .object(try book.schema(of: Wire.Message.self)),
      ]
    ]
  }
}
