import PolderCore
import Testing

@testable import PolderHTTP

struct AuditObjectTests {
  @Test(
    "the number of what was made is that of the outermost object",
    arguments: [
      (#"{"id":12,"name":"a"}"#, 12), (#"{"name":"\"id\":5","id":7}"#, 7),
      (#"{"a":{"id":3},"b":[{"id":4}],"id":9}"#, 9),
      (#"{"a":{"id":3}}"#, nil), (#"{"name":"{","id":2}"#, 2), (#"{"id":"x"}"#, nil), (#"[{"id":1}]"#, nil), ("", nil),
      (#"{"id":null}"#, nil), (#"{"a":"\\","id":8}"#, 8),
    ] as [(String, Int64?)])
  func ids(json: String, id: Int64?) {
    #expect(AuditObject.id(in: Array(json.utf8)) == id)
  }

  @Test("a body gives the names of its fields and the ids in it, and no text but an image")
  func details() throws {
    let body = try JSONValue(
      parsing: #"""
        {"name":"s3cret","password":"s3cret","collaboration_id":4,"image":"ghcr.io/x:1","input":"s3cret",
        "organizations":[{"id":1,"input":"s3cret"},{"id":2}],"roles":[5,6],"databases":["s3cret"],"store_id":"s3cret"}
        """#)
    let details = AuditObject.details(of: body)
    #expect(!"\(details.filter { $0.key != "fields" })".contains("s3cret"))
    #expect(details["collaboration_id"] == "4" && details["organizations"] == "1,2" && details["roles"] == "5,6")
    #expect(details["image"] == "ghcr.io/x:1")
    #expect(
      details["fields"] == "name,password,collaboration_id,image,input,organizations,roles,databases,store_id")
    #expect(AuditObject.details(of: [1, 2]).isEmpty && AuditObject.details(of: [:]).isEmpty)
  }
}
