/// What a run's folder tells about its job: written before the job is handed in, and once more when its id is known.
struct SlurmTicket: Sendable, Hashable {
  static let fileName = "job"
  private static let title = "polder-slurm 1"

  /// The name of the job, which no other attempt at any run has.
  let name: String
  /// The job's id; nil until the controller's answer is written down.
  var id: String?
  /// The run's proxy, where the job comes to it over a network.
  var proxy: ProxySocket?

  init(name: String, id: String? = nil, proxy: ProxySocket? = nil) {
    self.name = name
    self.id = id
    self.proxy = proxy
  }

  /// Nil when the text is no whole ticket.
  init?(_ text: String) {
    guard let lines = ShimText(text, title: Self.title), let name = lines["name"] else { return nil }
    self.init(name: name, id: lines["id"])
    if let folder = lines["proxy-folder"], let socket = lines["proxy-name"] {
      proxy = ProxySocket(folder: folder, name: socket)
    }
  }

  var text: String {
    var lines = ShimText(title: Self.title)
    lines.add("name", name)
    if let id { lines.add("id", id) }
    if let proxy {
      lines.add("proxy-folder", proxy.folder)
      lines.add("proxy-name", proxy.name)
    }
    return lines.text
  }

  /// What no other attempt has.
  var attempt: String { name.split(separator: "-").last.map(String.init) ?? name }

  /// A name of the run's folder that only this attempt has: a job that comes late, when the folder belongs to another
  /// attempt, finds nothing under it.
  var linkName: String { "attempt-" + attempt }
}
