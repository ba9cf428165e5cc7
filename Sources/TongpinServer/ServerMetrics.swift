// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What the server counts, in the Prometheus text format.
final class ServerMetrics: Sendable {
  private let requests = Atomic<Int>(0)

  func count() { requests.add(1, ordering: .relaxed) }

  func text(streams: Int, waiting: Int) -> String {
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

    """
  }
}
