import Foundation
import PolderCore
import PolderHTTP
import PolderService

/// What the server asks of others.
extension ServerCheck {
  func mail() -> [CheckItem] {
    guard configuration.has("smtp") else {
      return [
        CheckItem(
          "mail", .warning, "No mail server is given: nobody can reset a forgotten password by e-mail.",
          object: "smtp", nextStep: "Give `smtp: {server: …, port: …, username: …, password: …}`.")
      ]
    }
    let host = (try? configuration.string("smtp.server")) ?? "localhost"
    let port = (try? configuration.int("smtp.port", in: 1...65_535)) ?? 1025
    if PortProbe.connects(host, port, within: 3) {
      return [CheckItem("mail", .ok, "The mail server answers.", object: "\(host):\(port)")]
    }
    return [
      CheckItem(
        "mail", .warning, "The mail server does not answer.", object: "\(host):\(port)",
        nextStep: "Check `smtp.server` and `smtp.port`, and the way there.")
    ]
  }

  /// The folder or the bucket of large inputs and results; nothing is made.
  func largeData(_ settings: ServerSettings) async -> [CheckItem] {
    guard let store = settings.largeData.store else { return [] }
    do {
      if let store = store as? FileBlobStore {
        let existing = existingFolder(above: store.folder + "/x")
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: existing, isDirectory: &isFolder), isFolder.boolValue,
          FileManager.default.isWritableFile(atPath: existing)
        else {
          return [
            CheckItem(
              "large data", .error, "The folder of large inputs and results can not be written.", object: store.folder,
              nextStep: "Allow this user to write \(existing), or give another `large_result_store.path`.")
          ]
        }
      } else {
        try await store.check()
      }
      return [CheckItem("large data", .ok, "Large inputs and results can be kept.")]
    } catch let error as PolderError {
      return [CheckItem("large data", error)]
    } catch {
      return [
        CheckItem(
          "large data", .error, "The bucket of large inputs and results can not be reached: \(error)",
          object: "large_result_store", nextStep: "Check `large_result_store.endpoint`, and the way there.")
      ]
    }
  }

  /// The portal of the VPN, which the server only asks for nodes.
  func portal(_ settings: ServerSettings) -> [CheckItem] {
    guard let portal = settings.vpn, portal.missing.isEmpty, let address = WebAddress(portal.url) else { return [] }
    if PortProbe.connects(address.host, address.servicePort, within: 3) {
      return [CheckItem("vpn", .ok, "The portal of the VPN answers.", object: address.origin)]
    }
    return [
      CheckItem(
        "vpn", .warning, "The portal of the VPN does not answer.", object: address.origin,
        nextStep: "Check `vpn_server.url`, and the way there.")
    ]
  }
}
