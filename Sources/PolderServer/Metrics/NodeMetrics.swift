package import PolderCore
import PolderHTTP
import Synchronization

/// What nodes tell of their machines (`node_metrics_update`), as the incumbent shows it to Prometheus: the same names and
/// labels. A node's figures go with its socket.
package final class NodeMetrics: Sendable {
  private struct Metric {
    let name: String
    let help: String
    var isPerGPU: Bool { name.hasPrefix("gpu") }
  }

  private struct Node {
    var platform: String
    var system: String
    var values: [String: [Double]]
  }

  private static let known = [
    Metric(name: "cpu_percent", help: "CPU usage percentage"),
    Metric(name: "memory_percent", help: "Memory usage percentage"),
    Metric(name: "num_algorithm_containers", help: "Number of running algorithm containers"),
    Metric(name: "cpu_count", help: "Number of CPUs"),
    Metric(name: "memory_total", help: "Total memory"),
    Metric(name: "memory_available", help: "Available memory"),
    Metric(name: "gpu_count", help: "Number of GPUs"),
    Metric(name: "gpu_load", help: "GPU load"),
    Metric(name: "gpu_memory_used", help: "GPU memory used"),
    Metric(name: "gpu_memory_free", help: "GPU memory free"),
    Metric(name: "gpu_temperature", help: "GPU temperature"),
  ]

  private static let gpuLimit = 64
  private static let nodeLimit = 100_000

  private let nodes = Mutex<[NodeID: Node]>([:])

  /// Nothing told yet.
  package init() {}

  /// A node told its figures. What is no figure of a known name is passed over; the incumbent's nodes tell the number of
  /// GPUs as a number, which it refuses and this takes.
  package func take(_ argument: JSONValue?, of node: NodeID) {
    guard let object = argument?.object else { return }
    var values: [String: [Double]] = [:]
    for metric in Self.known {
      guard let value = object[metric.name] else { continue }
      if let number = value.double, number.isFinite {
        values[metric.name] = [number]
      } else if metric.isPerGPU, let list = value.array {
        values[metric.name] = list.prefix(Self.gpuLimit).map { $0.double ?? .nan }
      }
    }
    let told = Node(
      platform: AuditRecord.cut(object["platform"]?.string ?? "", 128),
      system: AuditRecord.cut(object["os"]?.string ?? "", 128), values: values)
    nodes.withLock { nodes in
      guard nodes[node] != nil || nodes.count < Self.nodeLimit else { return }
      nodes[node] = told
    }
  }

  /// A node is gone.
  package func remove(_ node: NodeID) { nodes.withLock { $0[node] = nil } }

  /// Writes what is known.
  func write(to text: inout MetricText) {
    let nodes = nodes.withLock { $0 }.sorted { $0.key.rawValue < $1.key.rawValue }
    for metric in Self.known {
      text.begin(metric.name, .gauge, metric.help)
      for (id, node) in nodes {
        let labels = [("node_id", id.description), ("platform", node.platform), ("os", node.system)]
        for (index, value) in (node.values[metric.name] ?? []).enumerated() {
          text.sample(metric.name, labels + (metric.isPerGPU ? [("gpu_id", String(index))] : []), value)
        }
      }
    }
  }
}

extension NodeMetrics {
  /// What is known, as Prometheus reads it.
  package var text: String {
    var text = MetricText()
    write(to: &text)
    return text.text
  }
}
