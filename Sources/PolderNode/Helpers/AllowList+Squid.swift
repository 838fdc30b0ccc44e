import Foundation
import Glibc
import PolderCore

extension AllowList {
  /// What it is called in logs, and the program.
  static let (helperName, program) = ("allow-list", "squid")

  /// What squid says on its standard error once it serves.
  static let readyWord = "Accepting HTTP Socket connections"

  /// The text of squid's configuration: what is listed may be reached, and nothing else.
  ///
  /// Addresses that lead back to the machine or its own network segment are refused even if a listed name resolves to
  /// them, unless they are listed as addresses. What names an address is never looked up backwards: whoever owns the
  /// address would choose the name.
  /// - Parameters:
  ///   - listener: the address and port to listen at; nil listens at port 3128 of all addresses, as in a container
  ///   - accessLog: the path of a file that gets a line per request; nil for none
  /// - Returns: the text
  public func squidText(listener: String? = nil, accessLog: String? = nil) -> String {
    var lines = ["http_port \(listener ?? "3128")"]
    lines.append("acl allowed_ports port \(ports.map(String.init).joined(separator: " "))")
    for domain in normalizedDomains { lines.append("acl whitelist_domain dstdomain -n \(domain)") }
    for address in addresses { lines.append("acl whitelist_ip dst \(address)") }
    lines += [
      "acl near_ranges dst 0.0.0.0/8 127.0.0.0/8 169.254.0.0/16 ::1/128 fe80::/10",
      "http_access deny !allowed_ports",
    ]
    if !addresses.isEmpty { lines.append("http_access allow whitelist_ip") }
    lines.append("http_access deny near_ranges")
    if !domains.isEmpty { lines.append("http_access allow whitelist_domain") }
    lines += [
      "http_access deny all", "cache deny all", "cache_mem 8 MB", "max_filedescriptors 4096",
      accessLog.map { "access_log stdio:\($0)" } ?? "access_log none", "cache_store_log none", "pid_filename none",
      "coredump_dir none", "pinger_enable off", "netdb_filename none", "forwarded_for delete", "via off",
      "httpd_suppress_version_string on", "shutdown_lifetime 1 second",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Writes the configuration into a folder, in place of that of an earlier start.
  /// - Returns: how to start squid
  /// - Throws: `PolderError` when the folder can not be used
  func prepare(in folder: String, listener: String) throws -> HelperCommand {
    try NodeFolders.makeFolder(folder)
    let path = "\(folder)/squid.conf"
    // Only of an earlier start, so it may be missing.
    unlink(path)
    let text = squidText(listener: listener) + "cache_log /dev/null\n"
    try RunFile.write(Array(text.utf8), to: path)
    return HelperCommand(
      name: Self.helperName, program: Self.program, arguments: ["-N", "-d", "1", "-f", path], readyWord: Self.readyWord)
  }

  /// A name that lies below another listed one with a dot would make squid refuse the whole list.
  private var normalizedDomains: [String] {
    let unique = domains.reduce(into: [String]()) { names, name in
      let name = name.lowercased()
      if !names.contains(name) { names.append(name) }
    }
    return unique.filter { name in
      !unique.contains { wide in wide.hasPrefix(".") && wide != name && ("." + name).hasSuffix(wide) }
    }
  }
}
