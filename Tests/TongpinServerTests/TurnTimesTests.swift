// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Testing

@testable import TongpinServer

@Suite struct TurnTimesTests {
  private static func times(queue: UInt64, turn: UInt64, json: UInt64) -> TurnTimes {
    var times = TurnTimes(queue: queue, turn: turn, steps: StepTimes())
    times.add(json: json)
    return times
  }

  @Test("the header names steps in one order, in milliseconds with three decimals")
  func header() {
    #expect(Self.times(queue: 4_600, turn: 31_250_400, json: 999_999_600).header == "queue;dur=0.005, turn;dur=31.250, json;dur=1000.000")
    #expect(TurnTimes().header.isEmpty)
  }

  @Test("buckets are cumulative, what is above all bounds counts as infinite, and sums are seconds")
  func histogram() {
    let metrics = ServerMetrics()
    #expect(!metrics.text(streams: 0, waiting: 0).contains("_bucket"))
    for turn in [900_000, 1_000_000, 4_000_000, 60_000_000, 9_000_000_000] as [UInt64] {
      metrics.note(Self.times(queue: 0, turn: turn, json: 0))
    }
    let lines = metrics.text(streams: 0, waiting: 0).split(separator: "\n").map(String.init)
    func value(_ name: String) -> String? { lines.first { $0.hasPrefix(name + " ") }?.split(separator: " ").last.map(String.init) }
    let bounds = ["0.001": "2", "0.0025": "2", "0.005": "3", "0.1": "4", "2.5": "4", "+Inf": "5"]
    for (bound, count) in bounds { #expect(value("tongpin_step_seconds_bucket{step=\"turn\",le=\"\(bound)\"}") == count, "\(bound)") }
    #expect(value("tongpin_step_seconds_count{step=\"turn\"}") == "5")
    #expect(value("tongpin_step_seconds_sum{step=\"turn\"}") == "9.065900")
    #expect(lines.contains("# TYPE tongpin_step_seconds histogram"))
  }
}
