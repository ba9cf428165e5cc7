// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import PlanningCycle

/// Where the time of one answer went, in nanoseconds by step: waiting for the workspace, the turn with it and its parts, the JSON.
struct TurnTimes: Sendable {
  /// Step names in the order in which they are shown. `turn` holds all steps of the workspace.
  static let steps = ["queue", "turn"] + StepTimes.Step.allCases.map(\.rawValue) + ["json"]

  private(set) var taken: [String: UInt64] = [:]

  init() {}

  init(queue: UInt64, turn: UInt64, steps: StepTimes) {
    taken = ["queue": queue, "turn": turn]
    for (step, time) in steps.taken { taken[step.rawValue] = time }
  }

  mutating func add(json: UInt64) { taken["json"] = json }

  /// The `Server-Timing` header (W3C Server Timing): milliseconds, as the developer tools of browsers show them.
  var header: String {
    Self.steps.compactMap { step in
      taken[step].map { time in
        let microseconds = (time + 500) / 1_000
        let fraction = String(microseconds % 1_000 + 1_000).dropFirst()
        return "\(step);dur=\(microseconds / 1_000).\(fraction)"
      }
    }.joined(separator: ", ")
  }
}

extension HTTPField.Name {
  static let serverTiming = HTTPField.Name("Server-Timing")!
}
