// SPDX-License-Identifier: Apache-2.0
import Foundation
import Planning
import Wire

/// Wall and processor time of repeated work, in milliseconds.
struct PlanTiming {
  private(set) var wall: [Double] = []
  private(set) var processor: [Double] = []

  mutating func measure(_ work: () throws -> Void) rethrows {
    let (start, cpu) = (ContinuousClock.now, PlanTiming.processorTime())
    try work()
    let spent = (ContinuousClock.now - start).components
    wall.append(Double(spent.seconds) * 1e3 + Double(spent.attoseconds) / 1e15)
    processor.append((PlanTiming.processorTime() - cpu) * 1e3)
  }

  var total: Double { wall.reduce(0, +) }

  /// The value below which this share of the runs lies.
  static func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.last else { return 0 }
    let place = share * Double(sorted.count - 1)
    let low = sorted[Int(place)]
    let high = Int(place) + 1 < sorted.count ? sorted[Int(place) + 1] : last
    return low + (high - low) * (place - place.rounded(.down))
  }

  /// Seconds of this process on all cores.
  private static func processorTime() -> Double {
    Double(clock()) / Double(CLOCKS_PER_SEC)
  }

  /// Megabytes in use by this process now.
  static func residentMegabytes() -> Double {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") })
    else { return 0 }
    return (Double(line.filter(\.isNumber)) ?? 0) / 1_024
  }
}

/// One measured case, as a line of JSON or of text.
struct PlanTimingLine {
  let size: String
  let name: String
  let threads: Int
  let timing: PlanTiming
  let cells: Int
  let touched: Int
  let changed: Int
  let megabytes: Double
  let isIdentical: Bool

  private func decimal(_ value: Double) -> JSON { .number(String(format: "%.4f", value)) }

  var json: String {
    let object = JSON.object([
      .init("engine", "tongpin"), .init("size", .string(size)), .init("case", .string(name)), .init("threads", JSON(threads)),
      .init("median_ms", decimal(PlanTiming.quantile(timing.wall, 0.5))), .init("p95_ms", decimal(PlanTiming.quantile(timing.wall, 0.95))),
      .init("min_ms", decimal(timing.wall.min() ?? 0)), .init("cpu_median_ms", decimal(PlanTiming.quantile(timing.processor, 0.5))),
      .init("runs", JSON(timing.wall.count)), .init("cells", JSON(cells)), .init("touched", JSON(touched)), .init("changed", JSON(changed)),
      .init("rss_mb", .number(String(format: "%.1f", megabytes))), .init("identical", JSON(isIdentical)),
    ])
    return String(decoding: object.encoded(), as: UTF8.self)
  }

  var text: String {
    let figures = [
      "median \(String(format: "%.3f", PlanTiming.quantile(timing.wall, 0.5))) ms",
      "p95 \(String(format: "%.3f", PlanTiming.quantile(timing.wall, 0.95)))", "min \(String(format: "%.3f", timing.wall.min() ?? 0))",
      Words.pick("\(timing.wall.count) 次", "\(timing.wall.count) runs"), Words.pick("重算 \(touched)", "\(touched) touched"),
      Words.pick("改变 \(changed)", "\(changed) changed"), String(format: "%.0f MB", megabytes),
      isIdentical ? Words.pick("与从头计算一致", "identical") : Words.pick("与从头计算不一致", "NOT IDENTICAL"),
    ]
    return "\(name) ×\(threads)  " + figures.joined(separator: "  ")
  }
}
