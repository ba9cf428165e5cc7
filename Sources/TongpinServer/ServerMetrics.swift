// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What the server counts and measures, in the Prometheus text format.
final class ServerMetrics: Sendable {
  /// Upper bounds of the histogram in microseconds, with their text in seconds.
  private static let bounds: [(microseconds: UInt64, text: String)] = [
    (1_000, "0.001"), (2_500, "0.0025"), (5_000, "0.005"), (10_000, "0.01"), (25_000, "0.025"), (50_000, "0.05"),
    (100_000, "0.1"), (250_000, "0.25"), (500_000, "0.5"), (1_000_000, "1"), (2_500_000, "2.5"),
  ]

  private struct Histogram {
    /// Not cumulative; the last holds what is above all bounds.
    var counts = [Int](repeating: 0, count: ServerMetrics.bounds.count + 1)
    var microseconds: UInt64 = 0
  }

  private let requests = Atomic<Int>(0)
  private let steps = Mutex<[String: Histogram]>([:])

  var answered: Int { requests.load(ordering: .relaxed) }

  func count() { requests.add(1, ordering: .relaxed) }

  func note(_ times: TurnTimes) {
    steps.withLock { steps in
      for (step, time) in times.taken {
        let microseconds = (time + 500) / 1_000
        let place = Self.bounds.firstIndex { microseconds <= $0.microseconds } ?? Self.bounds.count
        steps[step, default: Histogram()].counts[place] += 1
        steps[step, default: Histogram()].microseconds += microseconds
      }
    }
  }

  /// - Parameter follows: whether another server writes; nil where no other is asked for.
  func text(streams: Int, waiting: Int, follows: Bool? = nil) -> String {
    """
    # HELP tongpin_requests_total Requests answered since the start.
    # TYPE tongpin_requests_total counter
    tongpin_requests_total \(requests.load(ordering: .relaxed))
    # HELP tongpin_live_streams Browsers that listen to changes.
    # TYPE tongpin_live_streams gauge
    tongpin_live_streams \(streams)
    # HELP tongpin_waiting_turns Requests that wait for the workspace.
    # TYPE tongpin_waiting_turns gauge
    tongpin_waiting_turns \(waiting)

    """ + (follows.map(Self.roleText) ?? "") + stepText()
  }

  private static func roleText(_ follows: Bool) -> String {
    """
    # HELP tongpin_follows Whether another server writes to the database and this one follows it.
    # TYPE tongpin_follows gauge
    tongpin_follows \(follows ? 1 : 0)

    """
  }

  private func stepText() -> String {
    let steps = steps.withLock { $0 }
    var lines = [
      "# HELP tongpin_step_seconds Time of the steps of an answer: queue, turn (with entry, engine, journal, totals, alerts, table), json.",
      "# TYPE tongpin_step_seconds histogram",
    ]
    for step in TurnTimes.steps {
      guard let histogram = steps[step] else { continue }
      var sum = 0
      for (bound, count) in zip(Self.bounds.map(\.text) + ["+Inf"], histogram.counts) {
        sum += count
        lines.append("tongpin_step_seconds_bucket{step=\"\(step)\",le=\"\(bound)\"} \(sum)")
      }
      lines.append("tongpin_step_seconds_sum{step=\"\(step)\"} \(Self.seconds(histogram.microseconds))")
      lines.append("tongpin_step_seconds_count{step=\"\(step)\"} \(sum)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func seconds(_ microseconds: UInt64) -> String {
    "\(microseconds / 1_000_000).\(String(microseconds % 1_000_000 + 1_000_000).dropFirst())"
  }
}
